"""The part of a figure that a reference figure states, with the counts beside it."""

from dataclasses import asdict, dataclass
from typing import Any

from kpi_engine.answer import Answer
from kpi_engine.figure import Companion, Figure, Interval, Unit, Value
from tests.real_data.truth_matching import Matched
from tests.real_data.truth_questions import Asked, Part


@dataclass(frozen=True)
class Counted:
    """A value with its counts; None where the engine states none."""

    value: float
    numerator: float | None = None
    n: float | None = None
    interval: Interval | None = None


def figure_of(answer: Answer, matched: Matched) -> Figure:
    """The headline, or the group's figure."""
    if matched.cut is None:
        return answer.headline
    assert answer.breakdown
    (figure,) = (group.figure for group in answer.breakdown.groups if group.value == matched.group_name)
    return figure


def counted(figure: Figure, line: Asked) -> Counted:
    """Read the part of a value that a line asks for."""
    assert isinstance(figure, Value), figure
    match line.part:
        case Part.HEADLINE:
            return Counted(figure.value, figure.numerator, figure.denominator or figure.n, figure.interval)
        case Part.NUMERATOR:
            assert figure.numerator is not None
            return Counted(figure.numerator)
        case Part.DENOMINATOR:
            assert figure.denominator is not None
            return Counted(figure.denominator)
    value = dict(figure.beside)[Companion(line.part)]
    is_sum_of_days = line.part is Part.MEAN and figure.unit is Unit.DAYS
    return Counted(value, round(value * figure.n) if is_sum_of_days else None, figure.n)


def said(answer: Answer) -> Any:
    """All that an answer says of its period; floats to the ten digits on which every order of adding agrees."""
    whole = asdict(answer)
    return _rounded({name: part for name, part in whole.items() if name not in ("loaded_at", "receipt")})


def _rounded(part: Any) -> Any:
    match part:
        case float():
            return float(f"{part:.10g}")
        case dict():
            return {name: _rounded(inner) for name, inner in part.items()}
        case tuple() | list():
            return [_rounded(inner) for inner in part]
    return part
