"""A workspace with a small app, and pages at which people sit."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from queue import Queue

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from slack_sdk import WebClient

from playground.seed import read_json
from tests.browser import sample_app
from tests.playground.running import Running, playground

expect.set_options(timeout=45_000)  # two browsers on two busy cores

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
]  # fmt: skip
WIDE = (1280, 800)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@dataclass(frozen=True)
class Workspace:
    """A served workspace, a client that posts as its app, and what was handed in."""

    slack: Running
    app: WebClient
    submitted: Queue[sample_app.Json]

    def post(self, channel: str, text: str, *blocks: sample_app.Json) -> str:
        """Post as the app; gives the `ts`."""
        posted = self.app.chat_postMessage(channel=self.slack.channel(channel), text=text, blocks=list(blocks) or None)
        return str(posted["ts"])


@dataclass
class PageOf:
    """Opens pages of the workspace, each with somebody at it."""

    context: BrowserContext
    slack: Running

    def __call__(self, who: str, channel: str = "general", size: tuple[int, int] = WIDE, dark: bool = False) -> Page:
        page = self.context.new_page()
        page.set_default_timeout(60_000)
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.emulate_media(color_scheme="dark" if dark else "light", reduced_motion="reduce")
        page.goto(f"{self.slack.url}/?as={who}#{self.slack.channel(channel)}")
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
        with sample_app.connected(slack) as app:
            yield Workspace(slack, app.client, app.submitted)


@pytest.fixture(scope="module")
def machine(browser: Browser) -> Iterator[BrowserContext]:
    """One machine for a module's tests: what the browser keeps of the page is fetched once."""
    context = browser.new_context()
    yield context
    context.close()


@pytest.fixture
def page_of(machine: BrowserContext, workspace: Workspace) -> Iterator[PageOf]:
    yield PageOf(machine, workspace.slack)
    for page in machine.pages:
        page.close()
