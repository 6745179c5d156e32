"""Every KPI computed a second time, in plain Python over rows: slow, obvious, and sharing no code with the engine.

A figure is told as a tuple: ("value", value, n, numerator, denominator), or the outcome's name with its particulars.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from statistics import mean, median
from typing import Any

from kpi_engine.periods import Calendar, Period
from kpi_engine.question import Basis, Compare, Question
from tests.kpi_engine import customer_oracle as customers
from tests.kpi_engine import pipeline_oracle as opened

Row = Mapping[str, Any]
Rows = Sequence[Row]
Told = tuple[Any, ...]
POINTS = {"day": 14, "week": 13, "month": 13, "quarter": 9, "year": 5, None: 8}


@dataclass(frozen=True)
class Look:
    """Days from `first` up to and not including `end`, seen until `seen`, in a world known until `as_of`."""

    first: date
    end: date
    seen: date
    as_of: date
    goal: float | None = None

    def holds(self, day: date | None) -> bool:
        return day is not None and self.first <= day < self.end


def value(value: float, n: int, numerator: float | None = None, denominator: float | None = None) -> Told:
    return ("value", value, n, numerator, denominator)


def no_data(reason: str) -> Told:
    return ("no_data", reason)


def share(hits: int, n: int) -> Told:
    return value(hits / n, n, hits, n) if n else no_data("empty_denominator")


def leads(rows: Rows, look: Look) -> Told:
    n = sum(look.holds(row["created_on"]) for row in rows)
    return value(n, n)


def qualified_leads(rows: Rows, look: Look) -> Told:
    n = sum(look.holds(row["qualified_on"]) and row["created_on"] <= look.as_of for row in rows)
    return value(n, n)


def reached(key: str) -> Callable[[Rows, Look], Told]:
    def told(rows: Rows, look: Look) -> Told:
        cohort = [row for row in rows if look.holds(row["created_on"])]
        return share(sum(row[key] is not None and row[key] <= look.seen for row in cohort), len(cohort))

    return told


def wins_in(rows: Rows, look: Look) -> list[bool]:
    return [look.holds(row["won_on"]) and row["created_on"] <= look.as_of for row in rows]


def won_over_created(rows: Rows, look: Look) -> Told:
    began = sum(look.holds(row["created_on"]) for row in rows)
    won = sum(wins_in(rows, look))
    return value(won / began, began, won, began) if began else no_data("empty_denominator")


def closed(rows: Rows, look: Look, *outcomes: str) -> list[Row]:
    return [
        row
        for row in rows
        if row["outcome"] in outcomes and look.holds(row["closed_on"]) and row["created_on"] <= look.as_of
    ]


def transformation(rows: Rows, look: Look) -> Told:
    won = closed(rows, look, "won")
    return share(len(won), len(closed(rows, look, "won", "lost")))


def cycle(rows: Rows, look: Look) -> Told:
    days = [(row["closed_on"] - row["created_on"]).days for row in closed(rows, look, "won")]
    days = [length for length in days if length >= 0]
    return value(median(days), len(days)) if days else no_data("no_rows")


def sold(rows: Rows, look: Look) -> list[Row]:
    """Orders, or won opportunities: the rows tell which they are."""
    if rows and "ordered_on" in rows[0]:
        return [row for row in rows if look.holds(row["ordered_on"])]
    return closed(rows, look, "won")


def with_amount(rows: Rows, look: Look) -> list[Row]:
    return [row for row in sold(rows, look) if row["amount"] is not None]


def with_account(rows: Rows, look: Look) -> list[Row]:
    return [row for row in with_amount(rows, look) if row["account_id"] is not None]


def revenue(rows: Rows, look: Look) -> Told:
    amounts = [row["amount"] for row in with_amount(rows, look)]
    unknown_only = sold(rows, look) and not amounts
    return no_data("no_rows") if unknown_only else value(sum(amounts), len(amounts))


def revenue_per_customer(rows: Rows, look: Look) -> Told:
    rows = with_account(rows, look)
    accounts, total = len({row["account_id"] for row in rows}), sum(row["amount"] for row in rows)
    return value(total / accounts, accounts, total, accounts) if accounts else no_data("empty_denominator")


def deal_size(rows: Rows, look: Look) -> Told:
    amounts = [row["amount"] for row in with_amount(rows, look)]
    n = len(amounts)
    return value(mean(amounts), n, sum(amounts), n) if n else no_data("no_rows")


def there(spell: Row, day: date) -> bool:
    return spell["started_on"] <= day and (spell["ended_on"] is None or spell["ended_on"] >= day)


def retained(everyone: Rows, rows: Rows, look: Look) -> Told:
    last = look.end - timedelta(days=1)
    listed = {spell["account_id"] for spell in rows if there(spell, look.first)}
    still = {spell["account_id"] for spell in everyone if there(spell, last)}
    return share(len(listed & still), len(listed))


def churned(everyone: Rows, rows: Rows, look: Look) -> Told:
    told = retained(everyone, rows, look)
    return share(told[4] - told[3], told[4]) if told[0] == "value" else told


@dataclass(frozen=True)
class Recipe:
    """How a KPI is computed, and what the facts must record for it (`dated` and `present`: events by name)."""

    table: str
    told: Callable[..., Told]
    dated: Mapping[str, Callable[[Row], date | None]]
    present: Mapping[str, Callable[[Row], date | None]] = field(default_factory=dict)
    well: Callable[[Row], bool | None] | None = None  # shares: did the row end well; None while it has not ended
    by_age: bool = False
    awaits: str = ""  # outcomes: those of a "cohort" until it is seen, or those of the "period" alone
    added: Callable[[Rows, Look], list[Row]] | None = None  # money: the rows whose amounts are added
    left_out: Callable[[Rows, Look, date | None], Mapping[str, int]] = lambda *_: {}
    counted_too: Callable[[Rows, Look], bool] = lambda *_: False  # rows that make a group without its denominator
    refused: Callable[[Rows], Told | None] = lambda _: None  # by the facts as a whole, for a reason of its own
    uncut: Callable[[Question, date, date], str | None] = lambda *_: None  # why no breakdown on a day
    alone: bool = False  # nothing is set beside it
    rows: Callable[[Mapping[str, Rows]], Rows] | None = None  # where it reads more than its table
    superseded: Callable[[Rows, Look], list[Row]] = (
        lambda *_: []
    )  # rows that no group counts: the account has a later one
    locked: bool = False  # a list of customers: `told` takes everyone's rows besides those that choose the list


def day(key: str, *needed: str, outcomes: Sequence[str] = ()) -> Callable[[Row], date | None]:
    """The row's day, if it has the outcome and all that is needed."""

    def found(row: Row) -> date | None:
        filled = all(row[each] is not None for each in needed)
        return row[key] if filled and (not outcomes or row["outcome"] in outcomes) else None

    return found


