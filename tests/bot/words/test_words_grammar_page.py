"""docs/asking.md says nothing that is not so: in every row both languages read, and to the same question."""

import re
from pathlib import Path

import pytest

from tests.bot.words.asking import EN, FR, ask, period

PAGE = Path(__file__).parents[3] / "docs" / "asking.md"
BEFORE = {  # what makes a question of a section's examples
    "KPIs": "",
    "Periods": "leads ",
    "Broken down by · Ventilé par": "revenue ",
    "Filters · Filtres": "leads ",
    "Whose figures · Chiffres de qui": "leads ",
    "Compared with · Comparé à": "leads ",
    "Basis · Base": "conversion ",
    "At an age · À un âge": "conversion ",
}


def rows():
    section = ""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            section = line.removeprefix("## ")
        elif line.startswith("| `"):
            yield section, [cell.strip() for cell in line.strip("|").split("|")]


def examples(section, cell):
    for words in re.findall("`([^`]+)`", cell):
        text = words.removeprefix("/kpi ")
        yield BEFORE.get(section, "") + text if "campai" not in text and "campagne" not in text else f"leads {text}"


ROWS = list(rows())


def test_the_page_has_all_its_tables():
    assert {section for section, _ in ROWS} == {"Asking", *BEFORE} - {"Asking"} | {""}
    assert len(ROWS) > 60


@pytest.mark.parametrize(("section", "cells"), ROWS, ids=lambda part: part[0] if isinstance(part, list) else None)
def test_every_example_of_a_row_asks_the_same_in_both_languages(section, cells):
    asked = {ask(text, language) for cell in cells for text in examples(section, cell) for language in (EN, FR)}
    assert len(asked) == 1


@pytest.mark.parametrize(
    "cells", [cells for section, cells in ROWS if section == "Periods"], ids=lambda cells: cells[0]
)
def test_every_period_holds_the_days_that_the_page_says(cells):
    for cell in cells[:2]:
        for words in re.findall("`([^`]+)`", cell):
            assert period(words) == tuple(cells[2].split(" … "))


@pytest.mark.parametrize("cells", [cells for section, cells in ROWS if section == "KPIs"], ids=lambda cells: cells[0])
def test_every_name_of_a_kpi_means_its_key(cells):
    key = cells[0].strip("`")
    assert {ask(text).kpi for cell in cells for text in examples("KPIs", cell)} == {key}
