"""What managers do with feedback, who hears of it, and what two of them can do at once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest

from bot.errors import FeedbackGone, MoveRefused, NotAllowed, Overtaken
from bot.policy import Reason
from bot.use_cases.voice.moves import Move, Step, possible, stamp
from bot.use_cases.voice.take_up import Reply, answer, feedback_to_take_up, give_theme, take_up
from bot.use_cases.voice.triage import queue_card, queue_missing_cards
from storage.repositories.records import Role
from storage.repositories.voice_records import FeedbackState
from tests.bot.triage.room import ADMIN, CAMILLE, DENIS, ELSA, HELENE, OSCAR, PRIYA

CHANNEL = "C000000077"
ENDS = (FeedbackState.DONE, FeedbackState.DECLINED)


def test_a_card_goes_once_to_the_channel_that_takes_the_team(room):
    room.reads_in("Nord", CHANNEL)
    said = room.says(CAMILLE)
    with room.bureau.records.writing() as work:
        queue_card(work, said, room.office, room.words)
    assert room.cards() == [CHANNEL]


def test_without_a_channel_of_its_own_the_channel_of_the_rest_takes_it(room):
    room.reads_in("", CHANNEL)
    room.says(CAMILLE)
    assert room.cards() == [CHANNEL]


def test_without_any_channel_each_manager_of_the_team_gets_it(room):
    room.says(CAMILLE)
    assert room.cards() == [HELENE.user_id, OSCAR.user_id]


def test_where_no_manager_is_known_the_admins_get_it(room):
    room.says(CAMILLE, team="Ouest")
    assert room.cards() == [ADMIN.user_id]


def test_what_nobody_could_be_given_to_read_comes_to_the_first_who_may(room):
    with room.bureau.records.writing() as work:
        work.members.put(replace(ADMIN, role=Role.NONE))
    said = room.says(CAMILLE, team="Ouest")
    queue_missing_cards("T1", room.office, room.words)
    assert room.cards() == []
    with room.bureau.records.writing() as work:
        work.members.put(ADMIN)
    for _ in range(2):
        queue_missing_cards("T1", room.office, room.words)
    assert room.cards() == [ADMIN.user_id]
    assert room.found(said).card_delivery is not None


def test_from_new_to_done_its_author_hears_of_every_move_and_every_copy_of_the_card_shows_it(room):
    said = room.says(CAMILLE)
    room.takes(said, Move.ACKNOWLEDGE)
    room.takes(said, Move.PLAN, due_on=date(2026, 12, 4))
    room.takes(said, Move.DONE, reason="Notes are kept now.")
    assert [each.split("”: ", 1)[1] for each in room.told(CAMILLE)] == [
        f"*Acknowledged by <@{HELENE.user_id}>.*",
        f"*Planned: <@{HELENE.user_id}> sees to it by 4 Dec 2026.*",
        f"*Done, by <@{HELENE.user_id}>: Notes are kept now.*",
    ]
    assert len(room.shown()) == 2
    assert all("Notes are kept now." in shown for shown in room.shown())
    assert room.acts() == ["feedback_acknowledged", "feedback_planned", "feedback_done"]


def test_the_first_move_is_the_first_answer_and_stays_it(room):
    said = room.says(CAMILLE)
    room.takes(said, Move.ACKNOWLEDGE)
    first = room.found(said).answered_at
    room.takes(said, Move.DECLINE, reason="Not this year.")
    assert first == room.found(said).answered_at != room.found(said).changed_at


def test_of_anonymous_words_nobody_is_told(room):
    said = room.says(None)
    room.takes(said, Move.ACKNOWLEDGE)
    answer(said.id, Reply("Which notes?", "k"), HELENE, room.office, room.words)
    assert [each for each in (CAMILLE, DENIS, ELSA, HELENE, OSCAR, ADMIN) if room.told(each)] == []


def test_what_is_given_to_somebody_is_told_to_her_without_saying_who_said_it(room):
    said = room.says(CAMILLE)
    room.takes(said, Move.PLAN, owner=OSCAR.user_id)
    (told,) = room.told(OSCAR)
    assert "The CRM loses my notes." in told
    assert CAMILLE.user_id not in told


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("move", Move)
def test_nothing_leads_out_of_an_end(room, end, move):
    said, other = room.says(CAMILLE), room.says(DENIS)
    room.takes(said, Move.DONE if end is FeedbackState.DONE else Move.DECLINE, reason="So it is.")
    with pytest.raises(MoveRefused):
        room.takes(said, move, OSCAR, reason="Else.", main=other.id if move is Move.MERGE else None)
    assert room.found(said).state is end
    assert len(room.told(CAMILLE)) == 1


def test_the_moves_of_each_state():
    assert {state: sorted(possible(state)) for state in FeedbackState} == {
        FeedbackState.NEW: sorted(Move),
        FeedbackState.ACKNOWLEDGED: ["decline", "done", "merge", "plan"],
        FeedbackState.PLANNED: ["decline", "done", "merge", "plan"],
        FeedbackState.DONE: [],
        FeedbackState.DECLINED: [],
        FeedbackState.MERGED: [],
    }


def test_a_double_click_moves_it_once(room):
    said = room.says(CAMILLE)
    for _ in range(2):
        room.takes(said, Move.ACKNOWLEDGE)
    assert len(room.told(CAMILLE)) == len(room.acts()) == 1


def test_who_moves_what_somebody_else_moved_meanwhile_is_told_so(room):
    said = room.says(CAMILLE)
    seen = stamp(said)
    room.takes(said, Move.PLAN, OSCAR)
    with pytest.raises(Overtaken) as overtaken:
        room.takes(said, Move.PLAN, HELENE, seen=seen)
    assert overtaken.value.feedback.owner == OSCAR.user_id
    room.takes(said, Move.PLAN, HELENE, owner=HELENE.user_id, seen=stamp(overtaken.value.feedback))
    assert room.found(said).owner == HELENE.user_id


def test_of_two_managers_at_once_one_wins_and_the_other_is_told(room):
    for _ in range(10):
        said = room.says(CAMILLE)
        ends = ((HELENE, Move.DONE, "Done."), (OSCAR, Move.DECLINE, "No."))

        def end(act, said=said):
            member, move, reason = act
            try:
                return take_up(said.id, Step(move, reason=reason), member, room.office, room.words)
            except MoveRefused as refused:
                return refused

        with ThreadPoolExecutor(2) as both:
            outcomes = list(both.map(end, ends))
        lost = [each for each in outcomes if isinstance(each, MoveRefused)]
        assert len(lost) == 1
        assert lost[0].feedback.state is room.found(said).state
    assert len(room.told(CAMILLE)) == len(room.acts()) == 10


def test_authors_of_what_was_merged_hear_how_the_other_one_ends(room):
    main, twin, third = room.says(CAMILLE), room.says(DENIS), room.says(ELSA)
    room.takes(third, Move.MERGE, main=twin.id)
    room.takes(twin, Move.MERGE, main=main.id)
    room.takes(main, Move.DONE, reason="Notes are kept now.")
    for each in (CAMILLE, DENIS, ELSA):
        assert "Notes are kept now." in room.told(each)[-1]
    assert room.found(third).merged_into == main.id
    assert "2 others say the same" in room.shown()[0]


def test_nothing_is_merged_into_itself_into_what_is_over_or_into_another_team(room):
    said, over, elsewhere = room.says(CAMILLE), room.says(DENIS), room.says(ELSA, team="Sud")
    room.takes(over, Move.DONE, reason="Done.")
    for main in (said, over, elsewhere):
        with pytest.raises(MoveRefused):
            room.takes(said, Move.MERGE, ADMIN, main=main.id)
    assert room.found(said).state is FeedbackState.NEW


def test_a_reply_sent_twice_is_one_and_reaches_its_author(room):
    said = room.says(CAMILLE)
    for _ in range(2):
        answer(said.id, Reply("Which notes?", "same form"), HELENE, room.office, room.words)
    (told,) = room.told(CAMILLE)
    assert told.endswith("Which notes?")
    assert len(feedback_to_take_up(said.id, HELENE, room.office).replies) == 1


def test_a_theme_is_one_however_it_is_typed_and_goes_with_what_was_merged(room):
    main, twin, other = room.says(CAMILLE), room.says(DENIS), room.says(ELSA)
    room.takes(twin, Move.MERGE, main=main.id)
    give_theme(main.id, "CRM  notes", HELENE, room.office, room.words)
    give_theme(other.id, "crm notes", OSCAR, room.office, room.words)
    assert {room.found(each).theme_id for each in (main, twin, other)} == {room.found(main).theme_id}
    give_theme(other.id, "", OSCAR, room.office, room.words)
    assert room.found(other).theme_id is None


@pytest.mark.parametrize("member", [PRIYA, CAMILLE], ids=["other manager", "its own author"])
def test_nobody_else_takes_it_up(room, member):
    said = room.says(CAMILLE)
    reasons = set()
    for act in (
        lambda: room.takes(said, Move.DONE, member, reason="x"),
        lambda: answer(said.id, Reply("x", "k"), member, room.office, room.words),
        lambda: give_theme(said.id, "x", member, room.office, room.words),
        lambda: feedback_to_take_up(said.id, member, room.office),
    ):
        with pytest.raises(NotAllowed) as refused:
            act()
        reasons.add(refused.value.reason)
    assert reasons == {Reason.NOT_YOUR_FEEDBACK if member is PRIYA else Reason.TRIAGE_BY_MANAGERS}
    assert room.acts() == []


def test_who_may_not_take_it_up_does_not_learn_whether_it_is_there(room):
    with pytest.raises(NotAllowed):
        feedback_to_take_up("f" * 32, PRIYA, room.office)
    with pytest.raises(FeedbackGone):
        feedback_to_take_up("f" * 32, ADMIN, room.office)
