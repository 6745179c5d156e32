"""Why there is no figure, said kindly, with what to do about it. Unknown is never called zero."""

from bot.text import Text
from bot.views import figures, footing, nouns
from bot.views.mrkdwn import capital
from kpi_engine.answer import Answer
from kpi_engine.cohorts import CohortGrid
from kpi_engine.figure import NoData, NotComputable, Reason, TooLittle, Value
from kpi_engine.kpi import Kpi
from kpi_engine.question import Dimension


def headline(answer: Answer, kpi: Kpi, text: Text) -> str:
    """The name and its value, or the word for why there is none."""
    value = figures.brief(answer.headline, answer, text)
    if isinstance(answer.detail, CohortGrid) and isinstance(answer.headline, Value):
        value = text.plural("{count} new customer", "{count} new customers", answer.headline.value)
        if any(cohort.truncated for cohort in answer.detail.cohorts):
            value = text.say("{customers}, older ones of the first month included", customers=value)
    return text.say("{kpi}: {value}", kpi=text.say(kpi.name), value=value)


def explanation(answer: Answer, text: Text) -> str:
    """Why there is no headline value, and what to do; empty where there is one."""
    match answer.headline:
        case Value():
            return ""
        case TooLittle() as figure:
            return _too_little(figure, answer, text)
        case NoData() as figure:
            return _no_data(figure, answer, text)
        case NotComputable() as figure:
            return not_computable(figure, text)


def _too_little(figure: TooLittle, answer: Answer, text: Text) -> str:
    return text.say(
        "{period}: only {rows}, too few for a figure that would mean anything. Try a longer period.",
        rows=nouns.rows(answer.receipt.table, figure.n, text),
        period=capital(text.period(answer.question.period)),
    )


def _no_data(figure: NoData, answer: Answer, text: Text) -> str:  # noqa: PLR0911 - a sentence for each reason
    period = text.period(answer.question.period)
    match figure.reason:
        case Reason.BEFORE_FACTS if figure.first_day:
            return text.say(
                "The data on {rows} begins on {first}, after {period}. Try a later period.",
                rows=nouns.kind(answer.receipt.table, text),
                first=text.day(figure.first_day),
                period=period,
            )
        case Reason.BEFORE_OUTCOME if figure.first_day and figure.event:
            return text.say(
                "{period}: {recorded}, so what happened before is unknown, which is not a zero. Try a later period.",
                recorded=footing.recorded_from(figure.event, figure.first_day, text),
                period=capital(period),
            )
        case Reason.AFTER_FACTS:
            return text.say(
                "The data stops at {as_of}, before {period}. Try an earlier period, or ask for a fresh import.",
                as_of=text.day(answer.as_of),
                period=period,
            )
        case Reason.NO_GOAL:
            return text.say(
                "No revenue target is set for {period}. Managers set one with “/kpi target revenue”; "
                "if you are not one, ask yours.",
                period=period,
            )
        case Reason.GOAL_REACHED:
            return text.say("The target of {period} is reached: nothing is left to cover.", period=period)
        case Reason.TOO_YOUNG:
            return text.say(
                "{period} is too young: not all of its {rows} have lived {age} days before {day}. "
                "Ask again then, or at a younger age.",
                rows=nouns.kind(answer.receipt.table, text),
                period=capital(period),
                age=text.number(answer.question.age or 0),
                day=text.day(answer.question.grown_on or answer.as_of),
            )
        case _ if figure.last_day:
            return text.say(
                "The data on {rows} ends on {last}, before {period}. That is not a zero, it is an unknown. "
                "Try an earlier period.",
                rows=nouns.kind(answer.receipt.table, text),
                last=text.day(figure.last_day),
                period=period,
            )
        case _:
            return text.say(
                "{period}: no {rows}, so nothing to compute from. That is not a zero, it is an unknown. "
                "Try a longer period or fewer filters.",
                rows=nouns.kind(answer.receipt.table, text),
                period=capital(period),
            )


