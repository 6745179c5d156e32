"""Filters find stored values whatever their case, accents and quotes, and refuse the rest."""

import pytest

from bot.words.reading import Why
from kpi_engine.question import Dimension, Filter
from tests.bot.words.asking import ask, misread

SOURCE, TEAM, REGION, REP = Dimension.SOURCE, Dimension.TEAM, Dimension.REGION, Dimension.REP

FOUND = {
    "source:salon": {SOURCE: ("Salon",)},
    "SOURCE : SALON": {SOURCE: ("Salon",)},
    "source=salon": {SOURCE: ("Salon",)},
    "source\u00a0:\u00a0salon": {SOURCE: ("Salon",)},
    'source:"salon pro"': {SOURCE: ("Salon Pro",)},
    "source:“Salon Pro”": {SOURCE: ("Salon Pro",)},
    "source: « Salon Pro »": {SOURCE: ("Salon Pro",)},
    "source:«\u00a0Salon\u00a0Pro\u00a0»": {SOURCE: ("Salon Pro",)},
    "source:'Salon Pro'": {SOURCE: ("Salon Pro",)},
    "source:‘Salon Pro’": {SOURCE: ("Salon Pro",)},
    "source:„Salon Pro“": {SOURCE: ("Salon Pro",)},
    'source:"Salon Pro': {SOURCE: ("Salon Pro",)},
    "source: salon pro": {SOURCE: ("Salon Pro",)},
    "source:salon, web": {SOURCE: ("Salon", "Web")},
    "source:salon,web": {SOURCE: ("Salon", "Web")},
    "source:web,salon": {SOURCE: ("Salon", "Web")},
    'source:"Salon Pro","web"': {SOURCE: ("Salon Pro", "Web")},
    'source:web, "salon pro" team:nord': {SOURCE: ("Salon Pro", "Web"), TEAM: ("Nord",)},
    "source:salon source:web": {SOURCE: ("Salon", "Web")},
    "source:salon, last quarter": {SOURCE: ("Salon",)},
    "source:salon,inconnu": {SOURCE: ("Salon", None)},
    "source:bouche à oreille".replace(" à ", "-à-"): {SOURCE: ("Bouche-à-oreille",)},
    "source:BOUCHE‑A‑OREILLE": {SOURCE: ("Bouche-à-oreille",)},
    "source:r&d": {SOURCE: ("R&D",)},
    "source:c": {SOURCE: ("C",)},
    "source:c#": {SOURCE: ("C#",)},
    "source:salon?": {SOURCE: ("Salon",)},
    "source:salon.": {SOURCE: ("Salon",)},
    "(source:salon)": {SOURCE: ("Salon",)},
    "*source:salon*": {SOURCE: ("Salon",)},
    "région:île-de-france": {REGION: ("Île-de-France",)},
    "region:ile-de-france": {REGION: ("Île-de-France",)},
    "team:sud-est": {TEAM: ("Sud-Est",)},
    "rep:“Liam O’Brien”": {REP: ("Liam O'Brien",)},
    "rep:'Liam O'Brien'": {REP: ("Liam O'Brien",)},
    "rep:liam o'brien": {REP: ("Liam O'Brien",)},
    "commerciale:zoe petit": {REP: ("Zoé Petit",)},
    "campagne:ete 2026": {Dimension.CAMPAIGN: ("Été 2026",)},
    'campaign:"spring, north"': {Dimension.CAMPAIGN: ("Spring, North",)},
    'campaign:"The ""big"" one"': {Dimension.CAMPAIGN: ('The "big" one',)},
    'campaign:«The "big" one»': {Dimension.CAMPAIGN: ('The "big" one',)},
}


@pytest.mark.parametrize(("typed", "found"), FOUND.items())
def test_a_value_is_found_as_it_is_stored(typed, found):
    for text in (f"leads {typed}", f"{typed} leads", f"{typed} leads par segment"):
        assert ask(text).filters == tuple(Filter(dimension, values) for dimension, values in found.items())


