"""One request in, one message out. The only place where known errors turn into words; everything here is sync."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from bot.errors import (
    AlertGone,
    AlreadyRecovered,
    AlreadyShared,
    AssistantError,
    BadBallot,
    CannotReplay,
    CardTooOld,
    CodeUnknown,
    DigestGone,
    FeedbackGone,
    MoveRefused,
    NobodysOwn,
    NoReceipt,
    NotAllowed,
    NotKept,
    OlderRevision,
    Overtaken,
    PollGone,
    PollRefused,
    PollRunning,
    ProposalGone,
    TargetGone,
)
from bot.office import Office
from bot.policy import POLICY, Reason, may
from bot.subcommands import SUBCOMMANDS
from bot.subcommands.subcommand import Opening, Request, Subcommand
from bot.views import denials, nobodys, notices, replayed
from bot.views.message import Message
from bot.views.polls import notices as poll_notices
from bot.views.privacy.erasing import not_kept
from bot.views.proposals import replies as proposal_replies
from bot.views.voice import refusals
from kpi_engine.errors import EngineError, QuestionError
from kpi_engine.kpi import Catalog
from kpi_engine.recipe import BadRecipe
from storage.errors import NoFacts, StorageError
from storage.outage import RecordsUnavailable

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Desk:
    """Answers what people type and press."""

    office: Office

    def answer(self, request: Request) -> Message | Opening:
        """Whatever was typed after the command."""
        subcommand = choose(request.typed)
        return self.attempt(request, lambda: self._run(subcommand, request))

    def attempt(self, request: Request, work: Callable[[], T]) -> T | Message:
        """Do the work; a known error becomes its notice."""
        try:
            return work()
        except (AssistantError, EngineError, StorageError) as error:
            return notice(error, request, self.office.catalog)

    def _run(self, subcommand: Subcommand, request: Request) -> Message | Opening:
        ruling = may(request.member, POLICY[f"verb:{subcommand.name}"])
        if ruling.reason is Reason.STRANGER:
            self.office.facts.current()  # raises NoFacts: before the first import nobody is known
        if ruling.reason:
            raise NotAllowed(ruling.reason, ruling.about)
        return subcommand.run(request, self.office)


def choose(typed: str) -> Subcommand:
    """By the first word; what no verb claims is a question."""
    first = typed.split(maxsplit=1)[0].casefold() if typed.strip() else ""
    return next((each for each in SUBCOMMANDS if first in each.words), SUBCOMMANDS[-1])


def notice(error: Exception, request: Request, catalog: Catalog) -> Message:  # noqa: C901, PLR0911, PLR0912 - a line for each
    """The kind sentence for a known error; one that has none is raised again."""
    match error:
        case NotAllowed():
            return denials.not_allowed(request.text, error.reason, error.about)
        case NotKept():
            return not_kept(request.text)
        case CardTooOld():
            return notices.card_too_old(request.text)
        case TargetGone():
            return notices.target_gone(request.text)
        case DigestGone():
            return notices.digest_gone(request.text)
        case AlertGone():
            return notices.alert_gone(request.text)
        case CodeUnknown():
            return refusals.code_unknown(request.text)
        case FeedbackGone():
            return refusals.feedback_gone(request.text)
        case MoveRefused():
            return refusals.move_refused(error.feedback, request.text)
        case Overtaken():
            return refusals.overtaken(error.feedback, request.text)
        case ProposalGone():
            return proposal_replies.gone(error, request.text)
        case BadRecipe():
            return proposal_replies.unreadable(error, request.text)
        case OlderRevision():
            return proposal_replies.older_revision(error, request.text)
        case PollGone():
            return poll_notices.poll_gone(request.text)
        case PollRefused():
            return poll_notices.poll_refused(error.fault, request.text)
        case PollRunning():
            return poll_notices.poll_running(error.missing, request.text)
        case BadBallot():
            return poll_notices.bad_ballot(request.text)
        case AlreadyRecovered():
            return notices.already_recovered(request.text)
        case AlreadyShared():
            return notices.already_shared(request.text)
        case NobodysOwn():
            return nobodys.message(error, request.text)
        case NoReceipt():
            return replayed.no_receipt(error.typed, request.text)
        case CannotReplay():
            return replayed.cannot_replay(error, catalog, request.text)
        case NoFacts():
            return notices.no_facts(request.text)
        case QuestionError():
            return notices.cannot_ask(request.text, error)
        case RecordsUnavailable():
            return notices.unavailable(error, request.text)
    raise error
