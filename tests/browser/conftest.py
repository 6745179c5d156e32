"""A workspace with a small app, and pages at which people sit."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from slack_sdk import WebClient

from playground.seed import read_json
from tests.browser import sample_app
from tests.playground.running import Running, playground

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
]  # fmt: skip
WIDE = (1280, 800)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "page_of" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@dataclass(frozen=True)
class Workspace:
    """A served workspace, and a client that posts as its app."""

    slack: Running
    app: WebClient

    def post(self, channel: str, text: str, *blocks: sample_app.Json) -> str:
        """Post as the app; gives the `ts`."""
        posted = self.app.chat_postMessage(channel=self.slack.channel(channel), text=text, blocks=list(blocks) or None)
        return str(posted["ts"])


@dataclass
class PageOf:
    """Opens pages of the workspace; each is another browser, as on another machine."""

    browser: Browser
    slack: Running

    def __call__(
        self, who: str, channel: str | None = "general", size: tuple[int, int] = WIDE, dark: bool = False
    ) -> Page:
        scheme = "dark" if dark else "light"
        context = self.browser.new_context(
            viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, reduced_motion="reduce"
        )
        page = context.new_page()
        page.set_default_timeout(8000)
        place = f"#{self.slack.channel(channel)}" if channel else ""
        page.goto(f"{self.slack.url}/?as={who}{place}")
        expect(page.locator("#head h1")).not_to_be_empty()
        return page


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        say = pytest.fail if os.environ.get("KPI_REQUIRE_BROWSER") == "1" else pytest.skip
        say(f"no Chromium: none of {', '.join(NAMES)} is on the PATH (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=found, args=QUIET)
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def workspace() -> Iterator[Workspace]:
    with playground(manifest=sample_app.manifest(read_json(None, "manifest.json"))) as slack:
        slack.server.playground.rates.enabled = False
        with sample_app.connected(slack) as client:
            yield Workspace(slack, client)


@pytest.fixture
def page_of(browser: Browser, workspace: Workspace) -> Iterator[PageOf]:
    opened = len(browser.contexts)
    yield PageOf(browser, workspace.slack)
    for context in browser.contexts[opened:]:
        context.close()
