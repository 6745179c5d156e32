"""Settle what a file's bytes say before anything is parsed: UTF-8, lines that end in LF, no NUL.

The encoding is a byte order mark's, else strict UTF-8, else the declared one, else the file is refused: a guess reads
cp1252 as cp1250 and turns "Forêt" into "Foręt" without a word.
"""

import codecs
import gzip
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import file_digest
from io import BufferedIOBase
from pathlib import Path

import numpy as np

from storage.errors import EncodingUnknown, FileEmpty, FileUnreadable, LineEndsMixed, NulByte

CHUNK = 1 << 20  # what a cache holds
PREVIEW = 80
WIDE_SPACES = (b"\t", b"\xc2\xa0", b"\xe2\x80", b"\xef\xbb\xbf")  # NBSP, U+2009, U+200B, U+202F, U+FEFF
BESIDE_CELLS = np.isin(np.arange(256), np.frombuffer(b',;|" \r\n', dtype=np.uint8))
INFLATED_LIMIT = 4 << 30
GZIP = b"\x1f\x8b"
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


@dataclass(frozen=True, slots=True)
class Text:
    """A file as canonical text: UTF-8 without byte order mark, lines that end in LF."""

    name: str  # as the profile has it
    path: Path  # of the canonical text; the file itself where it is so already
    encoding: str  # of the file
    lines: int
    quotes: bool  # a quote character stands somewhere
    blanks: bool  # a line is empty
    padded: bool  # a space may stand at an end of some cell


@dataclass(frozen=True, slots=True)
class _Marks:
    """What decides how a text can be read."""

    lines: int = 0
    line_feeds: int = 0
    pairs: int = 0  # CR LF
    returns: int = 0  # CR, in pairs or alone
    nul_line: int | None = None
    quotes: bool = False
    blanks: bool = False
    padded: bool = False


