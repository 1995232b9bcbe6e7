"""Size and kind -> operations on a key-value store."""

import functools
import random
import struct
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

__all__ = ["generate"]

_OPS = "pugfkds*cor"  # put, update, get, field, keys, delete, scan, batch, compact, open the log, dump
_WEIGHTS = {
    "writes": (50, 25, 8, 4, 1, 8, 0.5, 3, 0.1, 0.1, 0.1),
    "reads": (25, 8, 30, 30, 1, 3, 1, 1, 0.1, 0.1, 0.1),
    "scans": (44, 14, 10, 8, 5, 6, 3.5, 3, 0.1, 0.1, 0.5),
    "updates": (15, 60, 8, 8, 0.5, 3, 0.5, 6, 0.1, 0.1, 0.1),
    "small": (40, 10, 10, 10, 4, 20, 4, 4, 1, 1, 1),
    "hostile": (30, 15, 10, 10, 5, 10, 5, 10, 2, 2, 2),
}
_PATHS = (b"home.town", b"flags.0", b"balance", b"home.zip", b"home.nothing", b"seen", b"", b"name.x")
_PARTS, _WORDS = 150, 800
_SMALL = [bytes([n]) for n in range(0x80)]
_SYLLABLES = ("ka", "ro", "mi", "te", "os", "vi", "dra", "un", "pe", "shi", "lo", "ber", "é", "qu", "st", "y")


class _Words:
    """Random numbers, words and parts of records, without NumPy, whose single draws are slow."""

    def __init__(self, rng: np.random.Generator) -> None:
        self._draw = random.Random(rng.bytes(16)).random
        self._encodings: dict[str, list[_Encoded]] = {}
        self._words: list[str] = []

    def encoded(self, what: str, make: Callable[[], Any]) -> "_Encoded":
        """An encoded part; one of some hundred of its kind, because to make each anew is slow."""
        made = self._encodings.setdefault(what, [])
        if len(made) < _PARTS:
            made.append(_Encoded(_encoded(make())))
            return made[-1]
        return made[self.number(_PARTS)]

    def number(self, below: int) -> int:
        """A number from 0 to below - 1."""
        return int(self._draw() * below)

    def chance(self, per_cent: int) -> bool:
        return self.number(100) < per_cent

    def word(self) -> str:
        """A word; one of some hundred, as for :meth:`encoded`."""
        if len(self._words) == _WORDS:
            return self._words[self.number(_WORDS)]
        self._words.append(self._new_word())
        return self._words[-1]

    def _new_word(self) -> str:
        n = self.number(1 << 24)
        return "".join([_SYLLABLES[n >> shift & 15] for shift in range(0, 8 + 4 * (n >> 22), 4)])


class _Encoded(bytes):
    """A value that is encoded already."""


class _Unsigned(int):
    """A number that is encoded as an unsigned one."""


def _uvarint(n: int) -> bytes:
    if n < 0x80:
        return _SMALL[n]
    out = bytearray()
    while n >= 0x80:
        out.append(n & 0x7F | 0x80)
        n >>= 7
    out.append(n)
    return bytes(out)


def _number(value: int) -> bytes:
    """A signed number as zigzag varint."""
    return _uvarint(value << 1 if value >= 0 else (-value << 1) - 1)


def _block(data: bytes) -> bytes:
    return _uvarint(len(data)) + data


@functools.lru_cache(maxsize=1024)
def _key(text: str) -> bytes:
    return _block(text.encode())


# A tuple is a time, in seconds and nanoseconds.
_SCALARS: Mapping[type, Callable[[Any], bytes]] = {
    _Encoded: lambda v: v,
    bool: lambda v: b"\x02" if v else b"\x01",
    _Unsigned: lambda v: b"\x04" + _uvarint(v),
    int: lambda v: b"\x03" + _number(v),
    float: lambda v: b"\x05" + struct.pack("<d", v),
    str: lambda v: b"\x06" + _block(v.encode()),
    bytes: lambda v: b"\x07" + _block(v),
    tuple: lambda v: b"\x0a" + _number(v[0]) + _uvarint(v[1]),
    type(None): lambda _: b"\x00",
}


