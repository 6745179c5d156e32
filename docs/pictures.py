"""Take the documentation's pictures again, from the running demo: `make pictures`. Needs Debian's Chromium."""

import asyncio
import re
import tempfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import aiohttp
from playwright.async_api import Page, ViewportSize, async_playwright

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
TODAY = date.today()  # noqa: DTZ011 - the day of the demo, whose scenes are set by the machine's own clock
WEEK = timedelta(days=7)
MONDAY = TODAY + WEEK - timedelta(days=TODAY.weekday())
DIGESTS_ARE_OUT = time(8, 2, tzinfo=ZoneInfo("Europe/Paris"))
BESIDE = "as defined today"
LOOK = re.compile("Look into…|Regarder de près…")
SHARE = re.compile("Share here|Partager ici")
WINDOW: ViewportSize = {"width": 1120, "height": 1280}
WITH_THREAD: ViewportSize = {"width": 1480, "height": 1280}
DAYS_TO_MONDAY = 7
ALL_TEAMS = "sales-company"
PATIENCE = 60_000  # milliseconds: ticks come every few seconds


async def main() -> None:
    configure("WARNING")
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        stage = prepare(Path(home) / "demo", TODAY, "en")
        async with (
            playground(stage, 0) as address,
            staged(stage, address) as settings,
            serving(settings, "socket"),
            async_playwright() as browsers,
        ):
            browser = await browsers.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
            light = await browser.new_page(viewport=WINDOW, device_scale_factor=2)
            await ask(light, address, "oliver", "team-london", "/kpi conversion")
            await light.screenshot(path=PICTURES / "answer.png")
            dark = await browser.new_page(viewport=WINDOW, color_scheme="dark")
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
            await a_vote(light, dark, address)
            await browser.close()


async def a_vote(light: Page, dark: Page, address: str) -> None:
    """From an idea to the digest that follows it: the form, the ballot that makes the quorum, the minute, the line."""
    await propose(light, address)
    await light.screenshot(path=PICTURES / "proposal.png")
    await light.keyboard.press("Escape")
    await vote(dark, address, PICTURES / "ballot-french-dark.png")
    for page in (light, dark):
        await page.set_viewport_size(WITH_THREAD)
    await close(dark, address)
    await read_minute(light, address)
    await light.screenshot(path=PICTURES / "minute.png")
    await light.set_viewport_size(WINDOW)
    await put_in_force(dark)
    await move_clock(address, MONDAY + WEEK)
    await sit_down(light, address, "oliver", "team-london")
    await light.get_by_text(f"Week {MONDAY.isocalendar().week}: ").last.wait_for(timeout=180_000)
    await light.locator("#pane img").last.wait_for()
    await light.wait_for_timeout(600)
    await light.screenshot(path=PICTURES / "digest-after-the-vote.png")


async def sit_down(page: Page, address: str, who: str, channel: str) -> None:
    await page.goto(f"{address}/?as={who}")
    await page.get_by_text(channel, exact=True).first.click()


async def type_line(page: Page, line: str) -> None:
    await page.locator("#pane textarea").fill(line)
    await page.locator("#pane textarea").press("Enter")


async def propose(page: Page, address: str) -> None:
    """Let a rep see what conversion within 60 days would have been."""
    await sit_down(page, address, "oliver", "team-london")
    await type_line(page, "/kpi propose change conversion")
    within = page.locator("dialog.modal [data-input-block^=within] input")
    await within.fill("60")
    await within.press("Enter")
    await page.locator("dialog.modal").get_by_text(BESIDE).first.wait_for(timeout=PATIENCE)
    await page.wait_for_timeout(2_000)  # the form has shown the figures, after having said that it looks
    await page.locator("dialog.modal").get_by_text(BESIDE).first.scroll_into_view_if_needed()


async def vote(page: Page, address: str, picture: Path) -> None:
    """Let the sixth person vote, in French."""
    await sit_down(page, address, "camille", ALL_TEAMS)
    await page.get_by_role("button", name="Vote").last.click()
    modal = page.locator("dialog.modal")
    await modal.get_by_role("radio", name="Oui", exact=True).wait_for(timeout=PATIENCE)
    await page.wait_for_timeout(600)
    await page.screenshot(path=picture)
    await modal.get_by_role("radio", name="Oui", exact=True).press("Space")
    await page.keyboard.press("Control+Enter")
    await modal.get_by_text("Votre vote est enregistré").wait_for(timeout=PATIENCE)
    await page.keyboard.press("Escape")


async def close(page: Page, address: str) -> None:
    """Let the director close the poll, and open its thread."""
    await sit_down(page, address, "helene", ALL_TEAMS)
    await type_line(page, "/kpi sondage liste")
    await page.get_by_role("button", name="Clore maintenant").last.click()
    await page.get_by_role("button", name="Clore", exact=True).click()
    await page.get_by_role("button", name="1 réponse").last.click(timeout=PATIENCE)


async def read_minute(page: Page, address: str) -> None:
    """Let a manager read what was decided."""
    await sit_down(page, address, "priya", ALL_TEAMS)
    await page.get_by_role("button", name="1 reply").last.click(timeout=PATIENCE)
    await page.locator("#thread").get_by_role("button", name="Put in force").wait_for(timeout=PATIENCE)
    await page.wait_for_timeout(600)


async def put_in_force(page: Page) -> None:
    """Let the director put in force what was voted for from today on, a week before the Monday that is offered."""
    await page.locator("#thread").get_by_role("button", name="Put in force").click(timeout=PATIENCE)
    modal = page.locator("dialog.modal")
    await modal.get_by_text("À partir du").wait_for(timeout=PATIENCE)
    await modal.locator("[data-input-block=day] .select").click()
    for _ in range(DAYS_TO_MONDAY):
        await page.keyboard.press("ArrowLeft")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Control+Enter")
    await modal.get_by_text("Mis en vigueur par").wait_for(timeout=PATIENCE)
    await page.keyboard.press("Escape")


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


async def move_clock(address: str, to: date) -> None:
    """Move on to the minute of a Monday when the week's digests have just gone out."""
    wanted = {"to": datetime.combine(to, DIGESTS_ARE_OUT).isoformat()}
    async with aiohttp.ClientSession(address) as session, session.post("/_control/clock", json=wanted) as moved:
        moved.raise_for_status()


if __name__ == "__main__":
    asyncio.run(main())
