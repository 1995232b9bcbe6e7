"""Size and kind -> delimited texts and how they are to be written, as bytes."""

import random
import struct
from collections.abc import Mapping

import numpy as np

__all__ = ["generate"]

_LETTERS: Mapping[str, str] = {
    "plain": "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
    "accents": "abcdefghijklmnopqrstuvwxyzÀÉÖÜàâçéèêëîïôöùûüÿæœñßøå",
    "asian": "日本語文字列幅改行見出表한국어텍스트漢字",
    "mixed": "abcdefghijklmnopqrstuvwxyzABCDEéüñ日本語e\u0301☕19",
    "special": "ab,;|\t'\\-#\u200b\x01.",
}
_KINDS = (*_LETTERS, "quoted", "any-bytes", "empty", "long", "broken", "ragged", "one-column")
_DELIMITERS = (",", ";", "\t", "|", ":", "^", "日", ".", "-", "]", "\\")
_NO_DELIMITERS = ('"', "\n", "\r", "\x00", "#", "\ufffd")


def _words(rng: np.random.Generator, kind: str) -> list[bytes]:
    letters = np.array(list(_LETTERS.get(kind, _LETTERS["plain"])))
    lengths = rng.integers(1, 11, 500)
    if kind == "any-bytes":
        return [rng.bytes(int(length)) for length in lengths]
    drawn = "".join(rng.choice(letters, int(lengths.sum())))
    ends = np.cumsum(lengths)
    return [drawn[end - length : end].encode() for end, length in zip(ends, lengths, strict=True)]


class _Sheets:
    """Draws texts of fields and records."""

    def __init__(self, rng: np.random.Generator, kind: str) -> None:
        """Draw the words that all fields consist of."""
        self.random = random.Random(rng.bytes(16))  # faster for single numbers
        self.kind = kind
        self.words = _words(rng, kind)

    def below(self, low: int, high: int) -> int:
        """Draw a number from ``low`` to ``high - 1``."""
        return self.random.randrange(low, high)

    def field(self, longest: int) -> bytes:
        """Draw a field as it is meant, without quotes of its text."""
        if self.kind == "empty" and self.random.random() < 0.7:
            return b""
        count = self.below(1, longest + 1)
        if self.kind == "long" and self.random.random() < 0.05:
            count *= 30
        text = b" ".join(self.random.choices(self.words, k=count))
        chance = 0.5 if self.kind == "quoted" else 0.05
        if self.random.random() < chance:
            text = text.replace(b" ", [b"\n", b'"', b", ", b"\r\n", b'" "'][self.below(0, 5)], 1)
        return text

    def written(self, field: bytes, comma: bytes) -> bytes:
        """A field as it stands in the text; now and then wrong if the kind is broken."""
        if self.kind == "broken" and self.random.random() < 0.01:
            return [b'"' + field, b'a"b', b'"a" b', b'"a""'][self.below(0, 4)]
        needs = any(char in field for char in (b'"', b"\n", b"\r", comma)) or field.startswith(b"#")
        if needs or self.random.random() < 0.1:
            return b'"' + field.replace(b'"', b'""') + b'"'
        return field

    def sheet(self, rows: int) -> bytes:
        """Draw a text of so many records, and the numbers that say how it is written."""
        comma, other = (_DELIMITERS[self.below(0, len(_DELIMITERS))] for _ in range(2))
        if self.kind == "broken" and self.random.random() < 0.2:
            other = _NO_DELIMITERS[self.below(0, len(_NO_DELIMITERS))]
            comma = other if self.random.random() < 0.3 else comma
        mark = comma.encode()
        columns = 1 if self.kind == "one-column" else self.below(2, 9)
        longest = [self.below(1, 9) for _ in range(columns)]
        records: list[bytes] = []
        for _ in range(rows):
            own = columns
            if self.kind == "ragged" or (self.kind == "broken" and self.random.random() < 0.02):
                own = self.below(1, columns + 3)
            fields = [self.field(longest[i % columns]) for i in range(own)]
            records.append(mark.join(self.written(field, mark) for field in fields))
            if self.random.random() < 0.03:
                records.append([b"", b"# a remark"][self.below(0, 2)])
        end = [b"\n", b"\r\n"][self.below(0, 2)]
        text = end.join(records) + (end if self.below(0, 2) else b"")
        style = self.below(0, 16) | (1 if self.kind == "ragged" else 0)
        numbers = (ord(comma), ord(other), self.below(0, 40) if self.below(0, 4) else 0, style, len(text))
        return struct.pack("<5I", *numbers) + text


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """Number of texts; each has delimiter, new delimiter, width, style and length, as uint32 little-endian.

    Args:
        rng: All randomness comes from it.
        size: ``n``, the number of records in all texts.
        kind: Determines the characters and what is unusual; one of :data:`_KINDS`.

    Raises:
        ValueError: There is no such kind.
    """
    if kind not in _KINDS:
        raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")
    sheets = _Sheets(rng, kind)
    left, out = size["n"], []
    while left > 0:
        rows = min(left, sheets.below(2, 60))
        out.append(sheets.sheet(rows))
        left -= rows
    return struct.pack("<I", len(out)) + b"".join(out)
