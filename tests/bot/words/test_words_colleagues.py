"""Mentions of colleagues in a question."""

from bot.words.colleagues import as_filters, mentioned
from kpi_engine.question import Dimension, Filter
from tests.bot.words.asking import EN, FR, ask

REPS = {"U1": "Camille Roy", "U2": "Liam O'Brien", "U3": 'The "big" one'}


def test_everybody_mentioned_is_found_once():
    assert mentioned("leads <@U1> <@U2|liam> <@U1|cam> <#C1|general> <!here> < @U9> U8") == ("U1", "U2")


def test_a_mention_is_the_filter_that_the_name_is_in_the_readers_language():
    assert as_filters("leads <@U1>", REPS, EN).split() == ["leads", 'rep:"Camille', 'Roy"']
    assert as_filters("leads <@U1>", REPS, FR).split() == ["leads", 'commercial:"Camille', 'Roy"']
    for typed in ("leads <@U1>", "leads<@U1>2026", "leads rep:<@U1>", "leads rep: <@U1|cam>", "leads de <@U1>"):
        filters = ask(as_filters(typed, REPS, EN), EN).filters
        assert filters == (Filter(Dimension.REP, ("Camille Roy",)),), typed


def test_names_with_quotes_are_spelt_so_that_they_read():
    assert as_filters("leads rep:<@U3>", REPS, EN) == 'leads rep:"The ""big"" one"'
    both = ask(as_filters("leads <@U1> <@U2>", REPS, EN), EN).filters
    assert both == (Filter(Dimension.REP, ("Camille Roy", "Liam O'Brien")),)


def test_who_sells_nothing_stays_as_mentioned():
    assert as_filters("leads <@U9> <!here>", REPS, EN) == "leads <@U9> <!here>"
