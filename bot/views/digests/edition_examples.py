"""What is told of digests besides themselves: weeks missed or withheld, figures restated. From invented figures."""

from collections.abc import Mapping

from bot.policy import Reason
from bot.text import Text
from bot.use_cases.digests.edition_news import (
    HandedOver,
    Missed,
    OwnerNews,
    Restated,
    Revised,
    Stated,
    Unsaid,
    Withheld,
)
from bot.views.digests.edition_notices import notice_for
from bot.views.digests.examples import digest
from bot.views.digests.restatement import restatement
from bot.views.message import Message
from kpi_engine.definitions import CATALOG
from kpi_engine.figure import Unit

_DIGEST = digest(("transformation", "leads", "revenue"))
_WEEK = "2026-W47"


def edition_messages(text: Text) -> Mapping[str, Message]:
    """Each by its name."""
    weeks = tuple(f"2026-W{week}" for week in range(36, 48))
    notices: dict[str, OwnerNews] = {
        "one week missed": Missed(_DIGEST, (_WEEK,)),
        "many weeks missed": Missed(_DIGEST, weeks),
        "week not computable": Missed(_DIGEST, (_WEEK,), "NoFacts: <var/facts>"),
        "team too small": Withheld(_DIGEST, _WEEK, Reason.SMALL_TEAM, "Nord"),
        "team gone": Withheld(_DIGEST, _WEEK, Unsaid.TEAM_GONE, "Nord"),
        "owner gone": Withheld(_DIGEST, _WEEK, Reason.DEACTIVATED),
        "owner without right": Withheld(_DIGEST, _WEEK, Reason.NOT_YOUR_DIGEST, "Nord"),
        "nothing to tell": Withheld(_DIGEST, _WEEK, Unsaid.NOTHING),
        "handed over": HandedOver(_DIGEST),
    }
    told = {f"digest notice, {name}": notice_for(news, text) for name, news in notices.items()}
    return told | {"digest restated": restatement(Restated(_DIGEST, _WEEK, _revised(text)), text, CATALOG)}


def _revised(text: Text) -> tuple[Revised, ...]:
    """Rows that came late, rows that are gone, rows corrected, and a figure that is none any more."""

    def of(value: float | None, n: int, unit: Unit) -> Stated:
        return Stated(value, n, "" if value is None else text.value(value, unit, "EUR"), "7F3A9C1K")

    share, count, money = Unit.SHARE, Unit.COUNT, Unit.MONEY
    return (
        Revised("transformation", share, "opportunities", of(0.2236, 300, share), of(0.2315, 311, share)),
        Revised("leads", count, "leads", of(41, 41, count), of(40, 40, count)),
        Revised("revenue", money, "orders", of(128_421, 43, money), of(131_000, 43, money)),
        Revised("cycle", Unit.DAYS, "opportunities", of(33, 6, Unit.DAYS), of(None, 0, Unit.DAYS)),
    )
