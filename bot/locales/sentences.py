"""The sentences of every language, read from .po files. English sentences are their own ids."""

from functools import cache
from importlib.resources import files

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

DOMAIN = "kpi"


@cache
def sentences(language: str) -> Catalog:
    """The catalogue of a language other than English; each process reads it once."""
    po = files("bot.locales").joinpath(language, "LC_MESSAGES", f"{DOMAIN}.po").read_text(encoding="utf-8")
    return read_po(po.splitlines(keepends=True), locale=language, domain=DOMAIN)
