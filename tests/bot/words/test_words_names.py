"""Every name of every table is understood, whatever the reader's language, and means one thing."""

import unicodedata

import pytest

from bot.words.dimension_names import BY, DIMENSION_NAMES, UNKNOWN
from bot.words.kpi_names import DOUBTFUL_NAMES, KPI_NAMES
from bot.words.lexicon import folded, lexicon_of
from bot.words.meanings import EitherOf
from bot.words.phrases import BASES, COMPARED, COMPARED_WITH, FILLERS, SCOPES, VERSUS
from bot.words.reading import Mine, Topic, Why
from kpi_engine.definitions import CATALOG
from kpi_engine.kpi import Catalog
from kpi_engine.question import Basis, Compare, Dimension, Filter
from kpi_engine.scope import COMPANY
from tests.bot.words.asking import EN, FR, ask, misread, vocabulary


def every(table):
    return [(meaning, name) for meaning, names in table.items() for name, _ in names]


def without_accents(name):
    return "".join(each for each in unicodedata.normalize("NFD", name) if not unicodedata.combining(each))


@pytest.mark.parametrize("language", [EN, FR])
@pytest.mark.parametrize(("key", "name"), every(KPI_NAMES))
def test_every_name_of_a_kpi_is_understood(key, name, language):
    for typed in (name, name.upper(), without_accents(name), name.replace("'", "’"), name.replace(" ", "\u00a0")):
        assert ask(typed, language).kpi == key


@pytest.mark.parametrize("kpi", CATALOG.values(), ids=lambda kpi: kpi.key)
def test_every_kpi_of_the_catalogue_has_names_and_is_understood_by_its_key_and_its_own_name(kpi):
    assert kpi.key in KPI_NAMES
    assert ask(kpi.key).kpi == ask(kpi.name).kpi == kpi.key


def test_names_belong_to_kpis_of_the_catalogue():
    assert set(KPI_NAMES) <= set(CATALOG)
    assert {key for keys in DOUBTFUL_NAMES.values() for key in keys} <= set(CATALOG)


@pytest.mark.parametrize("name", DOUBTFUL_NAMES)
def test_a_name_used_for_several_kpis_is_asked_back(name):
    reading = misread(f"{name} 2026")
    assert [problem.why for problem in reading.problems] == [Why.AMBIGUOUS_WORD]
    assert reading.problems[0].about is Topic.KPI
    assert [ask(each.text).kpi for each in reading.suggestions] == list(DOUBTFUL_NAMES[name])


@pytest.mark.parametrize(("dimension", "name"), every(DIMENSION_NAMES))
def test_every_name_of_a_dimension_breaks_a_figure_down(dimension, name):
    kpi = "leads" if dimension is Dimension.CAMPAIGN else "transformation"
    for opener, _ in BY:
        assert ask(f"{kpi} {opener} {name}").by is dimension


@pytest.mark.parametrize(("dimension", "name"), every(DIMENSION_NAMES))
def test_every_name_of_a_dimension_filters(dimension, name):
    kpi = "leads" if dimension is Dimension.CAMPAIGN else "transformation"
    for typed in (f"{name}:x", f"{name.upper()} : X", f"{without_accents(name)}=x"):
        asked = ask(f"{kpi} {typed}", values={dimension: ["x"]})
        assert asked.filters == (Filter(dimension, ("x",)),)


@pytest.mark.parametrize("name", [name for name, _ in UNKNOWN])
def test_every_word_for_unknown_is_the_empty_value(name):
    assert ask(f"leads source:{name}").filters == (Filter(Dimension.SOURCE, (None,)),)


@pytest.mark.parametrize(("scope", "name"), every(SCOPES))
def test_every_name_of_a_scope_is_understood(scope, name):
    assert scope in (COMPANY, Mine.SELF, Mine.TEAM)
    assert ask(f"leads {name}").scope == ask(f"{name} conversion").scope == scope


@pytest.mark.parametrize("compare", Compare)
def test_every_word_of_comparison_is_understood(compare):
    for opener, _ in VERSUS:
        for name, _ in COMPARED_WITH[compare]:
            assert ask(f"leads {opener} {name}").compare is compare
    for name, _ in COMPARED.get(compare, ()):
        assert ask(f"leads {name}").compare is compare


@pytest.mark.parametrize("basis", Basis)
def test_every_word_of_basis_is_understood(basis):
    for name, _ in BASES[basis]:
        assert ask(f"conversion {name}").basis is basis


@pytest.mark.parametrize("name", [name for name, _ in FILLERS])
def test_small_words_add_nothing(name):
    assert ask(f"{name} conversion") == ask(f"conversion {name}") == ask("conversion")


def test_no_phrase_has_two_meanings():
    phrases = [*every(KPI_NAMES), *every(DIMENSION_NAMES), *every(SCOPES), *every(BASES), *every(COMPARED)]
    meanings = {}
    for meaning, name in [*phrases, *(("filler", name) for name, _ in FILLERS)]:
        meanings.setdefault(folded(name), set()).add(meaning)
    assert {words: several for words, several in meanings.items() if len(several) > 1} == {}


def test_the_longest_name_wins():
    assert ask("CA par client par région").kpi == "revenue-per-customer"
    assert ask("leads qualifiés par source").kpi == "qualified-leads"
    assert ask("leads par source").kpi == "leads"


def adopted(key, name):
    template = CATALOG["leads"]
    return type(template)(key, name, template.definition, template.measure, template.unit, template.better)


def test_an_adopted_kpi_is_understood_by_its_key_and_name_and_wins_over_shorter_ones():
    catalog = Catalog(*CATALOG.values(), adopted("conversion-enterprise", "Enterprise conversion"))
    assert ask("conversion enterprise 2026", catalog=catalog).kpi == "conversion-enterprise"
    assert ask("enterprise conversion by region", catalog=catalog).kpi == "conversion-enterprise"
    assert ask("conversion by region", catalog=catalog).kpi == "conversion"


def test_a_name_that_two_kpis_share_is_asked_back_and_a_key_always_means_its_kpi():
    catalog = Catalog(*CATALOG.values(), adopted("fast-leads", "New leads"), adopted("sales", "Something"))
    reading = misread("new leads", catalog=catalog)
    assert reading.problems[0].why is Why.AMBIGUOUS_WORD
    assert {ask(each.text, catalog=catalog).kpi for each in reading.suggestions} == {"leads", "fast-leads"}
    assert ask("sales", catalog=catalog).kpi == "sales"
    phrases = lexicon_of(vocabulary(catalog=catalog).catalog).phrases
    assert phrases["new", "leads"].meaning == EitherOf(("leads", "fast-leads"))
