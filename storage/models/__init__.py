"""The tables of the operational records. A change here comes with a migration."""

from storage.models.alerts import AlertEpisodeRow, AlertEvaluationRow, AlertRuleRow
from storage.models.answers import ReceiptRow
from storage.models.asking import AskedQuestionRow, InboundRow
from storage.models.audit import AuditHeadRow, AuditRow, PseudonymRow
from storage.models.base import Base
from storage.models.deliveries import DeliveryRow, HostRow, PaceRow, SpentFileRow
from storage.models.digests import DigestRow, EditionRow
from storage.models.people import MemberRow, ReportRow, TeamManagerRow, TeamRow, WorkspaceRow
from storage.models.targets import TargetRow

__all__ = [
    "AlertEpisodeRow",
    "AlertEvaluationRow",
    "AlertRuleRow",
    "AskedQuestionRow",
    "AuditHeadRow",
    "AuditRow",
    "Base",
    "DeliveryRow",
    "DigestRow",
    "EditionRow",
    "HostRow",
    "InboundRow",
    "MemberRow",
    "PaceRow",
    "PseudonymRow",
    "ReceiptRow",
    "ReportRow",
    "SpentFileRow",
    "TargetRow",
    "TeamManagerRow",
    "TeamRow",
    "WorkspaceRow",
]
