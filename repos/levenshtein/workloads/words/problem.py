"""Size and kind -> words and pairs of them, as bytes."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["generate"]

# First and last character, and the shortest and longest word.
_KINDS = {
    "ascii": (0x61, 0x7A, 4, 24),
    "few-letters": (0x61, 0x63, 4, 24),
    "accented": (0xE0, 0x17F, 4, 24),
    "cyrillic": (0x430, 0x44F, 4, 24),
    "han": (0x4E00, 0x9FFF, 1, 12),
    "any": (0x1, 0x1FFFF, 0, 40),
    "mixed": (0x61, 0x7A, 4, 24),
    "broken": (0x61, 0x7A, 0, 30),
    "around-32": (0x61, 0x7A, 28, 36),
    "around-64": (0x61, 0x7A, 60, 68),
}


def _characters(rng: np.random.Generator, count: int, kind: str) -> NDArray[np.uint32]:
    low, high, _, _ = _KINDS[kind]
    characters = rng.integers(low, high + 1, count).astype(np.uint32)
    if kind == "mixed":
        other = rng.random(count) < 0.1
        characters[other] = rng.integers(0xC0, 0x450, int(other.sum()))
    characters[(characters >= 0xD800) & (characters < 0xE000)] = 0x41
    return characters


def _variants(
    rng: np.random.Generator, count: int, kind: str
) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Draw words in groups of eight that share a beginning: all characters, and the lengths of words."""
    _, _, shortest, longest = _KINDS[kind]
    rows = _characters(rng, count * longest, kind).reshape(count, longest)
    columns = np.arange(longest)
    kept = rng.integers(0, longest + 1, (count, 1)) > columns
    rows = np.where(kept, rows[np.arange(count) // 8 * 8], rows)
    lengths = rng.integers(shortest, longest + 1, count)
    return rows[columns < lengths[:, None]], lengths


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """The number of words, their lengths, the words, and pairs of indices.

    Args:
        rng: All randomness comes from it.
        size: ``words``, the number of words, and ``n``, the number of pairs.
        kind: Determines characters and lengths; a key of :data:`_KINDS`.

    Raises:
        ValueError: There is no such kind.
    """
    if kind not in _KINDS:
        raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")
    count = size["words"]
    characters, lengths = _variants(rng, count, kind)
    text = characters.astype("<u4").tobytes().decode("utf-32-le").encode()
    ends = np.concatenate([[0], np.cumsum(np.searchsorted([0x80, 0x800, 0x10000], characters, "right") + 1)])
    if kind == "broken":
        content = np.frombuffer(bytearray(text), np.uint8)
        places = np.flatnonzero(rng.random(len(content)) < 0.2)
        content[places] = rng.integers(256, size=len(places))
        text = content.tobytes()
    sizes = np.diff(ends[np.concatenate([[0], np.cumsum(lengths)])]).astype("<u4")
    # Half of the pairs are of one group.
    first = rng.integers(count, size=size["n"])
    near = np.minimum(first // 8 * 8 + rng.integers(8, size=size["n"]), count - 1)
    second = np.where(rng.random(size["n"]) < 0.5, near, rng.integers(count, size=size["n"]))
    pairs = np.stack([first, second], axis=1).astype("<u4")
    return np.uint32(count).tobytes() + sizes.tobytes() + text + pairs.tobytes()
