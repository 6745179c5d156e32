"""What a target comes to, in words, while it is filled in; and what is wrong with it."""

from collections.abc import Mapping

from bot.text import Text
from bot.use_cases.target_draft import Fault, Outlook, Part, Step
from bot.views import figures, footing, nouns
from bot.views.message import Mistakes
from bot.views.mrkdwn import Markup, bold, fill, lines
from bot.words.reading import Mine
from kpi_engine.answer import Answer
from kpi_engine.figure import Direction, Value
from kpi_engine.scope import Scope
from kpi_engine.target import TargetKind


def outlook_words(outlook: Outlook | None, unread: tuple[str, ...], text: Text, *, again: bool = False) -> Markup:
    """What the form comes to so far, words that were not understood, and whether to look once more."""
    return lines(
        text.say(
            "I did not understand: {words}.", words=text.listed([text.say("“{words}”", words=word) for word in unread])
        )
        if unread
        else "",
        _outlook(outlook, text) if outlook else text.say("Choose a figure, whose target it is and by when."),
        text.say("This is what it comes to now. Press Save once more to keep it.") if again else "",
    )


def denied_words(denied: Scope | Mine | None, text: Text) -> str:
    """Whose target may not be set; nothing where nobody's was named."""
    match denied:
        case Scope():
            return nouns.whose(denied, text)
        case Mine.SELF:
            return text.say("yourself")
        case Mine.TEAM:
            return text.say("your own team")
        case None:
            return ""


def mistakes(faults: Mapping[Part, Fault], outlook: Outlook, text: Text) -> Mistakes:
    """Each fault under the input that holds it."""
    return Mistakes({part: fault_words(fault, outlook, text) for part, fault in faults.items()})


def fault_words(fault: Fault, outlook: Outlook, text: Text) -> str:  # noqa: PLR0911 - a line for each fault
    """Why it cannot stand, and what can."""
    match fault:
        case Fault.NOT_A_NUMBER:
            return text.say("This is not a number I can read. Write for example +10%, 25% or 45.")
        case Fault.OTHER_UNIT:
            return text.say("{kpi} is not counted in that. Write the number alone.", kpi=text.say(outlook.kpi.name))
        case Fault.NO_POINTS:
            return text.say("Points are for shares and scores. Choose relative, or the value to reach.")
        case Fault.PAST_HORIZON:
            return text.say("This period is over. Choose one that is not.")
        case Fault.NOT_BY_SCOPE:
            return text.say("{kpi} is not known for this level. Choose a wider one.", kpi=text.say(outlook.kpi.name))
        case Fault.OTHER_LENGTH | Fault.BASELINE_IN_PROGRESS | Fault.NO_BASELINE:
            return _of_baseline(fault, text)
        case _:
            return _of_aim(fault, text)


def _of_baseline(fault: Fault, text: Text) -> str:
    if fault is Fault.OTHER_LENGTH:
        return text.say("This figure adds up over time: it can only start from a period as long as the one to come.")
    if fault is Fault.BASELINE_IN_PROGRESS:
        return text.say("That period is not over, so its figure is not whole yet. Choose an earlier one.")
    return text.say("There is no figure to start from. Choose another period, or give the value to reach.")


def _of_aim(fault: Fault, text: Text) -> str:
    if fault is Fault.NO_CHANGE:
        return text.say("That changes nothing. Write for example +10%.")
    if fault is Fault.NOTHING:
        return text.say("A target of 0 is reached before it begins. Write for example +10%.")
    if fault is Fault.NO_SUCH_SHARE:
        return text.say("A share cannot be more than 100%. Give a value up to 100%.")
    if fault is Fault.BEYOND_THE_WHOLE:
        return text.say("That would be more than 100%. Choose a smaller step.")
    if fault is Fault.BELOW_NOTHING:
        return text.say("That would be less than nothing.")
    return text.say("That lies beyond the ends of the scale, −100 and 100.")


def _outlook(outlook: Outlook, text: Text) -> Markup:
    return lines(
        bold(text.say("{kpi}, {whose}", kpi=text.say(outlook.kpi.name), whose=nouns.whose(outlook.scope, text))),
        _start(outlook.start, text) if outlook.start else "",
        *_aims(outlook, text),
        *(f"⚠️ {fault_words(fault, outlook, text)}" for fault in outlook.faults.values()),
    )


def _start(start: Answer, text: Text) -> str:
    """The figure it starts from, as sure as it is."""
    period = text.period(start.question.period)
    if not isinstance(start.headline, Value):
        return text.say("Starting from {period}: no figure.", period=period)
    certain = (*figures.basis(start.headline, start, text), *footing.coverage(start, text))
    value = figures.brief(start.headline, start, text)
    if not certain:
        return text.say("Starting from {value} in {period}.", value=value, period=period)
    return text.say(
        "Starting from {value} in {period} ({certain}).", value=value, period=period, certain=" · ".join(certain)
    )


def _aims(outlook: Outlook, text: Text) -> tuple[Markup, ...]:
    said = {kind: bold(_aim(step, outlook, text)) for kind, step in outlook.steps.items()}
    horizon = text.period(outlook.horizon)
    if len(said) > 1:
        sentence = text.say(
            "This may mean two things in {period}: {relative} relative to the start, or {points} in points."
        )
        asked = fill(sentence, period=horizon, relative=said[TargetKind.RELATIVE], points=said[TargetKind.POINTS])
        return asked, Markup(text.say("Which one? Choose above."))
    if not said:
        return ()
    (aim,) = said.values()
    told = fill(text.say("To be reached in {period}: {aim}."), period=horizon, aim=aim)
    return (told, _warning(outlook, text)) if outlook.worse else (told,)


def _aim(step: Step, outlook: Outlook, text: Text) -> str:
    return text.value(step.aim, outlook.kpi.unit, outlook.start.currency if outlook.start else None)


def _warning(outlook: Outlook, text: Text) -> Markup:
    if outlook.kpi.better is Direction.DOWN:
        return Markup(text.say("That is worse than the start: here, less is better."))
    return Markup(text.say("That is worse than the start: here, more is better."))
