"""What a ballot shows above a question on a proposal: what is proposed, and the past year by both definitions."""

from collections.abc import Sequence

from bot.text import Text
from bot.use_cases.polls.evidence import Evidence, evidence_of
from bot.views import nouns
from bot.views.alerts.form_words import condition_words
from bot.views.kit import Block, context, section
from bot.views.mrkdwn import Markup, bold, fill, fixed_width, lines
from bot.views.proposals.card import proposal_words
from bot.views.targets import verdict_words
from kpi_engine import backtest
from kpi_engine.backtest import AlertTold, BackTest, TargetTold
from kpi_engine.figure import Figure, TooLittle, Unit, Value
from kpi_engine.kpi import Catalog
from kpi_engine.progress import Verdict
from storage.repositories.poll_records import Poll, PollQuestion

_SHOWN = 5  # targets, and alerts
_NOTHING = "–"


def shown_above(poll: Poll, catalog: Catalog, currency: str, text: Text) -> dict[int, Sequence[Block]]:
    """By its number what stands above each question that is about a proposal."""
    return {
        question.number: blocks for question in poll.questions if (blocks := _above(question, catalog, currency, text))
    }


def _above(question: PollQuestion, catalog: Catalog, currency: str, text: Text) -> tuple[Block, ...]:
    evidence = evidence_of(question)
    if evidence is None:
        return ()
    then = evidence.catalog_then(catalog)
    tested = backtest.load(evidence.back_test) if evidence.back_test else None
    past = back_test_words(tested, evidence, then, text) if tested else (_untested(text),)
    return (*proposal_words(evidence.proposal, then, text, currency), *past)


def back_test_words(tested: BackTest, evidence: Evidence, catalog: Catalog, text: Text) -> tuple[Block, ...]:
    """The last 12 months, month by month; which targets would stand how; how often the alerts would have fired."""
    if not any(month.before or month.after for month in tested.months):
        return (_untested(text),)
    kpi = catalog.get(evidence.proposal.kpi)
    unit = tested.before_unit or tested.after_unit or Unit.COUNT
    outcomes = [
        *(_target(each, unit, tested, text) for each in tested.targets[:_SHOWN]),
        *(_alert(each, kpi.unit if kpi else unit, tested, text) for each in tested.alerts[:_SHOWN]),
    ]
    return (
        section(lines(bold(text.say("The last 12 months")), fixed_width(_table(tested, text)))),
        *((section(lines(*outcomes)),) if outcomes else ()),
        context(_footing(tested, text)),
    )


def _untested(text: Text) -> Block:
    return context(text.say("There are no figures of the last 12 months to compare."))


def _table(tested: BackTest, text: Text) -> list[str]:
    """Month, figure by the definition in force, figure as proposed; a column that says nothing is left away."""
    head, columns = [""], [[text.tick(month.period) for month in tested.months]]
    if tested.before_unit:
        head.append(text.say("now"))
        columns.append([_figure(month.before, tested.before_unit, tested, text) for month in tested.months])
    if tested.after_unit:
        head.append(text.say("proposed"))
        columns.append([_figure(month.after, tested.after_unit, tested, text) for month in tested.months])
    widths = [max(map(len, [title, *cells])) for title, cells in zip(head, columns, strict=True)]
    rows = [head, *map(list, zip(*columns, strict=True))]
    return [
        "  ".join(_cell(cell, width, at) for at, (cell, width) in enumerate(zip(row, widths, strict=True)))
        for row in rows
    ]


def _cell(words: str, width: int, column: int) -> str:
    """Names to the left, figures to the right."""
    return words.rjust(width) if column else words.ljust(width)


def _figure(figure: Figure | None, unit: Unit, tested: BackTest, text: Text) -> str:
    """A figure with the rows it rests on."""
    match figure:
        case Value() if unit is Unit.COUNT:
            return text.number(figure.value)
        case Value():
            value = text.value(figure.value, unit, tested.currency)
            return text.say("{value} ({rows})", value=value, rows=text.number(figure.n))
        case TooLittle():
            return text.say("too few ({rows})", rows=text.number(figure.n))
        case _:
            return _NOTHING


def _target(told: TargetTold, unit: Unit, tested: BackTest, text: Text) -> Markup:
    target = told.target
    said = {
        "whose": nouns.whose(target.scope, text),
        "period": text.period(target.horizon),
        "aim": text.value(target.aim, unit, tested.currency),
        "before": _verdict(told.before, text),
        "after": _verdict(told.after, text),
    }
    if tested.after_unit is None:
        return fill(text.say("Target, {whose}, {period}, {aim}: {before}."), **said)
    if tested.before_unit is None:
        return fill(text.say("Target, {whose}, {period}, {aim}: {after}."), **said)
    return fill(text.say("Target, {whose}, {period}, {aim}: now {before}; as proposed {after}."), **said)


def _verdict(found: Verdict | None, text: Text) -> str:
    return verdict_words(found, text) if found else text.say("cannot be told")


def _alert(told: AlertTold, unit: Unit, tested: BackTest, text: Text) -> Markup:
    watch = told.watch
    limit = "" if watch.threshold is None else text.value(watch.threshold, unit, tested.currency)
    return fill(
        text.say("Alert, {whose}, {rule}: now {before}; as proposed {after}."),
        whose=nouns.whose(watch.scope, text),
        rule=condition_words(watch.condition, limit, text),
        before=_times(told.before, text),
        after=_times(told.after, text),
    )


def _times(count: int | None, text: Text) -> str:
    if count is None:
        return text.say("cannot be told")
    return text.plural("it would have fired {count} time", "it would have fired {count} times", count)


def _footing(tested: BackTest, text: Text) -> str:
    said = text.say("The whole company, data up to {day}; worked out when the poll opened.", day=text.day(tested.as_of))
    counted = {tested.before_unit, tested.after_unit} <= {None, Unit.COUNT}
    rows = "" if counted else text.say("In brackets the rows that a figure rests on.")
    aged = text.say("Every month is seen as old as the newest one is now.") if tested.equal_age else ""
    return " ".join(filter(None, (said, rows, aged)))
