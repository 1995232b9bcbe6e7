"""Size and kind -> a text, as bytes; and its tokens, by another method than the programs'."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["answer", "generate"]

Bytes = NDArray[np.uint8]

_WINDOW, _LEAST, _MOST = 4096, 3, 255
_KINDS = ("far", "lines", "noise", "periodic", "pieces", "random", "rounds", "twins", "two", "zeros")
_GROUP = 8  # rare numbers next to each other, which come at places far from each other
_PERIODS, _ROUNDS = (2, 300), (600, 900)  # lengths; where it is long, few distances are worth comparing
_LETTERS = np.frombuffer(b"etaoinshrdlucmfwypvbgkjqxz", np.uint8)


def _falling(count: int, shift: int) -> NDArray[np.float64]:
    """Probabilities: the more frequent, the earlier."""
    weights = 1 / np.arange(shift, count + shift)
    return weights / weights.sum()


def _glued(letters: Bytes, lengths: NDArray[np.int64], chosen: NDArray[np.int64], n: int) -> Bytes:
    """The first n letters of the chosen words, one after the other."""
    starts, sizes = np.cumsum(lengths) - lengths, lengths[chosen]
    within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return letters[np.repeat(starts[chosen], sizes) + within][:n]


def _spread(rng: np.random.Generator, count: int, chances: NDArray[np.float64]) -> NDArray[np.int64]:
    """So many numbers: each as often as its chance says, and at even distances.

    Where chance alone chooses and orders them, texts have more or fewer tokens, and the work hangs on that.
    """
    chosen = np.searchsorted(np.cumsum(chances)[:-1], (np.arange(count) + rng.random()) / count)
    often = np.bincount(chosen, minlength=len(chances))
    which = np.arange(count) - np.repeat(np.cumsum(often) - often, often)
    groups = np.tile(np.arange(_GROUP), (-(-count // _GROUP), 1))
    within = (rng.permuted(groups, axis=1) + rng.random(groups.shape)).ravel()[:count] / _GROUP
    return chosen[np.argsort((which + within) / often[chosen])]


def _words(
    rng: np.random.Generator, n: int, words: int, lengths: tuple[int, int], alphabet: Bytes, end: int
) -> Bytes:
    """Words of a random vocabulary, some of them often; each ends with the same byte if ``end`` is one."""
    sizes = lengths[0] + np.arange(words) * 5 % (lengths[1] - lengths[0] + 1)
    letters = alphabet[_spread(rng, sizes.sum(), _falling(len(alphabet), 2))]
    if end >= 0:
        letters[np.cumsum(sizes) - 1] = end
    chosen = _spread(rng, n // lengths[0] + 1, _falling(words, 1))
    return _glued(letters, sizes, chosen, n)


def _fields(rng: np.random.Generator, n: int) -> Bytes:
    """Lines of the same form: words of a few kinds at fixed columns, and digits."""
    width, kinds = 24, 125  # then lines have as many tokens as words
    rows = n // width + 1
    fields = _LETTERS[_spread(rng, 18 * kinds, _falling(12, 2))].reshape(kinds, 3, 6)
    table = np.full((rows, width), ord(" "), np.uint8)
    for column in range(3):
        table[:, 7 * column : 7 * column + 6] = fields[_spread(rng, rows, _falling(kinds, 3)), column]
    table[:, 20:23] = rng.integers(ord("0"), ord("9") + 1, (rows, 3))
    table[:, 23] = ord("\n")
    return table.ravel()[:n]


def _far(rng: np.random.Generator, n: int) -> Bytes:
    """A pattern that repeats, and blocks that come again just within the window and just beyond."""
    text = np.resize(rng.integers(0, 128, 100, dtype=np.uint8), n)
    for place, distance in ((5, _WINDOW - 1), (25, _WINDOW), (45, _WINDOW + 1), (65, _WINDOW + 2)):
        block = rng.integers(128, 256, 9, dtype=np.uint8)
        for start in (place, place + distance):
            text[start : start + 9] = block[: max(0, min(9, n - start))]
    return text


def _periodic(rng: np.random.Generator, n: int, periods: tuple[int, int]) -> Bytes:
    """The same bytes again and again; about one byte in a thousand differs where the period is long."""
    text = np.resize(rng.integers(0, 256, rng.integers(*periods), dtype=np.uint8), n)
    if periods == _ROUNDS:
        text[rng.integers(max(n, 1), size=n // 1000)] ^= 1
    return text


def _text(rng: np.random.Generator, n: int, kind: str) -> Bytes:
    match kind:
        case "random":
            return _words(rng, n, 800, (3, 9), _LETTERS, ord(" "))
        case "pieces":
            alphabet = rng.permutation(256)[:28].astype(np.uint8)
            return _words(rng, n, 410, (2, 11), alphabet, -1)
        case "lines":
            return _fields(rng, n)
        case "twins":  # each byte twice
            return np.repeat(_words(rng, n // 2 + 1, 300, (3, 6), _LETTERS, -1), 2)[:n]
        case "two":
            return rng.integers(ord("a"), ord("c"), n, dtype=np.uint8)
        case "noise":
            return rng.integers(0, 256, n, dtype=np.uint8)
        case "periodic" | "rounds":
            return _periodic(rng, n, _ROUNDS if kind == "rounds" else _PERIODS)
        case "zeros":
            return np.zeros(n, np.uint8)
        case "far":
            return _far(rng, n)
        case _:
            raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """The number of bytes as int32, then the bytes, little-endian.

    Args:
        rng: All randomness comes from it.
        size: ``n``, the number of bytes.
        kind: ``random`` (words of letters and spaces, some of them often), ``pieces`` (words of any bytes,
            nothing between them), ``lines`` (of fields at fixed columns), ``twins`` (words, each byte twice),
            ``two`` (random bytes of two values), ``noise`` (random bytes), ``periodic``, ``rounds`` (with a
            long period, and a few other bytes), ``zeros`` or ``far`` (repetitions at the largest distances,
            and beyond).

    Raises:
        ValueError: There is no such kind.
    """
    text = _text(rng, size["n"], kind)
    return np.array([len(text)], "<i4").tobytes() + text.tobytes()


def answer(stdin: bytes) -> bytes:
    """What a right program writes for this input: ever longer strings are looked for from behind."""
    text, tokens, place = stdin[4:], bytearray(), 0
    while place < len(text):
        length = distance = 0
        while length < min(_MOST, len(text) - place):
            wanted = text[place : place + length + 1]
            found = text.rfind(wanted, max(0, place - _WINDOW), place + length)
            if found < 0:
                break
            length, distance = length + 1, place - found
        if length >= _LEAST:
            tokens += bytes([1, distance % 256, distance // 256, length])
            place += length
        else:
            tokens += bytes([0, text[place]])
            place += 1
    return bytes(tokens)
