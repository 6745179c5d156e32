"""Chance: one independent stream of random numbers per purpose, and the few ways the sample draws from them."""

import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]
Flags = NDArray[np.bool_]
Days = NDArray[np.datetime64]  # calendar days, datetime64[D]; NaT where it has not happened


def stream(seed: int, purpose: str) -> np.random.Generator:
    """The same numbers for the same seed and purpose, whatever else is drawn: one table's change moves no other table."""
    return np.random.default_rng([seed, zlib.crc32(purpose.encode())])


def choose(rng: np.random.Generator, weights: Sequence[float] | Floats, size: int) -> Codes:
    """Positions drawn by weight."""
    cumulative = np.cumsum(weights)
    return np.searchsorted(cumulative, rng.random(size) * cumulative[-1], side="right").astype(np.int64)


def choose_by_row(rng: np.random.Generator, weights: Floats) -> Codes:
    """One position per row of a rows × options matrix of weights."""
    cumulative = np.cumsum(weights, axis=1)
    marks = rng.random((len(weights), 1)) * cumulative[:, -1:]
    return (cumulative <= marks).sum(axis=1).astype(np.int64)


def happens(rng: np.random.Generator, logit: Floats) -> Flags:
    """Yes or no, with probability 1 / (1 + exp(-logit))."""
    return rng.random(len(logit)) < 1 / (1 + np.exp(-logit))


def whole_days(rng: np.random.Generator, median: Floats | float, sigma: float, size: int) -> NDArray[np.timedelta64]:
    """Lognormal durations around a median in days, cut to whole days."""
    days = median * rng.lognormal(0.0, sigma, size)
    return np.floor(days).astype("timedelta64[D]")
