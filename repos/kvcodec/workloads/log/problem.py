"""Size and kind -> frames with encoded records, some of them damaged, and paths to look up in them."""

import struct
import zlib
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

__all__ = ["generate"]

_KINDS = ("wide", "deep", "lists", "damaged", "scalars", "hostile")
_SYLLABLES = ("ka", "ro", "mi", "te", "os", "vi", "dra", "un", "pe", "shi", "lo", "ber", "é", "qu", "st", "y")


class _Words:
    """Random words, drawn in bulk because single draws are slow."""

    def __init__(self, rng: np.random.Generator) -> None:
        self._numbers = rng.integers(1 << 62, size=4096).tolist()
        self._next = 0

    def number(self, below: int) -> int:
        """A number from 0 to below - 1."""
        self._next += 1
        n = self._numbers[self._next & 4095]
        self._numbers[self._next & 4095] = (n * 6364136223846793005 + 1442695040888963407) & ((1 << 62) - 1)
        return (n >> 13) % below

    def chance(self, per_cent: int) -> bool:
        return self.number(100) < per_cent

    def word(self) -> str:
        n = self.number(1 << 24)
        return "".join(_SYLLABLES[n >> shift & 15] for shift in range(0, 8 + 4 * (n >> 22), 4))


class _Unsigned(int):
    """A number that is encoded as an unsigned one."""


def _uvarint(n: int) -> bytes:
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


# The first that fits counts: a bool is an int, too. A tuple is a time, in seconds and nanoseconds.
_SCALARS: tuple[tuple[type, Callable[[Any], bytes]], ...] = (
    (bool, lambda v: b"\x02" if v else b"\x01"),
    (_Unsigned, lambda v: b"\x04" + _uvarint(v)),
    (int, lambda v: b"\x03" + _number(v)),
    (float, lambda v: b"\x05" + struct.pack("<d", v)),
    (str, lambda v: b"\x06" + _block(v.encode())),
    (bytes, lambda v: b"\x07" + _block(v)),
    (tuple, lambda v: b"\x0a" + _number(v[0]) + _uvarint(v[1])),
    (type(None), lambda _: b"\x00"),
)


def _encoded(value: Any) -> bytes:
    """A value in the encoding of the library."""
    for kind, encode in _SCALARS:
        if isinstance(value, kind):
            return encode(value)
    if isinstance(value, list):
        return b"\x08" + _uvarint(len(value)) + b"".join(map(_encoded, value))
    parts = [b"\x09" + _uvarint(len(value))]
    for key in sorted(value):
        parts += (_block(key.encode()), _encoded(value[key]))
    return b"".join(parts)


def _framed(kind: bytes, payload: bytes) -> bytes:
    body = kind + _uvarint(len(payload)) + payload
    return b"\xc5\x4b" + body + struct.pack("<I", zlib.crc32(body))


def _scalar(w: _Words) -> Any:
    choice = w.number(9)
    return (
        w.word(), -w.number(1 << 50), _Unsigned(w.number(1 << 61)), w.number(1 << 40) / 1024,
        w.word() + w.word(), w.word().encode(), (w.number(1 << 33), w.number(1_000_000_000)), w.chance(50),
        None,
    )[choice]  # fmt: skip


def _value(w: _Words, kind: str, depth: int) -> Any:
    """A value; containers lie within each other as the kind says."""
    if depth == 0 and kind != "scalars":
        choice = 90 if kind == "lists" and w.chance(50) else 99
    else:
        choice = w.number(100)
    deepest = {"wide": 2, "deep": 7, "lists": 4, "damaged": 3, "scalars": 0, "hostile": 5}[kind]
    if depth >= deepest or choice < (35 if kind == "deep" else 70):
        return _scalar(w)
    count = w.number({"wide": 30, "deep": 4, "lists": 14, "damaged": 12, "hostile": 6}[kind])
    if depth == 0 and kind != "hostile":
        count += 2
    if choice < (95 if kind == "lists" else 78):
        return [_value(w, kind, depth + 1) for _ in range(count)]
    return {f"{w.word()}{w.number(4)}": _value(w, kind, depth + 1) for _ in range(count)}


