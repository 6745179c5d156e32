"""Wrong numbers that raise no error, on every database. The suite borrows the builder and questions of the engine's tests."""

from tests.databases import database

__all__ = ["database"]