@pytest.mark.parametrize(
    "typed",
    ["source:wbe", "source:salonpro", 'source:"sal"', "source:!salon", "source:-salon", "source:+web", "team:web"],
)
def test_a_value_that_the_facts_do_not_hold_is_refused(typed):
    (problem,) = misread(f"leads {typed} 2026").problems
    assert problem.why is Why.UNKNOWN_VALUE
    assert problem.about in (SOURCE, TEAM)
    assert problem.places[0].words == typed.split(":")[1]


@pytest.mark.parametrize(
    "typed", ["source!=salon", "source≠salon", "source:<salon", "-source:salon", "!source:salon", "source=\u0338salon"]
)
def test_a_sign_that_turns_the_meaning_is_never_passed_over(typed):
    assert misread(f"leads {typed}").problems


def test_what_was_understood_of_a_filter_is_kept():
    reading = misread("leads source:salon,webb,web")
    assert reading.understood.filters == (Filter(SOURCE, ("Salon", "Web")),)
    assert [(problem.why, problem.places[0].words) for problem in reading.problems] == [(Why.UNKNOWN_VALUE, "webb")]


@pytest.mark.parametrize("typed", ["source:", "source: par segment", "source:, web", "source::web", "source: 2026"])
def test_a_filter_without_value_is_incomplete(typed):
    problem = misread(f"leads {typed}").problems[0]
    assert (problem.why, problem.places[0].words) == (Why.INCOMPLETE, "source:")


def test_quotes_choose_among_values_that_differ_by_case_only():
    values = {SOURCE: ["Web", "WEB", "Autre"]}
    reading = misread("leads source:web", values=values)
    assert reading.problems[0].why is Why.AMBIGUOUS_WORD
    assert [ask(each.text, values=values).filters[0].values for each in reading.suggestions] == [("Web",), ("WEB",)]
    assert ask('leads source:"WEB"', values=values).filters[0].values == ("WEB",)
    assert misread('leads source:"weB"', values=values).problems[0].why is Why.AMBIGUOUS_WORD


def test_a_value_that_holds_words_of_the_grammar_needs_quotes_where_both_readings_exist():
    values = {SOURCE: ["Salon", "Salon 2026"]}
    reading = misread("leads source:salon 2026", values=values)
    assert [problem.why for problem in reading.problems] == [Why.AMBIGUOUS_WORD]
    assert {ask(each.text, values=values).filters[0].values for each in reading.suggestions} == {
        ("Salon",),
        ("Salon 2026",),
    }
    assert ask('leads source:"salon 2026"', values=values).period is None
    assert ask("leads source:salon 2025", values=values).period is not None


def test_after_a_comma_a_word_that_is_both_a_value_and_a_kpi_is_asked_back():
    values = {SOURCE: ["Salon", "Conversion"]}
    reading = misread("leads source:salon, conversion", values=values)
    assert [problem.why for problem in reading.problems] == [Why.AMBIGUOUS_WORD]
    assert ask("leads source:salon,conversion", values=values).filters[0].values == ("Conversion", "Salon")


def test_the_word_unknown_is_the_empty_value_and_in_quotes_a_stored_one():
    values = {SOURCE: ["Unknown", "Web"]}
    assert ask("leads source:unknown", values=values).filters[0].values == (None,)
    assert ask('leads source:"unknown"', values=values).filters[0].values == ("Unknown",)
    assert ask('leads source:"inconnu"').filters[0].values == (None,)


def test_the_values_of_a_dimension_are_asked_for_only_where_it_is_named():
    asked_for = []

    class Watched(dict):
        def get(self, dimension, default=None):
            asked_for.append(dimension)
            return ["Nord"]

    ask("leads 2026 par source", values=Watched())
    assert asked_for == []
    ask("leads team:nord team:NORD", values=Watched())
    assert asked_for == [TEAM]
