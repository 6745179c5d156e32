"""Decide whose numbers a person may see, put the question, and gather all that the card shows."""

from dataclasses import dataclass

from kpi_engine.answer import Answer
from kpi_engine.kpi import Kpi


@dataclass(frozen=True, slots=True)
class KpiReply:
    """What a person gets for one question. `key` finds the question again when a button of the card is pressed."""

    kpi: Kpi
    answer: Answer
    key: str
    own: Answer | None = None  # a rep's own figure, beside her team's
    kept_back: int = 0  # groups of the breakdown that the person may not see
    revenue_from: str | None = None  # orders or opportunities, where the KPI can rest on either