def not_computable(figure: NotComputable, text: Text) -> str:  # noqa: PLR0911 - a sentence for each reason
    """Why the facts cannot carry a figure or a breakdown, and the way round."""
    match figure.reason:
        case Reason.TABLE_MISSING if figure.subject == "customer_spells":
            return text.say(
                "Not computable: neither contracts nor orders were imported, and only they tell who is a customer. "
                "Whoever looks after the CRM import can add them."
            )
        case Reason.TABLE_MISSING if figure.preferred:
            return text.say(
                "Not computable: neither {first} nor {second} were imported. "
                "Whoever looks after the CRM import can add them.",
                first=nouns.kind(figure.preferred, text),
                second=nouns.kind(figure.subject, text),
            )
        case Reason.TABLE_MISSING:
            return text.say(
                "Not computable: no data on {table} was imported. Whoever looks after the CRM import can add it.",
                table=nouns.kind(figure.subject, text),
            )
        case Reason.DIMENSION_FOLLOWS_OUTCOME:
            return text.say(
                "Here the {dimension} is known only once the outcome is, so every share by it would mislead you. "
                "Pick another breakdown or filter.",
                dimension=_dimension(figure.subject, text),
            )
        case Reason.HISTORY_NOT_KEPT:
            return text.say(
                "The {dimension} on that day is not known: the data tells only the one of today. "
                "Ask for the period in progress, or import the history of stages.",
                dimension=_dimension(figure.subject, text),
            )
        case Reason.GOAL_NOT_SPLIT:
            return text.say(
                "The target is one for all, so it cannot be broken down by {dimension}. Ask for one of them at a time.",
                dimension=_dimension(figure.subject, text),
            )
        case Reason.KEPT_BACK:
            return kept_back(Dimension(figure.subject), text)
        case Reason.SEVERAL_CURRENCIES:
            return text.say(
                "The amounts are in several currencies, which do not add up. Pick one, for example with “currency:EUR”."
            )
        case Reason.OUTCOME_NOT_RECORDED:
            return _never(figure.subject, text)
        case _:
            return text.say("The data imported so far cannot carry this figure.")


def kept_back(dimension: Dimension, text: Text) -> str:
    """Why there is no cut along a dimension whose hidden groups would follow from those shown."""
    return text.say(
        "Not by {dimension}: figures that are not to be seen here could be computed from it.",
        dimension=nouns.dimension(dimension, text),
    )


def _dimension(subject: str, text: Text) -> str:
    known = {each.value: each for each in Dimension}
    return nouns.dimension(known[subject], text) if subject in known else nouns.named(subject, text)


def _never(subject: str, text: Text) -> str:
    """What the facts never record, so that the figure would come out the same whatever happened."""
    match subject:
        case "not_qualified" | "not_won":
            words = text.say("In the data every single lead succeeded: those that did not are missing.")
        case "ended":
            words = text.say("In the data no customer ever leaves: the ends of contracts are missing.")
        case "open_amount":
            words = text.say("No open opportunity has an amount.")
        case "amount":
            words = text.say("In the data no amount is filled in.")
        case "mrr":
            words = text.say("In the data no contract says what it brings a month.")
        case "nps" | "csat":
            words = text.say("In the data there is no valid response to such a survey.")
        case "account":
            words = text.say("In the data no customer is named.")
        case _:
            words = text.say("The data never says “{outcome}”.", outcome=_outcome(subject, text))
    way = text.say("A figure from it would mislead you; import those rows as well and it will mean something.")
    return f"{words} {way}"


def _outcome(subject: str, text: Text) -> str:
    match subject:
        case "won":
            return text.say("won")
        case "lost":
            return text.say("lost")
        case "closed":
            return text.say("closed")
        case "qualified":
            return text.say("qualified")
        case "contacted":
            return text.say("first contacted")
        case _:
            return nouns.named(subject, text)
