"""Of the satisfaction scores given in the period, from 1 to 5, the share of 4 and 5."""

from kpi_engine.definitions.populations import answered
from kpi_engine.facts import survey_responses
from kpi_engine.figure import Direction, Unit
from kpi_engine.kpi import Kpi, signed
from kpi_engine.measures import FavourableShare
from kpi_engine.recipes.grammar import Happening, Recipe, Way

_SATISFIED = 4

KPI = Kpi(
    key="csat",
    name="CSAT",
    definition=signed(__doc__),
    measure=FavourableShare(over=answered("csat", 1, 5), favourable=survey_responses.c.score >= _SATISFIED),
    unit=Unit.SHARE,
    better=Direction.UP,
    related=("nps", "retention"),
    recipe=Recipe(Way.SHARE, Happening.CSAT_ANSWERS, among=Happening.CSAT_ANSWERS, at_least=_SATISFIED),
)
