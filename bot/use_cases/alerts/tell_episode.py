"""Write down what becomes of an episode and queue what is told of it, in the transaction of its cause.

One thread per episode and conversation: a root, then replies and edits. The names of the messages,
`alert:workspace:conversation:episode:what`, make each of them unique for ever.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.use_cases.alerts.episode import Step
from bot.use_cases.alerts.episode_news import EpisodeNews, Telling, Words, news_of
from bot.use_cases.alerts.quiet_hours import sendable
from bot.use_cases.notice import queue_notice
from kpi_engine.kpi import Kpi
from storage.repositories.alert_records import AlertRule, Episode, NewEpisode
from storage.repositories.delivery_records import NOT_ACTIVE, OVER_BEFORE, DeliveryKind, NewDelivery
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Teller:
    """What telling takes: the transaction, the rule and its KPI, the words, and the instant by the shared clock."""

    work: UnitOfWork
    rule: AlertRule
    kpi: Kpi | None
    words: Words
    now: datetime

    def open(self, new: NewEpisode) -> Episode:
        """Begin an episode with one root in each conversation."""
        episode = self.work.alerts.begin(new)
        news = news_of(self.rule, episode, self.kpi)
        roots = [self._queue(each, "opened", Telling.OPENED, news) for each in conversations(self.rule)]
        rooted = replace(episode, root_delivery=roots[0])
        self.work.alerts.keep(rooted)
        return rooted

    def take(self, step: Step) -> None:
        """Keep the episode as it becomes; reply under its roots and edit them, where the step says so."""
        self.work.alerts.keep(step.episode)
        news = news_of(self.rule, step.episode, self.kpi)
        if step.gives:
            self._tell_assignee(news)
        if step.reply is Telling.RECOVERED:
            self._take_back_what_waits(step.episode)
        for each in conversations(self.rule):
            root = self.work.deliveries.find(self._key(each, step.episode, "opened"))
            if root is None:
                continue
            if step.reply and not self.work.deliveries.was_withheld(root):
                self._queue(each, _what(step), step.reply, news, root)
            if step.edits:
                self.work.deliveries.edit(root, self.words(Telling.ROOT, news))

    def escalate(self, episode: Episode) -> None:
        """Tell the rule's owner, once, that nobody has taken it up."""
        told = replace(episode, escalated_at=self.now)
        self.work.alerts.keep(told)
        self._queue(self.rule.owner, "escalated", Telling.ESCALATED, news_of(self.rule, told, self.kpi))

    def _tell_assignee(self, news: EpisodeNews) -> None:
        """By direct message, once for each time that it is given."""
        episode, words = news.episode, self.words(Telling.ASSIGNED, news)
        what = f"{self.rule.channel_id}:e{episode.id}-given:{self.now:%Y%m%dT%H%M%S%f}"
        queue_notice(self.work, self.rule.team_id, episode.assignee or "", what, words, due=self.now)

    def _take_back_what_waits(self, episode: Episode) -> None:
        """It is over: what still waits for the end of quiet hours says nothing true any more, and is not sent."""
        keys = [self._key(each, episode, "opened") for each in conversations(self.rule)]
        keys.append(self._key(self.rule.owner, episode, "escalated"))
        keys += [self._key(each, episode, f"snooze-end-{episode.snoozes}") for each in conversations(self.rule)]
        for key in keys:
            self.work.deliveries.withhold(key, OVER_BEFORE, self.now)

    def _queue(
        self, conversation: str, what: str, telling: Telling, news: EpisodeNews, root: int | None = None
    ) -> int | None:
        when = sendable(self.now, self.rule.quiet, self.rule.zone)
        return self.work.deliveries.queue(
            NewDelivery(
                dedup_key=self._key(conversation, news.episode, what),
                kind=DeliveryKind.ALERT,
                team_id=self.rule.team_id,
                channel_id=conversation,
                payload_text=self.words(telling, news),
                due_at=self.now,
                not_before=when.not_before,
                expires_at=when.expires_at,
                root_id=root,
            )
        )

    def _key(self, conversation: str, episode: Episode, what: str) -> str:
        return _key(self.rule, conversation, episode, what)


def conversations(rule: AlertRule) -> Iterable[str]:
    """The channel first, unless its rule is held, then the people who are told by direct message."""
    more = rule.settings.get("tell", ())
    people = [str(each) for each in more] if isinstance(more, list | tuple) else []
    return dict.fromkeys(people if rule.held else [rule.channel_id, *people])


def take_back(work: UnitOfWork, rule: AlertRule, now: datetime) -> None:
    """Withhold what waits for the end of quiet hours to come to the channel."""
    episode = work.alerts.last_episode(rule.team_id, rule.id)
    if episode:
        for what in ("opened", f"snooze-end-{episode.snoozes}", "recovered"):
            work.deliveries.withhold(_key(rule, rule.channel_id, episode, what), NOT_ACTIVE, now)


def _key(rule: AlertRule, conversation: str, episode: Episode, what: str) -> str:
    return f"alert:{rule.team_id}:{conversation}:e{episode.id}:{what}"


def _what(step: Step) -> str:
    return f"snooze-end-{step.episode.snoozes}" if step.reply is Telling.STILL else "recovered"
