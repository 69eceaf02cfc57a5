"""What several browser tests check with: axe, and reading pixels. Not a test file."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def axe_faults(page: Page) -> list[str]:
    """What axe finds wrong on a page, WCAG 2.2 A and AA and its own best practice."""
    options = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{item['id']}: {item['help']}: {node['target']} {node['html'][:120]}"
        for item in found
        for node in item["nodes"]
    ]
