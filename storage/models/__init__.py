"""The tables of the operational records. A change here comes with a migration."""

from storage.models.alerts import AlertEpisodeRow, AlertEvaluationRow, AlertRuleRow
from storage.models.answers import ReceiptRow
from storage.models.asking import AskedQuestionRow, InboundRow
from storage.models.audit import AuditHeadRow, AuditRow, PseudonymRow
from storage.models.base import Base
from storage.models.definitions import DefinitionRow
from storage.models.deliveries import DeliveryRow, HostRow, PaceRow, SpentFileRow
from storage.models.digests import DigestRow, EditionRow
from storage.models.people import MemberRow, ReportRow, TeamManagerRow, TeamRow, WorkspaceRow
from storage.models.polls import (
    FinalBallotRow,
    OpenBallotRow,
    ParticipationRow,
    PollQuestionRow,
    PollRow,
    PollVoteRow,
    PollVoterRow,
)
from storage.models.proposals import ProposalRow, ProposalSecondRow
from storage.models.targets import TargetRow
from storage.models.voice import FeedbackReplyRow, FeedbackRow, ThemeRow, TriagePlaceRow, WeakSignalRow

__all__ = [
    "AlertEpisodeRow",
    "AlertEvaluationRow",
    "AlertRuleRow",
    "AskedQuestionRow",
    "AuditHeadRow",
    "AuditRow",
    "Base",
    "DefinitionRow",
    "DeliveryRow",
    "DigestRow",
    "EditionRow",
    "FeedbackReplyRow",
    "FeedbackRow",
    "FinalBallotRow",
    "HostRow",
    "InboundRow",
    "MemberRow",
    "OpenBallotRow",
    "PaceRow",
    "ParticipationRow",
    "PollQuestionRow",
    "PollRow",
    "PollVoteRow",
    "PollVoterRow",
    "ProposalRow",
    "ProposalSecondRow",
    "PseudonymRow",
    "ReceiptRow",
    "ReportRow",
    "SpentFileRow",
    "TargetRow",
    "TeamManagerRow",
    "TeamRow",
    "ThemeRow",
    "TriagePlaceRow",
    "WeakSignalRow",
    "WorkspaceRow",
]
