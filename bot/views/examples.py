"""Every message and view that the bot can show, from invented figures, in both languages."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from types import MappingProxyType

from bot.charts.gallery import picture_of
from bot.errors import DefinitionChanged, FactsGone, NobodysOwn
from bot.policy import Reason as Denied
from bot.text import Language, Text
from bot.use_cases.answer_kpi import KpiReply
from bot.views import customer_examples, denials, nobodys, notices, receipt, replayed
from bot.views.adoption.examples import adoption_messages
from bot.views.alerts.examples import alert_messages
from bot.views.alerts.form_examples import alert_form_messages, alert_form_views, some_open_alerts
from bot.views.delivery_examples import delivery_messages
from bot.views.digests.edition_examples import edition_messages
from bot.views.digests.examples import digest_messages
from bot.views.digests.form_examples import digest_setting_messages, digest_setting_views
from bot.views.help import help_menu, home
from bot.views.kpi_card import kpi_card, shared_card, spoken
from bot.views.message import Message, View
from bot.views.misread import misread
from bot.views.picture import pictured
from bot.views.pipeline_examples import pipeline_messages
from bot.views.polls.examples import poll_messages
from bot.views.polls.form_examples import poll_views, review_messages
from bot.views.privacy.examples import privacy_messages, privacy_views
from bot.views.proposals.examples import proposal_messages, proposal_views, some_proposals
from bot.views.redefined_examples import measured_otherwise, redefined
from bot.views.target_examples import progresses, some_targets, target_messages, target_views
from bot.views.target_list import home_targets
from bot.views.voice.say_examples import say_messages, say_views
from bot.views.voice.triage_examples import triage_messages, triage_views
from bot.views.why_examples import why_messages
from bot.words.reading import Asked, Mine, Misread, Place, Problem, Suggestion, Understood, Why
from kpi_engine.answer import (
    Answer,
    Breakdown,
    Comparison,
    ComparisonKind,
    Group,
    Incomparable,
    LeftOut,
    LeftOutReason,
    Point,
    Receipt,
)
from kpi_engine.definitions import CATALOG
from kpi_engine.detail import Apart, Maturity, Spread, SpreadTest
from kpi_engine.errors import UnknownDimension
from kpi_engine.figure import Change, Companion, Figure, Interval, NoData, NotComputable, Reason, TooLittle, Unit, Value
from kpi_engine.periods import Calendar, Grain, Period
from kpi_engine.question import Dimension, Question
from kpi_engine.scope import Level, Scope
from storage.outage import RecordsUnavailable
from storage.repositories.records import GivenAnswer

NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
CALENDAR = Calendar("Europe/Paris")
_TEAM = Scope(Level.TEAM, "Nord")
_SHARER = "U0EXAMPLE"
_APART = Spread(0.0002, SpreadTest.CHI_SQUARE, 4, apart=(Apart("Web", above=True), Apart(None, above=False)))


def a_period(day: date, grain: Grain) -> Period:
    """The named period that holds a day."""
    return CALENDAR.containing(day, grain)


def an_answer(key: str, period: Period, headline: Figure, table: str = "leads") -> Answer:
    """The barest answer there is; `dataclasses.replace` adds to it."""
    kpi = CATALOG[key]
    return Answer(
        question=Question(key, period, _TEAM),
        as_of=date(2026, 11, 21),
        loaded_at=datetime(2026, 11, 22, 13, 0, tzinfo=UTC),
        zone=CALENDAR.zone,
        currency="EUR",
        unit=kpi.unit,
        better=kpi.better,
        partial=date(2026, 11, 21) < period.last_day,
        headline=headline,
        comparison=None,
        series=(),
        breakdown=None,
        left_out=(),
        receipt=Receipt("7F3A9C2K", key, kpi.version, "facts-12", table, "created_on", kpi.measure.on((table,)).per),
    )


def a_share(part: int, whole: int, low: float, high: float) -> Value:
    """A share with its counts and interval."""
    return Value(part / whole, whole, Unit.SHARE, float(part), float(whole), Interval(low, high))


def conversion() -> Answer:
    """A rate with everything: a change within noise, a series with a gap, a breakdown with a group too small."""
    quarter = a_period(date(2026, 7, 1), Grain.QUARTER)
    now, then = a_share(412, 2240, 0.168, 0.201), a_share(385, 2238, 0.157, 0.188)
    rates = (None, a_share(290, 2060, 0.126, 0.156), a_share(301, 2110, 0.128, 0.158), a_share(355, 2192, 0.147, 0.178))
    figures = (*(rate or NoData(Reason.EMPTY_DENOMINATOR, Unit.SHARE) for rate in rates), then, now)
    periods = [CALENDAR.shift(quarter, step) for step in range(1 - len(figures), 1)]
    groups = (
        Group("Web", a_share(201, 1002, 0.177, 0.226)),
        Group("Salon", a_share(150, 810, 0.160, 0.213)),
        Group(None, a_share(61, 425, 0.113, 0.180)),
        Group("Partner <b2b> & co", TooLittle(3, Unit.SHARE)),
    )
    return replace(
        an_answer("conversion", quarter, now),
        question=Question("conversion", quarter, _TEAM, by=Dimension.SOURCE),
        comparison=Comparison(
            ComparisonKind.PREVIOUS,
            periods[-2],
            then,
            Change(0.0119, 0.069, Interval(-0.011, 0.035), beyond_noise=False),
            equal_age=True,
        ),
        series=tuple(map(Point, periods, figures)),
        breakdown=Breakdown(Dimension.SOURCE, groups),
        left_out=(LeftOut(LeftOutReason.AFTER_AS_OF, 4),),
    )


def cycle() -> Answer:
    """A median of a period in progress, better than before, its earlier periods cut to the same days."""
    month = a_period(date(2026, 11, 1), Grain.MONTH)
    beside = ((Companion.MEAN, 47.2), (Companion.FIRST_QUARTILE, 21.0), (Companion.THIRD_QUARTILE, 63.0))
    now = Value(41.5, 38, Unit.DAYS, interval=Interval(33, 49), beside=beside)
    before = [replace(now, value=value, interval=Interval(value - 8, value + 9)) for value in (58.0, 55.5, 57.0)]
    periods = [Period(each.start, each.start.replace(day=22), each.grain) for each in _months_before(month, 3)]
    return replace(
        an_answer("cycle", month, now, "opportunities"),
        comparison=Comparison(
            ComparisonKind.PREVIOUS,
            periods[-1],
            before[-1],
            Change(-15.5, -0.272, Interval(-27.0, -3.0), beyond_noise=True),
            cut=True,
        ),
        series=(*map(Point, periods, before), Point(replace(month, end=date(2026, 11, 22)), now)),
        left_out=(LeftOut(LeftOutReason.CLOSED_BEFORE_CREATED, 2),),
    )


def _months_before(month: Period, count: int) -> list[Period]:
    return [CALENDAR.shift(month, step) for step in range(-count, 0)]


def young() -> Answer:
    """A cohort that ripens still, at the age of earlier ones; those before wins were recorded are not comparable."""
    whole = conversion()
    ahead = Maturity(300, 0.71, 0.31, Interval(0.29, 0.33), 0.247, Interval(0.221, 0.272), cohorts=6, n=4210)
    asked = replace(whole.question, by=None)
    cut = tuple(CALENDAR.shift(asked.period, step) for step in range(-8, -5))
    before = Incomparable(cut, date(2025, 2, 5), "won")
    return replace(whole, question=asked, breakdown=None, maturity=ahead, incomparable=before)


def told_apart(spread: Spread) -> Answer:
    """A rate by source, with what a test makes of the sources."""
    whole = conversion()
    return replace(whole, breakdown=replace(whole.breakdown, spread=spread) if whole.breakdown else None)


def at_an_age() -> Answer:
    """A cohort at ninety days, beside an earlier one that was named."""
    whole, earlier = young(), a_period(date(2026, 1, 1), Grain.QUARTER)
    then = a_share(270, 2238, 0.108, 0.135)
    gap = Change(0.0633, 0.525, Interval(0.042, 0.085), beyond_noise=True)
    beside = Comparison(ComparisonKind.OTHER, earlier, then, gap, equal_age=True)
    asked = replace(whole.question, age=90, against=earlier)
    return replace(whole, question=asked, maturity=None, comparison=beside)


def too_young() -> Answer:
    """A cohort asked for at an age that not all of it has reached."""
    answer = an_answer("conversion", a_period(date(2026, 9, 1), Grain.MONTH), NoData(Reason.TOO_YOUNG, Unit.SHARE))
    return replace(answer, question=replace(answer.question, age=90))


def revenue() -> Answer:
    """An amount, drawn as bars, worse than a year ago."""
    quarter = a_period(date(2026, 7, 1), Grain.QUARTER)
    amounts = (512_300.0, 544_100.5, 498_000.0, 610_250.0, 433_800.4)
    figures = [Value(amount, 212, Unit.MONEY, interval=Interval(amount * 0.9, amount * 1.11)) for amount in amounts]
    periods = [CALENDAR.shift(quarter, step) for step in range(1 - len(figures), 1)]
    change = Change(-78_499.6, -0.153, Interval(-140_000.0, -9_000.0), beyond_noise=True)
    return replace(
        an_answer("revenue", quarter, figures[-1], "orders"),
        comparison=Comparison(ComparisonKind.YEAR, periods[0], figures[0], change),
        series=tuple(map(Point, periods, figures)),
    )


def refused() -> Answer:
    """A rate whose breakdown would lie."""
    refusal = NotComputable(Reason.DIMENSION_FOLLOWS_OUTCOME, Unit.SHARE, Dimension.SEGMENT)
    whole = conversion()
    asked = replace(whole.question, by=Dimension.SEGMENT)
    return replace(whole, question=asked, breakdown=Breakdown(Dimension.SEGMENT, (), refusal))


def nothing() -> Answer:
    """A period of which the facts know nothing yet."""
    return an_answer("retention", a_period(date(2027, 1, 4), Grain.WEEK), NoData(Reason.AFTER_FACTS, Unit.SHARE))


def a_reply(answer: Answer, *, own: bool = False) -> KpiReply:
    """What the use case gives for an answer."""
    mine = replace(
        answer,
        question=replace(answer.question, scope=Scope(Level.REP, "Camille Roy")),
        headline=a_share(4, 19, 0.085, 0.433),
    )
    return KpiReply(CATALOG[answer.question.kpi], answer, "k3y", mine if own else None, kept_back=1 if own else 0)


def a_misreading() -> Misread:
    """One word not known, the rest understood."""
    return Misread(
        "converson Q3 2026",
        Understood(period=a_period(date(2026, 7, 1), Grain.QUARTER)),
        (Problem(Why.UNKNOWN_WORD, (Place("converson", 0, 9),)),),
        (Suggestion("conversion Q3 2026", "conversion"),),
    )


_GIVEN = GivenAnswer("T1", "7F3A9C2K", {}, "12-3f6a0c11", 2, CALENDAR.zone, 1, "EUR", NOW)


def _messages(text: Text) -> dict[str, Message]:
    full, in_progress, amount = conversion(), cycle(), revenue()
    return {
        "card of a rate": kpi_card(a_reply(full, own=True), text, now=NOW, nonce="1"),
        "card of a period in progress": kpi_card(a_reply(in_progress), text, now=NOW, nonce="2"),
        "card of an amount": kpi_card(a_reply(amount), text, now=NOW, nonce="3", shareable=False),
        "card of a young cohort": kpi_card(a_reply(young()), text, now=NOW, nonce="6"),
        "card at an age": kpi_card(a_reply(at_an_age()), text, now=NOW, nonce="7"),
        "card of a cohort too young": kpi_card(a_reply(too_young()), text, now=NOW, nonce="8"),
        "card of groups alike": kpi_card(
            a_reply(told_apart(Spread(0.26, SpreadTest.CHI_SQUARE, 4))), text, now=NOW, nonce="9"
        ),
        "card of groups apart": kpi_card(a_reply(told_apart(_APART)), text, now=NOW, nonce="10"),
        **{
            name: kpi_card(a_reply(answer), text, now=NOW, nonce=name)
            for name, answer in customer_examples.examples(an_answer).items()
        },
        "card of a refused breakdown": kpi_card(a_reply(refused()), text, now=NOW, nonce="5"),
        "card without a figure": kpi_card(a_reply(nothing()), text, now=NOW, nonce="4"),
        "card across a change of definition": kpi_card(a_reply(redefined(full)), text, now=NOW, nonce="11"),
        "card of an amount across a change": kpi_card(a_reply(redefined(amount)), text, now=NOW, nonce="12"),
        "card of what was measured otherwise": kpi_card(a_reply(measured_otherwise(amount)), text, now=NOW, nonce="13"),
        "shared card": shared_card(a_reply(full), text, sharer=_SHARER),
        "replayed card": kpi_card(replace(a_reply(full), replayed=_GIVEN), text, now=NOW, nonce=""),
        "no figures of her own": nobodys.message(NobodysOwn(Asked(kpi="leads", scope=Mine.SELF), ()), text),
        "no team of her own": nobodys.message(NobodysOwn(Asked(kpi="leads", scope=Mine.TEAM), ()), text),
        "several teams of her own": nobodys.message(
            NobodysOwn(Asked(kpi="leads", scope=Mine.TEAM), ("Nord", "Sud")), text
        ),
        "no receipt": replayed.no_receipt("7F3A9CQ2", text),
        "no receipt typed": replayed.no_receipt("", text),
        "replay without its facts": replayed.cannot_replay(FactsGone(_GIVEN, full.question), CATALOG, text),
        "replay by another definition": replayed.cannot_replay(
            DefinitionChanged(_GIVEN, full.question, 3), CATALOG, text
        ),
        "help": help_menu(CATALOG, text),
        "misread": misread(a_misreading(), CATALOG, text),
        "no facts": notices.no_facts(text),
        **{f"not allowed: {reason}": denials.not_allowed(text, reason, "Nord") for reason in Denied},
        "unknown dimension": notices.cannot_ask(text, UnknownDimension("leads", "product", ("source", "region"))),
        "card too old": notices.card_too_old(text),
        "already shared": notices.already_shared(text),
        "shared": notices.shared(text),
        "shared without her own": notices.shared(text, own_left_out=True),
        "perhaps shared": notices.perhaps_shared(text),
        "picture sent": notices.picture_sent(text),
        "no picture": notices.no_picture(text),
        "picture": _a_picture(full, text),
        "shared outside": notices.shared_outside(text),
        "cannot post": notices.cannot_post(text, "not_in_channel"),
        "busy": notices.busy(text),
        "to admins: records unwritable": notices.records_unwritable(text),
        "to admins: records writable again": notices.records_writable(text),
        "records away": notices.unavailable(RecordsUnavailable(), text),
        **target_messages(text),
        **digest_setting_messages(text),
        **adoption_messages(text),
        **alert_messages(text),
        **alert_form_messages(text),
        **pipeline_messages(an_answer, a_reply, text, NOW),
        **{
            f"target: {name}": kpi_card(replace(a_reply(amount), progress=(each,)), text, now=NOW, nonce="6")
            for name, each in progresses().items()
        },
        **digest_messages(an_answer, text),
        **edition_messages(text),
        **{f"delivery: {name}": each for name, each in delivery_messages(text).items()},
        **why_messages(full, cycle(), amount, now=NOW, text=text),
        **poll_messages(text),
        **proposal_messages(text),
        **review_messages(text),
        **say_messages(text),
        **triage_messages(conversion(), text),
        **privacy_messages(text),
        "something broke": notices.something_broke(text, "7F3A9C"),
    }


def _a_picture(answer: Answer, text: Text) -> Message:
    name = text.say(CATALOG[answer.question.kpi].name)
    picture = picture_of(answer, name, text)
    assert picture
    return pictured(picture, spoken(answer, CATALOG[answer.question.kpi], text), "F0EXAMPLE")


def _views(text: Text) -> dict[str, View]:
    return {
        "receipt": receipt.modal(a_reply(conversion()), text, now=NOW),
        "receipt of a young cohort": receipt.modal(a_reply(young()), text, now=NOW),
        "receipt on its way": receipt.waiting(text),
        "receipt refused": receipt.refused(notices.card_too_old(text), text),
        "home": home(CATALOG, text),
        "home with targets": home(CATALOG, text, None, home_targets(some_targets(), CATALOG, text)),
        **target_views(conversion(), text),
        "home with alerts": home(CATALOG, text, None, some_open_alerts(text)),
        **alert_form_views(text),
        **digest_setting_views(text),
        **poll_views(text),
        **proposal_views(text),
        "home with proposals": home(CATALOG, text, None, some_proposals(text)),
        **say_views(text),
        **triage_views(text),
        **privacy_views(text),
    }


_TEXTS = {language: Text(language, CALENDAR) for language in Language}

EXAMPLES: Mapping[str, Message] = MappingProxyType(
    {f"{name} ({language})": each for language, text in _TEXTS.items() for name, each in _messages(text).items()}
)

VIEWS: Mapping[str, View] = MappingProxyType(
    {f"{name} ({language})": each for language, text in _TEXTS.items() for name, each in _views(text).items()}
)
