"""What the doctor says of definitions that the house adopted."""

from collections.abc import Sequence

from bot.terminal.finding import Finding
from bot.use_cases.adoption.versions import Versions
from kpi_engine.definitions import CATALOG
from storage.unit_of_work import Records


def definitions_findings(url: str) -> Sequence[Finding]:
    """How many there are in the records, and each that this version of the assistant cannot read."""
    records = Records(url)
    try:
        with records.reading() as work:
            adopted = work.definitions.all()
    finally:
        records.close()
    versions = Versions(CATALOG, adopted)
    broken = [
        Finding(
            f"definitions: version {each.version} of {each.kpi} cannot be read, so it does not rule",
            "Propose the definition anew; what ruled before it rules meanwhile.",
        )
        for each in versions.unreadable()
    ]
    return broken or [Finding(f"definitions: {len(adopted)} adopted, all readable")]
