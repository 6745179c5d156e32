"""What the form of an alert says: what will be watched, what is wrong with it, what it takes from what was typed."""

from collections.abc import Mapping

from bot.text import Text
from bot.use_cases.alerts.draft import AlertDraft, Fault
from bot.use_cases.alerts.outlook import AlertOutlook
from bot.views.alerts.findings import watched
from bot.views.alerts.tryout import tryout_words
from bot.views.message import Mistakes
from bot.views.mrkdwn import Markup, bold, fill, lines
from bot.words.alerts import WatchFor
from kpi_engine.alerts import Condition
from kpi_engine.alerts.asked import age_of
from kpi_engine.figure import Unit
from kpi_engine.friction import STALLED_AFTER


def typed_in(value: float | None, unit: Unit, text: Text) -> str:
    """A number as one types it into a field: 21 %."""
    if value is None:
        return ""
    return f"{text.typed(value * 100)} %" if unit is Unit.SHARE else text.typed(value)


def amount_label(watch_for: WatchFor | None, text: Text) -> str:
    """What the number stands for; nothing where none is asked for."""
    match watch_for:
        case WatchFor.BELOW:
            return text.say("Below")
        case WatchFor.ABOVE:
            return text.say("Above")
        case WatchFor.STALLED:
            return text.say("More than how many")
        case WatchFor.SILENT:
            return text.say("Days without data")
        case _:
            return ""


def unread_words(unread: tuple[str, ...], denied: str, draft: AlertDraft, text: Text) -> Markup:
    """Words that were not understood; whose alert it is not hers to set, until another's is chosen."""
    return lines(
        text.say(
            "I did not understand: {words}.", words=text.listed([text.say("“{words}”", words=word) for word in unread])
        )
        if unread
        else "",
        text.say(
            "Not yours to watch: {whose}. Managers watch the figures of their own teams, admins all others but those "
            "of one person.",
            whose=denied,
        )
        if denied and not draft.scope
        else "",
    )


def outlook_words(told: AlertOutlook | None, text: Text, *, again: bool = False) -> Markup:
    """What will be watched, and what it would have done; or what is still missing."""
    if told is None:
        return Markup(text.say("Choose a figure, whose it is and what to watch for."))
    return lines(
        rule_words(told, text),
        _aged(told, text),
        *(f"⚠️ {fault_words(fault, told, text)}" for fault in told.faults.values()),
        "" if told.watch or told.faults else text.say("Give the number that it is held against."),
        tryout_words(told, text),
        text.say("This is what it comes to now. Press Save once more to keep it.") if again else "",
    )


def _aged(told: AlertOutlook, text: Text) -> str:
    """Where outcomes come with time, why the figures are not those of a card."""
    age = age_of(told.watch, told.kpi) if told.watch else None
    return (
        text.say(
            "Each week or month is judged at {days} days of age: cards count all that came since.",
            days=text.number(age),
        )
        if age
        else ""
    )


def rule_words(told: AlertOutlook, text: Text) -> Markup:
    """The rule in a sentence: Conversion rate, Team Nord: below 20.0%."""
    return fill(
        text.say("{name}: {rule}"),
        name=bold(watched(told.kpi, told.kpi.key, told.scope, text)),
        rule=condition_words(told.condition, _line(told, text), text, aimed=told.target is not None),
    )


def _line(told: AlertOutlook, text: Text) -> str:
    return "" if told.threshold is None else text.value(told.threshold, told.unit, told.currency)


def condition_words(condition: Condition, limit: str, text: Text, *, aimed: bool = False) -> str:  # noqa: PLR0911 - a line for each
    """What is watched for, in the middle of a sentence."""
    match condition:
        case Condition.CHANGE:
            return text.say("a change that is more than chance")
        case Condition.UNUSUAL:
            return text.say("outside its usual range")
        case Condition.STALLED:
            return text.say(
                "more than {limit} opportunities in a stage for over {times} times as long as usual",
                limit=limit or "…",
                times=text.number(STALLED_AFTER),
            )
        case Condition.SILENT:
            return text.say("no data for {limit}", limit=limit or "…")
        case Condition.BELOW if aimed:
            return text.say("below its target of {limit}", limit=limit)
        case Condition.ABOVE if aimed:
            return text.say("above its target of {limit}", limit=limit)
        case Condition.BELOW:
            return text.say("below {limit}", limit=limit or "…")
        case Condition.ABOVE:
            return text.say("above {limit}", limit=limit or "…")


def mistakes(faults: Mapping[str, Fault], told: AlertOutlook, text: Text) -> Mistakes:
    """Each fault under the block that holds it."""
    return Mistakes({block: fault_words(fault, told, text) for block, fault in faults.items()})


def fault_words(fault: Fault, told: AlertOutlook, text: Text) -> str:  # noqa: PLR0911 - a line for each fault
    """Why it cannot stand, and what can."""
    name = text.say(told.kpi.name)
    match fault:
        case Fault.NOT_A_NUMBER:
            return text.say("This is not a number I can read. Write for example 20%, 60 days or 40.")
        case Fault.OTHER_UNIT:
            return text.say("{kpi} is not counted in that. Write the number alone.", kpi=name)
        case Fault.NOT_WHOLE:
            return text.say("Write a whole number, such as 5.")
        case Fault.NOTHING_BELOW:
            return text.say("{kpi} never falls below 0. Write a number above it.", kpi=name)
        case Fault.NO_RECOVERY:
            return _no_recovery(told, text)
        case Fault.OFF_THE_SCALE:
            return _off_the_scale(told, text)
        case Fault.NO_TARGET:
            return text.say(
                "No target is in force today for {name}. Set one with /kpi target, or choose a value.",
                name=watched(told.kpi, told.kpi.key, told.scope, text),
            )
        case Fault.TARGET_OF_THE_WHOLE:
            return text.say(
                "The target of {kpi} is about its whole period, so a week of it cannot be held against it. "
                "Choose a value instead.",
                kpi=name,
            )
        case Fault.NOT_BY_SCOPE:
            return text.say("{kpi} is not known for this level. Choose a wider one.", kpi=name)
        case _:
            return _of_telling(fault, text)


def _off_the_scale(told: AlertOutlook, text: Text) -> str:
    name = text.say(told.kpi.name)
    match told.unit:
        case Unit.SHARE if told.kpi.capped:
            return text.say("{kpi} lies between 0% and 100%. Write a number between the two.", kpi=name)
        case Unit.SCORE:
            return text.say("{kpi} lies between −100 and 100. Write a number between the two.", kpi=name)
        case _:
            return text.say("{kpi} is never less than 0: this could never be over. Write more than 0.", kpi=name)


def _no_recovery(told: AlertOutlook, text: Text) -> str:
    limit = _line(told, text)
    if told.condition is Condition.BELOW:
        return text.say("It recovers above the limit of {limit}: write a value that is higher.", limit=limit)
    return text.say("It recovers below the limit of {limit}: write a value that is lower.", limit=limit)


def _of_telling(fault: Fault, text: Text) -> str:
    match fault:
        case Fault.HALF_QUIET:
            return text.say("Give both ends of the quiet hours, or none.")
        case Fault.TOLD_ALREADY:
            return text.say("This channel is told of the very same already. /kpi alert list has that alert.")
        case Fault.MAY_NOT_SEE:
            return text.say("Not all of them may see these figures. Leave out who may not.")
        case _:
            return text.say("Choose the channel that is told.")
