"""Size and kind -> a code and a stream of bits, as bytes; and the symbols, by another method.

A complete code can decode any bits, so the stream is random: each symbol then comes as often as its code's
length says.
"""

import heapq
import math
from collections import Counter
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["answer", "generate"]

_SYMBOLS, _LONGEST = 256, 15
_BITS, _SURPRISE = 5.5, 0.95  # what codes of the kinds that are measured come near to, so they cost the same
_DRAWS = {"random": 10, "steep": 40, "steps": 40}
_SHAPES = {"flat": [8] * _SYMBOLS, "two": [1, 1], "single": [1], "deep": [*range(1, _LONGEST + 1), _LONGEST]}
_KINDS = (*_DRAWS, *_SHAPES, "few", "uneven", "tail")
_MOST_BYTES = 15_000_000


def _huffman_lengths(weights: list[int]) -> list[int]:
    """Lengths of the codes of symbols with these weights, all above 0."""
    heap = [(weight, i) for i, weight in enumerate(weights)]
    heapq.heapify(heap)
    parent = [0] * (2 * len(weights) - 1)
    for node in range(len(weights), len(parent)):
        (a, left), (b, right) = heapq.heappop(heap), heapq.heappop(heap)
        parent[left] = parent[right] = node
        heapq.heappush(heap, (a + b, node))
    depth = [0] * len(parent)
    for node in range(len(parent) - 2, -1, -1):
        depth[node] = depth[parent[node]] + 1
    return depth[: len(weights)]


def _bounded_lengths(weights: NDArray[np.float64]) -> list[int]:
    """The same, none longer than allowed."""
    numbers = [1 + int(1e6 * weight) for weight in weights / weights.max()]
    while max(found := _huffman_lengths(numbers)) > _LONGEST:
        numbers = [(number + 1) // 2 for number in numbers]
    return found


def _mean(lengths: list[int]) -> float:
    return sum(length / 2**length for length in lengths)


def _surprise(lengths: list[int]) -> float:
    """How often on the way to a symbol it is a surprise that the code ends, or that it goes on."""
    total, reached = 0.0, 1.0
    for length, count in sorted(Counter(lengths).items()):
        ends = count / 2**length
        total += min(ends, reached - ends)
        reached -= ends
    return total


def _weights(rng: np.random.Generator, kind: str) -> NDArray[np.float64]:
    match kind:
        case "random":
            return rng.exponential(size=_SYMBOLS) ** rng.uniform(2.4, 2.8)
        case "steep":
            ranks = np.arange(1, rng.integers(150, _SYMBOLS + 1))
            return rng.uniform(0.7, 1.3, len(ranks)) / ranks ** rng.uniform(1.05, 1.2)
        case "steps":  # some symbols are frequent and the others rare
            frequent = np.arange(rng.integers(180, _SYMBOLS + 1)) < rng.integers(14, 20)
            return np.where(frequent, 1, 0.03) * np.exp(rng.uniform(-1.2, 1.2, len(frequent)))
        case "few":
            return rng.exponential(size=11) ** 3
        case _:
            return rng.exponential(size=_SYMBOLS) ** 6


def _code(rng: np.random.Generator, kind: str) -> list[int]:
    """The length of each symbol that occurs."""
    if kind in _SHAPES:
        return _SHAPES[kind]
    draws = [_bounded_lengths(_weights(rng, kind)) for _ in range(_DRAWS.get(kind, 1))]

    def error(code: list[int]) -> float:
        bits, surprise = _mean(code) - _BITS, _surprise(code) - _SURPRISE
        return abs(bits + 5 * surprise) + abs(bits) / 2

    return min(draws, key=error)


def _stream(rng: np.random.Generator, n: int, lengths: list[int], kind: str) -> bytes:
    """Bits for n symbols, and more: eight standard deviations beyond what they take on average."""
    if kind == "single":
        return bytes((n + 7) // 8)
    mean = _mean(lengths)
    spread = math.sqrt(sum((length - mean) ** 2 / 2**length for length in lengths))
    bits = min(n * max(lengths), n * mean + 8 * spread * math.sqrt(n) + 8 * max(lengths))
    return rng.bytes(_MOST_BYTES if kind == "tail" else math.ceil(bits / 8))


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """Lengths of 256 codes, N and M as int32, and a stream of M bytes, little-endian.

    Args:
        rng: All randomness comes from it.
        size: ``n``, the number of symbols to decode.
        kind: What the code is like: ``random`` (all 256 symbols), ``steep`` (150 to 256 symbols, lengths rise
            slowly), ``steps`` (some symbols frequent, the others rare), ``uneven`` (256 symbols, a few of
            them very frequent), ``few`` (11 symbols), ``flat`` (8 bits for each), ``two`` symbols, a
            ``single`` one, ``deep`` (a code of each length), or ``tail`` (like ``uneven``, in the
            longest stream that is allowed).

    Raises:
        ValueError: There is no such kind.
    """
    if kind not in _KINDS:
        raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")
    found, lengths = _code(rng, kind), np.zeros(_SYMBOLS, np.uint8)
    lengths[rng.permutation(_SYMBOLS)[: len(found)]] = found
    stream = _stream(rng, size["n"], found, kind)
    return lengths.tobytes() + np.array([size["n"], len(stream)], "<i4").tobytes() + stream


def answer(stdin: bytes) -> bytes:
    """What a right program writes for this input: a dictionary of codes as texts."""
    n, size = (int(number) for number in np.frombuffer(stdin, "<i4", 2, _SYMBOLS))
    symbol_of, code = {}, 0
    for length in range(1, _LONGEST + 1):
        for symbol in range(_SYMBOLS):
            if stdin[symbol] == length:
                symbol_of[f"{code:0{length}b}"] = symbol
                code += 1
        code *= 2
    symbols, read = bytearray(), ""
    for bit in "".join(f"{byte:08b}" for byte in stdin[_SYMBOLS + 8 : _SYMBOLS + 8 + size]):
        read += bit
        if read in symbol_of and len(symbols) < n:
            symbols.append(symbol_of[read])
            read = ""
    return bytes(symbols)
