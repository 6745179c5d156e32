"""Whether groups differ by more than chance: all of them together, and each against the rest."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtrc, gammaln

_ENOUGH_EXPECTED = 5
_SHUFFLES = 9_999
_RANKS_SHUFFLED_AT_ONCE = 1_000_000
_AS_LIKELY = 1 + 1e-7  # two tables of the same likelihood, computed in another order

Floats = NDArray[np.float64]
Counts = Mapping[int, int]  # whole values and how often each occurs


@dataclass(frozen=True, slots=True)
class Shares:
    """Successes out of n, group by group."""

    successes: Sequence[int]
    sizes: Sequence[int]

    def is_even(self) -> bool:
        """Everybody succeeded or nobody did: nothing can differ."""
        return sum(self.successes) in (0, sum(self.sizes))

    def fits_chi_square(self) -> bool:
        """At least five successes and five failures expected in every group (Cochran 1954, Biometrics 10:417)."""
        total, won = sum(self.sizes), sum(self.successes)
        return min(self.sizes) * min(won, total - won) >= _ENOUGH_EXPECTED * total

    def chi_square(self) -> float:
        """P value of Pearson's test that all groups share one rate (1900, Philos. Mag. 50:157)."""
        won, sizes = np.array(self.successes, float), np.array(self.sizes, float)
        return float(chdtrc(len(sizes) - 1, _pearson(won, sizes)))

    def permutation(self) -> float:
        """P value of the same statistic when outcomes are dealt out anew among the groups, so many to each.

        The observed table counts as one of the shuffles (Phipson & Smyth 2010, Stat. Appl. Genet. Mol. Biol. 9:39).
        The cards are shuffled by the counts themselves: the same table has the same p value again.
        """
        dealt = np.random.default_rng([*self.successes, *self.sizes]).multivariate_hypergeometric(
            self.sizes, sum(self.successes), size=_SHUFFLES, method="marginals"
        )
        sizes = np.array(self.sizes, float)
        observed = _pearson(np.array(self.successes, float), sizes)
        return _share_as_far(_pearson(dealt.astype(float), sizes), float(observed))

    def against_the_rest(self, place: int) -> float:
        """P value of one group's rate against that of all others: chi-square, or Fisher's exact test where few."""
        won, size = self.successes[place], self.sizes[place]
        pair = Shares((won, sum(self.successes) - won), (size, sum(self.sizes) - size))
        return pair.chi_square() if pair.fits_chi_square() else pair.fisher()

    def fisher(self) -> float:
        """P value of two groups, exact: all tables no likelier than this one (Fisher 1935, J. R. Stat. Soc. 98:39)."""
        won, (size, other) = sum(self.successes), self.sizes
        possible = np.arange(max(0, won - other), min(size, won) + 1)
        weights = _log_choose(size, possible) + _log_choose(other, won - possible)
        likelihoods = np.exp(weights - weights.max())
        observed = likelihoods[self.successes[0] - possible[0]]
        return float(likelihoods[likelihoods <= observed * _AS_LIKELY].sum() / likelihoods.sum())


def _pearson(won: Floats, sizes: Floats) -> Floats:
    """Pearson's statistic of one table, or of one a row."""
    rate = won.sum(axis=-1, keepdims=True) / sizes.sum()
    return np.asarray(((won - sizes * rate) ** 2 / sizes).sum(axis=-1) / (rate * (1 - rate))[..., 0])


def _log_choose(n: int, k: NDArray[np.int_]) -> Floats:
    return np.asarray(gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1))


def _share_as_far(shuffled: Floats, observed: float) -> float:
    as_far = np.count_nonzero(shuffled * _AS_LIKELY >= observed)
    return float((1 + as_far) / (1 + len(shuffled)))


@dataclass(frozen=True, slots=True)
class Ranks:
    """Groups of whole values, by the ranks of the values among all: ties share their mean rank."""

    sums: Floats  # of the ranks of each group
    sizes: Floats
    midranks: Floats  # of every value, the same value once for each time it occurs
    spread: float  # variance of the ranks, ties counted

    @classmethod
    def of(cls, groups: Sequence[Counts]) -> "Ranks":
        """Rank the values of all groups together."""
        values = sorted(set().union(*groups))
        counts = np.array([[group.get(value, 0) for value in values] for group in groups], float)
        occurring = counts.sum(axis=0)
        ranks = occurring.cumsum() - (occurring - 1) / 2
        n = occurring.sum()
        spread = float((occurring * (ranks - (n + 1) / 2) ** 2).sum() / (n - 1))
        return cls(counts @ ranks, counts.sum(axis=1), np.repeat(ranks, occurring.astype(int)), spread)

    def kruskal_wallis(self) -> float:
        """P value of the test that no group's values tend to be larger (1952, J. Am. Stat. Assoc. 47:583).

        By the chi-square distribution; with two groups it is the Mann-Whitney test.
        """
        return float(chdtrc(len(self.sizes) - 1, self._statistic(self.sums)))

    def permutation(self) -> float:
        """P value of the same statistic when the values are dealt out anew among the groups, as `Shares` does it."""
        chance = np.random.default_rng([*(2 * self.sums).astype(int), *self.sizes.astype(int)])
        bounds = np.r_[0, self.sizes.cumsum()[:-1]].astype(int)
        at_once = max(1, _RANKS_SHUFFLED_AT_ONCE // len(self.midranks))
        dealt = [
            np.add.reduceat(chance.permuted(np.tile(self.midranks, (rows, 1)), axis=1), bounds, axis=1)
            for rows in _portions(_SHUFFLES, at_once)
        ]
        return _share_as_far(self._statistic(np.concatenate(dealt)), float(self._statistic(self.sums)))

    def against_the_rest(self, place: int) -> float:
        """P value of one group against all others."""
        sums = np.array([self.sums[place], self.sums.sum() - self.sums[place]])
        sizes = np.array([self.sizes[place], self.sizes.sum() - self.sizes[place]])
        return Ranks(sums, sizes, self.midranks, self.spread).kruskal_wallis()

    def is_above(self, place: int) -> bool:
        """Whether a group's values tend to be larger than the others'."""
        return bool(self.sums[place] / self.sizes[place] > (self.sizes.sum() + 1) / 2)

    def _statistic(self, sums: Floats) -> Floats:
        centre = (self.sizes.sum() + 1) / 2
        return np.asarray((self.sizes * (sums / self.sizes - centre) ** 2).sum(axis=-1) / self.spread)


def _portions(total: int, at_once: int) -> Iterable[int]:
    return (min(at_once, total - done) for done in range(0, total, at_once))


def holm(p_values: Sequence[float]) -> list[float]:
    """P values made good for having looked at so many (Holm 1979, Scand. J. Stat. 6:65): none wrongly below 5 %."""
    adjusted, least = [0.0] * len(p_values), 0.0
    for rank, place in enumerate(sorted(range(len(p_values)), key=lambda at: p_values[at])):
        least = max(least, min(1.0, p_values[place] * (len(p_values) - rank)))
        adjusted[place] = least
    return adjusted
