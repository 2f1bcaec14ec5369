"""What axe-core finds on a page by the rules of WCAG 2.2 AA, without what the framework alone can mend."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Rule -> where the element lies that the framework makes, and nothing else. docs/accessibility.md tells why each is here.
FRAMEWORK: dict[str, tuple[str, ...]] = {}


def violations(page: Page, rules: list[str] = RULES) -> list[tuple[str, str]]:
    """Rule and element of every finding in our own markup; `rules` are axe's tags or its names of single rules."""
    results = Axe().run(page, options={"runOnly": rules}).response
    return [
        (violation["id"], node["html"][:160])
        for violation in results["violations"]
        for node in violation["nodes"]
        if not any(str(target).startswith(FRAMEWORK.get(violation["id"], ("never",))) for target in node["target"])
    ]
