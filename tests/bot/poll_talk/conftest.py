"""Houses on both databases."""

from tests.bot.adoption.conftest import house

__all__ = ["house"]
