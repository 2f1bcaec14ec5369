"""Build-time checks: each takes the content and returns findings; the build stops when there are any."""

from data.checks.finding import Finding
from data.checks.run import check_content

__all__ = ["Finding", "check_content"]
