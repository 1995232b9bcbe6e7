"""Size and kind -> points in time, as bytes."""

import struct
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["answer", "generate"]

Seconds = NDArray[np.int64]

_FIRST, _END = -2_208_988_800, 4_133_980_800
_DAY = 86_400
_BURST = 6  # points in time of an event
_KINDS = (
    "uniform",
    "bursts",
    "borders",
    "days",
    "sorted",
    "leap",
    "year-ends",
    "same",
    "around-1970",
    "extremes",
)


def _day(date: str) -> int:
    return int(np.datetime64(date, "D").astype(np.int64))


def _seconds(rng: np.random.Generator, n: int, kind: str) -> Seconds:
    first_day, days = _FIRST // _DAY, (_END - _FIRST) // _DAY
    anywhere = rng.integers(_FIRST, _END, n)
    match kind:
        case "bursts":
            starts = np.repeat(rng.integers(_FIRST, _END, -(-n // _BURST)), _BURST)[:n]
            return starts + rng.integers(0, 3600, n)
        case "borders":
            # A few seconds before or after a full hour, which is midnight for some.
            hours = np.where(rng.random(n) < 0.3, 24, rng.integers(1, 25, n))
            return (first_day + rng.integers(days, size=n)) * _DAY + hours * 3600 + rng.integers(-3, 3, n)
        case "days":
            return (first_day + rng.integers(days, size=n)) * _DAY
        case "sorted":
            return np.sort(anywhere)
        case "leap":
            dates = np.array([_day(f"{year}-02-28") for year in range(1900, 2101)])
            return (rng.choice(dates, n) + rng.integers(0, 3, n)) * _DAY + rng.integers(_DAY, size=n)
        case "year-ends":
            dates = np.array([_day(f"{year}-12-31") for year in range(1900, 2101)])
            return (rng.choice(dates, n) + rng.integers(0, 2, n)) * _DAY + rng.integers(_DAY, size=n)
        case "same":
            return np.full(n, rng.integers(_FIRST, _END))
        case "around-1970":
            return rng.integers(-2 * _DAY, 2 * _DAY, n)
        case "extremes":
            ends = np.array([_FIRST, _FIRST + 1, _END - 1, -1, 0, 1, _day("2000-03-01") * _DAY - 1])
            return rng.choice(ends, n)
        case _:
            return anywhere


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """N and the points in time, little-endian.

    Args:
        rng: All randomness comes from it.
        size: ``n``, how many points in time.
        kind: ``uniform``, ``bursts`` (six within an hour, then elsewhere), ``borders`` (seconds before and
            after full hours), ``days`` (all at midnight), ``sorted``, ``leap`` (around February 29),
            ``year-ends``, ``same`` (all equal), ``around-1970`` or ``extremes`` (ends of ranges).

    Raises:
        ValueError: There is no such kind.
    """
    if kind not in _KINDS:
        raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")
    seconds = np.clip(_seconds(rng, size["n"], kind), _FIRST, _END - 1)
    return struct.pack("<i", size["n"]) + seconds.astype("<i8").tobytes()


def answer(stdin: bytes) -> bytes:
    """The lines, with dates by NumPy's calendar."""
    (n,) = struct.unpack_from("<i", stdin)
    seconds = np.frombuffer(stdin, "<i8", n, 4)
    days = seconds // _DAY
    dates = days.astype("datetime64[D]")
    of_year = (dates - dates.astype("datetime64[Y]").astype("datetime64[D]")).astype(np.int64) + 1
    names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    lines = [
        f"{names[(day + 3) % 7]} {date} {rest // 3600:02}:{rest // 60 % 60:02}:{rest % 60:02} {number:03}\n"
        for day, date, rest, number in zip(
            days.tolist(), dates.tolist(), (seconds % _DAY).tolist(), of_year.tolist(), strict=True
        )
    ]
    return "".join(lines).encode()
