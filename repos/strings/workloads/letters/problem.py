"""Size and kind -> templates and the data of letters, as bytes."""

import random
import struct
from collections.abc import Mapping

import numpy as np

__all__ = ["generate"]

_LETTERS: Mapping[str, str] = {
    "plain": "abcdefghijklmnopqrstuvwxyz",
    "accents": "abcdefghijklmnopqrstuvwxyzàâçéèêëîïôöùûüÿæœñßøå",
    "asian": "日本語文字列幅改行見出表한국어텍스트漢字",
    "mixed": "abcdefghijklmnopqrstuvwxyzéüñ日本語e\u0301☕",
    "special": "ab<>&\"'%$|\\{}\t\u2028\x01\u200b;,",
}
_KINDS = (*_LETTERS, "any-bytes", "empty", "long", "broken", "many")
_FILTERS = ("upper", "lower", "title", "trim", "html", "json", "url", "squeeze", "slug", "snake", "shell")
_WRONG = ("nofilter", "left", "upper 3", "wrap -1", "left 99999", "")


class _Writer:
    """Draws texts, and puts them and numbers into the input."""

    def __init__(self, rng: np.random.Generator, kind: str) -> None:
        """Draw the words that all texts consist of."""
        self.random = random.Random(rng.bytes(16))  # faster for single numbers
        self.kind = kind
        self.out = bytearray()
        letters = np.array(list(_LETTERS.get(kind, _LETTERS["plain"])))
        lengths = rng.integers(1, 12, 400)
        drawn = "".join(rng.choice(letters, int(lengths.sum())))
        ends = np.cumsum(lengths)
        self.words = [drawn[end - length : end].encode() for end, length in zip(ends, lengths, strict=True)]
        if kind == "any-bytes":
            self.words = [rng.bytes(int(length)) for length in lengths]

    def below(self, low: int, high: int) -> int:
        """Draw a number from ``low`` to ``high - 1``."""
        return self.random.randrange(low, high)

    def words_of(self, low: int, high: int) -> bytes:
        """Draw a text of ``low`` to ``high - 1`` words."""
        if self.kind == "empty" and self.random.random() < 0.6:
            return b""
        count = self.below(low, high) * (8 if self.kind == "long" and self.random.random() < 0.2 else 1)
        picked = self.random.choices(self.words, k=count)
        return (b"" if self.kind == "long" and self.random.random() < 0.1 else b" ").join(picked)

    def number(self, value: int) -> None:
        """Put a number."""
        self.out += struct.pack("<I", value)

    def text(self, value: bytes) -> None:
        """Put a text."""
        self.number(len(value))
        self.out += value

    def pipeline(self, name: str) -> bytes:
        """Draw what stands between braces."""
        if self.kind == "broken" and self.random.random() < 0.04:
            name = "nothing"
        steps = [name, *self.random.choices(_FILTERS, k=self.below(0, 3))]
        if self.kind == "broken" and self.random.random() < 0.04:
            steps.append(self.random.choice(_WRONG))
        bar = " | " if self.random.random() < 0.8 else "|"
        return ("{{" + bar.join(steps) + "}}").encode()

    def template(self) -> bytes:
        """Draw a template."""
        parts: list[bytes] = []
        for _ in range(self.below(4, 9)):
            width, margin = self.below(20, 76), self.below(0, 8)
            choice = self.below(0, 6)
            name = f"v{self.below(0, 6)}"
            if choice == 0:
                parts.append(self.words_of(2, 20).replace(b"{{", b"{ "))
            elif choice == 1:
                parts.append(b"{{text | wrap %d | indent %d}}\n" % (width, margin))
            elif choice == 2:
                body = b"{{@number | right 4}}. {{name | left %d}}{{price | right 9}} " % width
                parts.append(b"{{#each items}}" + body + self.pipeline("name") + b"\n{{/each}}")
            elif choice == 3:
                tail = b"{{else}}" + self.pipeline("v2") if self.below(0, 2) else b""
                parts.append(b"{{#if %s}}" % name.encode() + self.pipeline(name) + tail + b"{{/if}}")
            else:
                parts.append(self.pipeline(name) + b" {{v1 | default - | truncate %d}}\n" % width)
        if self.kind == "broken" and self.random.random() < 0.2:
            stray = self.random.choice([b"{{/if}}", b"{{#if x}}", b"{{}}", b"{{else}}"])
            parts.insert(self.below(0, len(parts)), stray)
        return b"\n".join(parts)

    def item(self) -> None:
        """Put an item of a list."""
        self.number(2)
        self.text(b"name")
        self.text(self.words_of(1, 5))
        self.text(b"price")
        self.text(b"%d.%02d" % (self.below(0, 1000), self.below(0, 100)))

    def letter(self) -> None:
        """Put the data of a letter."""
        self.number(7)
        for i in range(6):
            self.text(b"v%d" % i)
            self.text(self.words_of(0, 5))
        self.text(b"text")
        self.text(b"\n".join(self.words_of(10, 60) for _ in range(self.below(1, 4))))
        self.number(1)
        self.text(b"items")
        count = self.below(20, 60) if self.kind == "many" else self.below(0, 8)
        self.number(count)
        for _ in range(count):
            self.item()


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """Campaigns of a template and letters each; numbers are uint32, little-endian.

    Texts begin with their length.

    Args:
        rng: All randomness comes from it.
        size: ``n``, the number of letters.
        kind: Determines the characters and what is unusual; one of :data:`_KINDS`.

    Raises:
        ValueError: There is no such kind.
    """
    if kind not in _KINDS:
        raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")
    out = _Writer(rng, kind)
    counts: list[int] = []
    while sum(counts) < size["n"]:
        counts.append(min(out.below(1, 12), size["n"] - sum(counts)))
    out.number(len(counts))
    for count in counts:
        out.text(out.words_of(3, 25))
        out.text(b"> "[: out.below(0, 3)])
        out.number(out.below(10, 70))
        out.text(out.template())
        out.number(count)
        for _ in range(count):
            out.letter()
    return bytes(out.out)
