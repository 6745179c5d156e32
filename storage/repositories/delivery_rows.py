"""How a delivery's row becomes its record: everything but the picture's bytes, which few need."""

from dataclasses import fields
from typing import Any

from sqlalchemy import Row

from storage.models import DeliveryRow
from storage.repositories.delivery_records import Delivery, DeliveryKind, DeliveryState, Variant

COLUMNS = tuple(getattr(DeliveryRow, each.name) for each in fields(Delivery))
"""What to select, or to give back after an update."""

AS_IT_IS = {"synchronize_session": False}
"""Execution options of an update: no row is kept in a session for longer than its statement."""


def delivery_of(row: Row[Any]) -> Delivery:
    """The record of a row that COLUMNS selected."""
    values = dict(row._mapping)  # noqa: SLF001 - public despite its name: SQLAlchemy keeps names free for columns
    return Delivery(
        **values
        | {
            "kind": DeliveryKind(values["kind"]),
            "state": DeliveryState(values["state"]),
            "variant": Variant(values["variant"]),
        }
    )
