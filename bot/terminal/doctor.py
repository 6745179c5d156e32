"""`kpi doctor`: one check after the other, each with what is wrong and how to mend it."""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import aiohttp
from rich.console import Console
from rich.markup import escape
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.exc import SQLAlchemyError

from bot.manifest import SCOPES
from bot.settings import Settings, misspelt
from bot.slack_calls import once_only_client
from bot.terminal.doctor_audit import audit_findings
from bot.terminal.doctor_definitions import definitions_findings
from bot.terminal.doctor_facts import facts_findings
from bot.terminal.finding import Finding
from bot.views.examples import EXAMPLES
from bot.views.kit import Json
from bot.views.message import Message
from storage.errors import NoFacts, StorageError
from storage.facts.store import open_shelf
from storage.migrations import migrate

console = Console()


Check = Callable[[Settings], Awaitable[Sequence[Finding]]]


def run_doctor(facts: str | None = None) -> None:
    """Print every finding, of the installation or of the facts at a URL; exit code 1 if something needs mending."""
    findings = list(facts_findings(facts)) if facts else asyncio.run(_examine(Settings()))
    for finding in findings:
        console.print(_sign(finding), escape(finding.what), highlight=False, soft_wrap=True)
        if finding.mend:
            console.print("   ", escape(finding.mend), highlight=False, soft_wrap=True)
    sys.exit(any(finding.mend for finding in findings))


def _sign(finding: Finding) -> str:
    if finding.mend:
        return "[red]✗[/red]"
    return "–" if finding.absent else "[green]✓[/green]"


async def _examine(settings: Settings) -> list[Finding]:
    return [finding for check in CHECKS for finding in await check(settings)]


async def _home(settings: Settings) -> Sequence[Finding]:
    if not _can_write(settings.home):
        return [Finding(f"{settings.home} cannot be written", "Set KPI_HOME to a folder of your own.")]
    unread = [Finding(f"{name} is no setting and is not read", f"Write {meant}.") for name, meant in misspelt().items()]
    later = "" if settings.home.exists() else " (does not exist yet; it is made when it is needed)"
    return [
        Finding(
            f"settings: zone {settings.zone}, language {settings.language}, currency {settings.currency}, "
            f"fiscal year from month {settings.fiscal_year_starts}, home {settings.home}{later}"
        ),
        *unread,
    ]


def _can_write(folder: Path) -> bool:
    """Whether something can be put there, in a folder that may have to be made first."""
    nearest = next(each for each in (folder.absolute(), *folder.absolute().parents) if each.exists())
    try:
        with TemporaryDirectory(prefix=".doctor-", dir=nearest):
            return True
    except OSError:
        return False


async def _databases(settings: Settings) -> Sequence[Finding]:
    try:
        records = await asyncio.to_thread(_records, settings)
        return [*records, await asyncio.to_thread(_facts, settings)]
    except (SQLAlchemyError, StorageError, OSError) as error:
        line = str(error).splitlines()[0]
        return [Finding(f"databases: {line}", "Check DATABASE_URL and FACTS_URL, and that the servers run.")]


def _records(settings: Settings) -> Sequence[Finding]:
    if settings.database_url is None and not settings.home.exists():
        return [Finding("records: none yet, the first start makes them")]
    migrate(settings.records_url)
    url = settings.records_url
    return [Finding("records: reachable, migrated"), *definitions_findings(url), *audit_findings(url)]


def _facts(settings: Settings) -> Finding:
    try:
        facts = open_shelf(settings.facts_place).current()
    except NoFacts:
        return Finding("facts: none yet", "Bring CRM files in with: kpi import PROFILE.toml")
    rows = sum(table.rows for table in facts.coverage.values())
    return Finding(
        f"facts: version {facts.version}, up to {facts.as_of}, {rows:,} rows in {len(facts.coverage)} tables"
    )


async def _bot_token(settings: Settings) -> Sequence[Finding]:
    if settings.slack_bot_token is None:
        return [
            Finding(
                "SLACK_BOT_TOKEN is not set",
                "Create the app from `kpi manifest`, install it, copy the xoxb- token.",
            )
        ]
    client = once_only_client(settings.slack_bot_token.get_secret_value(), settings.slack_api_url)
    try:
        answer = await client.auth_test()
    except (aiohttp.ClientError, TimeoutError):
        return [_unreachable(settings)]
    except SlackApiError as error:
        return [
            Finding(
                f"Slack refuses the bot token: {_code(error)}",
                "Copy the xoxb- token again from OAuth & Permissions.",
            )
        ]
    granted = set((answer.headers.get("x-oauth-scopes") or "").replace(" ", "").split(","))
    missing = sorted(SCOPES.keys() - granted)
    found = [Finding(f"Slack: workspace {answer['team']}, assistant {answer['user']}")]
    found += [
        Finding(f"scope {each} is missing: {SCOPES[each]}", "Add it, then reinstall the app.") for each in missing
    ]
    return found + await _blocks(client)


async def _blocks(client: AsyncWebClient) -> list[Finding]:
    """Every message we send, put before Slack's own validator."""
    refused = []
    for name, message in EXAMPLES.items():
        try:
            await client.api_call("blocks.validate", json={"blocks": _without_pictures(message)})
        except SlackApiError as error:
            refused.append(
                Finding(f"Slack would refuse {name}: {_code(error)}", "It goes out plainer; please report it.")
            )
    return refused or [Finding(f"messages: {len(EXAMPLES)} examples pass Slack's validator")]


def _without_pictures(message: Message) -> list[Json]:
    """All but the pictures: those of the examples were never uploaded."""
    return [block for block in message.blocks if "slack_file" not in block]


async def _ways_in(settings: Settings) -> Sequence[Finding]:
    if settings.slack_app_token:
        client = once_only_client(settings.slack_app_token.get_secret_value(), settings.slack_api_url)
        try:
            await client.apps_connections_open(app_token=settings.slack_app_token.get_secret_value())
        except (aiohttp.ClientError, TimeoutError):
            return [_unreachable(settings)]
        except SlackApiError as error:
            return [
                Finding(
                    f"Slack refuses the app token: {_code(error)}",
                    "Make an xapp- token with connections:write.",
                )
            ]
        return [Finding("Socket Mode: the app token opens connections")]
    if settings.slack_signing_secret:
        return [Finding(f"signed HTTP on port {settings.port}: the signing secret is set")]
    return [
        Finding(
            "neither SLACK_APP_TOKEN nor SLACK_SIGNING_SECRET is set",
            "Set the first for Socket Mode, the second for HTTP.",
        )
    ]


def _unreachable(settings: Settings) -> Finding:
    return Finding(f"cannot reach {settings.slack_api_url}", "Check SLACK_API_URL or the network.")


def _code(error: SlackApiError) -> str:
    told = getattr(error.response, "data", None)
    return str(told.get("error")) if isinstance(told, dict) else "the answer is not Slack's; check SLACK_API_URL"


CHECKS: tuple[Check, ...] = (_home, _databases, _bot_token, _ways_in)
