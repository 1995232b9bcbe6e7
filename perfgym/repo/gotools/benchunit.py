"""Numbers of one unit -> text with a prefix and at least four significant digits.

The rules are those of golang.org/x/perf/benchunit: SI prefixes, and powers of 1024 for bytes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Scale", "common_scale"]

_SI = tuple(
    (10.0**power, prefix) for power, prefix in zip(range(12, -10, -3), (*"TGMk", "", *"mµn"), strict=True)
)
_IEC = tuple(
    (2.0 ** (10 * power), prefix) for power, prefix in ((4, "Ti"), (3, "Gi"), (2, "Mi"), (1, "Ki"), (0, ""))
)
_MOST_DIGITS = 10  # behind the point


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A prefix for numbers of one unit.

    Attributes:
        factor: The value of 1 with this prefix, e.g. 1000 for ``"k"``.
        prefix: The prefix; empty for none.
        digits: Number of digits behind the point.
    """

    factor: float
    prefix: str
    digits: int

    def text(self, value: float) -> str:
        """A number with the prefix, e.g. ``"1.718µ"``."""
        return f"{value / self.factor:.{self.digits}f}{self.prefix}"


def common_scale(values: Sequence[float], *, binary: bool) -> Scale:
    """One scale for all values; the one nearest to zero, but not zero, has four significant digits.

    Args:
        values: Finite values of one unit.
        binary: Whether the unit counts bytes: prefixes are then powers of 1024, and none is below 1.
    """
    least = min((abs(value) for value in values if value), default=0.0)
    if not least:
        return Scale(factor=1.0, prefix="", digits=3)
    factors = _IEC if binary else _SI
    for factor, prefix in factors:
        for threshold, digits in ((99.995, 1), (9.9995, 2), (0.99995, 3)):
            if least >= threshold * factor:
                return Scale(factor=factor, prefix=prefix, digits=digits)
    factor, prefix = factors[-1]
    digits = next(
        (n for n in range(3, _MOST_DIGITS) if least / factor >= 9.9995 * 10.0 ** (2 - n)), _MOST_DIGITS
    )
    return Scale(factor=factor, prefix=prefix, digits=digits)
