"""What loading takes from the environment: connections and permissions, never from a file or a page.

service/settings.py has the table of all settings; data/ reads its own, because it knows nobody else.
"""

from __future__ import annotations

import os


def postgres_dsn() -> str:
    """Connection to the municipality's PostgreSQL, or nothing."""
    return os.environ.get("MONITOR_POSTGRES_DSN", "").strip()


def jobindsats_token() -> str:
    """The municipality's token at Jobindsats, or nothing."""
    return os.environ.get("MONITOR_JOBINDSATS_TOKEN", "").strip()


def fetching_allowed() -> bool:
    """Whether the monitor may ask Statistikbanken and Jobindsats over the internet. Off unless it is set to 1."""
    return os.environ.get("MONITOR_FETCH", "").strip() == "1"
