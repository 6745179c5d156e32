"""What a KPI means, in a sentence, and what a new version of it changes, one sentence each."""

from bot.text import Text
from bot.views import recipe_phrases as phrases
from bot.views.differing import Sides, differing
from kpi_engine.kpi import Kpi
from kpi_engine.question import Basis
from kpi_engine.recipe import Happening, Part, Recipe, Way, difference


def definition_words(kpi: Kpi, basis: Basis, text: Text, currency: str | None) -> str:
    """The sentence that people sign; of a KPI that they composed, what its recipe says, amounts in this currency."""
    signed = kpi.defined_by(basis)
    if signed or kpi.recipe is None:
        return text.say(signed)
    return recipe_words(kpi.recipe, text, currency, basis)


def difference_words(before: Kpi, after: Kpi, text: Text, currency: str | None) -> tuple[str, ...]:
    """What the new version says otherwise, each part as it was and as it becomes; who owns it is told elsewhere."""
    sides = Sides(_currency_of(before, currency), _currency_of(after, currency))
    return tuple(differing(each, sides, text) for each in difference(before, after) if each.part is not Part.OWNER)


def _currency_of(kpi: Kpi, currency: str | None) -> str | None:
    return phrases.currency_of(kpi.recipe.counted, currency) if kpi.recipe else None


def recipe_words(recipe: Recipe, text: Text, currency: str | None, basis: Basis = Basis.COHORT) -> str:
    """A composed definition in running words."""
    if basis is Basis.PERIOD:
        said = text.say("Leads won in the period divided by leads created in it.")
    else:
        said = _said(recipe, text, currency)
    return " ".join((said, *_only(recipe, text, currency)))


def _said(recipe: Recipe, text: Text, currency: str | None) -> str:
    match recipe.way:
        case Way.COUNT:
            return text.say(phrases.NUMBER_OF[recipe.counted])
        case Way.SHARE:
            return _share(recipe, text, currency)
        case Way.MEDIAN_DAYS:
            return _days(recipe, text)
        case _:
            return _money(recipe, text)


def _share(recipe: Recipe, text: Text, currency: str | None) -> str:
    rows, share = text.say(phrases.THE_ROWS[recipe.among or recipe.counted]), _reached(recipe, text, currency)
    if recipe.within_days is not None:
        return text.plural(
            "Of {rows}, {share} within {count} day.",
            "Of {rows}, {share} within {count} days.",
            recipe.within_days,
            rows=rows,
            share=share,
        )
    if _settled(recipe):
        return text.say("Of {rows}, {share}.", rows=rows, share=share)
    return text.say("Of {rows}, {share} so far.", rows=rows, share=share)


def _reached(recipe: Recipe, text: Text, currency: str | None) -> str:
    if recipe.among is not recipe.counted:
        return text.say(phrases.REACHED[recipe.counted])
    number = text.exact_money(recipe.at_least or 0, phrases.currency_of(recipe.counted, currency))
    if recipe.counted in phrases.SURVEYS:
        return text.say("the share with a score of at least {number}", number=number)
    return text.say("the share with an amount of at least {number}", number=number)


def _settled(recipe: Recipe) -> bool:
    """Whether nothing is waited for: rows of a number, or opportunities that are closed already."""
    return recipe.among in (recipe.counted, Happening.OPPORTUNITIES_CLOSED)


def _days(recipe: Recipe, text: Text) -> str:
    rows = text.say(phrases.THE_ROWS[recipe.among or recipe.counted])
    ends = {
        "since": text.say(phrases.FROM[recipe.since or recipe.counted]),
        "until": text.say(phrases.TO[recipe.counted]),
    }
    if recipe.among is None:
        return text.say("Median number of days {since} {until}, over {rows}.", **ends, rows=rows)
    return text.say(
        "Median number of days {since} {until}, over {rows}; those still waiting are left out.", **ends, rows=rows
    )


def _money(recipe: Recipe, text: Text) -> str:
    of_rows = text.say(phrases.OF_THE_ROWS[recipe.counted])
    match (recipe.way, recipe.counted):
        case (Way.MEAN, _):
            return text.say("Mean amount {of_rows}; the median stands beside it.", of_rows=of_rows)
        case (Way.TOTAL, Happening.ORDERS):
            return text.say(
                "Sum of the order amounts of the period, or of the amounts won in it where there are no orders."
            )
        case (Way.TOTAL, _):
            return text.say("Sum of the amounts {of_rows}.", of_rows=of_rows)
        case (_, Happening.ORDERS):
            return text.say(
                "Revenue of the period divided by the number of distinct customers it came from. "
                "Revenue without a known customer is in neither."
            )
        case _:
            return text.say(
                "Amounts {of_rows}, divided by the number of distinct customers they came from.", of_rows=of_rows
            )


def _only(recipe: Recipe, text: Text, currency: str | None) -> tuple[str, ...]:
    """What rows it is narrowed to."""
    said = []
    if recipe.conditions:
        met = text.listed([phrases.condition(each, text) for each in recipe.conditions])
        said.append(text.say("Only where {conditions}.", conditions=met))
    if recipe.at_least is not None and recipe.among is not recipe.counted:
        said.append(_at_least(recipe, text, currency))
    return tuple(said)


def _at_least(recipe: Recipe, text: Text, currency: str | None) -> str:
    number = text.exact_money(recipe.at_least or 0, phrases.currency_of(recipe.counted, currency))
    if recipe.counted in phrases.SURVEYS:
        return text.say("Only scores of at least {number}.", number=number)
    return text.say("Only amounts of at least {number}.", number=number)
