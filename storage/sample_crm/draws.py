"""Chance: one independent stream of random numbers per purpose, and the few ways the sample draws from them."""

import zlib
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]
Flags = NDArray[np.bool_]
Spans = NDArray[np.timedelta64]
Days = NDArray[np.datetime64]  # calendar days, datetime64[D]; NaT where it has not happened


def days_long(counts: Codes | Floats) -> Spans:
    """Numbers of days, cut to whole ones, as spans to add to days."""
    spans: Spans = np.floor(counts).astype("timedelta64[D]")
    return spans


def stream(seed: int, purpose: str) -> np.random.Generator:
    """Give the same numbers for the same seed and purpose, so that a change to one table moves no other."""
    return np.random.default_rng([seed, zlib.crc32(purpose.encode())])


def spread(values: Iterable[float], codes: Codes) -> Floats:
    """The value of each code, from values listed in the order of the codes."""
    return np.array(list(values), dtype=np.float64)[codes]


def flagged(values: Iterable[bool], codes: Codes) -> Flags:
    """The same for yes and no."""
    return np.array(list(values), dtype=np.bool_)[codes]


def choose(rng: np.random.Generator, weights: Sequence[float] | Floats, size: int) -> Codes:
    """Positions drawn by weight."""
    cumulative = np.cumsum(np.asarray(weights, dtype=np.float64))
    marks = rng.random(size) * cumulative[-1]
    return np.asarray(np.searchsorted(cumulative, marks, side="right"), dtype=np.int64)


def choose_by_row(rng: np.random.Generator, weights: Floats) -> Codes:
    """One position per row of a rows × options matrix of weights."""
    cumulative = np.cumsum(weights, axis=1)
    marks = rng.random((len(weights), 1)) * cumulative[:, -1:]
    return np.asarray((cumulative <= marks).sum(axis=1), dtype=np.int64)


def happens(rng: np.random.Generator, logit: Floats) -> Flags:
    """Yes or no, yes with probability 1 / (1 + exp(-logit))."""
    return rng.random(len(logit)) < 1 / (1 + np.exp(-logit))


def whole_days(rng: np.random.Generator, median: Floats | float, sigma: float, size: int) -> Spans:
    """Lognormal durations around a median in days, cut to whole days."""
    days = median * rng.lognormal(0.0, sigma, size)
    return days_long(days)
