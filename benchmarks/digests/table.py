"""The results as Markdown."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.digests.cost import LONG
from benchmarks.digests.steps import Computed, Drawn, Queued
from benchmarks.digests.workspace import KPIS, Size
from bot.charts.painter import WORKERS

COMPUTE, PANEL = 20.0, 0.060  # aims, in seconds
A_MINUTE = 300  # messages that Slack takes of one app in a workspace: it says "several hundred"
UPLOADS_A_MINUTE = 100  # its tier 4: every picture takes one upload of two calls of this tier


@dataclass(frozen=True, slots=True)
class Morning:
    """All that was measured for one size; `sampled` channels were asked one by one."""

    size: Size
    together: Computed
    alone: Computed
    sampled: int
    drawn: Drawn
    queued: Mapping[str, Queued]  # by the database that holds the records

    @property
    def all_alone(self) -> float:
        """Seconds that all channels would take one by one, reckoned from those sampled."""
        return self.alone.cost.wall * self.size.channels / self.sampled


def table(mornings: Sequence[Morning]) -> str:
    """One column for each size."""
    rows = [
        ("", [f"{each.size.channels:,} channels of {each.size.teams:,} teams" for each in mornings]),
        ("---", ["--:"] * len(mornings)),
        *_computed(mornings),
        *_drawn(mornings),
        *_queued(mornings),
        *_beside_slack(mornings),
    ]
    return "\n".join(f"| {' | '.join([name, *cells])} |" for name, cells in rows)


def _computed(mornings: Sequence[Morning]) -> list[tuple[str, list[str]]]:
    return [
        ("**compute**: figures", [f"{len(each.together.answers):,}" for each in mornings]),
        ("statements", [f"{each.together.statements}" for each in mornings]),
        ("wall, s", [f"{each.together.cost.wall:.1f}" for each in mornings]),
        ("processor, s", [f"{each.together.cost.cpu:.1f}" for each in mornings]),
        (
            "one question at a time, wall, s",
            [f"{each.all_alone:.0f} (reckoned from {each.sampled} channels)" for each in mornings],
        ),
        ("times as long", [f"{each.all_alone / each.together.cost.wall:.0f}" for each in mornings]),
    ]


def _drawn(mornings: Sequence[Morning]) -> list[tuple[str, list[str]]]:
    return [
        ("**draw**: panels", [f"{each.drawn.panels:,}" for each in mornings]),
        (f"wall, s, {WORKERS} workers on {os.cpu_count()} cores", [f"{each.drawn.cost.wall:.1f}" for each in mornings]),
        ("wall a panel, ms", [f"{1000 * each.drawn.cost.wall / each.drawn.panels:.1f}" for each in mornings]),
        ("processor a panel, ms", [f"{1000 * each.drawn.in_workers / each.drawn.panels:.1f}" for each in mornings]),
        ("size of a panel, kB", [f"{each.drawn.bytes / each.drawn.panels / 1000:.0f}" for each in mornings]),
    ]


def _queued(mornings: Sequence[Morning]) -> list[tuple[str, list[str]]]:
    rows = []
    for name in mornings[0].queued:
        each = [morning.queued[name] for morning in mornings]
        rows += [
            (f"**all of it, records in {name}**: messages queued", [f"{one.messages:,}" for one in each]),
            ("wall, s", [f"{one.cost.wall:.1f}" for one in each]),
            ("processor without the workers, s", [f"{one.cost.cpu:.1f}" for one in each]),
            ("processor a message, ms", [f"{1000 * one.cost.cpu / one.messages:.1f}" for one in each]),
            ("longest block of the event loop, ms", [f"{1000 * one.pulse.longest:.0f}" for one in each]),
            (f"blocks over {1000 * LONG:.0f} ms", [f"{one.pulse.long}" for one in each]),
            ("longest work of the loop itself, ms", [f"{1000 * one.pulse.longest_work:.0f}" for one in each]),
        ]
    return rows


def _beside_slack(mornings: Sequence[Morning]) -> list[tuple[str, list[str]]]:
    def at(a_minute: int) -> list[str]:
        return [f"{60 * each.size.channels / a_minute:.0f}" for each in mornings]

    return [
        (f"**Slack**: messages at {A_MINUTE} a minute, s", at(A_MINUTE)),
        (f"pictures at {UPLOADS_A_MINUTE} a minute, s", at(UPLOADS_A_MINUTE)),
        ("messages at one a second, s", at(60)),
    ]


def aims(mornings: Sequence[Morning]) -> str:
    """Which were reached."""
    return "\n".join(f"- {words}: {', '.join(map(_verdict, found))}." for words, found in _aims(mornings))


def _verdict(found: tuple[float, float]) -> str:
    value, limit = found
    return f"{value:.3g} ({'reached' if value <= limit else 'missed'})"


def _aims(mornings: Sequence[Morning]) -> list[tuple[str, list[tuple[float, float]]]]:
    passes = [(each, one) for each in mornings for one in each.queued.values()]
    return [
        (f"compute {len(KPIS)} KPIs in ≤ {COMPUTE:.0f} s", [(each.together.cost.wall, COMPUTE) for each in mornings]),
        (
            f"draw a panel in ≤ {1000 * PANEL:.0f} ms",
            [(1000 * each.drawn.cost.wall / each.drawn.panels, 1000 * PANEL) for each in mornings],
        ),
        (
            f"no block of the event loop over {1000 * LONG:.0f} ms",
            [(1000 * one.pulse.longest, 1000 * LONG) for _, one in passes],
        ),
        (
            f"no work of the event loop itself over {1000 * LONG:.0f} ms",
            [(1000 * one.pulse.longest_work, 1000 * LONG) for _, one in passes],
        ),
        (
            "all ready before Slack would have taken the messages",
            [(one.cost.wall, 60 * each.size.channels / A_MINUTE) for each, one in passes],
        ),
    ]
