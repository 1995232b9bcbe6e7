"""Size and kind -> trades as text."""

from collections.abc import Mapping

import numpy as np

__all__ = ["generate"]

_KINDS = ("walk", "jumps", "still", "shuffled", "falling", "negative", "hostile")
_BAD_TEXT = """
,,
1,2
1,2.00,3,4
x,1.00,5
1,1.00001,5
1,1e2,5
1,1.00,0
1,1.00,-3
1,1.00,1.5
1,,5
9223372036854775808,1.00,5
1,12345678.00,5
 5,1.5,7\x20
-7,0.0001,1
0,-0,1
1,+1.00,5
1, 1.00,5
"""
_BAD_LINES = _BAD_TEXT.split("\n")


def _prices(rng: np.random.Generator, n: int, kind: str) -> np.ndarray:
    """Prices in units of 0.0001."""
    start = int(rng.integers(50_000, 5_000_000))
    if kind == "jumps":
        values = start + rng.integers(-40_000, 40_000, n)
    elif kind == "still":
        values = start + 100 * rng.integers(0, 12, n)
    elif kind == "falling":
        values = start + 25 * n - 25 * np.arange(n)
    elif kind == "negative":
        values = rng.integers(-30_000, 30_000, n)
    else:
        values = start + np.cumsum(rng.integers(-60, 61, n))
    return values if kind == "negative" else np.maximum(values, 1)


def _text(units: int) -> str:
    """A price with four decimals, or two if they are enough."""
    sign, units = ("-", -units) if units < 0 else ("", units)
    whole, part = divmod(units, 10_000)
    return f"{sign}{whole}.{part // 100:02d}" if part % 100 == 0 else f"{sign}{whole}.{part:04d}"


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """A line with the width of bars, of buckets and of windows, then a trade a line.

    Args:
        rng: All randomness comes from it.
        size: ``n``, the number of trades, and ``window``, how many trades a rolling window has.
        kind: Determines prices and times; ``hostile`` has lines that are no trades.

    Raises:
        ValueError: There is no such kind.
    """
    if kind not in _KINDS:
        raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")
    n = size["n"]
    times = int(rng.integers(-5_000, 1_800_000_000_000)) + np.cumsum(rng.exponential(700, n)).astype(np.int64)
    if kind == "negative":
        times -= 2 * times[0] if n else 0
    if kind == "shuffled":
        times = rng.permutation(times)
    prices = _prices(rng, n, kind)
    quantities = rng.integers(1, 900, n)
    bad = rng.random(n) < (0.3 if kind == "hostile" else 0.0)
    lines = [f"{rng.integers(5_000, 20_000)} {rng.choice([25, 50, 100])} {max(size['window'], 1)}"]
    columns = (column.tolist() for column in (times, prices, quantities, bad))
    for time, units, quantity, wrong in zip(*columns, strict=True):
        lines.append(_BAD_LINES[quantity % len(_BAD_LINES)] if wrong else f"{time},{_text(units)},{quantity}")
    return "".join(line + "\n" for line in lines).encode()
