"""The form of an alert, its list and its small replies in every state, from invented figures."""

from dataclasses import replace
from datetime import UTC, date, datetime

from bot.text import Language, Text
from bot.use_cases.alerts.choices import Choices
from bot.use_cases.alerts.draft import AlertDraft, Fault, Part
from bot.use_cases.alerts.list import ListedAlert
from bot.use_cases.alerts.outlook import AlertOutlook
from bot.views import notices
from bot.views.alerts.examples import a_rule, an_episode, some_news
from bot.views.alerts.form import Carried, Filled, alert_form, waiting
from bot.views.alerts.list import AlertList, alert_list, alert_saved, home_alerts, offered, tried_again, welcome
from bot.views.alerts.replies import done, may_not_see
from bot.views.kit import Block
from bot.views.message import Message, View
from bot.words.alerts import WatchFor
from kpi_engine.alerts import Condition, Judgement, Seen, Tryout, Watch
from kpi_engine.alerts.tryout import episodes_of
from kpi_engine.definitions import CATALOG
from kpi_engine.figure import Interval, Unit
from kpi_engine.periods import Calendar, Grain
from kpi_engine.scope import COMPANY, Level, Scope
from storage.repositories.alert_records import EpisodeState

_CALENDAR = Calendar("Europe/Paris")
_NORD = Scope(Level.TEAM, "Nord")
_LAST = _CALENDAR.containing(date(2026, 11, 16), Grain.WEEK)
_LATER = datetime(2026, 12, 1, 8, tzinfo=UTC)
_YEAR = 52


def alert_form_messages(text: Text) -> dict[str, Message]:
    """The list, what stands in for the form, what a channel and a person are told."""
    mine = some_news(state=EpisodeState.ACKNOWLEDGED)
    return {
        "alerts": alert_list(AlertList(_listed(), "EUR", may_set=True), CATALOG, text),
        "no alerts": alert_list(AlertList((), "EUR"), CATALOG, text),
        "alert form offered": offered("conversion below 20%", text),
        "alert welcome": welcome(a_rule(), CATALOG, "EUR", text),
        "alert taken up": done(replace(mine, episode=replace(mine.episode, assignee="U0OTHER")), text),
        "alert for nobody": may_not_see("U0OTHER", text),
        "alert gone": notices.alert_gone(text),
        "already recovered": notices.already_recovered(text),
    }


def alert_form_views(text: Text) -> dict[str, View]:
    """The form from empty to kept."""
    choices = Choices(tuple(CATALOG.values()), (COMPANY, _NORD))
    draft = AlertDraft("transformation", _NORD, WatchFor.BELOW, amount="30%", language=Language.FR)
    told = an_outlook(draft, 9, 26)
    filled = Filled(draft, choices, Carried(unread=("retenton",)), told, _CALENDAR.zone)
    drafts = {each: replace(draft, watch_for=each, scope=_NORD) for each in WatchFor}
    return {
        "alert form, empty": alert_form(Filled(AlertDraft(), choices, Carried(denied="Sud")), text),
        "alert form, on its way": waiting(text),
        **{
            f"alert form, {each}": alert_form(replace(filled, draft=drafted, outlook=an_outlook(drafted, 30)), text)
            for each, drafted in drafts.items()
        },
        "alert form, tried": alert_form(filled, text),
        "alert form, often": alert_form(replace(filled, outlook=an_outlook(draft, *range(0, _YEAR, 3))), text),
        "alert form, mostly": alert_form(replace(filled, outlook=an_outlook(draft, *range(30))), text),
        "alert form, now": alert_form(replace(filled, outlook=an_outlook(draft, _YEAR - 1), again=True), text),
        "alert form, trying": alert_form(replace(filled, trying=True), text),
        "alert form, never": alert_form(replace(filled, outlook=an_outlook(draft)), text),
        "alert form, no number": alert_form(replace(filled, outlook=replace(told, watch=None, tryout=None)), text),
        "alert form, faults": alert_form(replace(filled, outlook=_faulty(told)), text),
        "alert form, changing": alert_form(replace(filled, carried=Carried(editing="r1")), text),
        "alert set": alert_saved(a_rule(), CATALOG, "EUR", text),
        "alert tried again": tried_again(told, text),
    }


def some_open_alerts(text: Text) -> tuple[Block, ...]:
    """On the Home tab."""
    return home_alerts(AlertList(_listed(), "EUR"), CATALOG, text)


def _listed() -> tuple[ListedAlert, ...]:
    told, rule = some_news().opening, a_rule()
    breached, taken = an_episode(), an_episode(EpisodeState.ACKNOWLEDGED)
    resting = replace(an_episode(EpisodeState.SNOOZED), actor="U0EXAMPLE", snoozed_until=_LATER)
    people = replace(rule, id="r2", settings={"tell": ["U0EXAMPLE"], "target_id": "t1"})
    return (
        ListedAlert(rule, hers=True),
        ListedAlert(people, breached, told, hers=True),
        ListedAlert(replace(rule, condition=Condition.ABOVE), replace(taken, actor="U0OTHER"), told),
        ListedAlert(replace(rule, condition=Condition.CHANGE, grain=Grain.MONTH), resting, told, untold=4),
        ListedAlert(replace(rule, condition=Condition.SILENT, threshold=3.0, kpi="leads", quiet=None), untold=3),
        ListedAlert(replace(rule, condition=Condition.STALLED, threshold=10.0, kpi="stages")),
        ListedAlert(replace(rule, kpi="gone", condition=Condition.UNUSUAL)),
    )


def an_outlook(draft: AlertDraft, *breaches: int) -> AlertOutlook:
    """A year in which these weeks breached, the tenth of them within normal variation."""
    watch = Watch("transformation", Condition.BELOW, _NORD, threshold=0.3, recover_at=0.31, min_volume=30)
    seen = tuple(_judged(week, breach=week in breaches) for week in range(_YEAR))
    told = AlertOutlook(
        draft, CATALOG["transformation"], _NORD, Condition.BELOW, Unit.SHARE, "EUR", 0.3, 0.31, 30, watch=watch
    )
    return replace(told, tryout=Tryout(watch, seen, episodes_of(watch, seen)), seal="5ea1")


def _judged(week: int, *, breach: bool) -> Judgement:
    period = _CALENDAR.shift(_LAST, week - _YEAR + 1)
    if week == 0:
        return Judgement(Seen.TOO_FEW, period, Unit.SHARE, n=12)
    share = 0.26 if breach else 0.36
    return Judgement(
        Seen.BREACH if breach else Seen.GOOD,
        period,
        Unit.SHARE,
        share,
        90,
        share * 90,
        Interval(share - 0.1, share + 0.1),
        limit=0.3,
        within_noise=breach and week == 9,  # noqa: PLR2004 - one of them
    )


def _faulty(told: AlertOutlook) -> AlertOutlook:
    return replace(told, watch=None, tryout=None, faults=dict(zip(Part, Fault, strict=False)))
