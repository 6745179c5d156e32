"""What a person may read of what was said: counts for all of a team, words only for those who take them up."""

from datetime import timedelta
from hashlib import sha256

import pytest

from bot.errors import CodeUnknown
from bot.text import Text
from bot.use_cases.digests.field import NOTHING_SAID, field_signals
from bot.use_cases.voice.moves import Move
from bot.use_cases.voice.report import default_weeks, find_by_code, voice_of
from bot.use_cases.voice.take_up import Reply, answer, give_theme
from bot.views.voice.report import by_code, voice_report
from kpi_engine.periods import Period
from kpi_engine.scope import COMPANY, Level, Scope
from storage.repositories.voice_records import FeedbackKind
from tests.bot.digests.bureau import a_digest
from tests.bot.triage.room import ADMIN, CAMILLE, DENIS, ELSA, HELENE, PRIYA, START

CODE = "7QF2-M9XK-04TD-HB6W"
TICKET = sha256(b"7QF2M9XK04TDHB6W").hexdigest()
WEEK = Period(START.date(), START.date() + timedelta(days=7))


def voice(room, member):
    return voice_of(member, default_weeks(room.office), room.office)


def written(room, member):
    said = voice_report(voice(room, member), room.office.catalog, Text("en", room.office.calendar))
    return "\n".join(str(block.reading) for block in said.layout)


def themed(room, author, **other):
    said = room.says(author, **other)
    give_theme(said.id, "Prices", HELENE, room.office, room.words)
    return said


def test_managers_read_their_teams_reps_theirs_admins_all(room):
    room.says(CAMILLE)
    room.says(None, kind=FeedbackKind.MARKET)
    room.says(PRIYA, team="Sud")
    room.says(HELENE, team="")
    totals = {member.name: voice(room, member).total for member in (HELENE, CAMILLE, PRIYA, ADMIN)}
    assert totals == {"Hélène": 2, "camille": 2, "priya": 1, "ada": 4}


def test_words_are_for_those_who_take_them_up_and_for_who_said_them(room):
    room.says(CAMILLE, "The CRM loses my notes.")
    assert [("loses" in written(room, each)) for each in (HELENE, CAMILLE, DENIS, PRIYA)] == [True, True, False, False]


def test_what_is_not_released_is_counted_nowhere(room):
    room.says(None, released=False)
    assert voice(room, ADMIN).total == 0
    assert "Nothing was said" in written(room, ADMIN)


def test_a_theme_is_cut_by_segment_from_three_named_voices_on(room):
    for author in (CAMILLE, DENIS, None, None):
        themed(room, author, about={"segment": "PME"})
    assert [(each.items, each.voices, each.segments) for each in voice(room, HELENE).themes] == [(4, 2, ())]
    themed(room, ELSA, about={"segment": "ETI"})
    assert voice(room, HELENE).themes[0].segments == (("PME", 4), ("ETI", 1))


def test_the_median_wait_is_of_named_authors_alone_and_says_of_how_many(room):
    waits = (1, 3, 20)
    for author, hours in zip((CAMILLE, DENIS, ELSA), waits, strict=True):
        said = room.says(author)
        room.pass_by(hours=hours)
        answer(said.id, Reply("Thank you.", f"k{hours}"), HELENE, room.office, room.words)
    answer(room.says(None).id, Reply("Thank you.", "k"), HELENE, room.office, room.words)
    room.says(CAMILLE)
    told = voice(room, HELENE).answering
    assert (told.median, told.answered, told.named) == (timedelta(hours=3), 3, 4)
    assert "3 hours at the median (3 of 4 have one)" in written(room, HELENE)


def test_what_was_done_and_declined_is_told_with_its_reason_and_without_the_words(room):
    done, declined = room.says(CAMILLE, "My secret words."), room.says(DENIS)
    room.takes(done, Move.DONE, reason="Notes are kept now.")
    room.takes(declined, Move.DECLINE, reason="Not this year.")
    told = written(room, ELSA)
    assert "we did: Notes are kept now." in told
    assert "we will not: Not this year." in told
    assert "secret" not in told


def test_the_holder_of_a_code_reads_how_it_stands_and_what_was_answered(room):
    said = room.says(None, "Nobody knows me.", ticket=TICKET)
    room.takes(said, Move.DONE, reason="Done now.")
    answer(said.id, Reply("Thank you for this.", "k"), HELENE, room.office, room.words)
    shown = by_code(find_by_code(CODE.lower(), DENIS, room.office), room.office.catalog, Text("en"))
    told = "\n".join(str(block.reading) for block in shown.layout)
    assert all(each in told for each in ("Nobody knows me.", "Done now.", "Thank you for this."))


@pytest.mark.parametrize("code", ["7QF2-M9XK-04TD-HB6X", "hello", ""])
def test_another_code_opens_nothing(room, code):
    room.says(None, ticket=TICKET)
    with pytest.raises(CodeUnknown):
        find_by_code(code, DENIS, room.office)


# the digest


def field(room, scope=None):
    other = {"scope": scope} if scope else {}
    return field_signals(a_digest(**other), WEEK, room.office)


def test_a_digest_tells_the_theme_spoken_of_most_and_the_last_that_was_done(room):
    for author in (CAMILLE, DENIS, None):
        themed(room, author)
    room.takes(room.says(CAMILLE), Move.DECLINE, reason="Not this year.")
    room.takes(room.says(CAMILLE), Move.DONE, reason="Notes are kept now.")
    room.takes(room.says(CAMILLE), Move.DECLINE, reason="Nor this.")
    told = field(room)
    assert told.spoken is not None
    assert told.ended is not None
    assert (told.spoken.name, told.spoken.items) == ("Prices", 3)
    assert told.ended.feedback.reason == "Notes are kept now."


def test_a_theme_of_two_pieces_is_not_told_to_a_channel(room):
    for author in (CAMILLE, DENIS):
        themed(room, author)
    assert field(room).spoken is None


def test_nothing_said_is_nothing_told(room):
    assert field(room) == NOTHING_SAID


def test_what_another_team_said_and_what_another_week_heard_is_not_told(room):
    for author in (CAMILLE, DENIS, ELSA):
        themed(room, author)
    assert field(room, Scope(Level.TEAM, "Sud")) == NOTHING_SAID
    assert field(room, Scope(Level.REGION, "Nord")) == NOTHING_SAID
    assert field(room, COMPANY).spoken is not None
    later = Period(WEEK.end, WEEK.end + timedelta(days=7))
    assert field_signals(a_digest(), later, room.office) == NOTHING_SAID
