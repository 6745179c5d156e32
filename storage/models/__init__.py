"""The tables of the operational records. A change here comes with a migration."""

from storage.models.answers import ReceiptRow
from storage.models.asking import AskedQuestionRow, InboundRow
from storage.models.audit import AuditHeadRow, AuditRow, PseudonymRow
from storage.models.base import Base
from storage.models.people import MemberRow, ReportRow, TeamManagerRow, TeamRow, WorkspaceRow
from storage.models.targets import TargetRow

__all__ = [
    "AskedQuestionRow",
    "AuditHeadRow",
    "AuditRow",
    "Base",
    "InboundRow",
    "MemberRow",
    "PseudonymRow",
    "ReceiptRow",
    "ReportRow",
    "TargetRow",
    "TeamManagerRow",
    "TeamRow",
    "WorkspaceRow",
]
