"""What the tests look at on the page."""

import re

from playwright.sync_api import Locator, Page, expect


def composer(page: Page) -> Locator:
    return page.locator("#pane textarea")


def say(page: Page, line: str) -> None:
    """Type a line and send it."""
    composer(page).fill(line)
    composer(page).press("Enter")


def messages(page: Page) -> Locator:
    return page.locator("#pane .message[data-ts]")


def private(page: Page) -> Locator:
    """Messages only this person sees."""
    return messages(page).filter(has=page.locator(".private-mark"))


def message(page: Page, text: str) -> Locator:
    return messages(page).filter(has_text=text).last


def modal(page: Page) -> Locator:
    return page.locator("dialog.modal")


def open_form(page: Page) -> Locator:
    """Open the app's form by its command."""
    say(page, "/form")
    expect(modal(page).get_by_role("heading")).to_have_text("A note")
    return modal(page)


def choose(page: Page, block_id: str, letters: str) -> None:
    """Open a menu by the arrow, type a few letters, press Enter."""
    page.locator(f"[data-input-block={block_id}] .select").press("ArrowDown")
    page.keyboard.type(letters)
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.get_by_role("listbox")).to_have_count(0)


def colours(page: Page) -> tuple[int, int]:
    """Brightness of the paper and of the ink, 0 to 255."""
    pair = page.evaluate(
        "[getComputedStyle(document.querySelector('.sheet')).backgroundColor, getComputedStyle(document.body).color]"
    )
    paper, ink = (sum(int(part) for part in re.findall(r"\d+", colour)[:3]) // 3 for colour in pair)
    return paper, ink


def figures(chart: Locator) -> list[list[str]]:
    """The table that says the same as a chart, row by row."""
    rows = chart.get_by_role("table").evaluate(
        "table => [...table.rows].map(row => [...row.cells].map(cell => cell.textContent))"
    )
    return list(rows)
