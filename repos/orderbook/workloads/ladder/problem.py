"""Size and kind -> operations on one book, 16 bytes each."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

__all__ = ["generate"]

_BYTES = [("op", "u1"), ("side", "u1"), ("account", "u1"), ("free", "u1")]
_OPERATION = np.dtype([*_BYTES, ("price", "<u4"), ("quantity", "<i4"), ("id", "<u4")])
_OPS = np.frombuffer(b"acrmxvbdg", np.uint8)


@dataclass(frozen=True, slots=True)
class _Mix:
    """How often each operation comes, and where prices lie.

    Attributes:
        weights: Of the operations in the order of :data:`_OPS`.
        spread: Prices of orders lie up to so many ticks from the middle.
        recent: An operation on an order names one of the latest so many.
        drift: Standard deviation of a step of the middle, in ticks.
    """

    weights: tuple[float, ...]
    spread: int
    recent: int
    drift: float


_MIXES = {
    "wide": _Mix((52, 30, 5, 3, 0.5, 0.3, 6, 2, 3), 160, 900, 0.3),
    "queue": _Mix((60, 22, 6, 2, 0.3, 0.3, 6, 1.5, 4), 8, 3000, 0.003),
    "sweep": _Mix((58, 12, 4, 11, 3, 1, 5, 2, 3), 110, 600, 0.4),
    "mixed": _Mix((50, 22, 8, 8, 2, 0.6, 6, 2, 4), 60, 1000, 0.2),
    "random": _Mix((40, 10, 10, 10, 5, 5, 5, 5, 10), 20, 50, 3.0),
    "hostile": _Mix((40, 10, 10, 10, 5, 5, 5, 5, 10), 3, 30, 1.0),
}


def _spoil(rng: np.random.Generator, out: np.ndarray, salt: int) -> None:
    """Give some operations another side, quantity, order or price."""
    n, wrong = len(out), rng.random(len(out))
    for field, low, high, values in (
        ("side", 0.0, 0.05, rng.integers(256, size=n)),
        ("quantity", 0.05, 0.1, rng.integers(-5, 1, n)),
        ("id", 0.1, 0.3, np.full(n, salt)),
        ("price", 0.3, 0.35, rng.integers(1 << 32, size=n)),
    ):
        chosen = (low <= wrong) & (wrong < high)
        out[field][chosen] = values[chosen]


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """Operations: code, side, account, a free byte, price, quantity and number of the order, little-endian.

    Args:
        rng: All randomness comes from it.
        size: ``n``, the number of operations.
        kind: A key of :data:`_MIXES`; in ``hostile`` any field may be wrong.

    Raises:
        ValueError: There is no such kind.
    """
    if kind not in _MIXES:
        raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_MIXES)}")
    mix, n = _MIXES[kind], size["n"]
    out = np.zeros(n, _OPERATION)
    weights = np.array(mix.weights) / sum(mix.weights)
    out["op"] = rng.choice(_OPS, n, p=weights)
    out["side"] = rng.integers(2, size=n)
    out["account"] = rng.integers(0, 40, n)
    middle = rng.integers(100_000, 900_000) + np.cumsum(rng.normal(0, mix.drift, n))
    direction = np.where(out["side"] == 1, 1, -1)
    takes = (out["op"] == ord("m")) | (out["op"] == ord("v"))
    # Most orders lie on their own side of the middle; takers reach a third of the way into the other side.
    distance = np.where(takes, -rng.integers(0, mix.spread // 3 + 2, n), 1 + rng.integers(0, mix.spread, n))
    ticks = np.maximum(middle + direction * distance, 1).astype(np.int64)
    out["price"] = ticks * int(rng.choice([1, 5, 25]))
    out["quantity"] = rng.integers(1, 500, n)
    large = takes | (out["op"] == ord("x"))
    out["quantity"][large] *= 4
    out["quantity"][out["op"] == ord("d")] = rng.integers(0, 15, n)[out["op"] == ord("d")]
    small = out["op"] == ord("r")
    out["quantity"][small] = rng.integers(1, 150, n)[small]
    adds = out["op"] == ord("a")
    number = np.maximum(np.cumsum(adds) - 1, 0)
    chosen = np.maximum(number - (rng.random(n) * mix.recent).astype(np.int64), 0)
    salt = int(rng.integers(1 << 20))
    # An odd factor makes different numbers of different ones.
    out["id"] = (np.where(adds, number, chosen) * 2654435761 + salt) % (1 << 32)
    if kind == "hostile":
        _spoil(rng, out, salt)
    return out.tobytes()
