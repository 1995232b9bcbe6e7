"""Size and kind -> texts and what is to be done with each, as bytes."""

import random
import struct
from collections.abc import Mapping

import numpy as np

__all__ = ["generate"]

_LETTERS: Mapping[str, str] = {
    "plain": "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_/",
    "accents": "abcdefghijklmnopqrstuvwxyzÀÉÖÜàâçéèêëîïôöùûüÿæœñßøå'",
    "asian": "日本語文字列幅改行見出表한국어텍스트漢字",
    "mixed": "abcdefghijklmnopqrstuvwxyzABCDEéüñ日本語e\u0301☕19_&<",
    "special": "ab<>&\"'%\\\t\n\r;#x\u2028\u2029\x01\x7f\u200b|, ",
}
_KINDS = (*_LETTERS, "any-bytes", "empty", "long", "references", "percent")
_REFERENCES = (
    "&amp;", "&lt;", "&euro;", "&nbsp;", "&apos;", "&no;", "&lt", "&#65;", "&#x20AC;", "&#XfF;", "&#0;",
    "&#xD800;", "&#1114112;", "&#00000065;", "&;", "&#;", "&#x;", "&&amp;", "&#x0000041;", "&toolong;", "&A;",
)  # fmt: skip
_PERCENT = ("%20", "%C3%BC", "%zz", "%", "%4", "%e2%82%ac", "+", "%00", "%-1", "%+1")
_SEPARATORS = (b" ", b" ", b" ", b" ", b"  ", b"\n", b"\n    ", b"\r\n", b"\t", b" \t ", b"-", b"")
_OPERATIONS = 12


def _words(rng: np.random.Generator, kind: str) -> list[bytes]:
    lengths = rng.integers(1, 13, 500)
    if kind == "any-bytes":
        return [rng.bytes(int(length)) for length in lengths]
    letters = np.array(list(_LETTERS.get(kind, _LETTERS["plain"])))
    drawn = "".join(rng.choice(letters, int(lengths.sum())))
    ends = np.cumsum(lengths)
    return [drawn[end - length : end].encode() for end, length in zip(ends, lengths, strict=True)]


def _text(rng: random.Random, kind: str, words: list[bytes], count: int) -> bytes:
    """Words and what stands between them; in four texts of five mostly single spaces."""
    separators = _SEPARATORS if rng.random() < 0.2 else _SEPARATORS[:6]
    extra = {"references": _REFERENCES, "percent": _PERCENT}.get(kind)
    parts: list[bytes] = []
    for word, between in zip(rng.choices(words, k=count), rng.choices(separators, k=count), strict=True):
        parts += [word, between]
        if extra and rng.random() < 0.3:
            parts.append(rng.choice(extra).encode())
    return b"".join(parts)


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """Number of texts; each has operation, width and length, as uint32 little-endian, and its bytes.

    Args:
        rng: All randomness comes from it.
        size: ``n``, the number of texts.
        kind: Determines the characters and what is unusual; one of :data:`_KINDS`.

    Raises:
        ValueError: There is no such kind.
    """
    if kind not in _KINDS:
        raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")
    words = _words(rng, kind)
    single = random.Random(rng.bytes(16))  # faster for single numbers
    out = [struct.pack("<I", size["n"])]
    # Each operation is done equally often, in any order.
    operations = rng.permutation(np.arange(size["n"]) % _OPERATIONS)
    for operation in operations:
        most = 3 if kind == "empty" else 60
        count = single.randrange(most) * (5 if kind == "long" and single.random() < 0.05 else 1)
        text = _text(single, kind, words, count)
        if operation == 1 or operation == 2:
            text = text.replace(b"e", b"&lt;e&#233;<&quot; '")
        if operation == 4 and single.random() < 0.9:
            text = text.replace(b"%", b"%25").replace(b" ", b"%20").replace(b"a", b"%C3%A4")
        out.append(struct.pack("<3I", operation, single.randrange(1, 100), len(text)) + text)
    return b"".join(out)
