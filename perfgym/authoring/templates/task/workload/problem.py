"""Size and kind -> arguments of calls, as bytes."""

# TODO: generate what your users pass to the library
from collections.abc import Mapping

import numpy as np

__all__ = ["generate"]

_PARAMETERS = ("text",)
_CHARACTERS = {
    "words": "abcdefghijklmnopqrstuvwxyz" * 2 + " " * 10 + ",.",
    "unicode": "abcdefghijklmnopqrstuvwxyz" * 2 + " " * 10 + "äéßñøλжя日本語한국",
    "few": "ab ",
}
_POOL = 1 << 16  # characters
_KINDS = ("random", "bytes", *_CHARACTERS)  # "random" is the kind of a test that names none


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """Generate the arguments of ``n`` calls: n as uint32, then each parameter of all calls in turn.

    A parameter of texts is n lengths as uint32, and the texts. One of numbers is n values as int64, one of
    lists is n numbers of items as uint32, and then the items, as a parameter of as many calls. All numbers
    are little-endian.

    Args:
        rng: All randomness comes from it.
        size: ``n`` calls; texts have about ``length`` characters, lists as many items.
        kind: ``words``, ``unicode``, ``few`` (three different characters) or ``bytes`` (no valid UTF-8).

    Raises:
        ValueError: There is no such kind.
    """
    if kind not in _KINDS:
        raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")
    n, length = size["n"], size["length"]
    drawn = "words" if kind == "random" else kind
    columns = [_column(rng, parameter, n, length, drawn) for parameter in _PARAMETERS]
    return b"".join((np.uint32(n).tobytes(), *columns))


def _column(rng: np.random.Generator, parameter: str, n: int, length: int, kind: str) -> bytes:
    """Draw one parameter of all calls."""
    if parameter.endswith("s"):  # a list
        counts = rng.integers(0, length + 1, n)
        return counts.astype("<u4").tobytes() + _column(rng, parameter[:-1], int(counts.sum()), length, kind)
    if parameter == "number":
        return rng.integers(0, 2 * length + 1, n).astype("<i8").tobytes()
    if kind == "bytes":
        lengths = rng.integers(0, 2 * length + 1, n)
        return lengths.astype("<u4").tobytes() + rng.bytes(int(lengths.sum()))
    characters = np.array(list(_CHARACTERS[kind]))
    widths = np.array([len(character.encode()) for character in characters])
    drawn = rng.integers(0, len(characters), _POOL + 2 * length)
    text = "".join(characters[drawn]).encode()
    places = np.concatenate([[0], np.cumsum(widths[drawn])])
    # Each text is another part of a long one: to draw every character of each takes too long.
    counts = rng.integers(length // 2, length + length // 2 + 1, n)
    starts = rng.integers(0, len(drawn) - counts + 1)
    first, last = places[starts], places[starts + counts]
    parts = [text[begin:end] for begin, end in zip(first.tolist(), last.tolist(), strict=True)]
    return (last - first).astype("<u4").tobytes() + b"".join(parts)
