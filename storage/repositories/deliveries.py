"""Messages on their way to Slack: decided once, changed after they are out, looked up."""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from secrets import token_hex
from typing import Any

from sqlalchemy import String, cast, select, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningInsert

from storage.models import AlertEpisodeRow, AlertRuleRow, DeliveryRow, DigestRow, EditionRow, ProposalRow
from storage.repositories.delivery_records import (
    ON_ITS_WAY,
    Delivery,
    DeliveryState,
    Frozen,
    NewDelivery,
    Variant,
)
from storage.repositories.delivery_rows import AS_IT_IS, COLUMNS, delivery_of
from storage.repositories.upsert import dialect_of, insert_into, row_of

_NOTHING = "{}"  # a forgotten payload, as both databases keep it


class Deliveries:
    """The queue of messages. `has_news` tells whether this unit gave the senders something to do."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.has_news = False

    def queue(self, new: NewDelivery) -> int | None:
        """Decide on a message and give its id; None where it was decided before: it is sent once."""
        row = row_of(new) | {
            "not_before": new.not_before or new.due_at,
            "slack_key": token_hex(16),
            "variant": Variant.PICTURE if new.png else Variant.TEXT,
            "state": DeliveryState.PREPARING if new.png else DeliveryState.PENDING,
        }
        queued: int | None = self._session.execute(_queueing(dialect_of(self._session)), row).scalar()
        self.has_news |= queued is not None
        return queued

    def edit(self, delivery_id: int, payload: Frozen) -> None:
        """Replace a message that is out, or as soon as it is; of several edits the last one stays."""
        statement = update(DeliveryRow).where(DeliveryRow.id == delivery_id)
        changed = statement.values(edit=payload, edit_number=DeliveryRow.edit_number + 1)
        self._session.execute(changed, execution_options=AS_IT_IS)
        self.has_news = True

    def withhold(self, dedup_key: str, reason: str, now: datetime) -> None:
        """Suppress a message that waits for its time, if nobody has tried to send it: it is not true any more."""
        waiting = update(DeliveryRow).where(
            DeliveryRow.dedup_key == dedup_key,
            DeliveryRow.state == DeliveryState.PENDING,
            DeliveryRow.attempts == 0,
            DeliveryRow.not_before > now,
        )
        ended = waiting.values(state=DeliveryState.SUPPRESSED, reason=reason, finished_at=now)
        self._session.execute(ended, execution_options=AS_IT_IS)

    def was_withheld(self, delivery_id: int) -> bool:
        """Whether there was a reason not to send it, so that nothing can follow it."""
        state = select(DeliveryRow.state).where(DeliveryRow.id == delivery_id)
        return self._session.execute(state).scalar() == DeliveryState.SUPPRESSED

    def find(self, dedup_key: str) -> int | None:
        """Find the id of a message that was decided on."""
        return self._session.execute(select(DeliveryRow.id).filter_by(dedup_key=dedup_key)).scalar()

    def get(self, delivery_id: int) -> Delivery | None:
        """Find one by its id."""
        row = self._session.execute(select(*COLUMNS).where(DeliveryRow.id == delivery_id)).first()
        return delivery_of(row) if row else None

    def recent(
        self, team_id: str, *, channel_id: str | None = None, states: Collection[DeliveryState] = (), most: int = 20
    ) -> Sequence[Delivery]:
        """List a workspace's messages, the latest due first."""
        statement = select(*COLUMNS).where(DeliveryRow.team_id == team_id)
        if channel_id:
            statement = statement.where(DeliveryRow.channel_id == channel_id)
        if states:
            statement = statement.where(DeliveryRow.state.in_(states))
        ordered = statement.order_by(DeliveryRow.due_at.desc(), DeliveryRow.id.desc()).limit(most)
        return [delivery_of(row) for row in self._session.execute(ordered)]

    def forget_words_before(self, moment: datetime) -> None:
        """Empty what ended before `moment`: what it said goes, that it was decided on and how it ended stays for ever.

        What somebody may still send again keeps its words, and an edit that Slack does not show yet stays.
        """
        over = (
            DeliveryRow.finished_at < moment,
            DeliveryRow.state.not_in([*ON_ITS_WAY, DeliveryState.UNCONFIRMED]),
            DeliveryRow.edit_shown >= DeliveryRow.edit_number,
            cast(DeliveryRow.payload_text, String) != _NOTHING,
        )
        emptied = update(DeliveryRow).where(*over).values(payload={}, payload_text={}, png=None, edit=None)
        self._session.execute(emptied, execution_options=AS_IT_IS)

    def answerable(self, delivery: Delivery) -> str | None:
        """Who answers for a message: the owner of its digest or of its alert's rule, or a proposal's author."""
        own = [each for each in (delivery.id, delivery.root_id) if each]
        of_digest = (
            select(DigestRow.owner)
            .join(EditionRow, (EditionRow.team_id == DigestRow.team_id) & (EditionRow.digest_id == DigestRow.id))
            .where(EditionRow.delivery_id.in_(own))
        )
        of_rule = (
            select(AlertRuleRow.owner)
            .join(
                AlertEpisodeRow,
                (AlertEpisodeRow.team_id == AlertRuleRow.team_id) & (AlertEpisodeRow.rule_id == AlertRuleRow.id),
            )
            .where(AlertEpisodeRow.root_delivery.in_(own))
        )
        of_proposal = select(ProposalRow.author).where(ProposalRow.root_delivery.in_(own))
        return self._session.execute(of_digest.union_all(of_rule, of_proposal).limit(1)).scalar()


@cache
def _queueing(dialect: str) -> ReturningInsert[Any]:
    statement = insert_into(DeliveryRow, dialect).on_conflict_do_nothing(index_elements=["dedup_key"])
    return statement.returning(DeliveryRow.__table__.c.id)
