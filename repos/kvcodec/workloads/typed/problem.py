"""Size and kind -> a stream of encoded orders."""

import functools
import random
import struct
import zlib
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

__all__ = ["generate"]

_KINDS = ("flat", "nested", "sparse", "tagged", "empty", "misfit", "hostile")
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


def _framed(kind: bytes, payload: bytes) -> bytes:
    body = kind + _uvarint(len(payload)) + payload
    return b"\xc5\x4b" + body + struct.pack("<I", zlib.crc32(body))


def _address(w: _Words, kind: str) -> dict[str, Any]:
    street = f"{w.word()} {w.number(300)}"
    address: dict[str, Any] = {"street": street, "town": w.word(), "zip": w.number(99999)}
    if kind == "nested":
        address["lines"] = [w.word() for _ in range(w.number(4))]
    if w.chance(20):
        address["zip"] = None
    return address


def _line(w: _Words, kind: str) -> dict[str, Any]:
    line: dict[str, Any] = {"item": w.word(), "n": w.number(50) - 5, "price": w.number(100_000) / 100}
    if kind == "nested":
        line["options"] = w.word().encode()
    return line


def _anything(w: _Words, depth: int) -> Any:
    choice = w.number(12 if depth < 3 else 9)
    if choice < 9:
        return (
            None, True, -w.number(1 << 50), _Unsigned(w.number(1 << 61)), w.number(1 << 40) / 1024, w.word(),
            w.word().encode(), (w.number(1 << 33), w.number(1_000_000_000)), False,
        )[choice]  # fmt: skip
    if choice < 10:
        return [_anything(w, depth + 1) for _ in range(w.number(5))]
    return {w.word(): _anything(w, depth + 1) for _ in range(w.number(5))}


def _order(w: _Words, kind: str) -> dict[str, Any]:
    order: dict[str, Any] = {
        "id": _Unsigned(w.number(1 << 60)) if w.chance(50) else w.number(1 << 60),
        "customer": w.word() + " " + w.word(),
        "placed": (1_600_000_000 + w.number(200_000_000), w.number(1_000_000_000)),
        "total": w.number(10_000_000) / 100,
        "version": w.number(20),
        "codes": w.encoded("codes", lambda: [w.number(1 << 16) - (1 << 15) for _ in range(3)]),
    }
    if kind == "empty":
        return {} if w.chance(50) else dict.fromkeys(order)
    if kind == "sparse":
        order = {key: value for key, value in order.items() if w.chance(50)}
        order |= {
            w.word() + "-unknown": w.encoded("extra", lambda: _anything(w, 0)) for _ in range(w.number(12))
        }
        return order
    order["paid"] = w.chance(50)
    lines = w.number(3 if kind == "flat" else 9)
    order["lines"] = w.encoded(f"lines {kind}", lambda: [_line(w, kind) for _ in range(lines)])
    order["from"] = w.encoded(f"address {kind}", lambda: _address(w, kind))
    if w.chance(60):
        order["to"] = w.encoded(f"address {kind}", lambda: _address(w, kind))
    if kind == "tagged":
        order["tags"] = w.encoded("tags", lambda: [w.word() for _ in range(w.number(20))])
        order["attrs"] = w.encoded("attrs", lambda: {w.word(): w.word() for _ in range(w.number(15))})
    if kind in ("nested", "tagged") and w.chance(60):
        order["extra"] = w.encoded("extra", lambda: _anything(w, 0))
    if kind == "flat":
        order["weight"] = float(np.float32(w.number(1 << 20) / 7))
    return order


def _spoiled(w: _Words, data: bytes) -> bytes:
    """An encoding with a byte more, less or changed."""
    place = w.number(len(data))
    choice = w.number(4)
    if choice == 0:
        return data[:place]
    if choice == 1:
        return data + data[:1]
    middle = bytes([w.number(256)]) * (choice - 1)
    return data[:place] + middle + data[place + 1 :]


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """Frames with encoded maps.

    Args:
        rng: All randomness comes from it.
        size: ``n``, the number of records.
        kind: Determines the records; ``misfit`` has parts that do not fit their fields, ``hostile`` wrong
            encodings and damaged frames.

    Raises:
        ValueError: There is no such kind.
    """
    if kind not in _KINDS:
        raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")
    w = _Words(rng)
    stream: list[bytes] = []
    for _ in range(size["n"]):
        shape = ("nested", "tagged", "flat", "sparse")[w.number(4)] if kind in ("misfit", "hostile") else kind
        order = _order(w, shape)
        if kind == "misfit" and order:
            key = sorted(order)[w.number(len(order))]
            order[key] = _anything(w, 0)
        data = _encoded(order)
        if kind == "hostile" and w.chance(50):
            data = _spoiled(w, data)
        frame = _framed(b"R" if kind != "hostile" or w.chance(90) else b"Q", data)
        if kind == "hostile" and w.chance(30):
            frame = _spoiled(w, frame)
        stream.append(frame)
    return b"".join(stream)
