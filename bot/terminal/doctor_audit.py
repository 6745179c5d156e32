"""What the doctor says of the audit: whether its chains hold, and how much went because its time was over."""

from collections.abc import Sequence

from bot.terminal.finding import Finding
from storage.repositories.audit import Chain
from storage.unit_of_work import Records


def audit_findings(url: str) -> Sequence[Finding]:
    """How many entries are kept, and each chain that is not as it was written."""
    records = Records(url)
    try:
        with records.reading() as work:
            chains = work.audit.chains()
    finally:
        records.close()
    return [_broken(each) for each in chains if each.broken] or [_whole(chains)]


def _whole(chains: Sequence[Chain]) -> Finding:
    kept, cut = sum(each.kept for each in chains), sum(each.cut for each in chains)
    past = f"; {cut:,} older ones were cut when their time was over" if cut else ""
    return Finding(f"audit: {kept:,} entries, none altered or missing{past}")


def _broken(chain: Chain) -> Finding:
    first, *more = chain.broken
    others = f" and {len(more):,} more" if more else ""
    return Finding(
        f"audit: entry {first}{others} of workspace {chain.team_id} was altered or taken out past the assistant",
        "Find out who writes to the records database, and compare with a backup.",
    )