def _encoded(value: Any) -> bytes:
    """A value in the encoding of the library."""
    encode = _SCALARS.get(type(value))
    if encode:
        return encode(value)
    if isinstance(value, list):
        return b"\x08" + _uvarint(len(value)) + b"".join(map(_encoded, value))
    parts = [b"\x09" + _uvarint(len(value))]
    for key in sorted(value):
        parts += (_key(key), _encoded(value[key]))
    return b"".join(parts)


def _home(w: _Words) -> dict[str, Any]:
    return {"town": w.word(), "zip": _Unsigned(w.number(99999)), "note": w.word() * w.number(4)}


def _part(w: _Words) -> Any:
    choices = (w.word(), w.number(1 << 40), w.word().encode(), [w.word(), w.number(9)], None)
    return choices[w.number(5)]


def _value(w: _Words, kind: str) -> Any:
    if kind == "small":
        return (None, w.number(1000), w.word())[w.number(3)]
    value: dict[str, Any] = {
        "name": w.word(),
        "balance": w.number(1 << 30) - (1 << 29),
        "score": w.number(1 << 20) / 64,
        "seen": (1_500_000_000 + w.number(1 << 28), w.number(1_000_000_000)),
        "flags": w.encoded("flags", lambda: [w.chance(50) for _ in range(w.number(4))]),
        "home": w.encoded("home", lambda: _home(w)),
    }
    for _ in range(w.number(5)):
        value[w.word()] = w.encoded("part", lambda: _part(w))
    return value


def _patch(w: _Words, kind: str) -> Any:
    if kind == "small" or w.chance(2):
        return _value(w, kind)
    patch: dict[str, Any] = {"balance": w.number(1 << 30)}
    if w.chance(40):
        home = {"note": w.word(), "town": None}
        patch["home"] = home if w.chance(50) else {w.word(): {"deep": None, "x": 1}}
    if w.chance(40):
        patch[w.word()] = None if w.chance(50) else w.word()
    return patch


def _data(w: _Words, kind: str, value: Any) -> bytes:
    """An encoding, which may be wrong if the kind is hostile."""
    data = _encoded(value)
    if kind != "hostile" or w.chance(60):
        return data
    place = w.number(len(data))
    return data[:place] if w.chance(50) else data[:place] + bytes([w.number(256)]) + data[place + 1 :]


def _operation(w: _Words, op: str, keys: int, kind: str) -> bytes:
    """An operation: its letter, and two blocks of bytes that follow their length in 2 bytes."""
    key = f"{w.number(24):02d}/{w.number(keys):x}"
    data = b""
    if op in "p":
        data = _data(w, kind, _value(w, kind))
    elif op in "u":
        data = _data(w, kind, _patch(w, kind))
    elif op == "f":
        data = _PATHS[w.number(len(_PATHS))]
    elif op in "ks":
        key = key[: 2 + w.number(3)]
        data = str(w.number(30)).encode()
    elif op == "r":
        key = key[:3]
    return op.encode() + b"".join(struct.pack("<H", len(block)) + block for block in (key.encode(), data))


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """Operations; a batch is a letter and the number of the operations that follow, and has no blocks.

    Args:
        rng: All randomness comes from it.
        size: ``n``, the number of operations, and ``keys``, of how many different keys they are, about.
        kind: A key of :data:`_WEIGHTS`; ``hostile`` has wrong encodings.

    Raises:
        ValueError: There is no such kind.
    """
    if kind not in _WEIGHTS:
        raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_WEIGHTS)}")
    w, n = _Words(rng), size["n"]
    weights = np.array(_WEIGHTS[kind])
    keys = max(size["keys"] // 24, 1)
    out: list[bytes] = []
    left = 0
    for choice in rng.choice(len(_OPS), n, p=weights / weights.sum()).tolist():
        op = _OPS[choice]
        if left:
            left -= 1
            op = "puud"[w.number(4)]
        elif op == "*":
            left = 1 + w.number(12)
            out.append(b"*" + bytes([left]))
            continue
        out.append(_operation(w, op, keys, kind))
    return b"".join(out)
