"""How the workspace runs: clock, faults, rates, scopes, sockets, files, journal."""

from datetime import datetime

from playground.control.ask import Ask, Json
from playground.control.looking import clock as tell_time
from playground.errors import Misuse
from playground.faults import Rule
from playground.files import PrivateFiles
from playground.http_delivery import HttpDelivery
from playground.rates import Rates

GOODBYES = ("warning", "refresh_requested", "link_disabled", "too_many_websockets")
COUNTED = "count"  # of `rate_limits`: what is beyond them is counted, not refused


async def move_clock(ask: Ask) -> Json:
    """Move the clock; what is due on the way has been done when the answer comes."""
    pg = ask.pg
    if ask.flag("reset"):
        pg.clock.reset()
    elif "to" in ask.given:
        await pg.clock.move_to(_moment(ask.text("to")))
    else:
        await pg.clock.advance(ask.number("advance", 0))
    now = tell_time(ask)
    pg.stream.tell_all("clock", now)
    return now


def _moment(written: str) -> float:
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        raise Misuse("invalid_time", f"{written} is not a time like 2026-11-30T08:00:00+01:00") from None
    if moment.tzinfo is None:
        raise Misuse("invalid_time", "the time needs an offset, e.g. +01:00")
    return moment.timestamp()


def show_faults(ask: Ask) -> Json:
    """Show the rules in force and how often each struck."""
    return {"seed": ask.pg.faults.seed, "rules": [rule.to_json() for rule in ask.pg.faults.rules]}


async def set_faults(ask: Ask) -> Json:
    """Replace the rules."""
    rules = ask.given.get("rules", [])
    if not isinstance(rules, list):
        raise Misuse("not_a_list", "`rules` must be a list")
    ask.pg.faults.set([Rule.from_json(rule) for rule in rules], int(ask.number("seed", 0)))
    return show_faults(ask)


async def clear_faults(ask: Ask) -> Json:
    """Remove all rules."""
    ask.pg.faults.set([], 0)
    return show_faults(ask)


def journal(ask: Ask) -> Json:
    """Read the journal."""
    written = ask.pg.journal.to_json(int(ask.number("since", 0)), ask.text("method", ""))
    return written | {"over_limit": dict(ask.pg.rates.over)}


def show_settings(ask: Ask) -> Json:
    """Show what can be set while the workspace runs."""
    pg = ask.pg
    skew = pg.carrier.skew if isinstance(pg.carrier, HttpDelivery) else 0
    return {
        "rate_limits": _rate_limits(pg.rates), "burst": pg.rates.burst, "per_minute": pg.rates.overrides,
        "scopes": list(pg.workspace.scopes), "file_delay": pg.files.delay,
        "private_files": pg.files.private, "signature_skew": skew, "sockets": pg.sockets.count,
        "history_lag": pg.workspace.history_lag, "patience": pg.carrier.patience,
    }  # fmt: skip


async def change_settings(ask: Ask) -> Json:
    """Change some of the settings; the others stay."""
    pg, given = ask.pg, ask.given
    _limit_rates(pg.rates, given.get("rate_limits", _rate_limits(pg.rates)))
    pg.rates.burst = int(ask.number("burst", pg.rates.burst))
    pg.rates.overrides = ask.json("per_minute") or pg.rates.overrides
    pg.workspace.scopes = tuple(given.get("scopes", pg.workspace.scopes))
    pg.workspace.history_lag = ask.number("history_lag", pg.workspace.history_lag)
    pg.carrier.patience = pg.triggers.lifetime = ask.number("patience", pg.carrier.patience)
    pg.files.delay = ask.number("file_delay", pg.files.delay)
    pg.files.private = PrivateFiles(given.get("private_files", pg.files.private))
    if isinstance(pg.carrier, HttpDelivery):
        pg.carrier.skew = int(ask.number("signature_skew", pg.carrier.skew))
    return show_settings(ask)


def _rate_limits(rates: Rates) -> bool | str:
    return COUNTED if rates.enabled and not rates.refusing else rates.enabled


def _limit_rates(rates: Rates, wanted: object) -> None:
    rates.enabled, rates.refusing = bool(wanted), wanted != COUNTED


async def disconnect_sockets(ask: Ask) -> Json:
    """Ask the app's sockets to come back, or to leave."""
    reason = ask.text("reason", "refresh_requested")
    if reason not in GOODBYES:
        raise Misuse("unknown_reason", f"`reason` must be one of {', '.join(GOODBYES)}")
    return {"asked": await ask.pg.sockets.disconnect(reason)}
