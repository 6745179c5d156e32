"""Say why a figure changed, to who may know: groups that she may not see stand together, and never alone."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from bot.errors import NotAllowed
from bot.office import Office
from bot.policy import may_share, small_teams, visible_groups, visible_question
from bot.use_cases.audit import audit_reading
from bot.use_cases.given_answers import remember
from bot.use_cases.question_json import dump, key_of
from kpi_engine.kpi import Kpi
from kpi_engine.question import Dimension, Question
from kpi_engine.why import Explanation, Kind, Split, explain
from kpi_engine.why.grouping import Hidden, nobody
from storage.repositories.records import AskedQuestion, Member


@dataclass(frozen=True, slots=True)
class WhyReply:
    """What a person gets who asks why. `key` finds the question again; its breakdown is the dimension to show."""

    kpi: Kpi
    explanation: Explanation
    key: str = ""
    by: Dimension | None = None

    @property
    def shown(self) -> Split | None:
        """The split to show in full: the one asked for, else the one that explains most of those she can read."""
        splits = self.explanation.splits
        asked = (split for split in splits if split.dimension is self.by)
        return next(asked, next((split for split in splits if _tells_apart(split)), splits[0] if splits else None))

    @property
    def others(self) -> tuple[Split, ...]:
        """Those to show in a line each."""
        return tuple(split for split in self.explanation.splits if split is not self.shown)


def _tells_apart(split: Split) -> bool:
    """Whether the reader sees more of it than herself and all that is hidden from her."""
    kinds = [each.kind for each in split.contributions]
    return Kind.OTHERS not in kinds or kinds.count(Kind.NAMED) > 1


def why(question: Question, office: Office, hidden: Hidden = nobody) -> WhyReply:
    """Split the change, without regard to rights but for what is `hidden`: for the terminal and for what follows."""
    explanation = explain(
        question,
        office.facts.current(),
        catalog=office.catalog,
        calendar=office.calendar,
        currency=office.currency,
        hidden=hidden,
    )
    return WhyReply(office.catalog[question.kpi], explanation, by=question.by)


def explain_change(question: Question, member: Member, office: Office) -> WhyReply:
    """Split the change within the person's rights. Raises NotAllowed; readings of another's figures are audited."""
    return _explained(question, member, office, _kept_from(member, question))


def share_explanation(question: Question, member: Member, office: Office) -> WhyReply:
    """The same as a channel may read it: nobody by name, no team so small that it would be a person.

    Raises NotAllowed.
    """
    with office.records.reading() as work:
        headcounts = work.teams.headcounts(member.team_id)
    ruling = may_share(member, question, headcounts)
    if ruling.reason:
        raise NotAllowed(ruling.reason, ruling.about)
    return _explained(question, member, office, _kept_from_channel(member, question, small_teams(headcounts)))


def _kept_from(member: Member, question: Question) -> Hidden:
    def hidden(dimension: Dimension, values: Sequence[str | None]) -> Collection[str | None]:
        return set(values).difference(visible_groups(member, dimension, values, question).shown)

    return hidden


def _kept_from_channel(member: Member, question: Question, small: Collection[str]) -> Hidden:
    from_her = _kept_from(member, question)

    def hidden(dimension: Dimension, values: Sequence[str | None]) -> Collection[str | None]:
        if dimension is Dimension.REP:
            return values
        too_small = small if dimension is Dimension.TEAM else ()
        return {value for value in values if value in too_small}.union(from_her(dimension, values))

    return hidden


def _explained(question: Question, member: Member, office: Office, hidden: Hidden) -> WhyReply:
    ruling = visible_question(member, question)
    if ruling.reason:
        raise NotAllowed(ruling.reason, ruling.about)
    reply = why(question, office, hidden)
    read = visible_groups(member, Dimension.REP, [*_named_reps(reply)])
    return replace(reply, key=_remember(reply, member, ruling.audited + read.audited, office))


def _named_reps(reply: WhyReply) -> Iterable[str | None]:
    """Reps whose figures are shown: all of the split in full, of another one who is named in its line."""
    if reply.shown and reply.shown.dimension is Dimension.REP:
        return (each.value for each in reply.shown.contributions if each.kind is Kind.NAMED)
    leads = (split.lead for split in reply.others if split.dimension is Dimension.REP)
    return (lead.value for lead in leads if lead)


def _remember(reply: WhyReply, member: Member, audited: tuple[str, ...], office: Office) -> str:
    """Keep the receipt, the question for the card's buttons and the audit line, in one transaction; gives the key."""
    answer = reply.explanation.answer
    body, now = dump(replace(answer.question, by=reply.by)), office.clock.now()
    with office.records.writing() as work:
        remember(work, member.team_id, answer, office)
        work.asked_questions.put(AskedQuestion(member.team_id, key_of(body), body, now))
        audit_reading(work, member, audited, now)
    return key_of(body)
