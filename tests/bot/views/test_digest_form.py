"""What comes back from the form of a digest is read as far as its menus offer it."""

from datetime import time

import pytest

from bot.arrivals import Form
from bot.use_cases.digests.draft import Choices, Draft, Part
from bot.views.digests.form import drafted_in
from kpi_engine.question import Compare
from kpi_engine.scope import Level, Scope
from storage.repositories.digest_records import Look, Schedule

_NORD = Scope(Level.TEAM, "Nord")
_START = Draft("C1", _NORD, ("leads",), Schedule("Europe/Paris", 1, time(8)), "en")
_CHOICES = Choices((_NORD,), (), ("Europe/Paris",))
_SENT = {
    Part.CHANNEL: "C1", Part.SCOPE: "team:Nord", Part.WEEKDAY: "3", Part.AT: "16:45", Part.ZONE: "Asia/Tokyo",
    Part.LANGUAGE: "fr", Part.COMPARE: "year", Part.FRESH: "24", Part.LOOK: "words",
}  # fmt: skip


def draft(**changed: str) -> Draft:
    """The draft of a form in which some values are others."""
    values = {**_SENT, **changed}
    form = Form("V1", "{}", {part: (value,) for part, value in values.items()} | {Part.KPIS: ("leads",)}, Part.CHANNEL)
    return drafted_in(form, _CHOICES, _START)


def test_what_the_menus_offer_is_taken_as_it_was_chosen():
    schedule = Schedule("Asia/Tokyo", 3, time(16, 45))
    assert draft() == Draft("C1", _NORD, ("leads",), schedule, "fr", Compare.YEAR, 24, Look.WORDS)


@pytest.mark.parametrize(
    ("part", "rubbish"),
    [
        (Part.WEEKDAY, ("0", "8", "12", "-1", "٣", "Monday", "")),
        (Part.AT, ("99:99", "24:00", "8", "16:45:30+09:00", "soon", "")),
        (Part.ZONE, ("Mars/Olympus", "../etc/passwd", "")),
        (Part.LANGUAGE, ("xx", "")),
        (Part.COMPARE, ("yesterday", "")),
        (Part.FRESH, ("1", "abc", "-24", "")),
        (Part.LOOK, ("hologram", "")),
    ],
)
def test_what_no_menu_offers_is_as_at_the_start(part, rubbish):
    assert {draft(**{part: each}) for each in rubbish} == {draft(**{part: _AT_START[part]})}


_AT_START = {
    Part.WEEKDAY: "1", Part.AT: "08:00", Part.ZONE: "Europe/Paris", Part.LANGUAGE: "en", Part.COMPARE: "previous",
    Part.FRESH: "0", Part.LOOK: "panel",
}  # fmt: skip
