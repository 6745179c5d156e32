"""Whatever bytes come: either the file is refused, or every cell is what another reader finds at the same line."""

import csv
import io
from random import Random

import pytest

from storage.errors import ImportRefused
from storage.imports.header import Header, read_header
from storage.imports.records import survey
from storage.imports.text import CHUNK, canonical_text

ACCOUNTS = '[accounts]\nfile = "a.csv"\nseparator = ","\naccount_id = "A"\nname = "B"\n'


def other_reader(text: str) -> dict[int, tuple[str | None, str | None]]:
    """Cells by the line on which their record begins, as Python's csv reads them; records of other lengths left out."""
    rows = csv.reader(io.StringIO(text, newline="\n"))
    found, before = {}, 0
    for row in rows:
        if len(row) == 2 or (len(row) > 2 and not any(row[2:])):
            found[before + 1] = tuple(cell.strip() or None for cell in row[:2])
        before = rows.line_num
    return found


@pytest.mark.parametrize("seed", range(6))
def test_random_files_are_refused_or_read_as_another_reader_reads_them(stage, seed):
    chance, accepted = Random(seed), 0
    for _ in range(25):
        marks = chance.choice(["ab,\n", 'ab,\n"', 'ab,\n"é '])
        body = "".join(chance.choice(marks) for _ in range(chance.randrange(1, 60)))
        text = "A,B\n" + "".join(f"id{n}," + line + "\n" for n, line in enumerate(body.split("\n")))
        try:
            staged = stage(ACCOUNTS, {"a.csv": text})
        except ImportRefused:
            continue
        accepted += 1
        wanted = other_reader(text)
        lines, ids, names = (staged.column("accounts", name) for name in ("_line", "account_id", "name"))
        assert {line: (a, b) for line, a, b in zip(lines, ids, names, strict=True)}.items() <= wanted.items(), repr(
            text
        )
        told = {line for line, *_ in staged.problems()}
        assert set(lines) | told >= set(wanted) - {1}, repr(text)
    assert accepted > 5


@pytest.mark.parametrize("seed", range(4))
def test_random_bytes_never_end_in_anything_but_rows_or_a_refusal(stage, seed):
    chance, refused = Random(seed), 0
    for _ in range(20):
        noise = bytes(chance.choice(b'ab1,;"\n\r\t\xc3\xa9\xff\x00=|') for _ in range(chance.randrange(80)))
        try:
            stage(ACCOUNTS, {"a.csv": chance.choice([b"", b"A,B\n", b"\xef\xbb\xbfA,B\r\n", b"A;B\n"]) + noise})
        except ImportRefused as refusal:
            refused += str(refusal).startswith("a.csv")
    assert refused > 5


def lines_of(tmp_path, content: str, rejected=()) -> list[int]:
    path = tmp_path / "t.csv"
    path.write_text(content, newline="")
    text = canonical_text(path, "t.csv", None, tmp_path)
    records = survey(text, read_header(text, ",", {"A": "t"}))
    moved = records.lines_of_rows(rejected)
    return list(moved) if moved is not None else [records.first_line + n for n in range(records.count)]


@pytest.mark.parametrize(
    ("content", "rejected", "lines"),
    [
        ("A,B\n1,2\n3,4\n", (), [2, 3]),
        ("A,B\n1,2\n3,4", (), [2, 3]),
        ("A,B\n1,2\n\n\n3,4\n\n", (), [2, 5]),
        ('A,B\n1,"x\ny\nz"\n3,4\n', (), [2, 5]),
        ('A,B\n1,"x\ny"\n3\n4,5\n', (1,), [2, 5]),
        ('"A","B\nb"\n1,2\n', (), [3]),
        ("A,B\n1\n2\n3,4\n5,6\n", (0, 1), [4, 5]),
        ('A,B\n\n1,"x\n"\n2\n\n3,4\n', (2,), [3, 7]),
    ],
)
def test_every_row_knows_its_line(tmp_path, content, rejected, lines):
    assert lines_of(tmp_path, content, rejected) == lines


def test_a_file_that_is_canonical_already_is_not_copied(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("A,B\né,2\n")
    text = canonical_text(path, "t.csv", None, tmp_path)
    assert (text.path, text.lines, text.quotes, text.blanks, text.encoding) == (path, 2, False, False, "utf-8")


@pytest.mark.parametrize("size", [CHUNK - 1, CHUNK, CHUNK + 1])
def test_what_stands_across_two_chunks_is_seen(tmp_path, size):
    path = tmp_path / "t.csv"
    path.write_bytes(b"A" * (size - 1) + b"\r\n" + b"B" * 10 + b"\r\n")
    text = canonical_text(path, "t.csv", None, tmp_path)
    assert text.lines == 2
    assert text.path.read_bytes().count(b"\r") == 0
    path.write_bytes(b"A" * (size - 2) + "é\n".encode() + b"\n\xe9")
    with pytest.raises(ImportRefused, match=r"line 3, byte 1: not UTF-8"):
        canonical_text(path, "t.csv", None, tmp_path)


@pytest.mark.parametrize(
    ("content", "padded"),
    [
        ("A,B\na b,c\n", False),
        ("A,B\na, b\n", True),
        ("A,B\na ,b\n", True),
        ("A,B\na,b \n", True),
        ("A,B\na,b ", True),
        (" A,B\na,b\n", True),
        ('A,B\n"a ",b\n', True),
        ("A,B\na\u00a0,b\n", True),
        ("A\tB\na\tb\n", True),
        ("A," + "B" * (CHUNK - 3) + " C\n1,2\n", False),
        ("A," + "B" * (CHUNK - 3) + " ,C\n1,2\n", True),
        ("A," + "B" * (CHUNK - 4) + ", C\n1,2\n", True),
        ("A," + "B" * (CHUNK - 2) + " \n1,2\n", True),
    ],
)
def test_a_file_with_a_space_at_an_end_of_a_cell_is_known(tmp_path, content, padded):
    path = tmp_path / "t.csv"
    path.write_text(content)
    assert canonical_text(path, "t.csv", None, tmp_path).padded is padded


def test_a_header_in_quotes_gives_its_names(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text('"A";" B ";"C;c"\n1;2;3\n')
    text = canonical_text(path, "t.csv", None, tmp_path)
    assert read_header(text, None, {"A": "t", "C;c": "t"}) == Header(("A", "B", "C;c"), ";", 1)
