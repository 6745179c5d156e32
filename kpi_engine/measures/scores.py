"""What customers answer in surveys: the net score of recommendation, the share of the satisfied."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, Select, and_, case, func, select

from kpi_engine.figure import Companion, Figure, Interval, NoData, Reason, Unit, Value
from kpi_engine.measures.measure import TableMeasure
from kpi_engine.measures.shares import parts_of, share_of
from kpi_engine.parts import Divided
from kpi_engine.statement import Plan, events, summed
from kpi_engine.statistics import net_score
from kpi_engine.tally import Cell

_POINTS = 100


@dataclass(frozen=True, slots=True, eq=False)
class NetScore(TableMeasure):
    """Points from -100 to 100: the share of `promoters` minus that of `detractors`.

    Over the last answer of each account in the period; an answer without an account counts alone. The same over
    all answers stands beside it.
    """

    promoters: ColumnElement[bool]
    detractors: ColumnElement[bool]
    per: ClassVar[str | None] = "accounts"

    def statement(self, plan: Plan) -> Select[Any]:
        """Count both kinds and all answers per window, among the last ones and among all."""
        rows = self._ranked(plan)
        last, promoter, detractor = rows.c.place == 1, rows.c.promoter == 1, rows.c.detractor == 1
        return summed(
            plan,
            rows,
            func.count(case((last, 1))).label("last"),
            func.count(case((and_(last, promoter), 1))).label("promoters"),
            func.count(case((and_(last, detractor), 1))).label("detractors"),
            func.count(rows.c.promoter).label("all_promoters"),
            func.count(rows.c.detractor).label("all_detractors"),
        )

    def figure(self, cell: Cell, unit: Unit) -> Figure:
        """Take the detractors from the promoters."""
        row = cell.row
        if row is None or not row.last:
            return NoData(Reason.NO_ROWS, unit)
        net, interval = row.promoters - row.detractors, net_score(row.promoters, row.detractors, row.last)
        beside = (
            (Companion.PROMOTERS, _points(row.promoters, row.last)),
            (Companion.DETRACTORS, _points(row.detractors, row.last)),
            (Companion.PER_RESPONSE, _points(row.all_promoters - row.all_detractors, row.n)),
        )
        ends = interval and Interval(_POINTS * interval.low, _POINTS * interval.high)
        return Value(_points(net, row.last), int(row.last), unit, float(net), float(row.last), ends, beside)

    def parts(self, cell: Cell) -> Divided:
        """Count promoters less detractors, in points, and all last answers."""
        row = cell.row
        if row is None:
            return Divided()
        net = _POINTS * int(row.promoters - row.detractors)
        return Divided(int(row.last), Fraction(net), Fraction(int(row.last)))

    def _ranked(self, plan: Plan) -> Any:
        """Place each answer among those of its account in its window, the last first; in its group, if apart."""
        columns = self.over.table.c
        kinds = (
            case((self.promoters, 1)).label("promoter"),
            case((self.detractors, 1)).label("detractor"),
        )
        given = events(plan, self.over, columns.account_id, columns.response_id, self.over.day.label("day"), *kinds)
        rows = given.subquery("events")
        apart = (rows.c.dimension,) if plan.apart else ()
        place = func.row_number().over(
            partition_by=(rows.c.bucket, rows.c.left_out, rows.c.account_id, *apart),
            order_by=(rows.c.day.desc(), rows.c.response_id.desc()),
        )
        alone = rows.c.account_id.is_(None)
        return select(rows, case((alone, 1), else_=place).label("place")).subquery("ranked")


def _points(part: int, whole: int) -> float:
    return _POINTS * part / whole


@dataclass(frozen=True, slots=True, eq=False)
class FavourableShare(TableMeasure):
    """Of the answers of the period, the share that is `favourable`."""

    favourable: ColumnElement[bool]

    def statement(self, plan: Plan) -> Select[Any]:
        """Count the answers and the favourable ones per window."""
        rows = events(plan, self.over, case((self.favourable, 1)).label("favourable")).subquery("events")
        return summed(plan, rows, func.count(rows.c.favourable).label("favourable"))

    def figure(self, cell: Cell, unit: Unit) -> Figure:
        """Divide the favourable ones by all."""
        return share_of(cell.row.favourable, cell.row.n, unit) if cell.row else share_of(0, 0, unit)

    def parts(self, cell: Cell) -> Divided:
        """Count the favourable ones and all."""
        return parts_of(cell.row.favourable, cell.row.n) if cell.row else Divided()