def unless(key: str) -> Callable[[Row], date | None]:
    return lambda row: row["created_on"] if row[key] is None else None


def in_order(row: Row) -> date | None:
    won = day("closed_on", outcomes=["won"])(row)
    return won if won and won >= row["created_on"] else None


def wins(key: str) -> Callable[[Row], bool]:
    return lambda row: row[key] is not None


CREATED = {"created": day("created_on")}
QUALIFIED = {"qualified": day("qualified_on")}
WON_LEAD = {"won": day("won_on")}
UNWON = {"not_won": unless("won_on")}
CLOSED = {"closed": day("closed_on", outcomes=["won", "lost"])}
SETTLED = {"won": day("closed_on", outcomes=["won"]), "lost": day("closed_on", outcomes=["lost"])}
STARTED, ENDED = {"started": day("started_on")}, {"ended": day("ended_on")}
AMOUNT = {"amount": day("closed_on", "amount", outcomes=["won"])}
ACCOUNT = {"account": day("closed_on", "amount", "account_id", outcomes=["won"])}
ORDERED, ORDERED_BY = {"ordered": day("ordered_on")}, {"account": day("ordered_on", "account_id")}


def future(*keys: str) -> Callable[[Rows, Look, date | None], Mapping[str, int]]:
    """Events after the as-of day but inside the period, while the period is in progress (`end`)."""

    def counted(rows: Rows, look: Look, end: date | None) -> Mapping[str, int]:
        days = [row[key] for row in rows for key in keys if key == "created_on" or row["created_on"] <= look.as_of]
        return {"after_as_of": sum(end is not None and day is not None and look.as_of < day < end for day in days)}

    return counted


