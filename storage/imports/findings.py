"""Count what was changed or not found on the way from the cells of a file to the facts."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, func, not_, select

from kpi_engine.question import Dimension
from storage.imports.filling import Filled
from storage.imports.header import LINE, REASON
from storage.imports.profile import Cell, Column, Feed, Signed, columns_of
from storage.imports.reader import RawFile
from storage.imports.report import Finding, Notice
from storage.imports.rows import Rows

_USUALLY_FILLED = frozenset({"account_id", *Dimension} - {Dimension.LOST_REASON})


def findings(rows: Rows, feed: Feed, raw: RawFile, filled: Mapping[str, Filled]) -> Iterator[Notice]:
    """All notices of one file, each once: a column may feed several."""
    yield from dict.fromkeys(
        notice for name, cell in feed.cells.items() for notice in _of_cell(rows, filled[name], cell)
    )
    yield from _signs(rows, feed, filled)
    yield from _empty(rows, feed, filled)
    yield from _skipped(rows, feed)
    yield from _missed(rows)
    yield from _expected(rows, filled)
    yield from _ignored(feed, raw)


def _skipped(rows: Rows, feed: Feed) -> Iterator[Notice]:
    """Rows left out on purpose, each under its first reason."""
    for place, skip in enumerate(feed.skip):
        earlier = [not_(condition) for condition in rows.skipped[:place]]
        query = select(func.count()).select_from(rows.source).where(rows.skipped[place], *earlier)
        yield Notice(Finding.SKIPPED, rows.bench.one(query)[0], skip.column, became=skip.reason)


def _of_cell(rows: Rows, filled: Filled, cell: Cell) -> Iterator[Notice]:
    called = filled.given.called
    for value, count in _counted(rows, filled.given.content, cell.unknown):
        yield Notice(Finding.UNKNOWN_MARKER, count, called, value, "")
    changed = [word for word, became in cell.values.items() if word != became]
    for value, count in _counted(rows, filled.known, changed):
        yield Notice(Finding.VALUE_MAPPED, count, called, value, cell.values[value])
    if cell.others is not None:
        (count,) = rows.count(and_(filled.known.is_not(None), filled.known.not_in(tuple(cell.values))))
        if count:
            yield Notice(Finding.OTHERS_MAPPED, count, called, became=cell.others)


def _signs(rows: Rows, feed: Feed, filled: Mapping[str, Filled]) -> Iterator[Notice]:
    """What numbers were called by their sign, such as returns; a column may name several, and is counted once."""
    signed = {cell.origin: filled[name].given for name, cell in feed.cells.items() if isinstance(cell.origin, Signed)}
    for origin, given in signed.items():
        for word, count in _counted(rows, given.content, (origin.positive, origin.negative, origin.zero)):
            yield Notice(Finding.SIGN_READ, count, given.called, became=word)


def _empty(rows: Rows, feed: Feed, filled: Mapping[str, Filled]) -> Iterator[Notice]:
    """Cells by which figures are cut, and that were left empty; an order without an account is told apart."""
    told = {"account_id"} if feed.table == "orders" else set()
    cut_by = [name for name, cell in feed.cells.items() if isinstance(cell.origin, Column)]
    cells = {filled[name].given.called: filled[name].given.content for name in cut_by if name in _USUALLY_FILLED - told}
    if cells:
        counts = rows.count(*(content.is_(None) for content in cells.values()))
        yield from (Notice(Finding.EMPTY, count, called) for called, count in zip(cells, counts, strict=True) if count)


def _counted(rows: Rows, text: ColumnElement[Any], words: Sequence[str]) -> Iterator[tuple[str, int]]:
    """How often each of the words stands, most frequent first."""
    if words:
        texts = select(text.label("word")).select_from(rows.source).where(rows.kept, text.in_(words)).subquery()
        times = func.count()
        query = select(texts.c.word, times).group_by(texts.c.word).order_by(times.desc(), texts.c.word)
        yield from rows.bench.rows(query)


def _missed(rows: Rows) -> Iterator[Notice]:
    for origin in {(origin.lookup, origin.by): origin for origin in rows.keys}.values():
        by = rows.cells[origin.by]
        (count,) = rows.count(and_(by.is_not(None), rows.keys[origin].is_(None)))
        if count:
            yield Notice(Finding.LOOKUP_MISSED, count, origin.by, became=origin.lookup)


def _expected(rows: Rows, filled: Mapping[str, Filled]) -> Iterator[Notice]:
    closed, outcome = filled.get("closed_on"), filled.get("outcome")
    if closed:
        open_yet = outcome.value.is_(None) if outcome else closed.known.is_not(None)
        (count,) = rows.count(and_(closed.known.is_not(None), open_yet))
        if count:
            yield Notice(Finding.EXPECTED_CLOSE, count, closed.given.called)


def _ignored(feed: Feed, raw: RawFile) -> Iterator[Notice]:
    read = {name for cell in feed.cells.values() for name in columns_of(cell.origin)}
    read.update((*(skip.column for skip in feed.skip), LINE, REASON))
    for name in raw.header.columns:
        if name and name not in read:
            yield Notice(Finding.COLUMN_IGNORED, 1, name)
