"""Output of a candidate and expected output -> what is wrong with the candidate's, or nothing.

A comparison returns an empty string for a right output, otherwise one line that says what is wrong. If the
line is a :class:`Difference`, it also says so without any value. Comparisons decide which submissions get a
reward: in case of doubt an output is wrong.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

__all__ = ["Compare", "Difference", "Judge", "compare_bytes", "compare_within", "without_values"]

Compare = Callable[[bytes, bytes], str]
"""(expected, got) -> what is wrong; empty for a right output."""

Judge = Callable[[bytes, bytes, bytes], str]
"""(stdin, expected, got) -> what is wrong; empty for a right output."""

_FLOAT = np.dtype("<f4")
_PIECE = 1 << 14  # elements compared at a time: their arrays stay in a processor's cache


class Difference(str):
    """What is wrong with an output, in one line.

    Feedback on an input of measured size shows only ``where``: a program could make the values tell the agent
    what the input was.

    Attributes:
        where: How much of the output is wrong and where that begins, without any value of the input or of an
            output.
    """

    __slots__ = ("where",)

    where: str

    def __new__(cls, text: str, where: str) -> "Difference":
        """Make the line.

        Args:
            text: The whole line; it may quote values.
            where: The part of it that depends on no value.
        """
        made = super().__new__(cls, text)
        made.where = where
        return made


def without_values(difference: str) -> str:
    """What a comparison returned, without the values that it may quote."""
    if not difference:
        return ""
    return difference.where if isinstance(difference, Difference) else "the output is wrong"


def _wrong_length(expected: bytes, got: bytes) -> Difference:
    text = f"the output has {len(got):,} bytes, expected {len(expected):,}"
    # The length of an output is the program's own choice, and so a value.
    return Difference(
        text, "the output is too long" if len(got) > len(expected) else "the output is too short"
    )


def _wrong_place(unit: str, first: int, values: str, wrong: int, total: int) -> Difference:
    wrong_ones = f"{wrong:,} of {total:,} {unit}s {'is' if wrong == 1 else 'are'} wrong"
    return Difference(
        f"{unit} {first:,} is {values} ({wrong_ones})", f"{wrong_ones}, beginning with {unit} {first:,}"
    )


def compare_bytes(expected: bytes, got: bytes) -> str:
    """Compare byte by byte: an output is right if all bytes are equal."""
    if expected == got:
        return ""
    if len(expected) != len(got):
        return _wrong_length(expected, got)
    wrong = np.frombuffer(expected, np.uint8) != np.frombuffer(got, np.uint8)
    first = int(np.argmax(wrong))
    values = f"0x{got[first]:02x}, expected 0x{expected[first]:02x}"
    return _wrong_place("byte", first, values, int(wrong.sum()), wrong.size)


def _wrong_elements(
    expected: NDArray[np.float32], output: NDArray[np.float32], tolerance: float
) -> NDArray[np.bool_]:
    with np.errstate(invalid="ignore"):
        want, got = expected.astype(np.float64), output.astype(np.float64)
        finite = np.isfinite(want)
        # "Not within" instead of "beyond": every comparison with NaN is false, so NaN never passes.
        beyond = ~(np.abs(got - want) <= tolerance * np.maximum(1.0, np.abs(want)))
        same_kind = (got == want) | (np.isnan(got) & np.isnan(want))
    return np.where(finite, beyond, ~same_kind)


def compare_within(tolerance: float) -> Compare:
    """Return a comparison of arrays of little-endian float32.

    An element is right if ``|got - want| <= tolerance * max(1, |want|)``. If the expected element is an
    infinity, the output must hold the same infinity; if it is NaN, the output must hold NaN.

    Args:
        tolerance: Largest error, relative to expected values above 1 and absolute below.
    """

    def compare(expected: bytes, got: bytes) -> str:
        if len(expected) % _FLOAT.itemsize:
            return (
                f"a tolerance compares float32, and the expected output has {len(expected):,} bytes, "
                "which are no whole number of them"
            )
        if len(expected) != len(got):
            return _wrong_length(expected, got)
        if expected == got:
            return ""
        want, have = np.frombuffer(expected, _FLOAT), np.frombuffer(got, _FLOAT)
        pieces = [slice(start, start + _PIECE) for start in range(0, want.size, _PIECE)]
        wrong = np.concatenate([_wrong_elements(want[piece], have[piece], tolerance) for piece in pieces])
        if not wrong.any():
            return ""
        first = int(np.argmax(wrong))
        values = f"{have[first]:.9g}, expected {want[first]:.9g}"
        return _wrong_place("element", first, values, int(wrong.sum()), wrong.size)

    return compare
