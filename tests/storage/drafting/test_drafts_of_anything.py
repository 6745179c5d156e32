"""Whatever the files hold, a draft is a profile, or one sentence says why there is none."""

import csv
import tomllib
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpi_engine.facts import SOURCE_TABLES
from storage.drafting import draft_profile
from storage.drafting.known import names_of
from storage.errors import NothingToDraft
from storage.facts.tables import given_columns
from storage.imports.profile_toml import load_profile

KNOWN = sorted({name for table in SOURCE_TABLES for column in given_columns(table) for name in names_of(table, column)})
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=12)
NAMES = st.one_of(st.sampled_from(KNOWN).map(str.title), st.sampled_from(KNOWN), TEXT)
FILES = st.sampled_from(
    ["deals.csv", "leads.csv", "commandes.csv", "users.csv", "x.csv", "nps survey.csv", "deal history.csv"]
)
CELLS = st.one_of(TEXT, st.sampled_from(["", "0", "n/a", "Won", "perdu", "2026-01-02", "1 000,50", "Ada"]))
ROWS = st.lists(NAMES, min_size=1, max_size=8).flatmap(
    lambda header: st.tuples(
        st.just(header), st.lists(st.lists(CELLS, min_size=len(header), max_size=len(header)), max_size=5)
    )
)


def _written(rows: tuple[list[str], list[list[str]]], separator: str) -> str:
    text = StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\n").writerows([rows[0], *rows[1]])
    return text.getvalue()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(FILES, ROWS, min_size=1, max_size=4), st.sampled_from([",", ";", "\t"]))
def test_a_draft_of_any_table_is_a_profile(files: dict[str, tuple[list[str], list[list[str]]]], separator: str) -> None:
    with TemporaryDirectory() as home:
        folder = Path(home)
        for name, rows in files.items():
            (folder / name).write_text(_written(rows, separator), encoding="utf-8")
        try:
            draft = draft_profile(folder, name="any", zone="Europe/Paris")
        except NothingToDraft:
            return
        profile = folder / "any.toml"
        profile.write_text(draft.text, encoding="utf-8")
        fed = {feed.table for feed in load_profile(profile).feeds}
        assert fed == {table for _, table in draft.fed if table}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=200))
def test_a_draft_of_any_bytes_beside_a_table_is_a_profile(content: bytes) -> None:
    with TemporaryDirectory() as home:
        folder = Path(home)
        (folder / "deals.csv").write_text("Deal ID,Create Date\n1,2026-01-02\n", encoding="utf-8")
        (folder / "any.csv").write_bytes(content)
        draft = draft_profile(folder, name="any", zone="Europe/Paris")
        assert "opportunities" in tomllib.loads(draft.text)
