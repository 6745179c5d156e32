"""Secret polls in which everybody answers something else, and how many voters an attacker finds."""

import json
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from math import sqrt
from pathlib import Path

from sqlalchemy import update

from storage.database import WRITING, open_engine
from storage.models import DeliveryRow
from storage.repositories.delivery_records import DeliveryKind
from storage.repositories.poll_records import Cast, Method, Poll, Secrecy
from tests.bot.polls.attacker import ATTACKS, Guess, Spoils, seize
from tests.bot.polls.booth import Booth, a_question

OPTIONS = "abcdefghijkl"
QUESTION = a_question(Method.SINGLE, OPTIONS)


@dataclass
class Ballotings:
    """Polls that were held one after the other; `truth`: by poll what each person answered."""

    booth: Booth
    folder: Path
    chance: random.Random
    truth: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def hold(self, secrecy: Secrecy = Secrecy.SECRET, *, before_closing: Callable[[Poll], None] | None = None) -> Poll:
        """Open one, have everybody vote, some of them after the reminder, and close it; its traces are left."""
        poll = self.open_and_vote(secrecy)
        if before_closing:
            before_closing(poll)
        self.booth.close(poll)
        return poll

    def open_and_vote(self, secrecy: Secrecy = Secrecy.SECRET) -> Poll:
        """Everybody votes, in no order and for no reason; a third of them after they were reminded."""
        now = self.booth.office.clock.now()
        poll = self.booth.open(QUESTION, secrecy=secrecy, deadline=now + timedelta(days=4))
        people = self.chance.sample(self.booth.voters, len(self.booth.voters))
        self.truth[poll.id] = dict(
            zip((each.user_id for each in people), self.chance.sample(OPTIONS, len(people)), strict=True)
        )
        for number, each in enumerate(people):
            if number == 2 * len(people) // 3:
                self.booth.pass_by(days=3, hours=1)
                self.booth.tick()
                self._deliver_reminders()
            assert self.booth.cast(poll, each, self.truth[poll.id][each.user_id]) is Cast.COUNTED
        return poll

    def seize(self) -> Spoils:
        """All that can be taken."""
        return seize(self.booth.url, [self.folder])

    def found(self, spoils: Spoils, attack: Callable[[Spoils, str], Guess], polls: Iterable[str]) -> int:
        """How many voters an attack finds the right ballot of."""
        return sum(self._right(spoils, attack(spoils, each), each) for each in polls)

    def found_by_each(self, spoils: Spoils, polls: Sequence[str]) -> dict[str, int]:
        """The same of every attack."""
        return {name: self.found(spoils, attack, polls) for name, attack in ATTACKS.items()}

    def _right(self, spoils: Spoils, guess: Guess, poll_id: str) -> int:
        answers = {ballot["key"]: _choice(ballot["choice"]) for ballot in spoils.ballots(poll_id)}
        return sum(answers.get(guess.get(user, "")) == choice for user, choice in self.truth[poll_id].items())

    def _deliver_reminders(self) -> None:
        with open_engine(self.booth.url).execution_options(**WRITING).begin() as connection:
            reminders = update(DeliveryRow).where(DeliveryRow.kind == DeliveryKind.REMINDER)
            connection.execute(reminders.values(state="sent", conversation_id=DeliveryRow.channel_id))


def chance_finds(polls: int, deviations: float) -> float:
    """Voters that blind guesses find, at most: one of each poll in the mean, with as much variance."""
    return polls + deviations * sqrt(polls)


def _choice(kept: object) -> str:
    (choice,) = json.loads(kept) if isinstance(kept, str) else kept
    return str(choice)