def open_ones(rows: Rows, look: Look, end: date | None) -> Mapping[str, int]:
    settled = [day("closed_on", outcomes=["won", "lost"])(row) for row in rows]
    born = [row["created_on"] for row in rows]
    ahead = [bool(end and on and look.as_of < on < end) for on in settled]
    waits = [
        look.holds(created) and (on is None or on > look.as_of) and not is_ahead
        for created, on, is_ahead in zip(born, settled, ahead, strict=True)
    ]
    known = [is_ahead and created <= look.as_of for created, is_ahead in zip(born, ahead, strict=True)]
    return {"open": sum(waits), "after_as_of": sum(known)}


def unsold(*defects: str) -> Callable[[Rows, Look, date | None], Mapping[str, int]]:
    """Rows of the period without an amount, else without an account; and those in the future."""

    def counted(rows: Rows, look: Look, end: date | None) -> Mapping[str, int]:
        ahead = Look(look.as_of + timedelta(days=1), end, look.seen, look.as_of) if end else None
        counts = {"after_as_of": len(sold(rows, ahead)) if ahead and ahead.first < end else 0}
        left = sold(rows, look)
        for defect in defects:
            counts["no_" + defect.removesuffix("_id")] = sum(row[defect] is None for row in left)
            left = [row for row in left if row[defect] is not None]
        return counts

    return counted


def out_of_order(rows: Rows, look: Look, end: date | None) -> Mapping[str, int]:
    early = [row for row in closed(rows, look, "won") if row["closed_on"] < row["created_on"]]
    return {"closed_before_created": len(early), **unsold()(rows, look, end)}


def ended_well(row: Row) -> bool | None:
    return {"won": True, "lost": False}.get(row["outcome"])


def filled(key: str) -> Callable[[Row], bool]:
    return lambda row: row[key] is not None


def empty(key: str) -> Callable[[Row], bool]:
    return lambda row: row[key] is None


_ripe = CREATED | WON_LEAD
_unqualified = {"not_qualified": unless("qualified_on")}
_amounts, _accounts = unsold("amount"), unsold("amount", "account_id")

RECIPES = {
    "leads": Recipe("leads", leads, CREATED, left_out=future("created_on")),
    "qualified-leads": Recipe("leads", qualified_leads, QUALIFIED, left_out=future("qualified_on")),
    "qualification": Recipe(
        "leads",
        reached("qualified_on"),
        CREATED | QUALIFIED,
        _unqualified,
        well=filled("qualified_on"),
        by_age=True,
        awaits="cohort",
        left_out=future("created_on"),
    ),
    "conversion": Recipe(
        "leads",
        reached("won_on"),
        _ripe,
        UNWON,
        well=filled("won_on"),
        by_age=True,
        awaits="cohort",
        left_out=future("created_on"),
    ),
    "conversion by period": Recipe(
        "leads",
        won_over_created,
        _ripe,
        UNWON,
        awaits="period",
        well=filled("won_on"),
        left_out=future("created_on", "won_on"),
        counted_too=lambda rows, look: any(wins_in(rows, look)),
    ),
    "transformation": Recipe("opportunities", transformation, CLOSED, SETTLED, well=ended_well, left_out=open_ones),
    "cycle": Recipe("opportunities", cycle, {"won": in_order}, left_out=out_of_order),
    "revenue": Recipe("opportunities", revenue, AMOUNT, added=with_amount, left_out=_amounts),
    "revenue of orders": Recipe("orders", revenue, ORDERED, added=with_amount, left_out=_amounts),
    "revenue-per-customer": Recipe(
        "opportunities", revenue_per_customer, ACCOUNT, added=with_account, left_out=_accounts
    ),
    "revenue-per-customer of orders": Recipe(
        "orders", revenue_per_customer, ORDERED_BY, added=with_account, left_out=_accounts
    ),
    "deal-size": Recipe("opportunities", deal_size, AMOUNT, added=with_amount, left_out=_amounts),
    "retention": Recipe("customer_spells", retained, STARTED, ENDED, well=empty("ended_on"), locked=True),
    "churn": Recipe("customer_spells", churned, STARTED, ENDED, well=empty("ended_on"), locked=True),
}


RECIPES |= opened.recipes(Recipe, day, CLOSED, SETTLED, ended_well)
RECIPES |= customers.recipes(Recipe, day)


