"""Size and kind -> a text and edits, as bytes.

All bytes are first drawn at random; the numbers of each edit are then put into their places.
"""

import struct
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["answer", "generate"]

Floats = NDArray[np.float64]

_LONGEST, _HEADER = 64, 12
_USUAL = 16  # bytes, the longest edit of most inputs
_RUN = 3  # edits near each other, of local ones
_NEAR = 40  # bytes
_APART = 0.3  # of the text, between two cursors
_INSERTING = {"growing": 1.0, "shrinking": 0.0, "vanishing": 0.25}
_KINDS = (
    "uniform",
    "local",
    "cursors",
    "sweeps",
    "front",
    "back",
    "ends",
    "growing",
    "shrinking",
    "vanishing",
    "long",
    "empty",
)


def _places(rng: np.random.Generator, m: int, kind: str) -> Floats:
    """For each edit, where in the text it is: 0 for its start, 1 for its end. On average it is the middle."""
    match kind:
        case "local":
            runs = -(-m // _RUN)
            return np.repeat((rng.permutation(runs) + rng.random(runs)) / max(runs, 1), _RUN)[:m]
        case "sweeps" | "cursors":
            phase = np.arange(m) / max(m, 1) * rng.integers(3, 12) * 2 + rng.random()
            sweep = np.abs(phase % 2 - 1)
            return sweep if kind == "sweeps" else sweep * (1 - _APART) + _APART * (np.arange(m) % 2)
        case "front":
            return np.zeros(m)
        case "back":
            return np.ones(m)
        case "ends":
            return rng.integers(2, size=m).astype(np.float64)
        case _:
            return (rng.permutation(m) + rng.random(m)) / max(m, 1)


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """N and the text, m and the edits, little-endian.

    Args:
        rng: All randomness comes from it.
        size: ``n``, the bytes of the text, and ``m``, the number of edits.
        kind: Where edits are: ``uniform`` (all over the text), ``local`` (3 near each other, then elsewhere),
            ``cursors`` (in turn at one and at another, which go through the text and back), ``sweeps`` (at
            one such), ``front``, ``back``, ``ends``. Elsewhere they are uniform,
            but there are only insertions (``growing``) or erasures (``shrinking``), so many erasures that
            the text is often empty (``vanishing``), edits of up to 64 bytes (``long``) or of 0 or 1
            (``empty``).

    Raises:
        ValueError: There is no such kind.
    """
    if kind not in _KINDS:
        raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")
    n, m = size["n"], size["m"]
    shortest, longest = {"long": (30, _LONGEST), "empty": (0, 1), "vanishing": (0, _LONGEST)}.get(
        kind, (1, _USUAL)
    )
    inserts = rng.random(m) < _INSERTING.get(kind, 0.5)
    lengths = rng.integers(shortest, longest + 1, m)
    # An erasure takes what is there. So the length of the text is a walk that is held at 0.
    walk = n + np.cumsum(np.where(inserts, lengths, -lengths))
    after = walk - np.minimum(np.minimum.accumulate(walk), 0)
    before = np.concatenate([[n], after])[:m]
    lengths = np.where(inserts, lengths, before - after)
    last = np.where(inserts, before, after)  # the last position
    positions = (_places(rng, m, kind) * (last + 1)).astype(np.int64)
    if kind == "local":
        positions += rng.integers(-_NEAR, _NEAR + 1, m)
    positions = np.clip(positions, 0, last)

    first = 4 + n + 4
    starts = first + np.concatenate([[0], np.cumsum(_HEADER + np.where(inserts, lengths, 0))])
    end = int(starts[-1])
    out = np.frombuffer(bytearray(rng.bytes(end)), np.uint8)
    numbers = np.ndarray((max(end - 3, 0),), "<i4", out, strides=(1,))  # one at each byte
    numbers[0], numbers[4 + n] = n, m
    numbers[starts[:-1]] = np.where(inserts, 0, 1)
    numbers[starts[:-1] + 4] = positions
    numbers[starts[:-1] + 8] = lengths
    return out.tobytes()


def answer(stdin: bytes) -> bytes:
    """The text, by following each byte of the result back through the edits to where it came from."""
    (n,) = struct.unpack_from("<i", stdin)
    (m,) = struct.unpack_from("<i", stdin, 4 + n)
    place, length = 8 + n, n
    edits: list[tuple[int, int, int, int]] = []
    for _ in range(m):
        kind, position, count = struct.unpack_from("<iii", stdin, place)
        place += _HEADER
        edits.append((kind, position, count, place))
        place += 0 if kind else count
        length += -count if kind else count
    source = np.full(length, -1, np.int64)  # index in the input, once it is known
    index = np.arange(length)
    for kind, position, count, bytes_at in reversed(edits):
        if kind == 1:
            index[index >= position] += count
            continue
        inserted = (index >= position) & (index < position + count) & (source < 0)
        source[inserted] = bytes_at + index[inserted] - position
        index[index >= position + count] -= count
    source = np.where(source < 0, 4 + index, source)
    return np.frombuffer(stdin, np.uint8)[source].tobytes()
