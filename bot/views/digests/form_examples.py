"""Digests while they are set, and the list of them, in every state that a person can see them in."""

from dataclasses import replace
from datetime import UTC, datetime, time

from bot.text import Text
from bot.use_cases.delivery_report import Report
from bot.use_cases.digests.draft import Choices, Draft
from bot.use_cases.digests.list import Listed
from bot.use_cases.place import PlaceFault
from bot.views import notices
from bot.views.cannot_come import cannot_come
from bot.views.deliveries import deliveries
from bot.views.digests.form import Carried, Filled, digest_form, preview_sent, waiting
from bot.views.digests.home import home_digests
from bot.views.digests.list import DigestList, digest_list, digest_saved, offered, welcome
from bot.views.digests.paused import digest_paused
from bot.views.digests.preview import on_its_way, on_request, previewed
from bot.views.help import home
from bot.views.message import Message, View
from kpi_engine.definitions import CATALOG
from kpi_engine.question import Compare
from kpi_engine.scope import COMPANY, Level, Scope
from storage.repositories.delivery_records import DeliveryKind, DeliveryState
from storage.repositories.delivery_reports import Departure, Fate, Tally
from storage.repositories.digest_records import Digest, DigestState, EditionState, Look, PauseReason, Schedule
from storage.repositories.records import Member, Role

_NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)
_NORD = Scope(Level.TEAM, "Nord <b2b> & co")


_MANAGER = Member("T1", "U0EXAMPLE", None, "Antoine", _NOW, role=Role.MANAGER)
_REASONS = ("nothing", "not_active", "too_late", "small_team", "stale", "nothing_to_reply_to", "is_archived", "other")
_TALLY = Tally(
    42, 1, dict.fromkeys((*_REASONS, "over_before", "not_in_channel", "channel_not_found"), 1), 2, 1, 1, 1, 3
)


def _departures() -> tuple[Departure, ...]:
    """One of each kind and one in each state."""
    kinds = [Departure(0, kind, "U0EXAMPLE", DeliveryState.SENT, None, _NOW, _NOW, late=True) for kind in DeliveryKind]
    states = [
        Departure(0, DeliveryKind.DIGEST, "C0EXAMPLE", state, reason, _NOW, _NOW)
        for state, reason in zip(DeliveryState, _REASONS, strict=True)
    ]
    return (*kinds, *states)


def a_digest() -> Digest:
    """Team Nord's, in its channel, on Mondays at eight."""
    return Digest(
        team_id="T1",
        id="0",
        channel_id="C0EXAMPLE",
        owner="U0EXAMPLE",
        scope=_NORD,
        kpis=("revenue", "conversion", "cycle"),
        schedule=Schedule("Europe/Paris", 1, time(8)),
        language="fr",
        compare=Compare.PREVIOUS,
        fresher_than=24,
        look=Look.PANEL,
        state=DigestState.ACTIVE,
        reason=None,
        active_since=_NOW,
        created_at=_NOW,
        changed_at=_NOW,
    )


def some_digests() -> tuple[Listed, ...]:
    """One in each state, the first two of which may be changed."""
    digest = a_digest()
    fates = [
        Fate("2026-W46", EditionState.DECIDED, None, state, _NOW if state is DeliveryState.SENT else None)
        for state in DeliveryState
    ]
    fates += [Fate("2026-W46", state, None, None, None) for state in EditionState]
    paused = [replace(digest, id=reason, state=DigestState.PAUSED, reason=reason) for reason in PauseReason]
    gone = replace(digest, kpis=("revenue", "no_longer_defined"), scope=COMPANY)
    return (
        Listed(digest, fates[3], hers=True),
        *(Listed(each, hers=not place) for place, each in enumerate(paused)),
        *(Listed(digest, fate) for fate in fates),
        Listed(gone),
        *(Listed(replace(digest, id=f"failed {place}"), fates[-1], hers=True) for place in range(6)),
    )


def digest_setting_messages(text: Text) -> dict[str, Message]:
    """The list, what stands in for the form, what the channel is told, what is refused."""
    listed = some_digests()
    return {
        "digests": digest_list(DigestList(listed[:9], _NOW, may_set=True), CATALOG, text),
        "digests, the rest": digest_list(DigestList(listed[4:], _NOW), CATALOG, text),
        "no digests": digest_list(DigestList((), _NOW, may_set=True), CATALOG, text),
        "digest form offered": offered(text),
        "digest on its way": on_its_way(a_digest(), text),
        "digest on request": on_request(offered(text), _MANAGER, text),
        "deliveries": deliveries(Report(_departures(), _TALLY), "Europe/Paris", text),
        "no deliveries": deliveries(Report((), Tally()), "Europe/Paris", text),
        "digest preview": previewed(offered(text), "F0EXAMPLE", text),
        "digest welcome": welcome(a_digest(), CATALOG, text),
        **{
            f"digest paused: {reason}": digest_paused(replace(a_digest(), reason=reason), text)
            for reason in PauseReason
        },
        "digest gone": notices.digest_gone(text),
        **{f"digest cannot come: {fault}": cannot_come(fault, text) for fault in PlaceFault},
    }


def digest_setting_views(text: Text) -> dict[str, View]:
    """The form from empty to kept."""
    choices = Choices((COMPANY, _NORD), tuple(CATALOG.values()), ("Europe/Paris", "America/Montreal"))
    empty = Draft(None, None, (), Schedule("Europe/Paris"), "en")
    digest = a_digest()
    full = Draft(digest.channel_id, _NORD, digest.kpis, digest.schedule, "fr", Compare.YEAR, 24, Look.NATIVE)
    return {
        "digest form, on its way": waiting(text),
        "digest form, empty": digest_form(Filled(empty, choices, _NOW), CATALOG, text),
        "digest form, full": digest_form(
            Filled(full, choices, _NOW, standing=True, previewed=preview_sent(text)), CATALOG, text
        ),
        "digest form, changing": digest_form(Filled(full, choices, _NOW, Carried("0")), CATALOG, text),
        "home with digests": home(
            CATALOG, text, None, home_digests(DigestList(some_digests(), _NOW, may_set=True), text)
        ),
        "digest saved": digest_saved(digest, _NOW, CATALOG, text),
        "digest saved, paused": digest_saved(replace(digest, state=DigestState.PAUSED), _NOW, CATALOG, text),
    }
