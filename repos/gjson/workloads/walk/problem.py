"""Size and kind -> documents, as bytes."""

import json
from collections.abc import Mapping
from typing import Any

import numpy as np

__all__ = ["generate"]

# Separators, the share of texts with escapes, how deep values are nested, and the length of texts.
_KINDS = {
    "compact": ((",", ":"), 0.1, 5, 12),
    "spaced": ((", ", ": "), 0.1, 5, 12),
    "indented": ((",\n    ", ": "), 0.1, 3, 12),
    "texts": ((",", ":"), 0.2, 4, 30),
    "escapes": ((",", ":"), 1.0, 2, 20),
    "deep": ((",", ":"), 0.2, 6, 6),
    "broken": ((", ", ":"), 0.3, 2, 12),
}
_KEYS = [
    "id", "name", "tags", "user", "geo", "items", "price", "total", "active", "note", "city", "zip", "ref",
    "kind", "code", "left", "right", "at", "by", "of",
]  # fmt: skip
_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ      0123456789.,:;-_[]{}()"
_ESCAPED = ('"', "\\", "\n", "\t", "/", "\b", "\u00e9", "\u4e16", "\U0001f600", "\\\\", '\\"')
_POOL = 150  # values of which documents are put together


def _text(rng: np.random.Generator, kind: str) -> str:
    _, share, _, length = _KINDS[kind]
    text = "".join(_LETTERS[i] for i in rng.integers(len(_LETTERS), size=int(rng.integers(length + 1))))
    if rng.random() < share:
        places = rng.integers(len(_ESCAPED), size=int(rng.integers(1, 4)))
        text = text[: len(text) // 2] + "".join(_ESCAPED[i] for i in places) + text[len(text) // 2 :]
    return text


def _value(rng: np.random.Generator, kind: str, depth: int) -> Any:
    form = int(rng.integers(10 if depth > 0 else 6))
    if form < 2:
        return _text(rng, kind)
    if form == 2:
        return int(rng.integers(-(10 ** int(rng.integers(1, 18))), 10 ** int(rng.integers(1, 18))))
    if form == 3:
        return round(float(rng.normal()) * 10 ** int(rng.integers(-3, 6)), int(rng.integers(0, 7)))
    if form == 4:
        return (True, False, None)[int(rng.integers(3))]
    if form == 5:
        return float(rng.normal()) * 10.0 ** int(rng.integers(-300, 300))
    if form < 8:
        return [_value(rng, kind, depth - 1) for _ in range(int(rng.integers(6)))]
    keys = rng.permutation(len(_KEYS))[: int(rng.integers(1, 7))]
    return {_KEYS[i]: _value(rng, kind, depth - 1) for i in keys}


def _pool(rng: np.random.Generator, kind: str) -> list[str]:
    separators, _, depth, _ = _KINDS[kind]
    ascii_only = rng.random() < 0.5
    values = [_value(rng, kind, depth) for _ in range(_POOL)]
    return [json.dumps(value, separators=separators, ensure_ascii=ascii_only) for value in values]


def _documents(rng: np.random.Generator, count: int, kind: str) -> list[bytes]:
    """Objects, and every tenth an array, of values of a pool; each has a number and a list of its own."""
    comma, colon = _KINDS[kind][0]
    pool = _pool(rng, kind)
    documents: list[bytes] = []
    for i in range(count):
        picks = rng.integers(_POOL, size=14).tolist()
        people = [
            f'{{"first"{colon}"{_KEYS[a % 20]}"{comma}"age"{colon}{a + i % 40}{comma}"nets"{colon}{pool[b]}}}'
            for a, b in zip(picks[:4], picks[4:8], strict=True)
        ]
        if i % 10 == 9:
            document = f"[{comma.join([*(pool[p] for p in picks), *people])}]"
        else:
            members = [f'"{key}"{colon}{pool[p]}' for key, p in zip(_KEYS, picks, strict=False)]
            members.insert(i % 14, f'"friends"{colon}[{comma.join(people)}]')
            members.append(f'"serial"{colon}{i * 7919}')
            document = f"{{{comma.join(members)}}}"
        content = document.encode()
        if kind == "broken" and i % 3:
            content = _broken(rng, content)
        documents.append(content)
    return documents


def _broken(rng: np.random.Generator, content: bytes) -> bytes:
    """A document with some bytes replaced, or cut off."""
    changed = bytearray(content)
    for place in rng.integers(len(changed), size=int(rng.integers(1, 4))).tolist():
        changed[place] = b'"\\{}[],:x\x00\xff'[int(rng.integers(11))]
    return bytes(changed[: int(rng.integers(len(changed) + 1))] if rng.random() < 0.3 else changed)


def _string(content: bytes) -> bytes:
    return np.uint32(len(content)).tobytes() + content


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """Documents.

    Args:
        rng: All randomness comes from it.
        size: ``n``, the number of documents.
        kind: Determines the documents; a key of :data:`_KINDS`.

    Raises:
        ValueError: There is no such kind.
    """
    if kind not in _KINDS:
        raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")
    return b"".join(_string(document) for document in _documents(rng, size["n"], kind))
