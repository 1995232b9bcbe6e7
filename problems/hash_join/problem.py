"""Size and kind -> a table, a list of keys and shifts, as bytes.

Keys are places of a lattice, first + step * place modulo 2^32, and shifts go from place to place, so that
shifted keys meet others.
"""

import struct
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["answer", "generate"]

Places = NDArray[np.uint32]

_HITS = 0.6  # share of the places that are in the table
_BLOCK = 64  # places next to each other
_FAR = 1000  # places, the longest shift
_KINDS = (
    "scattered",
    "dense",
    "strided",
    "blocks",
    "random",
    "hits",
    "misses",
    "hot",
    "ends",
    "ones",
    "zeros",
    "low",
)


def _step(rng: np.random.Generator, places: int, kind: str) -> int:
    match kind:
        case "dense" | "low" | "ends":
            return 1
        case "strided":
            return 1 << (32 - max(1, places - 1).bit_length())  # as far apart as there is room for
        case _:
            return int(rng.integers(1 << 31)) * 2 + 1


def _stored(rng: np.random.Generator, r: int, places: int, kind: str) -> Places:
    """So many distinct places in random order."""
    if kind != "blocks":
        return rng.permutation(places)[:r].astype(np.uint32)
    blocks = rng.permutation(-(-places // _BLOCK))
    own = (blocks[:, None] * _BLOCK + np.arange(_BLOCK)).ravel()
    return rng.permutation(own[own < places][:r]).astype(np.uint32)


def _asked(rng: np.random.Generator, s: int, stored: Places, places: int, kind: str) -> Places:
    if kind == "hits" and len(stored) > 0:
        return stored[rng.integers(len(stored), size=s)]
    if kind == "misses":
        return rng.integers(places, 2 * places, s).astype(np.uint32)
    return rng.integers(min(places, 3) if kind == "hot" else places, size=s).astype(np.uint32)


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """R, s, t, the rows, the list and the shifts, little-endian.

    Args:
        rng: All randomness comes from it.
        size: ``r`` rows, ``s`` keys in the list, and ``t`` shifts.
        kind: How keys lie: ``scattered`` (all over), ``dense`` (next to each other), ``strided`` (alike in
            their low bits), ``blocks`` (64 neighbours on the lattice are in the table, or none), ``random``
            (on no lattice), ``ends`` (around 0 and 2^32), ``low`` (from 0 on). ``hits``: shift 0 comes
            often, and all keys are there; ``misses``: none are; ``hot``: three keys are asked for;
            ``ones``: values are 2^32 - 1; ``zeros``: half of the values are 0.

    Raises:
        ValueError: There is no such kind.
    """
    if kind not in _KINDS:
        raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")
    r, s, t = size["r"], size["s"], size["t"]
    places = int(r / _HITS) + 1
    first = {"low": 0, "ends": 2**32 - places // 2}.get(kind, int(rng.integers(1 << 32)))
    step = np.uint32(_step(rng, places, kind))
    stored = _stored(rng, r, places, kind)
    asked = _asked(rng, s, stored, places, kind)
    far = 0 if kind == "hits" else min(_FAR, places // 16)
    shifts = rng.integers(-far, far + 1, t).astype(np.int64).astype(np.uint32)
    table = np.empty((r, 2), "<u4")
    table[:, 0] = stored * step + np.uint32(first % 2**32)
    keys = asked * step + np.uint32(first % 2**32)
    if kind == "random":
        table[:, 0] ^= table[:, 0] >> np.uint32(15)
        keys ^= keys >> np.uint32(15)
    table[:, 1] = 0xFFFFFFFF if kind == "ones" else np.frombuffer(rng.bytes(4 * r), np.uint32)
    if kind == "zeros":
        table[rng.random(r) < 0.5, 1] = 0
    return struct.pack("<iii", r, s, t) + b"".join(part.tobytes() for part in (table, keys, shifts * step))


def answer(stdin: bytes) -> bytes:
    """The sums, by binary search among the sorted keys of the table."""
    r, s, t = struct.unpack_from("<iii", stdin)
    numbers = np.frombuffer(stdin, "<u4", 2 * r + s + t, 12)
    rows, keys, shifts = numbers[: 2 * r].reshape(r, 2), numbers[2 * r : 2 * r + s], numbers[2 * r + s :]
    rows = rows[np.argsort(rows[:, 0])]
    parts = [b""]
    for shift in shifts.tolist():
        wanted = (keys.astype(np.int64) + shift) % 2**32
        found = np.searchsorted(rows[:, 0], wanted)
        hits = np.flatnonzero(found < r)
        hits = hits[rows[found[hits], 0] == wanted[hits]]
        total = int((rows[found[hits], 1].astype(np.uint64) * hits.astype(np.uint64)).sum())
        parts.append(struct.pack("<II", len(hits), total % 2**32))
    return b"".join(parts)
