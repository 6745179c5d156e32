"""The inputs that a definition is composed with. Ids go with what the choice before them was.

A menu whose options follow from another choice is another block after that choice: Slack keeps what is filled in where
the id stays, and would keep what no longer fits.
"""

from bot.text import Text
from bot.use_cases.proposals import compose
from bot.use_cases.proposals.choices import Choices
from bot.use_cases.proposals.draft import Part, ProposalDraft, RecipeDraft
from bot.use_cases.proposals.values import Column
from bot.views import nouns
from bot.views import recipe_phrases as phrases
from bot.views.inputs import Asked, line, menu
from bot.views.kit import Block, Option
from bot.views.mrkdwn import capital
from bot.views.proposals.form_values import place_of, values_input
from kpi_engine.figure import Direction
from kpi_engine.recipe import MOST, Condition, Happening, Way

ACTION = "proposal.change"
NO_CONDITION, BY_END, BY_START = "none", "end", "start"
KEEPS, LEAVES_OUT = "only", "not"
WITHIN, AT_LEAST = 10, 20  # characters


def measured_inputs(draft: ProposalDraft, mark: str, text: Text) -> tuple[Block, ...]:
    """What is measured, as far as it is chosen, and what goes with it; `mark`: where the definition began."""
    if not draft.composes:
        return ()
    recipe = draft.recipe
    return (
        _way(recipe, mark, text),
        *_counted(recipe, mark, text),
        *_among(recipe, mark, text),
        *_since(recipe, mark, text),
        *_dated(recipe, mark, text),
    )


def narrowing_inputs(draft: ProposalDraft, choices: Choices, mark: str, text: Text) -> tuple[Block, ...]:
    """What it is narrowed to."""
    if not draft.composes:
        return ()
    return *_numbers(draft.recipe, mark, text), *_conditions(draft.recipe, choices, mark, text)


def better_input(draft: ProposalDraft, text: Text) -> Block:
    """Which way is better."""
    options = [
        Option(Direction.UP, text.say("More is better")),
        Option(Direction.DOWN, text.say("Less is better")),
        Option(Direction.NEITHER, text.say("Neither")),
    ]
    return menu(Asked(Part.BETTER, text.say("What is better"), ACTION), options[0].label, options, draft.better)


def condition_option(each: Condition | None) -> str:
    """A condition, without its values, as its menu carries it."""
    return f"{each.dimension}:{LEAVES_OUT if each.leaves_out else KEEPS}" if each else NO_CONDITION


def _way(recipe: RecipeDraft, mark: str, text: Text) -> Block:
    options = [Option(each, capital(phrases.way(each, text))) for each in Way]
    return menu(_tells(f"{Part.WAY}:{mark}", text.say("Measured how")), text.say("Choose"), options, recipe.way)


def _counted(recipe: RecipeDraft, mark: str, text: Text) -> tuple[Block, ...]:
    if recipe.way is None:
        return ()
    label = {
        Way.COUNT: text.say("Of what"),
        Way.SHARE: text.say("The share that became"),
        Way.MEDIAN_DAYS: text.say("Until"),
    }.get(recipe.way, text.say("Of what"))
    asked = _tells(f"{Part.COUNTED}:{mark}:{recipe.way}", label)
    return (_happenings(asked, compose.counts(recipe.way), recipe.counted, text),)


def _among(recipe: RecipeDraft, mark: str, text: Text) -> tuple[Block, ...]:
    if recipe.way is not Way.SHARE or recipe.counted is None:
        return ()
    asked = _tells(f"{Part.AMONG}:{mark}:{recipe.counted}", text.say("Of which"))
    return (_happenings(asked, compose.wholes(recipe.counted), recipe.among, text),)


def _since(recipe: RecipeDraft, mark: str, text: Text) -> tuple[Block, ...]:
    if recipe.way is not Way.MEDIAN_DAYS or recipe.counted is None:
        return ()
    asked = _tells(f"{Part.SINCE}:{mark}:{recipe.counted}", text.say("Days counted from"))
    return (_happenings(asked, compose.starts(recipe.counted), recipe.since, text),)


def _dated(recipe: RecipeDraft, mark: str, text: Text) -> tuple[Block, ...]:
    """A period's durations are those that ended in it, or those that began in it."""
    if not compose.can_be_dated_by_start(recipe):
        return ()
    options = [
        Option(BY_END, text.say("those that ended in the period")),
        Option(BY_START, text.say("those that began in the period")),
    ]
    asked = _tells(f"{Part.DATED}:{mark}", text.say("Which of them"))
    return (menu(asked, options[0].label, options, BY_START if recipe.by_start else BY_END),)


def _numbers(recipe: RecipeDraft, mark: str, text: Text) -> tuple[Block, ...]:
    """A deadline, a smallest amount or score: where they go with it."""
    enter = text.say("Press Enter to see what it comes to.")
    within = Asked(f"{Part.WITHIN}:{mark}", text.say("Within so many days"), ACTION, enter, optional=True, tells=True)
    label = (
        text.say("Only scores of at least")
        if recipe.counted in phrases.SURVEYS
        else text.say("Only amounts of at least")
    )
    least = Asked(f"{Part.AT_LEAST}:{mark}", label, ACTION, enter, optional=True, tells=True)
    return (
        *((line(within, recipe.within_days, "30", most=WITHIN),) if compose.asks_days(recipe) else ()),
        *((line(least, recipe.at_least, most=AT_LEAST),) if compose.asks_least(recipe) else ()),
    )


def _conditions(recipe: RecipeDraft, choices: Choices, mark: str, text: Text) -> tuple[Block, ...]:
    """Those that are made, each with its values, and a place for the next one."""
    if not choices.dimensions:
        return ()
    made = recipe.conditions
    complete = not made or (made[-1] is not None and made[-1].values)
    places = (*made, None)[:MOST] if complete else made
    blocks: list[Block] = []
    for number, each in enumerate(places, 1):
        blocks.append(_condition(number, each, choices, mark, text))
        if each:
            blocks.append(_values(number, each, choices, mark, text))
    return tuple(blocks)


def _condition(number: int, each: Condition | None, choices: Choices, mark: str, text: Text) -> Block:
    options = [Option(NO_CONDITION, text.say("no condition"))]
    for dimension in choices.dimensions:
        named = capital(nouns.dimension(dimension, text))
        options.append(Option(f"{dimension}:{KEEPS}", text.say("{dimension}: only …", dimension=named)))
        options.append(Option(f"{dimension}:{LEAVES_OUT}", text.say("{dimension}: all but …", dimension=named)))
    offered = "-".join(choices.dimensions)
    asked = _tells(
        f"{Part.CONDITION}{number}:{mark}:{offered}", text.say("Condition {number}", number=text.number(number))
    )
    return menu(asked, options[0].label, options, condition_option(each))


def _values(number: int, each: Condition, choices: Choices, mark: str, text: Text) -> Block:
    label = text.say("All but") if each.leaves_out else text.say("Only")
    column = Column(choices.table, each.dimension)
    asked = _tells(place_of(f"{Part.VALUES}{number}:{mark}", column), label)
    return values_input(asked, each, choices.values.get(each.dimension, ()), text)


def _happenings(asked: Asked, offered: tuple[Happening, ...], chosen: Happening | None, text: Text) -> Block:
    options = [Option(each, capital(phrases.happening(each, text))) for each in offered]
    return menu(asked, text.say("Choose"), options, chosen)


def _tells(block_id: str, label: str) -> Asked:
    return Asked(block_id, label, ACTION, tells=True)
