"""What it takes to give the same number again, and a short name for it that people can type."""

import json
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from hashlib import sha256
from typing import Any

from kpi_engine.answer import Receipt
from kpi_engine.facts import Facts, customer_spells
from kpi_engine.kpi import Kpi
from kpi_engine.measures.measure import TableMeasure
from kpi_engine.periods import Calendar
from kpi_engine.question import Question

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O, U: nothing to misread (Crockford's base 32)
_MISREAD = str.maketrans("OIL", "011")  # the letters left out stand for the digits they look like
_LENGTH = 8
_BITS = 5


@dataclass(frozen=True, slots=True)
class Terms:
    """What an answer rests on besides question and definition. `currency` is that of amounts which name none."""

    facts: Facts
    as_of: date
    calendar: Calendar
    currency: str | None


def receipt(question: Question, kpi: Kpi, measure: TableMeasure, terms: Terms) -> Receipt:
    """Draw the receipt: the same question on the same terms by the same definition has the same id."""
    asked = _said(replace(question, filters=tuple(sorted(question.filters, key=repr)), as_of=terms.as_of))
    house = [asdict(terms.calendar), terms.currency]
    content = json.dumps([asked, kpi.version, terms.facts.version, house], default=str, sort_keys=True)
    return Receipt(
        id=_named(sha256(content.encode()).digest()),
        kpi=kpi.key,
        definition_version=kpi.version,
        facts_version=terms.facts.version,
        table=measure.over.table.name,
        dated_by=measure.dated_by or measure.over.dated_by,
        per=measure.per,
        spells_from=terms.facts.spells_from if measure.over.table is customer_spells else None,
    )


def typed_id(typed: str) -> str | None:
    """The id that somebody typed, in any case, with O for 0, I or L for 1, blanks and hyphens; None if it is none."""
    letters = "".join(filter(str.isalnum, typed.upper())).translate(_MISREAD)
    return letters if len(letters) == _LENGTH and set(letters) <= set(_CROCKFORD) else None


def _said(question: Question) -> dict[str, Any]:
    """The parts that differ from their defaults: a part that questions gain later changes no id drawn before."""
    asked = asdict(question)
    return {each.name: asked[each.name] for each in fields(question) if getattr(question, each.name) != each.default}


def _named(digest: bytes) -> str:
    number = int.from_bytes(digest)
    return "".join(_CROCKFORD[number >> (_BITS * place) & 31] for place in range(_LENGTH))
