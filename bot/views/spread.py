"""Whether the groups of a breakdown differ by more than chance, said before anybody reads a ranking out of it."""

from bot.text import Text
from bot.views import nouns
from kpi_engine.answer import Breakdown
from kpi_engine.detail import Spread

_RARE = 0.01


def verdict(cut: Breakdown, text: Text) -> str:
    """These 30 differ no more than chance would make them: not a ranking. Nothing where that cannot be told."""
    found = cut.spread
    if found is None:
        return ""
    if found.within_chance:
        return text.say(
            "These {count} differ no more than chance would make them: not a ranking. "
            "Equals would lie this far apart {times} times in 100.",
            count=text.number(found.groups),
            times=text.whole(found.p_value * 100),
        )
    return text.say("{verdict} {who}", verdict=_beyond_chance(found, text), who=_standing_out(cut, found, text))


def _beyond_chance(found: Spread, text: Text) -> str:
    groups = text.number(found.groups)
    if found.p_value < _RARE:
        return text.say(
            "These {count} differ by more than chance: equals would lie this far apart less than once in 100 times.",
            count=groups,
        )
    return text.plural(
        "These {groups} differ by more than chance: equals would lie this far apart only once in 100 times.",
        "These {groups} differ by more than chance: equals would lie this far apart only {count} times in 100.",
        round(found.p_value * 100),
        groups=groups,
    )


def _standing_out(cut: Breakdown, found: Spread, text: Text) -> str:
    """Who stands out among those that the reader may see."""
    seen = {group.value for group in cut.groups}
    above, below = (
        text.listed(
            [nouns.named(each.value, text) for each in found.apart if each.value in seen and each.above is side]
        )
        for side in (True, False)
    )
    match bool(above), bool(below):
        case True, True:
            return text.say("Clearly above the others: {above}; clearly below: {below}.", above=above, below=below)
        case True, False:
            return text.say("Clearly above the others: {above}.", above=above)
        case False, True:
            return text.say("Clearly below the others: {below}.", below=below)
    return text.say("None of those shown stands out on its own.")
