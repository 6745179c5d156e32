"""Why a definition cannot be one, and what to do about it: one sentence each."""

from bot.text import Text
from bot.views import nouns
from bot.views import recipe_phrases as phrases
from kpi_engine.question import Dimension
from kpi_engine.recipe import LONGEST, MOST, BadRecipe, Happening, RecipeProblem


def recipe_problem(bad: BadRecipe, text: Text) -> str:
    """The sentence that stands under the field at fault."""
    return _of_parts(bad, text) or _of_conditions(bad, text)


def _of_parts(bad: BadRecipe, text: Text) -> str:
    what = _named(bad.subject, text)
    return {
        RecipeProblem.UNREADABLE: text.say("This definition cannot be read. Compose it again with the form."),
        RecipeProblem.NOTHING_SHARED: text.say("A share is of something: choose among what."),
        RecipeProblem.NO_START: text.say("Choose since when the days are counted."),
        RecipeProblem.OTHER_TABLE: text.say(
            "Both must happen to the same thing: two days of a lead, or two of an opportunity. "
            "Choose another for “{what}”.",
            what=what,
        ),
        RecipeProblem.NOT_AFTER: text.say(
            "“{what}” never comes after what it is set against. Exchange the two.", what=what
        ),
        RecipeProblem.SAME_DAY: text.say(
            "Both fall on the same day: there are no days between them. Choose an earlier start."
        ),
        RecipeProblem.THE_WHOLE: text.say(
            "A share of itself is always 100%. Choose among what, or from which amount or score on it counts."
        ),
        RecipeProblem.OTHER_START: text.say(
            "Days are counted from the day on which those it is measured over begin. Choose the same for both."
        ),
        RecipeProblem.NO_AMOUNTS: text.say(
            "“{what}” have no amounts. Choose orders or opportunities, or count them instead.", what=what
        ),
        RecipeProblem.NO_NUMBER: text.say("These have neither an amount nor a score. Leave “at least” empty."),
        RecipeProblem.OFF_THE_SCALE: text.say(
            "No score is that large, or every one is. Choose one inside the scale of the survey."
        ),
        RecipeProblem.AT_LEAST_OF_OTHERS: text.say(
            "A share of one thing among another has no least amount. Leave “at least” empty."
        ),
        RecipeProblem.NO_AGE: text.say("Nothing is waited for here. Leave “within” empty."),
        RecipeProblem.DAYS_OFF_THE_SCALE: text.say("Choose between 1 and {most} days.", most=text.number(LONGEST)),
        RecipeProblem.UNUSED_PART: text.say(
            "This way of measuring has no use for one of your choices. Leave empty what it does not need."
        ),
    }.get(bad.problem, "")


def _of_conditions(bad: BadRecipe, text: Text) -> str:
    name = _dimension(bad.subject, text)
    return {
        RecipeProblem.NO_SUCH_DIMENSION: text.say(
            "What is counted has no {dimension}. Choose another property.", dimension=name
        ),
        RecipeProblem.WRITTEN_BY_OUTCOME: text.say(
            "The outcome itself writes the {dimension}: a share of it would be 0% or 100%. Choose another property.",
            dimension=name,
        ),
        RecipeProblem.WHOSE_FIGURES: text.say(
            "A definition does not say whose figures count. Ask for those of a rep, a team or a region instead."
        ),
        RecipeProblem.NO_VALUES: text.say("Choose at least one value of {dimension}.", dimension=name),
        RecipeProblem.NOTHING_LEFT: text.say(
            "The conditions on {dimension} contradict each other: nothing is left. Take one away.", dimension=name
        ),
        RecipeProblem.TOO_MANY_CONDITIONS: text.say(
            "A definition has {most} conditions at most. Take one away.", most=text.number(MOST)
        ),
    }[bad.problem]


def _named(subject: str | None, text: Text) -> str:
    return phrases.happening(Happening(subject), text) if subject in set(Happening) else ""


def _dimension(subject: str | None, text: Text) -> str:
    return nouns.dimension(Dimension(subject), text) if subject in set(Dimension) else ""
