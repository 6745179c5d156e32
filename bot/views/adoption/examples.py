"""What is said of adopted definitions, from invented decisions."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from bot.text import Text
from bot.use_cases.adoption.history import Chapter, History, Reign
from bot.use_cases.adoption.versions import Versions
from bot.views.adoption.history import history_card, latest_card
from bot.views.adoption.retired import retired
from bot.views.message import Message
from kpi_engine.definitions import CATALOG
from kpi_engine.errors import KpiRetired
from kpi_engine.figure import Direction
from kpi_engine.recipe import Happening, Recipe, Way, dump
from storage.repositories.definition_records import AdoptedDefinition, DefinitionChange

_MONDAY = date(2026, 11, 23)
_CHANGED = AdoptedDefinition(
    team_id="T0EXAMPLE",
    kpi="conversion",
    version=2,
    change=DefinitionChange.CHANGED,
    recipe=dump(Recipe(Way.SHARE, counted=Happening.LEADS_WON, among=Happening.LEADS_QUALIFIED)),
    name="Conversion rate",
    better=Direction.UP,
    owner="U0OWNER",
    paired_with="qualified-leads",
    why="Unqualified leads are nobody’s to convert.",
    successor=None,
    effective_on=_MONDAY,
    adopted_at=datetime(2026, 11, 20, 15, tzinfo=UTC),
    adopted_by="U0MANAGER",
    proposal_id="P1",
    poll_id="Q1",
)
_DROPPED = AdoptedDefinition(
    team_id="T0EXAMPLE",
    kpi="churn",
    version=2,
    change=DefinitionChange.RETIRED,
    recipe=None,
    name="Churn",
    better=Direction.DOWN,
    owner=None,
    paired_with=None,
    why="Retention says the same.",
    successor="retention",
    effective_on=_MONDAY,
    adopted_at=datetime(2026, 11, 20, 16, tzinfo=UTC),
    adopted_by="U0ADMIN",
)


def adoption_messages(text: Text) -> Mapping[str, Message]:
    """Each of them in one language."""
    versions = Versions(CATALOG, [_CHANGED, _DROPPED])
    catalog = versions.on(_MONDAY)
    return {
        "a retired KPI": retired(KpiRetired("churn", "Churn", _MONDAY, ("retention", "Retention")), text),
        "a retired KPI without a successor": retired(KpiRetired("churn", "Churn", _MONDAY, None), text),
        "the history of a KPI": history_card(_history("conversion", versions, "KPIs of winter"), catalog, text, "EUR"),
        "the history of a retired KPI": history_card(_history("churn", versions), catalog, text, "EUR"),
        "what was changed last": latest_card([_DROPPED, _CHANGED], text),
        "nothing was changed": latest_card([], text),
    }


def _history(kpi: str, versions: Versions, poll: str | None = None) -> History:
    first, second = versions.of(kpi)
    ended = Chapter(first, Reign.PAST, None, _MONDAY - timedelta(days=1), None)
    return History(kpi, (ended, Chapter(second, Reign.IN_FORCE, first.kpi, None, poll)))
