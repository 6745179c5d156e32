"""The `kpi` command: one line per verb here, the work in bot/terminal/. One-line errors, no tracebacks."""

import sys
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.terminal.errors import explain

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)

_VALIDATOR = "Value error, "  # how the library that checks values opens its sentences

_Date = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="As it was known on this day.")
]


class Transport(StrEnum):
    """The ways in from Slack."""

    SOCKET = "socket"
    HTTP = "http"


class Language(StrEnum):
    """The languages the assistant speaks."""

    EN = "en"
    FR = "fr"


@app.command()
def demo(
    once: Annotated[str | None, typer.Option(help="Type one command as a rep, print what she sees, and exit.")] = None,
    port: Annotated[int, typer.Option(help="Where the local workspace listens.", min=0, max=65_535)] = 8910,
) -> None:
    """A sample company, a local workspace and the assistant: everything, without Slack."""
    from bot.terminal.demo import run_demo

    run_demo(once=once, port=port)


@app.command()
def serve(
    transport: Annotated[Transport | None, typer.Option(help="Socket Mode if an app token is set.")] = None,
    clock: Annotated[
        bool, typer.Option(help="Decide at the hour and send as well; `kpi clock` does only that.")
    ] = True,
) -> None:
    """Run the assistant."""
    from bot.terminal.serve import run_serve

    run_serve(transport.value if transport else None, with_clock=clock)


@app.command()
def clock() -> None:
    """Decide what is due and send it, without hearing anybody: beside `kpi serve --no-clock`."""
    from bot.terminal.serve import run_clock

    run_clock()


@app.command()
def profile(
    folder: Annotated[Path, typer.Argument(help="Where the exported files are.")],
    name: Annotated[str | None, typer.Option(help="Name of the source; default: that of the folder.")] = None,
) -> None:
    """Draft a source profile from exported files: `kpi profile exports/ > my-crm.toml`."""
    from bot.terminal.drafting import run_profile

    run_profile(folder, name)


@app.command("import")
def import_(
    profile: Annotated[Path, typer.Argument(help="The source profile (TOML).")],
    folder: Annotated[Path | None, typer.Option(help="Where the files are; default: beside the profile.")] = None,
    allow_fewer_rows: Annotated[
        bool, typer.Option(help="Publish although the files hold less than half of the previous rows.")
    ] = False,
) -> None:
    """Bring CRM files in: checked, reported, published at once or not at all."""
    from bot.terminal.importing import run_import

    run_import(profile, folder, allow_fewer_rows=allow_fewer_rows)


@app.command()
def ask(
    words: Annotated[list[str], typer.Argument(help='For example: "transformation 2017-Q2 by region"')],
    as_json: Annotated[bool, typer.Option("--json", help="As JSON: see docs/answer-json.md.")] = False,
    locale: Annotated[Language | None, typer.Option(help="Language of the answer.")] = None,
    as_of: _Date = None,
    picture: Annotated[Path | None, typer.Option(help="Write the answer's picture to this file (PNG).")] = None,
) -> None:
    """Answer one question from the published facts."""
    from bot.terminal.ask import Wanted, run_ask

    run_ask(
        " ".join(words), Wanted(as_json=as_json, language=locale and locale.value, as_of=_day(as_of), picture=picture)
    )


@app.command()
def why(
    words: Annotated[list[str], typer.Argument(help='For example: "transformation 2017-Q4 by region"')],
    as_json: Annotated[bool, typer.Option("--json", help="As JSON: see docs/why.md.")] = False,
    locale: Annotated[Language | None, typer.Option(help="Language of the answer.")] = None,
    as_of: _Date = None,
    picture: Annotated[Path | None, typer.Option(help="Write the explanation's picture to this file (PNG).")] = None,
) -> None:
    """Say what made a figure change: its change split by group, exactly."""
    from bot.terminal.ask import Wanted, run_ask

    wanted = Wanted(as_json=as_json, language=locale and locale.value, as_of=_day(as_of), picture=picture)
    run_ask(" ".join(["why", *words]), wanted)


@app.command()
def replay(
    receipt: Annotated[str, typer.Argument(help="The code at the foot of an answer.")],
    as_json: Annotated[bool, typer.Option("--json", help="As JSON: see docs/answer-json.md.")] = False,
    locale: Annotated[Language | None, typer.Option(help="Language of the answer.")] = None,
) -> None:
    """Give an answer again, from the facts and the definition it was given by."""
    from bot.terminal.replay import run_replay

    run_replay(receipt, as_json=as_json, language=locale and locale.value)


@app.command()
def migrate() -> None:
    """Create or upgrade the operational records."""
    from bot.terminal.serve import run_migrate

    run_migrate()


@app.command()
def manifest(
    request_url: Annotated[
        str | None, typer.Option(help="Public URL of /slack/events, for signed HTTP instead of Socket Mode.")
    ] = None,
) -> None:
    """Print the Slack app manifest to paste."""
    from bot.terminal.serve import run_manifest

    run_manifest(request_url)


@app.command()
def doctor(
    facts: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Check the views of this warehouse instead: see docs/warehouse.md."),
    ] = None,
) -> None:
    """Check settings, databases, facts, tokens, scopes and messages; say how to mend what is wrong."""
    from bot.terminal.doctor import run_doctor

    run_doctor(facts)


def _day(value: datetime | None) -> date | None:
    return value.date() if value else None


def run() -> None:
    """Run a command; a known error is one line on stderr and exit code 1, a wrong use 2."""
    try:
        sys.exit(app(standalone_mode=False))
    except typer.TyperException as wrong:
        if said := wrong.format_message():
            said = said.replace(_VALIDATOR, "")
            sys.stderr.write(f"{said} (`kpi --help` and `kpi COMMAND --help` show how)\n")
        sys.exit(wrong.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        sys.exit(130)
    except Exception as error:  # noqa: BLE001 - the terminal's last resort: a sentence if the error is known
        sys.stderr.write(explain(error) + "\n")
        sys.exit(1)
