"""Take the documentation's pictures again, from the running demo: `make pictures`. Needs Debian's Chromium."""

import asyncio
import re
import tempfile
from datetime import date
from pathlib import Path

import aiohttp
from playwright.async_api import Page, async_playwright

from bot.logs import configure
from bot.serving import serving
from bot.terminal.demo import staged
from bot.terminal.stage import playground, prepare

PICTURES = Path(__file__).with_name("pictures")
CHROMIUM = "/usr/bin/chromium"
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
DAY = date(2026, 11, 20)
NOON, MONDAY = "2026-11-20T12:00:00+01:00", "2026-11-23T08:02:00+01:00"
LOOK = re.compile("Look into…|Regarder de près…")
SHARE = re.compile("Share here|Partager ici")


async def main() -> None:
    configure("WARNING")
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        stage = prepare(Path(home) / "demo", DAY, "en")
        async with (
            playground(stage, 0) as address,
            staged(stage, address) as settings,
            serving(settings, "socket"),
            async_playwright() as browsers,
        ):
            await move_clock(address, NOON)
            browser = await browsers.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
            light = await browser.new_page(viewport={"width": 1120, "height": 1280}, device_scale_factor=2)
            await ask(light, address, "oliver", "team-london", "/kpi conversion")
            await light.screenshot(path=PICTURES / "answer.png")
            dark = await browser.new_page(viewport={"width": 1120, "height": 1280}, color_scheme="dark")
            await ask(dark, address, "camille", "team-nord", "/kpi cycle trimestre dernier par segment")
            await dark.screenshot(path=PICTURES / "answer-french-dark.png")
            phone = await browser.new_page(viewport={"width": 400, "height": 860}, device_scale_factor=2)
            await ask(phone, address, "priya", "", "/kpi retention this year vs year")
            await phone.screenshot(path=PICTURES / "answer-phone.png")
            await move_clock(address, MONDAY)
            await digest(light, address, "oliver", "team-london")
            await light.screenshot(path=PICTURES / "digest.png")
            await digest(dark, address, "camille", "team-nord")
            await dark.screenshot(path=PICTURES / "digest-french-dark.png")
            await browser.close()


async def ask(page: Page, address: str, who: str, channel: str, line: str) -> None:
    """Sit down as somebody, open a channel (the first one if none is named), type a line, wait for the answer."""
    await page.goto(f"{address}/?as={who}")
    if channel:
        await page.get_by_text(channel, exact=True).first.click()
    await page.locator("#pane textarea").fill(line)
    await page.locator("#pane textarea").press("Enter")
    await page.get_by_role("button", name=SHARE).last.wait_for()
    await page.wait_for_timeout(600)  # the chart has drawn itself


async def digest(page: Page, address: str, who: str, channel: str) -> None:
    """Sit down as somebody and wait for the week's digest in a channel."""
    await page.goto(f"{address}/?as={who}")
    await page.get_by_text(channel, exact=True).first.click()
    await page.get_by_text(LOOK).last.wait_for(timeout=180_000)
    await page.locator("#pane img").last.wait_for()
    await page.wait_for_timeout(600)


async def move_clock(address: str, to: str) -> None:
    async with aiohttp.ClientSession(address) as session, session.post("/_control/clock", json={"to": to}) as moved:
        moved.raise_for_status()


if __name__ == "__main__":
    asyncio.run(main())
