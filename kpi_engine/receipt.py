"""What it takes to give the same number again, and a short name for it that people can type."""

import json
from dataclasses import asdict, replace
from datetime import date
from hashlib import sha256

from kpi_engine.answer import Receipt
from kpi_engine.facts import Facts
from kpi_engine.kpi import Kpi
from kpi_engine.measures.measure import TableMeasure
from kpi_engine.question import Question

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O, U: nothing to misread (Crockford's base 32)
_LENGTH = 8
_BITS = 5


def receipt(question: Question, kpi: Kpi, measure: TableMeasure, facts: Facts, as_of: date) -> Receipt:
    """Draw the receipt: the same question to the same facts by the same definition has the same id."""
    filters = tuple(sorted(question.filters, key=repr))
    asked = asdict(replace(question, filters=filters, as_of=as_of))
    content = json.dumps([asked, kpi.version, facts.version], default=str, sort_keys=True)
    return Receipt(
        id=_named(sha256(content.encode()).digest()),
        kpi=kpi.key,
        definition_version=kpi.version,
        facts_version=facts.version,
        table=measure.over.table.name,
        dated_by=measure.over.dated_by,
        per=measure.per,
    )


def _named(digest: bytes) -> str:
    number = int.from_bytes(digest)
    return "".join(_CROCKFORD[number >> (_BITS * place) & 31] for place in range(_LENGTH))
