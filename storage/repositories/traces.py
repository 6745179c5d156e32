"""What names a person inside of what is kept as a whole: questions, receipts, frozen messages, structured columns."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from sqlalchemy import JSON, Table, and_, delete, select, update
from sqlalchemy.orm import Session

from storage.models import AskedQuestionRow, Base, DeliveryRow, ReceiptRow
from storage.repositories.delivery_records import ON_ITS_WAY, DeliveryState
from storage.repositories.records import ERASED, TERMINAL, Member

ERASURE = "erased"
"""Why a message was not sent: whom it was for, or about, is no longer kept."""

_WHOLE = frozenset({"deliveries", "asked_questions", "receipts"})  # deleted or emptied, not rewritten
_EMPTY: Mapping[str, object] = {"payload": {}, "payload_text": {}, "png": None, "edit": None, "conversation_id": None}


@dataclass(frozen=True, slots=True)
class Traces:
    """The words that give a person away, and what stands in their place where one of them is a whole value."""

    instead: dict[str, str]
    pattern: re.Pattern[str]
    unmistakable: re.Pattern[str]  # her id and address: nothing else is called so, within a sentence either

    @classmethod
    def of(cls, person: Member, rep: str | None) -> Self:
        """Her id, name and address, and her key in the facts with the one that took its place."""
        named = {each: ERASED for each in (person.user_id, person.name, person.email) if each}
        instead = named | ({person.rep: rep or ERASED} if person.rep else {})
        return cls(instead, _any_of(instead), _any_of(each for each in (person.user_id, person.email) if each))

    def name(self, json: Any) -> bool:
        """Whether any text in it gives her away."""
        return any(self.pattern.search(each) for each in _texts(json))

    def without(self, json: Any) -> Any:
        """The same with every value that is hers replaced."""
        if isinstance(json, str):
            return self.instead.get(json) or self.unmistakable.sub(ERASED, json)
        if isinstance(json, list):
            return [each for each in map(self.without, json) if each != ERASED]  # one person less to be told
        if isinstance(json, dict):
            return {self.without(key): self.without(value) for key, value in json.items()}
        return json


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    escaped = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:{escaped})(?!\w)", re.IGNORECASE)


def rewrite_json(session: Session, team_id: str, traces: Traces) -> None:
    """Replace her in every structured column of a workspace."""
    for table in Base.metadata.sorted_tables:
        columns = [each for each in table.columns if isinstance(each.type, JSON)]
        if columns and table.name not in _WHOLE:
            _rewrite(session, table, team_id, traces)


def withdraw_words(session: Session, person: Member, traces: Traces, at: datetime) -> None:
    """Forget the questions and receipts that name her, and what messages said to her or of her."""
    _forget(session, AskedQuestionRow.__table__, "body", person.team_id, traces)
    for team_id in (person.team_id, TERMINAL):
        _forget(session, ReceiptRow.__table__, "question", team_id, traces)
    kept = select(DeliveryRow).where(DeliveryRow.team_id == person.team_id)
    for row in session.scalars(kept.execution_options(yield_per=200)):
        if row.channel_id == person.user_id or traces.name([row.payload, row.payload_text, row.edit, row.dedup_key]):
            _empty(row, person.user_id, at)
    session.flush()


def _empty(row: DeliveryRow, user_id: str, at: datetime) -> None:
    """What is still on its way stays here; what it was called names nobody."""
    for name, value in _EMPTY.items():
        setattr(row, name, value)
    row.dedup_key = f"{ERASURE}:{row.id}"
    row.channel_id = ERASED if row.channel_id == user_id else row.channel_id
    row.edit_shown = row.edit_number
    if row.state in ON_ITS_WAY:
        row.state, row.reason, row.finished_at = DeliveryState.SUPPRESSED, ERASURE, at


def _rewrite(session: Session, table: Table, team_id: str, traces: Traces) -> None:
    columns = [each.name for each in table.columns if isinstance(each.type, JSON)]
    for row in session.execute(select(table).where(table.c.team_id == team_id)).mappings().all():
        before = {name: row[name] for name in columns if row[name] is not None}
        after = {name: traces.without(value) for name, value in before.items()}
        if after != before:
            mine = and_(*(key == row[key.name] for key in table.primary_key))
            session.execute(update(table).where(mine).values(after))


def _forget(session: Session, table: Any, column: str, team_id: str, traces: Traces) -> None:
    keys = list(table.primary_key)
    rows = session.execute(select(*keys, table.c[column]).where(table.c.team_id == team_id)).all()
    for row in rows:
        if traces.name(row[-1]):
            session.execute(delete(table).where(*(key == value for key, value in zip(keys, row[:-1], strict=True))))


def _texts(json: Any) -> Iterator[str]:
    if isinstance(json, str):
        yield json
    elif isinstance(json, list | tuple):
        for each in json:
            yield from _texts(each)
    elif isinstance(json, dict):
        yield from _texts(list(json.items()))
