"""The engine's tests ask their facts of every database."""

from tests.databases import database

__all__ = ["database"]
