"""X03: no cell of a file that we hand out is taken for a formula, whatever the data say; and they come back as they were."""

import re

import duckdb
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.imports.formulas import FORMULA, guarded, restored

CELLS_EACH, ROUNDS = 25, 400  # 10,000 cells
_SIGNS = "=+-@\t\r\n＝＋－＠"
_BLANKS = " \u00a0\u2009\u202f\u200b\ufeff\u3000\x0b"
_BEGINNINGS = st.text(st.sampled_from(_SIGNS + _BLANKS + "'"), max_size=4)
_cells = st.one_of(st.builds("{}{}".format, _BEGINNINGS, st.text(max_size=12)), st.text(max_size=20))
_NUMBERS = ("-5", "+1 234,56", "-.5", " -5", "1'000", "-1\u202f234", "+0", "- 5")


def is_formula(cell: str) -> bool:
    """As a spreadsheet reads it, past blanks; a number with a sign is a number."""
    inked = cell.lstrip(_BLANKS)
    plain = re.sub(r"[\s.,'\u00a0\u202f]", "", inked)
    return inked[:1] in set(_SIGNS) and not re.fullmatch(r"[+-]?[0-9٠-٩\d]+", plain)


@settings(max_examples=ROUNDS, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(st.lists(_cells, min_size=CELLS_EACH, max_size=CELLS_EACH))
def test_x03_ten_thousand_cells_are_no_formulas_and_come_back(cells: list[str]) -> None:
    written = [guarded(each) for each in cells]
    assert [each for each in written if is_formula(each)] == []
    assert [restored(each) for each in written] == cells


def test_x03_the_database_brings_them_back_as_we_do() -> None:
    cells = [f"{blank}{sign}1+1" for sign in _SIGNS + "'x" for blank in ("", *_BLANKS)]
    with duckdb.connect() as database:
        for each in map(guarded, cells):
            row = database.execute("SELECT regexp_replace(?, ?, '\\1')", [each, f"^'({FORMULA})"]).fetchone()
            assert row == (restored(each),), repr(each)


def test_x03_numbers_stay_numbers() -> None:
    assert [guarded(each) for each in _NUMBERS] == list(_NUMBERS)


def test_x03_control_what_is_not_guarded_is_found() -> None:
    assert [each for each in ("=1+1", " =1+1", "\u00a0＝1", "\t-x", "@x", "-5", "x=1") if is_formula(each)] == [
        *("=1+1", " =1+1", "\u00a0＝1", "\t-x", "@x")
    ]
