"""What managers do with a piece of feedback: move it, answer it, give it a theme. Who may is read anew each time.

Whoever comes second is told what happened meanwhile; the same thing done twice happens once. Authors who gave their
names hear of each change; of others nobody knows where they are.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from bot.errors import FeedbackGone, MoveRefused, NotAllowed, Overtaken
from bot.office import Office
from bot.policy import may_triage
from bot.use_cases.notice import queue_notice
from bot.use_cases.set_target import named
from bot.use_cases.voice.item import Item, Telling, Words, item_of
from bot.use_cases.voice.moves import Move, Step, made_before, moved, possible, stamp
from bot.use_cases.voice.triage import redraw_card
from storage.repositories.records import Act, AuditEntry, Kind, Member, Subject
from storage.repositories.voice_records import Feedback, FeedbackReply, Theme
from storage.unit_of_work import UnitOfWork

LONGEST_THEME = 60  # characters

_ACTS: Mapping[Move, Act] = MappingProxyType(
    {
        Move.ACKNOWLEDGE: Act.FEEDBACK_ACKNOWLEDGED,
        Move.PLAN: Act.FEEDBACK_PLANNED,
        Move.DONE: Act.FEEDBACK_DONE,
        Move.DECLINE: Act.FEEDBACK_DECLINED,
        Move.MERGE: Act.FEEDBACK_MERGED,
    }
)


def feedback_to_take_up(feedback_id: str, member: Member, office: Office) -> Item:
    """Find one that this person may take up. Raises FeedbackGone, NotAllowed."""
    with office.records.reading() as work:
        return item_of(work, _checked(work.triage.get(member.team_id, feedback_id), member))


def in_hand_beside(feedback: Feedback, office: Office) -> Sequence[Feedback]:
    """What else of the same team it could be joined with, the newest first."""
    with office.records.reading() as work:
        open_items = work.triage.in_hand(feedback.team_id)
    return [each for each in reversed(open_items) if each.team == feedback.team and each.id != feedback.id]


def themes_of(team_id: str, office: Office) -> Sequence[str]:
    """The names of the themes that there are."""
    with office.records.reading() as work:
        return [each.name for each in work.themes.of(team_id)]


def take_up(feedback_id: str, step: Step, member: Member, office: Office, words: Words) -> Item:
    """Move it. Raises FeedbackGone, NotAllowed, MoveRefused; Overtaken where it moved since it was seen."""
    with _at_work(member, office, words) as hand:
        found = hand.locked(feedback_id, *([step.main] if step.main else []))
        before = found[feedback_id]
        if made_before(before, step, member.user_id):
            return item_of(hand.work, before)
        if step.seen is not None and step.seen != stamp(before):
            raise Overtaken(before)
        after = moved(before, step, member.user_id, hand.now)
        if step.main:
            hand.join(after, found[step.main])
        hand.keep(after, _ACTS[step.move])
        hand.tell_of(after)
        if step.move is Move.PLAN:
            hand.tell_owner(after)
        return item_of(hand.work, after)


@dataclass(frozen=True, slots=True)
class Reply:
    """Words to an author; `key` is the same for the same form sent twice."""

    body: str
    key: str


def answer(feedback_id: str, sent: Reply, member: Member, office: Office, words: Words) -> Item:
    """Reply to its author, once; an anonymous one reads it with her code. Raises FeedbackGone, NotAllowed."""
    with _at_work(member, office, words) as hand:
        feedback = hand.locked(feedback_id)[feedback_id]
        reply = FeedbackReply(member.team_id, named(sent.key), feedback.id, member.user_id, sent.body.strip(), hand.now)
        if hand.work.feedback.reply(reply):
            hand.keep(replace(feedback, answered_at=feedback.answered_at or hand.now), Act.FEEDBACK_ANSWERED)
            hand.tell_author(feedback, Telling.ANSWERED, reply.id)
            hand.redraw(feedback)
        return item_of(hand.work, feedback)


def give_theme(feedback_id: str, name: str, member: Member, office: Office, words: Words) -> Item:
    """Put it, and what was merged into it, under a theme; none where the name is empty.

    Raises FeedbackGone, NotAllowed.
    """
    with _at_work(member, office, words) as hand:
        before = hand.locked(feedback_id)[feedback_id]
        theme = hand.theme(name)
        after = replace(before, theme_id=theme.id if theme else None)
        if after != before:
            for each in hand.work.triage.merged_into(before):
                hand.work.feedback.change(replace(each, theme_id=after.theme_id))
            hand.keep(after, Act.FEEDBACK_THEMED)
            hand.redraw(after)
        return item_of(hand.work, after)


@dataclass(frozen=True, slots=True)
class _Hand:
    """Somebody at work on feedback, in one transaction."""

    work: UnitOfWork
    member: Member
    office: Office
    words: Words
    now: datetime

    def locked(self, *feedback_ids: str) -> Mapping[str, Feedback]:
        """Hold them until the unit ends."""
        found = {each.id: each for each in self.work.triage.lock(self.member.team_id, *feedback_ids)}
        return {feedback_id: _checked(found.get(feedback_id), self.member) for feedback_id in feedback_ids}

    def keep(self, feedback: Feedback, act: Act) -> None:
        """Write it down, and into the audit, which never holds what was said."""
        self.work.feedback.change(feedback)
        subject = Subject(Kind.FEEDBACK, feedback.id)
        self.work.audit.append(AuditEntry(feedback.team_id, self.now, self.member.user_id, act, subject))

    def join(self, merged: Feedback, main: Feedback) -> None:
        """`main` stands for it from now on, and for what stood under it. Raises MoveRefused."""
        if main.id == merged.id or main.team != merged.team or not possible(main.state):
            raise MoveRefused(main)
        for each in self.work.triage.merged_into(merged):
            self.work.feedback.change(replace(each, merged_into=main.id))

    def theme(self, name: str) -> Theme | None:
        """The theme of this name, a new one if need be."""
        name = " ".join(name.split())[:LONGEST_THEME]
        if not name:
            return None
        new = Theme(self.member.team_id, named(f"theme:{name.casefold()}"), name, self.member.user_id, self.now)
        return self.work.themes.named(new)

    def tell_of(self, after: Feedback) -> None:
        """Its authors hear of the move, its cards show it."""
        for each in (after, *self.work.triage.merged_into(after)):
            self.tell_author(each, Telling.MOVED, f"{after.state}-{stamp(after)}")
        self.redraw(after)
        main = self.work.triage.get(after.team_id, after.merged_into) if after.merged_into else None
        if main:
            self.redraw(main)

    def tell_author(self, feedback: Feedback, telling: Telling, what: str) -> None:
        """By direct message, once; not of what she does herself, and never where nobody knows who she is."""
        if feedback.author in (None, self.member.user_id):
            return
        self._send(feedback, str(feedback.author), telling, what)

    def tell_owner(self, planned: Feedback) -> None:
        """Who is to see to it learns that from whoever gave it to her."""
        if planned.owner and planned.owner != self.member.user_id:
            self._send(planned, planned.owner, Telling.GIVEN, f"given-{stamp(planned)}")

    def redraw(self, feedback: Feedback) -> None:
        """Its cards show how it stands."""
        redraw_card(self.work, feedback, self.office, self.words)

    def _send(self, feedback: Feedback, user_id: str, telling: Telling, what: str) -> None:
        reader = self.work.members.get(feedback.team_id, user_id)
        locale = (reader.locale if reader else None) or self.office.language
        told = self.words(telling, item_of(self.work, feedback), locale)
        due = self.office.clock.moved(self.work.now())
        queue_notice(self.work, feedback.team_id, user_id, f"feedback:{feedback.id}:{what}", told, due=due)


@contextmanager
def _at_work(member: Member, office: Office, words: Words) -> Iterator[_Hand]:
    with office.records.writing() as work:
        yield _Hand(work, member, office, words, office.clock.now())


def _checked(found: Feedback | None, member: Member) -> Feedback:
    """Whoever may not take it up does not learn whether it is there."""
    ruling = may_triage(member, found.team if found else "")
    if ruling.reason:
        raise NotAllowed(ruling.reason, ruling.about)
    if found is None:
        raise FeedbackGone
    return found