def _path(w: _Words, value: Any) -> str:
    """A path to some part of a value, which may end too early or lead nowhere."""
    steps: list[str] = []
    while isinstance(value, (dict, list)) and value and w.chance(85):
        if isinstance(value, dict):
            key = sorted(value)[w.number(len(value))]
            steps.append(key)
            value = value[key]
        else:
            place = w.number(len(value))
            steps.append(str(place))
            value = value[place]
    if w.chance(15):
        steps.append(("nothing", "99", "-1", "", "0", "+0", "00")[w.number(7)])
    return ".".join(steps)


class _Parts:
    """Encoded values and paths into them. Records are put together from them, because to encode is slow."""

    def __init__(self, w: _Words, kind: str, count: int) -> None:
        values = [_value(w, kind, 1) for _ in range(count)]
        self._encoded = [_encoded(value) for value in values]
        self._paths = [_path(w, value) for value in values]
        names = sorted({f"{w.word()}{w.number(4)}" for _ in range(count)})
        self._names = [(name, _encoded(name)[1:]) for name in names]

    def record(self, w: _Words, kind: str, count: int) -> tuple[bytes, str]:
        """A list or a map of so many parts, about, and a path to something in it."""
        parts = [w.number(len(self._encoded)) for _ in range(count)]
        number = _encoded(_Unsigned(w.number(1 << 62)))
        chosen = w.number(count)
        inner = self._paths[parts[chosen]]
        if kind == "lists" and w.chance(50):
            data = b"\x08" + _uvarint(count + 1) + b"".join([self._encoded[part] for part in parts]) + number
            return data, f"{chosen}.{inner}" if inner else str(chosen)
        names = sorted({w.number(len(self._names)) for _ in range(count)})
        pieces = [b"\x09" + _uvarint(len(names) + 1), _encoded("")[1:], number]
        for name, part in zip(names, parts, strict=False):
            pieces += (self._names[name][1], self._encoded[part])
        path = self._names[names[chosen % len(names)]][0]
        return b"".join(pieces), f"{path}.{self._paths[parts[chosen % len(names)]]}" if inner else path


def _spoiled(w: _Words, data: bytes) -> bytes:
    """Bytes of which one is missing or changed, or that end too early."""
    place = w.number(len(data))
    choice = w.number(3)
    if choice == 0:
        return data[:place]
    return data[:place] + bytes([w.number(256)]) * (choice - 1) + data[place + 1 :]


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """The number of bytes of the paths as int32, the paths a line each, and the frames.

    Args:
        rng: All randomness comes from it.
        size: ``n``, the number of records.
        kind: Determines their shape; ``damaged`` and ``hostile`` have damaged frames, ``hostile`` also frames
            with wrong encodings.

    Raises:
        ValueError: There is no such kind.
    """
    if kind not in _KINDS:
        raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")
    w = _Words(rng)
    paths: list[str] = []
    frames: list[bytes] = []
    whole = kind in ("scalars", "hostile")
    most = {"wide": 34, "deep": 18, "lists": 16, "damaged": 26}.get(kind, 0)
    parts = _Parts(w, kind, 0 if whole else 10 + min(size["n"], 90))
    for _ in range(size["n"]):
        if whole:
            value = _value(w, kind, 0)
            data, path = _encoded(value), _path(w, value)
        else:
            data, path = parts.record(w, kind, 2 + w.number(most))
        paths.append(path)
        if kind == "hostile" and w.chance(40):
            data = _spoiled(w, data)
        frame = _framed(b"PRX"[i : i + 1] if (i := w.number(4)) < 3 else b"P", data)
        if kind in ("damaged", "hostile") and w.chance(30 if kind == "hostile" else 8):
            frame = _spoiled(w, frame) + b"\xc5\x4b" * w.number(3)
        frames.append(frame)
    text = "".join(path + "\n" for path in paths).encode()
    return struct.pack("<i", len(text)) + text + b"".join(frames)
