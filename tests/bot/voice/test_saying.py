"""What is kept of what is said, with a name and without."""

from dataclasses import replace

import pytest

from bot.errors import SaidAlready
from bot.use_cases.voice.say import read_by
from bot.use_cases.voice.say_slip import new_slip, ticket_of
from storage.models import AuditRow, FeedbackRow, InboundRow
from storage.repositories.records import Role
from storage.repositories.voice_records import FeedbackKind, FeedbackState, Sentiment
from tests.bot.voice.field import ADMIN, MANAGER, NOON, REPS, draft, rep


def test_with_a_name_it_is_kept_with_its_author_and_its_readers_get_the_card_at_once(field):
    slip = new_slip()
    kept = field.says(
        REPS[0], draft(" It waits. ", sentiment=Sentiment.BAD, about={"stage": " Demo ", "kpi": ""}), slip
    )
    assert (kept.id, kept.author, kept.said_at, kept.week) == (slip.token, "UREP000", NOON, "2026-W48")
    assert (kept.kind, kept.body, kept.sentiment) == (FeedbackKind.FRICTION, "It waits.", Sentiment.BAD)
    assert (kept.about, kept.team, kept.ticket) == ({"stage": "Demo"}, "Nord", None)
    assert (kept.state, kept.released) == (FeedbackState.NEW, True)
    assert list(field.readable()) == [kept]
    assert [(row["channel_id"], row["payload_text"]["text"]) for row in field.cards()] == [
        ("UMANAGER", "card fr-FR It waits.")
    ]


def test_without_a_name_neither_author_nor_hour_nor_a_card_nor_a_line_beside_it_is_kept(field):
    slip = new_slip()
    field.says(REPS[0], draft(anonymous=True), slip)
    (row,) = field.rows(FeedbackRow)
    assert (row["author"], row["said_at"], row["changed_at"]) == (None, None, None)
    assert (row["week"], row["ticket"], row["released"]) == ("2026-W48", ticket_of(slip.code), False)
    assert "UREP000" not in str(row)
    assert slip.code not in str(row)
    assert [field.cards(), field.rows(AuditRow), field.rows(InboundRow)] == [[], [], []]
    assert list(field.readable()) == []


@pytest.mark.parametrize("anonymous", [False, True])
def test_the_same_form_sent_twice_is_kept_once_and_answered_alike(field, anonymous: bool):
    slip, said = new_slip(), draft(anonymous=anonymous)
    assert field.says(REPS[0], said, slip) == field.says(REPS[0], said, slip)
    assert len(field.rows(FeedbackRow)) == 1
    assert len(field.cards()) == (0 if anonymous else 1)


@pytest.mark.parametrize("anonymous", [False, True])
@pytest.mark.parametrize(
    "other", [{"body": "More."}, {"kind": FeedbackKind.TOOL}, {"about": {"account": "Acme"}}, {"sentiment": "good"}]
)
def test_the_same_form_with_other_words_is_refused_and_the_first_ones_stay(field, other, anonymous: bool):
    slip, said = new_slip(), draft(anonymous=anonymous)
    field.says(REPS[0], said, slip)
    with pytest.raises(SaidAlready):
        field.says(REPS[0], replace(said, **other), slip)
    (row,) = field.rows(FeedbackRow)
    assert (row["body"], row["kind"], row["about"]) == (said.body, "friction", {})


def test_a_form_cannot_be_kept_again_under_a_name_or_by_somebody_else(field):
    slip, said = new_slip(), draft(anonymous=True)
    field.says(REPS[0], said, slip)
    with pytest.raises(SaidAlready):
        field.says(REPS[0], replace(said, anonymous=False), slip)
    named = new_slip()
    field.says(REPS[0], draft(), named)
    with pytest.raises(SaidAlready):
        field.says(REPS[1], draft(), named)


@pytest.mark.parametrize("lacking", [{"kind": None}, {"body": " \n "}])
def test_nothing_is_not_kept(field, lacking):
    with pytest.raises(ValueError, match="nothing is said"):
        field.says(REPS[0], replace(draft(), **lacking))
    assert field.rows(FeedbackRow) == []


@pytest.mark.parametrize(
    ("member", "named", "anonymous"),
    [
        (REPS[0], "Nord", "Nord"),
        (rep(50, "Sud"), "Sud", ""),  # of four, each would be guessed too easily
        (MANAGER, "", ""),
        (ADMIN, "", ""),
        (replace(MANAGER, team="Nord"), "", ""),  # nobody is the reader of her own words
        (replace(MANAGER, team="Sud"), "Sud", ""),
        (replace(REPS[0], role=Role.REP, team=None), "", ""),
    ],
)
def test_who_reads_what_a_person_says(field, member, named: str, anonymous: str):
    assert read_by(member, field.office, anonymous=False) == named
    assert read_by(member, field.office, anonymous=True) == anonymous


def test_a_long_text_is_kept_to_the_last_character(field):
    body = "é" * 3000
    assert field.says(REPS[0], draft(body)).body == body
    assert field.rows(FeedbackRow)[0]["body"] == body
