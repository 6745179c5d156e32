"""Tests of groups against libraries that others wrote, and against what a test promises: few false alarms."""

from collections import Counter

import numpy as np
import pytest
from scipy.stats import chi2_contingency, fisher_exact, kruskal, mannwhitneyu
from statsmodels.stats.multitest import multipletests

from kpi_engine.statistics.homogeneity import Ranks, Shares, holm

TABLES = [
    Shares((12, 30, 25), (40, 90, 61)),
    Shares((700, 812, 655, 90), (1100, 1300, 1011, 160)),
    Shares(tuple(range(5, 35)), tuple(range(60, 90))),
]
SMALL = [Shares((1, 5), (9, 8)), Shares((0, 3), (3, 12)), Shares((4, 40), (4, 100)), Shares((2, 2), (5, 900))]


def outcomes(table: Shares) -> np.ndarray:
    successes = np.array(table.successes)
    return np.array([successes, np.array(table.sizes) - successes])


def lengths(seed: int, *sizes: int, shift: float = 1.0) -> list[np.ndarray]:
    chance = np.random.default_rng(seed)
    return [np.ceil(chance.exponential(30 * shift**place, size)).astype(int) for place, size in enumerate(sizes)]


def counted(groups: list[np.ndarray]) -> Ranks:
    return Ranks.of([Counter(map(int, group)) for group in groups])


@pytest.mark.parametrize("table", TABLES)
def test_the_test_of_equal_rates_is_pearsons(table: Shares) -> None:
    library = chi2_contingency(outcomes(table), correction=False)
    assert table.chi_square() == pytest.approx(library.pvalue, rel=1e-9)
    assert table.fits_chi_square() is bool((library.expected_freq >= 5).all())


@pytest.mark.parametrize("table", TABLES)
def test_outcomes_dealt_out_anew_are_as_likely_as_the_chi_square_distribution_says(table: Shares) -> None:
    library = chi2_contingency(outcomes(table), correction=False)
    assert table.permutation() == pytest.approx(library.pvalue, abs=0.02)


@pytest.mark.parametrize("table", SMALL)
def test_two_small_groups_are_told_apart_exactly(table: Shares) -> None:
    assert table.fisher() == pytest.approx(fisher_exact(outcomes(table)).pvalue, rel=1e-9)
    assert table.permutation() == pytest.approx(float(chi2_permuted(table, np.random.default_rng(1), 20_000)), abs=0.02)


def chi2_permuted(table: Shares, chance: np.random.Generator, times: int) -> float:
    """The same test by shuffling people one by one."""
    won = np.repeat([1, 0], [sum(table.successes), sum(table.sizes) - sum(table.successes)])
    first, rate, n = table.sizes[0], won.mean(), len(won)
    dealt = chance.permuted(np.tile(won, (times, 1)), axis=1)[:, :first].sum(axis=1)
    return float(np.mean(np.abs(dealt - first * rate) >= abs(table.successes[0] - first * rate) - 1e-9)) if n else 1.0


@pytest.mark.parametrize("place", range(3))
def test_one_group_against_the_rest_is_the_test_of_a_table_of_two(place: int) -> None:
    table = TABLES[0]
    others = [sum(each) - each[place] for each in (table.successes, table.sizes)]
    pair = Shares((table.successes[place], others[0]), (table.sizes[place], others[1]))
    library = chi2_contingency(outcomes(pair), correction=False)
    assert table.against_the_rest(place) == pytest.approx(library.pvalue, rel=1e-9)


@pytest.mark.parametrize("sizes", [(20, 31), (7, 60, 18), (200, 5, 90, 300)])
def test_the_test_of_equal_lengths_is_kruskal_and_wallis_ties_counted(sizes: tuple[int, ...]) -> None:
    groups = lengths(1, *sizes, shift=1.2)
    assert counted(groups).kruskal_wallis() == pytest.approx(kruskal(*groups).pvalue, rel=1e-9)


def test_one_group_of_lengths_against_the_rest_is_mann_and_whitney() -> None:
    groups = lengths(2, 30, 40, 25, shift=1.3)
    library = mannwhitneyu(groups[1], np.concatenate([groups[0], groups[2]]), method="asymptotic", use_continuity=False)
    ranks = counted(groups)
    assert ranks.against_the_rest(1) == pytest.approx(library.pvalue, rel=1e-9)
    assert ranks.is_above(2)
    assert not ranks.is_above(0)


def test_lengths_dealt_out_anew_are_as_likely_as_kruskal_and_wallis_say() -> None:
    ranks = counted(lengths(4, 40, 60, 50))
    assert ranks.permutation() == pytest.approx(ranks.kruskal_wallis(), abs=0.02)


def test_the_same_table_has_the_same_p_value_again() -> None:
    assert TABLES[0].permutation() == TABLES[0].permutation()


def test_p_values_are_made_good_for_their_number_as_holm_does() -> None:
    p_values = [0.001, 0.2, 0.013, 0.04, 0.013]
    assert holm(p_values) == pytest.approx(multipletests(p_values, method="holm")[1])


@pytest.mark.parametrize("sizes", [(400,) * 6, (30, 50, 80, 200), (12, 9, 14, 8, 10, 11)])
def test_equal_rates_are_called_different_about_five_times_in_a_hundred(sizes: tuple[int, ...]) -> None:
    chance = np.random.default_rng(11)
    alarms = [_alarm(Shares(tuple(map(int, chance.binomial(sizes, 0.3))), sizes)) for _ in range(400)]
    assert 0.02 <= np.mean(alarms) <= 0.075


def _alarm(table: Shares) -> bool:
    return (table.chi_square() if table.fits_chi_square() else table.permutation()) < 0.05


def test_among_equals_somebody_stands_out_at_most_five_times_in_a_hundred() -> None:
    chance, sizes = np.random.default_rng(12), (150,) * 12
    named = 0
    for _ in range(1000):
        table = Shares(tuple(map(int, chance.binomial(sizes, 0.4))), sizes)
        named += min(holm([table.against_the_rest(place) for place in range(12)])) < 0.05
    assert named <= 60