def recipe(question: Question, tables: Mapping[str, Rows]) -> Recipe:
    if question.basis is Basis.PERIOD:
        return RECIPES[f"{question.kpi} by period"]
    held = next((name for name, rows in tables.items() if rows), "nothing")
    return RECIPES.get(f"{question.kpi} of {held}") or RECIPES[question.kpi]


# --- the whole answer ---------------------------------------------------------------------------------------------


def passing(rows: Rows, question: Question) -> list[Row]:
    wanted = [(each.dimension.value, each.values) for each in question.filters]
    if question.scope.name is not None:
        wanted.append((question.scope.level.value, (question.scope.name,)))
    return [row for row in rows if all(row[dimension] in values for dimension, values in wanted)]


def follows_outcome(rows: Rows, dimension: str, well: Callable[[Row], bool | None] | None) -> bool:
    """Among one outcome the dimension is filled at least ten times as often as among the other."""
    if well is None:
        return False
    if dimension in ("stage", "lost_reason"):
        return True
    sides = [[row[dimension] is not None for row in rows if well(row) is side] for side in (True, False)]
    if not all(sides):
        return False
    shares = [Fraction(sum(side), len(side)) for side in sides]
    scarce = sides[shares.index(min(shares))]
    return len(scarce) >= 5 and max(shares) > 0 and max(shares) >= 10 * min(shares)


@dataclass(frozen=True)
class Expected:
    headline: Told
    comparison: Told | None = None  # period start, period end, figure, change, facts_from
    series: tuple[Told, ...] = ()
    groups: Mapping[str | None, Told] | None = None
    refusal: str | None = None
    left_out: Mapping[str, int] = field(default_factory=dict)
    facts_from: date | None = None


EXACT = {"leads", "qualified-leads", "revenue", "pipeline", "coverage", "cohorts", "stages"}  # counts and sums


def at_least_five(figure: Told) -> Told:
    return ("too_little", figure[2]) if figure[0] == "value" and figure[2] < 5 else figure


