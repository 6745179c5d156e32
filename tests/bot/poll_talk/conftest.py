"""Houses on both databases."""

from tests.bot.adoption.conftest import emptied_database, house, migrated_database, migrated_file, migrated_url

__all__ = ["emptied_database", "house", "migrated_database", "migrated_file", "migrated_url"]
