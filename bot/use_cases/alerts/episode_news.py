"""What there is to tell about an episode: all that its messages need, and nothing said yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from pydantic import TypeAdapter

from kpi_engine.alerts import Judgement
from kpi_engine.kpi import Kpi
from kpi_engine.periods import Period
from storage.repositories.alert_records import AlertRule, Episode


class Telling(StrEnum):
    """Which message it is."""

    OPENED = "opened"  # the root, as it is first posted
    ROOT = "root"  # the root, as it stands now
    STILL = "still"  # a reply: the snooze is over, the breach is not
    RECOVERED = "recovered"  # a reply: it is over, or the rule is gone or another
    ASSIGNED = "assigned"  # to whom it was given: by whom, where, and what it is
    ESCALATED = "escalated"  # to the rule's owner: nobody has taken it up


@dataclass(frozen=True, slots=True)
class Told:
    """What was found, and in which facts: kept with the episode, so that its messages can be drawn again."""

    judgement: Judgement
    as_of: date
    loaded_at: datetime
    facts_version: str
    currency: str | None
    receipt: str | None = None  # of the answer behind it; None where no question was put (no data for n days)
    table: str | None = None  # what was counted
    course: tuple[tuple[Period, float], ...] = ()  # the last periods up to this one, oldest first; without gaps


@dataclass(frozen=True, slots=True)
class EpisodeNews:
    """An episode as of now. `opening` is what opened it, `latest` what was found last; both hold a breach's figures.

    `episode` tells the rest: its state, who acted and when, until when it is snoozed, who has it, how many breaches,
    why it closed. `kpi` is None where the catalogue has it no more.
    """

    rule: AlertRule
    episode: Episode
    kpi: Kpi | None
    opening: Told
    latest: Told


class Words(Protocol):
    """Turns news into what Slack takes: `text` and `blocks`, in the rule's language."""

    def __call__(self, telling: Telling, news: EpisodeNews) -> Mapping[str, object]:
        """The frozen payload of one message."""


_TOLD = TypeAdapter(Told)


def kept(opening: Told, latest: Told) -> Mapping[str, object]:
    """What an episode keeps of them."""
    return {name: _TOLD.dump_python(each, mode="json") for name, each in (("opening", opening), ("latest", latest))}


def told_of(episode: Episode) -> Mapping[str, Told]:
    """Read back what an episode keeps: `opening` and `latest`."""
    return {name: _TOLD.validate_python(each) for name, each in episode.told.items()}


def news_of(rule: AlertRule, episode: Episode, kpi: Kpi | None) -> EpisodeNews:
    """All that there is to tell of an episode as it stands."""
    told = told_of(episode)
    return EpisodeNews(rule, episode, kpi, told["opening"], told["latest"])
