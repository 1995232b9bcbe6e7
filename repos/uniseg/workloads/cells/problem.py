"""Size and kind -> short strings and the widths they may have, as bytes."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["generate"]

Points = NDArray[np.uint32]

# First and last code point of the characters that words are made of, by script.
_RANGES = {
    "small": (0x61, 0x7A),
    "capitals": (0x41, 0x5A),
    "figures": (0x30, 0x39),
    "signs": (0x20, 0x7E),
    "accented": (0xC0, 0x17F),
    "greek": (0x391, 0x3C9),
    "cyrillic": (0x410, 0x44F),
    "hebrew": (0x591, 0x5EA),
    "arabic": (0x620, 0x660),
    "devanagari": (0x900, 0x97F),
    "thai": (0xE01, 0xE5B),
    "jamo": (0x1100, 0x11FF),
    "joiners": (0x200B, 0x200F),
    "dashes": (0x2010, 0x2060),
    "currency": (0x20A0, 0x20BF),
    "symbols": (0x2600, 0x27BF),
    "long dashes": (0x2E3A, 0x2E3B),
    "kana": (0x3041, 0x30FF),
    "han": (0x4E00, 0x9FFF),
    "hangul": (0xAC00, 0xD7A3),
    "marks": (0x300, 0x36F),
    "selectors": (0xFE0E, 0xFE0F),
    "wide": (0xFF01, 0xFFDC),
    "flags": (0x1F1E6, 0x1F1FF),
    "pictures": (0x1F300, 0x1F64F),
    "skins": (0x1F3FB, 0x1F3FF),
    "more pictures": (0x1F900, 0x1F9FF),
    "prepended": (0x110BD, 0x110CD),
    "low": (0x0, 0x24F),
    "any": (0x0, 0xD7FF),
    "high": (0xE000, 0x10FFFF),
}
_SCRIPTS = {
    "english": ("small",) * 8 + ("capitals", "figures"),
    "european": ("small", "small", "accented", "greek", "cyrillic", "cyrillic", "capitals"),
    "asian": ("han", "han", "kana", "hangul", "wide", "small", "thai"),
    "mixed": ("small", "small", "accented", "cyrillic", "greek", "han", "hangul", "pictures", "arabic"),
    "emoji": ("pictures", "more pictures", "flags", "symbols", "small"),
    "marks": ("small", "devanagari", "thai", "hebrew", "arabic", "jamo", "accented"),
    "punctuation": ("signs", "dashes", "currency", "wide", "figures", "hebrew", "long dashes"),
    "any": ("low", "any", "high", "signs", "prepended", "jamo", "hebrew", "joiners", "pictures"),
}
# What follows some characters of a word: joiners, marks, selectors.
_ATTACHED = {
    "emoji": [0x200D, 0xFE0F, 0xFE0E, 0x1F3FB, 0x1F3FF, 0x301],
    "marks": [0x300, 0x301, 0x308, 0x323, 0x200D, 0x93F, 0x94D],
    "any": [0x200D, 0xFE0F, 0x301, 0xAD, 0x600, 0x2060, 0x22],
    "punctuation": [0x2E, 0x2C, 0x27, 0x3A, 0x28, 0x29, 0x22, 0x25, 0x24, 0xA0, 0x2019],
}
_SEPARATORS = np.array(
    [*[0x20] * 24, 0x2C, 0x2C, 0x2E, 0x2E, 0x2E, 0x21, 0x3F, 0x3A, 0x3B, 0x27, 0x22, 0x28, 0x29, 0x2D, 0x2F,
     0x0A, 0x0A, 0x0D, 0x09, 0x25, 0x24, 0x5F, 0x201C, 0x201D, 0x2014, 0xA0, 0x3002, 0x3001, 0x85, 0x2028,
     0x200B],
    np.uint32,
)  # fmt: skip
_KINDS = (*_SCRIPTS, "broken")


def _points(rng: np.random.Generator, n: int, kind: str) -> Points:
    """Words of one script each, with one or two separators behind each."""
    bounds = np.array([_RANGES[name] for name in _SCRIPTS[kind]])
    ends = rng.random(n) < 0.16
    word = np.cumsum(ends)
    script = rng.integers(len(bounds), size=int(word[-1]) + 1 if n else 1)[word]
    low, high = bounds[script, 0], bounds[script, 1]
    points = (low + rng.random(n) * (high - low + 1)).astype(np.uint32)
    if kind in _ATTACHED:
        attached = rng.random(n) < 0.2
        points[attached] = rng.choice(np.array(_ATTACHED[kind], np.uint32), int(attached.sum()))
    ends |= np.concatenate([[False], ends[:-1] & (rng.random(max(n - 1, 0)) < 0.3)])[:n]
    points[ends] = rng.choice(_SEPARATORS, int(ends.sum()))
    return points


def _utf8(points: Points) -> bytes:
    return points.astype("<u4").tobytes().decode("utf-32-le").encode()


def _broken(rng: np.random.Generator, text: bytes) -> bytes:
    """The text with some of its bytes replaced, so that it is no UTF-8 any more."""
    content = np.frombuffer(bytearray(text), np.uint8)
    places = np.flatnonzero(rng.random(len(content)) < 0.1)
    content[places] = rng.integers(256, size=len(places))
    return content.tobytes()


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """The number of cells, the widest each may be, the length of each, and all texts.

    Args:
        rng: All randomness comes from it.
        size: ``n``, the number of cells.
        kind: Determines the characters; one of :data:`_KINDS`.

    Raises:
        ValueError: There is no such kind.
    """
    if kind not in _KINDS:
        raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")
    n = size["n"]
    lengths = rng.integers(0, 29, n)
    points = _points(rng, int(lengths.sum()), "mixed" if kind == "broken" else kind)
    text = _utf8(points)
    if kind == "broken":
        text = _broken(rng, text)
    ends = np.concatenate([[0], np.cumsum(np.searchsorted([0x80, 0x800, 0x10000], points, "right") + 1)])
    sizes = np.diff(ends[np.concatenate([[0], np.cumsum(lengths)])]).astype("<u4")
    limits = rng.integers(0, 30, n).astype(np.uint8)
    return np.uint32(n).tobytes() + limits.tobytes() + sizes.tobytes() + text