@dataclass(frozen=True)
class Inquest:
    """One question to rows, all of which lie open."""

    question: Question
    made: Recipe
    everyone: Rows
    as_of: date
    facts_as_of: date
    calendar: Calendar

    @property
    def firsts(self) -> dict[str, date | None]:
        return {
            name: min(filter(None, map(find, self.everyone)), default=None) for name, find in self.made.dated.items()
        }

    @property
    def begin(self) -> date:
        return next(iter(self.firsts.values()))

    @property
    def since(self) -> date:
        return max(self.firsts.values())

    @property
    def in_progress(self) -> bool:
        return self.as_of < self.question.period.end - timedelta(days=1)

    def refusal(self) -> Told | None:
        if not self.everyone:
            return ("not_computable", "table_missing", self.made.table)
        missing = [event for event, first in self.firsts.items() if first is None]
        missing += [event for event, find in self.made.present.items() if not any(map(find, self.everyone))]
        if missing:
            return ("not_computable", "outcome_not_recorded", missing[0])
        if refused := self.made.refused(self.everyone):
            return refused
        for each in [*self.question.filters, self.question.scope.level]:
            dimension = getattr(each, "dimension", each).value
            if dimension != "company" and follows_outcome(self.everyone, dimension, self.made.well):
                return ("not_computable", "dimension_follows_outcome", dimension)
        if self.question.period.start > self.as_of:
            return no_data("after_facts")
        return no_data("before_facts") if self.here.end <= self.begin else self.unseen(self.here)

    def unseen(self, at: Look) -> Told | None:
        """Of outcomes that are recorded only later, none seen is no 0."""
        last = {"cohort": at.seen, "period": at.end - timedelta(days=1)}.get(self.made.awaits)
        return no_data("before_outcome") if last and last < self.since and self.begin < self.since else None

    def look(self, at: Period) -> Look:
        elapsed = self.as_of - self.question.period.start
        cut = self.in_progress or self.made.by_age
        end = min(at.end, at.start + elapsed + timedelta(days=1)) if cut else at.end
        return Look(at.start, end, at.start + elapsed, self.as_of, self.question.goal)

    @property
    def here(self) -> Look:
        return self.look(self.question.period)

    @property
    def rows(self) -> list[Row]:
        return passing(self.everyone, self.question)

    def currencies(self, rows: Rows, at: Look) -> set[str]:
        return {row.get("currency") or "EUR" for row in self.made.added(rows, at)} if self.made.added else set()

    def told(self, rows: Rows, at: Look) -> Told:
        own = self.currencies(self.rows, self.here)
        if self.currencies(rows, at) - (own if len(own) == 1 else {"EUR"}):
            return ("not_computable", "several_currencies", "currency")
        figure = self.made.told(self.everyone, rows, at) if self.made.locked else self.made.told(rows, at)
        return at_least_five(figure) if self.narrowed and self.question.kpi not in EXACT else figure

    @property
    def narrowed(self) -> bool:
        return bool(self.question.filters) or self.question.scope.level.value != "company"

    def whole(self, at: Look) -> bool:
        return (self.since - at.first).days <= (at.end - at.first).days / 10

    def comparison(self) -> Told | None:
        """Period start and end, figure, change, and since when the facts cover it if not from its start."""
        period, steps = self.question.period, {Compare.PREVIOUS: self.calendar.shift(self.question.period, -1)}
        beside = (steps | {Compare.YEAR: self.calendar.year_before(period)}).get(self.question.compare)
        if beside is None or self.made.alone:
            return None
        at, now = self.look(beside), self.told(self.rows, self.here)
        if at.end <= self.begin:
            return (at.first, at.end, no_data("before_facts"), None, None)
        then = self.unseen(at) or self.told(self.rows, at)
        if not self.whole(at):
            return (at.first, at.end, then, None, self.since)
        return (at.first, at.end, then, now[1] - then[1] if now[0] == then[0] == "value" else None, None)

    def series(self) -> tuple[Told, ...]:
        period = self.question.period
        steps = range(1 - POINTS[period.grain and period.grain.value], 0)
        before = [self.look(self.calendar.shift(period, step)) for step in steps if not self.made.alone]
        return tuple((at.first, at.end, self.told(self.rows, at)) for at in [*filter(self.whole, before), self.here])

    @property
    def uncut(self) -> str | None:
        by = self.question.by
        lies = by is not None and follows_outcome(self.everyone, by.value, self.made.well)
        own = self.made.uncut(self.question, self.here.end - timedelta(days=1), self.facts_as_of)
        return own or ("dimension_follows_outcome" if lies else None)

    def groups(self) -> Mapping[str | None, Told] | None:
        by = self.question.by
        if by is None or self.uncut:
            return None
        named: dict[str | None, list[Row]] = {}
        for row in self.rows:
            named.setdefault(row[by.value], []).append(row)
        gone = self.made.superseded(self.rows, self.here)
        return {
            name: self.floored([row for row in rows if row not in gone])
            for name, rows in named.items()
            if self.makes_a_group(rows)
        }

    def floored(self, rows: Rows) -> Told:
        return at_least_five(self.told(rows, self.here))

    def makes_a_group(self, rows: Rows) -> bool:
        figure = self.told(rows, self.here)
        reasons = self.made.left_out(rows, self.here, None)
        return (
            figure[0] == "not_computable"
            or (figure[0] == "value" and figure[2] > 0)
            or (figure[0] == "too_little" and figure[1] > 0)
            or any(
                count
                for reason, count in reasons.items()
                if reason not in ("open", "after_as_of", "closed_undated", "no_opportunity")
            )
            or self.made.counted_too(rows, self.here)
        )

    def left_out(self) -> dict[str, int]:
        end = self.question.period.end if self.in_progress and self.as_of == self.facts_as_of else None
        return {reason: count for reason, count in self.made.left_out(self.rows, self.here, end).items() if count}


def expect(question: Question, tables: Mapping[str, Rows], facts_as_of: date, calendar: Calendar) -> Expected:
    made = recipe(question, tables)
    as_of = min(question.as_of or facts_as_of, facts_as_of)
    everyone = made.rows(tables) if made.rows else tables.get(made.table, [])
    inquest = Inquest(question, made, everyone, as_of, facts_as_of, calendar)
    refusal = inquest.refusal()
    if refusal:
        return Expected(refusal)
    return Expected(
        headline=inquest.told(inquest.rows, inquest.here),
        comparison=inquest.comparison(),
        series=inquest.series(),
        groups=inquest.groups(),
        refusal=inquest.uncut,
        left_out=inquest.left_out(),
        facts_from=None if inquest.whole(inquest.here) else inquest.since,
    )
