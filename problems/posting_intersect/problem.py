"""Size and kind -> lists of numbers and queries, as bytes."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["answer", "generate"]

Indices = NDArray[np.int64]
Shares = NDArray[np.float64]

_MEASURED = ("even", "waves", "halves")
_KINDS = (*_MEASURED, "runs", "same", "gaps", "full", "disjoint", "twice", "small")
_DENSEST, _SPARSEST = 0.3, 0.01  # shares of the numbers below u
_BANDS = 64  # of the numbers, in each of which a list is more or less dense
_RUN = 20
_MOST = 4  # lists of a query


def _bands(rng: np.random.Generator, lists: int, kind: str) -> Shares:
    """How much denser than in the mean each list is in each band."""
    if kind == "waves":
        turns = rng.random((lists, 1)) + np.arange(_BANDS) / _BANDS * rng.integers(1, 4, (lists, 1))
        return 1 + 0.4 * np.sin(2 * np.pi * turns)
    if kind == "halves":
        return rng.permuted(np.tile(0.7 + 0.6 * (np.arange(_BANDS) % 2), (lists, 1)), axis=1)
    return np.ones((lists, _BANDS))


def _scattered(rng: np.random.Generator, shares: Shares, u: int) -> NDArray[np.bool_]:
    """Which numbers each list has, if each is there with the share of its list and band."""
    lists, width = len(shares), -(-u // _BANDS)
    counts = rng.poisson(-np.log1p(-shares) * width)  # so many throws leave just that share without a hit
    starts = np.arange(lists)[:, None] * (width * _BANDS) + np.arange(_BANDS) * width
    places = np.repeat(starts.ravel(), counts.ravel())
    places += (rng.random(len(places)) * width).astype(np.int64)
    there = np.zeros(lists * width * _BANDS, np.bool_)
    there[places] = True
    return there.reshape(lists, -1)[:, :u]


def _members(rng: np.random.Generator, lists: int, u: int, kind: str) -> NDArray[np.bool_]:
    """A row for each list: which numbers it has."""
    shares = _DENSEST * (_SPARSEST / _DENSEST) ** (np.arange(lists)[:, None] / max(1, lists - 1))
    match kind:
        case "runs":
            return (rng.random((lists, -(-u // _RUN))) < shares).repeat(_RUN, 1)[:, :u]
        case "same":
            return np.broadcast_to(rng.random(u) < 0.1, (lists, u))
        case "gaps":
            shares *= rng.integers(2, size=(lists, 1))
        case "full":
            return np.ones((lists, u), np.bool_)
        case "disjoint":
            return rng.integers(lists, size=u) == np.arange(lists)[:, None]
        case "small":
            shares[:] = 0.5 / u
        case "even" | "waves" | "halves" | "twice":
            pass
        case _:
            raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")
    return _scattered(rng, (_bands(rng, lists, kind) * shares)[rng.permutation(lists)], u)


def _queries(rng: np.random.Generator, lists: int, count: int, kind: str) -> Indices:
    """How many lists each query names, and which; all lists are named about equally often."""
    lengths = rng.permutation(np.arange(count) % (_MOST - 1)) + 2
    named = rng.permutation(np.arange(count * _MOST) % lists).reshape(count, _MOST)
    if kind == "twice":
        named[:, 1] = named[:, 0]
    table = np.concatenate([lengths[:, None], named], 1)
    return table[np.arange(_MOST + 1) <= lengths[:, None]]


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """The numbers l and u, the lists, q, and the queries, all as int32, little-endian.

    Args:
        rng: All randomness comes from it.
        size: ``l`` lists of numbers below ``u``, and ``q`` queries.
        kind: ``even`` (a list has any number with one chance), ``waves`` (and with a chance that rises and
            falls), ``halves`` (and with one of two chances in each of several bands), ``runs`` (of numbers in
            a row), ``same`` (all lists are equal), ``gaps`` (many lists are empty), ``full`` (all numbers),
            ``disjoint``, ``twice`` (queries name a list twice) or ``small`` (no or few numbers).

    Raises:
        ValueError: There is no such kind.
    """
    lists, u = size["l"], size["u"]
    members = _members(rng, lists, u, kind)
    rows, numbers = np.nonzero(members)
    lengths = np.bincount(rows, minlength=lists)
    starts = np.cumsum(lengths + 1) - lengths  # behind the length of each list
    table = np.empty(lists + len(numbers), "<i4")
    table[starts - 1] = lengths
    table[np.arange(len(numbers)) + rows + 1] = numbers
    header, count = np.array([lists, u], "<i4"), np.array([size["q"]], "<i4")
    queries = _queries(rng, lists, size["q"], kind).astype("<i4")
    return header.tobytes() + table.tobytes() + count.tobytes() + queries.tobytes()


def answer(stdin: bytes) -> bytes:
    """The output for an input: a set for each list."""
    data = np.frombuffer(stdin, "<i4").tolist()
    lists, at = [], 2
    for _ in range(data[0]):
        lists.append(frozenset(data[at + 1 : at + 1 + data[at]]))
        at += 1 + data[at]
    count, at = data[at], at + 1
    answers = []
    for _ in range(count):
        common = frozenset.intersection(*(lists[i] for i in data[at + 1 : at + 1 + data[at]]))
        answers += [len(common), sum(common) % 2**32]
        at += 1 + data[at]
    return np.array(answers, "<u4").tobytes()