def digest(path: Path) -> str:
    """SHA-256 of the stored bytes."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def canonical_text(path: Path, name: str, declared: str | None, scratch: Path) -> Text:
    """Read a file once, at the speed of C, and write it anew only where it is not canonical yet.

    Raises ImportRefused.
    """
    with _opened(path) as (file, packed):
        encoding = _encoding(file, name, declared)
        chunks = _utf8(_chunks(file, name), name, encoding)
        copied = packed or encoding not in ("utf-8", "utf8")
        written = scratch / "text"
        marks = _marks(_kept(chunks, written) if copied else chunks)
    found = written if copied else path
    _refuse(marks, name, found)
    if marks.returns:
        clean = scratch / "lines"
        marks = _marks(_kept(_line_feeds(found, alone=not marks.line_feeds), clean))
        found = clean
    return Text(name, found, encoding, marks.lines, marks.quotes, marks.blanks, marks.padded)


@contextmanager
def _opened(path: Path) -> Iterator[tuple[BufferedIOBase, bool]]:
    with path.open("rb") as plain:
        packed = plain.read(2) == GZIP
        plain.seek(0)
        with gzip.open(plain) if packed else plain as file:
            yield file, packed


def _read(file: BufferedIOBase, size: int, name: str) -> bytes:
    try:
        return file.read(size)
    except (OSError, EOFError, zlib.error) as error:
        raise FileUnreadable(name, f"the file is damaged: {error}") from error


def _encoding(file: BufferedIOBase, name: str, declared: str | None) -> str:
    start = _read(file, 4, name)
    file.seek(0)
    if not start:
        raise FileEmpty(name)
    if start.startswith(OLD_EXCEL):
        raise FileUnreadable(name, "an old Excel file; save it as .xlsx or as CSV UTF-8")
    return next((encoding for bom, encoding in BOMS.items() if start.startswith(bom)), declared or "utf-8").lower()


def _chunks(file: BufferedIOBase, name: str) -> Iterator[bytes]:
    size = 0
    while chunk := _read(file, CHUNK, name):
        size += len(chunk)
        if size > INFLATED_LIMIT:
            raise FileUnreadable(name, "the file holds more than 4 GiB; cut it into several")
        yield chunk


def _utf8(chunks: Iterable[bytes], name: str, encoding: str) -> Iterator[bytes]:
    """The same text in UTF-8; where it is UTF-8 already, only proven to be so."""
    decoder = codecs.getincrementaldecoder(encoding)()
    same = encoding in ("utf-8", "utf8")
    held = b""  # the start of a character cut by the end of a chunk
    lines, line_start, offset = 0, 0, 0
    try:
        for chunk in chunks:
            if same and chunk.isascii() and not held:
                yield chunk
            else:
                text = decoder.decode(chunk)
                held = decoder.getstate()[0]
                yield chunk if same else text.encode()
            lines += chunk.count(b"\n")
            offset += len(chunk)
            line_start = offset - len(chunk) + feed + 1 if (feed := chunk.rfind(b"\n")) >= 0 else line_start
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        good = error.object[: error.start]
        feed = good.rfind(b"\n")
        begun = offset - len(held) - line_start  # bytes of this line that came with earlier chunks
        column = len(good) - feed if feed >= 0 else begun + len(good) + 1
        bad = error.object[feed + 1 :].split(b"\n", 1)[0][:PREVIEW]
        line, declared = lines + good.count(b"\n") + 1, None if same else encoding
        raise EncodingUnknown(name, line, column, declared, bad.decode("cp1252", "replace")) from error


def _marks(chunks: Iterable[bytes]) -> _Marks:
    marks = _Marks()
    last = b""
    for chunk in chunks:
        start = last[-1:]
        joined = start + chunk[:1]
        feeds = chunk.count(b"\n")
        nul = chunk.find(b"\0")
        marks = replace(
            marks,
            line_feeds=marks.line_feeds + feeds,
            pairs=marks.pairs + chunk.count(b"\r\n") + (joined == b"\r\n"),
            returns=marks.returns + chunk.count(b"\r"),
            quotes=marks.quotes or b'"' in chunk,
            padded=marks.padded or _is_padded(start, chunk),
            blanks=marks.blanks or b"\n\n" in chunk or joined == b"\n\n" or (not last and chunk[:1] == b"\n"),
            nul_line=marks.nul_line if marks.nul_line or nul < 0 else marks.line_feeds + chunk.count(b"\n", 0, nul) + 1,
        )
        last = chunk
    unfinished = last[-1:] not in (b"\n", b"")
    return replace(marks, lines=marks.line_feeds + unfinished, padded=marks.padded or last[-1:] == b" ")


def _is_padded(before: bytes, chunk: bytes) -> bool:
    """Whether a space may stand at an end of a cell; looking once here spares looking at every cell.

    A space at the end of a chunk meets its right neighbour in the next one, as `before`.
    """
    if any(space in chunk for space in WIDE_SPACES):
        return True
    marks = np.frombuffer((before or b"\n") + chunk, dtype=np.uint8)
    spaces = np.flatnonzero(marks == ord(" "))
    left, right = spaces[spaces > 0] - 1, spaces[spaces < len(marks) - 1] + 1
    return bool(BESIDE_CELLS[marks[left]].any() or BESIDE_CELLS[marks[right]].any())


def _refuse(marks: _Marks, name: str, path: Path) -> None:
    if marks.nul_line:
        raise NulByte(name, marks.nul_line)
    if marks.line_feeds and marks.returns > marks.pairs:
        with path.open("rb") as lines:
            cut = (number for number, line in enumerate(lines, 1) if b"\r" in line.removesuffix(b"\r\n"))
            raise LineEndsMixed(name, next(cut))
    if not marks.lines:
        raise FileEmpty(name)


def _line_feeds(path: Path, *, alone: bool) -> Iterator[bytes]:
    """The same text with LF for CR LF, or for CR alone where no line ends otherwise."""
    with path.open("rb") as file:
        held = b""
        while chunk := file.read(CHUNK):
            whole = held + chunk
            held = b"\r" if whole.endswith(b"\r") else b""
            body = whole[: len(whole) - len(held)]
            yield body.replace(b"\r", b"\n") if alone else body.replace(b"\r\n", b"\n")
        yield held.replace(b"\r", b"\n")


def _kept(chunks: Iterable[bytes], path: Path) -> Iterator[bytes]:
    with path.open("wb") as file:
        for chunk in chunks:
            file.write(chunk)
            yield chunk
