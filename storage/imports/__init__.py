"""Turn exported files into facts: source profiles, reading, checks, rejects, report."""

from storage.imports.importing import import_profile
from storage.imports.progress import Progress, Step
from storage.imports.report import Finding, ImportReport, Notice, Rejection, TableReport

__all__ = ["Finding", "ImportReport", "Notice", "Progress", "Rejection", "Step", "TableReport", "import_profile"]
