"""Weak signals: who counts, when one is raised, and whether it came first."""

from datetime import date, timedelta

import pytest

from bot.use_cases.voice.report import Score, score_of
from bot.use_cases.voice.signals import raise_signals, score_signals
from bot.use_cases.voice.take_up import give_theme
from bot.views.voice.signal import signal_words
from storage.repositories.delivery_records import DeliveryKind
from storage.repositories.voice_records import SignalOutcome
from tests.bot.digests.bureau import closed
from tests.bot.triage.room import CAMILLE, DENIS, ELSA, FARID, HELENE, START

ABOUT = {"segment": "PME", "kpi": "transformation"}
FIRST_DAY = START.date()
BEFORE, EARLIER, AFTER, LATER = (FIRST_DAY + timedelta(days=days) for days in (-10, -40, 10, 40))


def hears(room, *authors, theme="Prices", about=ABOUT, apart=1.0):
    for each in authors:
        said = room.says(each, about=about)
        give_theme(said.id, theme, HELENE, room.office, room.words)
        room.pass_by(days=apart)


def raised(room):
    return raise_signals("T1", room.office, signal_words(room.office.catalog, room.office.calendar))


def signals(room):
    with room.bureau.records.reading() as work:
        return list(work.weak_signals.of("T1"))


def score(room):
    with room.bureau.records.reading() as work:
        return score_of(work, "T1", room.office.today())


def test_three_people_on_one_theme_and_segment_within_two_weeks_are_raised_once(room):
    hears(room, CAMILLE, DENIS, ELSA)
    assert [raised(room), raised(room)] == [1, 0]
    (signal,) = signals(room)
    assert (signal.people, signal.value, signal.kpi, signal.first_said_on) == (3, "PME", "transformation", FIRST_DAY)
    told = [row for row in room.deliveries(DeliveryKind.FEEDBACK) if "signal" in row.dedup_key]
    assert [row.channel_id for row in told] == [HELENE.user_id, "U000000002"]
    assert "3 people speak of “*Prices*” (segment: PME)" in told[0].payload_text["text"]


@pytest.mark.parametrize(
    "authors", [(CAMILLE, DENIS), (CAMILLE, DENIS, CAMILLE), (CAMILLE, DENIS, None, None, None)],
    ids=["two people", "one of them twice", "anonymous ones"],
)  # fmt: skip
def test_fewer_than_three_known_people_are_none(room, authors):
    hears(room, *authors)
    assert raised(room) == 0


def test_spread_over_more_than_two_weeks_they_are_none(room):
    hears(room, CAMILLE, DENIS, ELSA, apart=8)
    assert raised(room) == 0


def test_of_different_segments_or_themes_they_are_none(room):
    hears(room, CAMILLE, DENIS)
    hears(room, ELSA, about={"segment": "ETI"})
    hears(room, FARID, theme="Terms")
    assert raised(room) == 0


def test_a_segment_is_the_same_however_it_is_typed(room):
    hears(room, CAMILLE)
    hears(room, DENIS, about={"segment": "pme "})
    hears(room, ELSA, about={"segment": "Pme"})
    assert raised(room) == 1


def test_it_is_raised_again_only_by_three_who_speak_afterwards(room):
    hears(room, CAMILLE, DENIS, ELSA)
    raised(room)
    hears(room, FARID)
    assert raised(room) == 0
    hears(room, CAMILLE, DENIS)
    assert raised(room) == 1
    assert [each.people for each in signals(room)] == [3, 3]


def won(share, day, segment="PME"):
    """Two hundred closed opportunities of a segment, of which a share was won."""
    return [row | {"segment": segment} for row in closed(round(200 * share), 200 - round(200 * share), day)]


@pytest.mark.parametrize(
    ("shares", "days", "outcome"),
    [
        ((0.5, 0.5, 0.2, 0.2), 28, SignalOutcome.CAME_FIRST),
        ((0.5, 0.5, 0.5, 0.2), 28, None),
        ((0.5, 0.5, 0.5, 0.2), 56, SignalOutcome.CAME_FIRST),
        ((0.5, 0.2, 0.2, 0.2), 28, SignalOutcome.CAME_LATE),
        ((0.5, 0.5, 0.5, 0.5), 28, None),
        ((0.5, 0.5, 0.5, 0.5), 56, SignalOutcome.NOTHING_MOVED),
        ((0.5, 0.5, 0.2, 0.2), 20, None),
    ],
)
def test_whether_they_came_first_is_the_engines_verdict_on_that_segment(room, shares, days, outcome):
    hears(room, CAMILLE, DENIS, ELSA)
    raised(room)
    rows = [row for share, day in zip(shares, (EARLIER, BEFORE, AFTER, LATER), strict=True) for row in won(share, day)]
    # Another segment that moves all the time must not matter.
    rows += [row for share, day in ((0.9, EARLIER), (0.1, BEFORE), (0.9, AFTER)) for row in won(share, day, "ETI")]
    rows += won(0.5, FIRST_DAY - timedelta(days=70))  # the facts begin before any window does
    end = FIRST_DAY + timedelta(days=days)
    room.bureau.publish([row for row in rows if row["closed_on"] < end], as_of=end)
    room.bureau.clock.at = START + timedelta(days=days)
    assert [score_signals("T1", room.office), score_signals("T1", room.office)] == [int(outcome is not None), 0]
    assert [each.outcome for each in signals(room)] == [outcome]


def test_without_a_figure_it_is_raised_and_never_scored(room):
    hears(room, CAMILLE, DENIS, ELSA, about={"stage": "Proposal", "kpi": "leads"})
    assert raised(room) == 1
    room.bureau.clock.at = START + timedelta(days=80)
    room.bureau.publish(won(0.5, AFTER), as_of=date(2027, 3, 1))
    assert score_signals("T1", room.office) == 0
    assert score(room) == Score()


def test_where_the_engine_gives_no_verdict_nothing_is_scored(room):
    hears(room, CAMILLE, DENIS, ELSA)
    raised(room)
    assert score(room) == Score(waiting=1)
    room.bureau.clock.at = START + timedelta(days=80)
    room.bureau.publish(won(0.5, FIRST_DAY - timedelta(days=70)), as_of=date(2027, 3, 1))
    assert score_signals("T1", room.office) == 0
    assert score(room) == Score()
