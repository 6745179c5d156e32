"""How long what people set, said and answered is kept; settings may shorten or lengthen it."""

from dataclasses import dataclass
from datetime import timedelta

_MONTH = timedelta(days=366) / 12


def months(number: int) -> timedelta:
    """So many months, none of them longer than it could be."""
    return number * _MONTH


_YEAR, _YEAR_AND_MONTH, _TWO_YEARS = months(12), months(13), months(24)


def in_months(span: timedelta) -> int:
    """A span in whole months."""
    return round(span / _MONTH)


@dataclass(frozen=True, slots=True)
class Retention:
    """Each span begins when the thing is over: the last word about a piece of feedback, the close of a poll.

    `voters`: who could vote and did, and the answers of open polls; what a poll came to stays. `receipts`: by which
    answers, and the figures that digests posted, are given again. `audit`: from each act.
    """

    receipts: timedelta = _TWO_YEARS
    words: timedelta = timedelta(days=90)
    evaluations: timedelta = _YEAR_AND_MONTH
    feedback: timedelta = _TWO_YEARS
    voters: timedelta = _YEAR_AND_MONTH
    withdrawn: timedelta = _YEAR
    audit: timedelta = _YEAR


USUAL = Retention()
"""Unless settings say otherwise."""
