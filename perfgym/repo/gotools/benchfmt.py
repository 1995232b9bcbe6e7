"""Output of Go benchmarks -> samples by benchmark and unit, in units without a prefix.

The format is Go's (https://golang.org/design/14313-benchmark-format). The text is the candidate's own: what
it says may be wrong, and nothing is paid for it.
"""

import math
import re
from collections.abc import Mapping, Sequence

from perfgym.printable import replace_unshown

__all__ = ["Samples", "is_binary_unit", "parse_benchmarks", "tidied"]

Samples = Mapping[str, Mapping[str, Sequence[float]]]
"""Name of a benchmark without ``Benchmark`` -> unit -> values in the order printed."""

_PREFIX = "Benchmark"
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,4})?", re.ASCII)
_TOKEN = re.compile(r"[*/]|[^*/\s-]+")
_LEAST, _GREATEST = 1e-100, 1e100  # beyond, means and ratios would overflow
_MOST_SERIES = 2000  # benchmarks times units
_MOST_VALUES = 2000  # of one series
_LONGEST_LINE = 2000  # characters
_LONGEST_NAME = 200
_LONGEST_UNIT = 60


def parse_benchmarks(output: bytes) -> dict[str, dict[str, list[float]]]:
    """Read every line that holds a result, and skip all others.

    Time is linear in the output. At most 2,000 pairs of benchmark and unit are kept, with 2,000 values each.
    A line is skipped if one of its values is no number, or not within a factor of 1e100 from 1 but for 0.
    Characters that do not show become U+FFFD.

    Returns:
        Samples in base units: seconds for ``ns/op``, bytes for ``MB/s``, as :func:`tidied` says.
    """
    samples: dict[str, dict[str, list[float]]] = {}
    series = 0
    for line in output.decode(errors="replace").split("\n"):
        found = _result(line) if line.startswith(_PREFIX) else None
        if found is None:
            continue
        name, values = found
        for unit, value in values:
            known = samples.get(name, {}).get(unit)
            if known is None and series < _MOST_SERIES:
                series += 1
                samples.setdefault(name, {})[unit] = [value]
            elif known is not None and len(known) < _MOST_VALUES:
                known.append(value)
    return samples


def _result(line: str) -> tuple[str, list[tuple[str, float]]] | None:
    fields = line[:_LONGEST_LINE].removeprefix(_PREFIX).split() if not line[9:10].isspace() else []
    if len(fields) < 4 or len(fields) % 2 or not fields[1].isdecimal():
        return None
    values: list[tuple[str, float]] = []
    for number, unit in zip(fields[2::2], fields[3::2], strict=True):
        base_unit, factor = tidied(replace_unshown(unit[:_LONGEST_UNIT]))
        value = float(number) * factor if _NUMBER.fullmatch(number) else math.nan
        if value and not _LEAST <= abs(value) <= _GREATEST:
            return None
        values.append((base_unit, value))
    return replace_unshown(fields[0][:_LONGEST_NAME]), values


def tidied(unit: str) -> tuple[str, float]:
    """A unit without a prefix, and the factor of values in it: ``"ns/op"`` -> ``("sec/op", 1e-9)``.

    ``ns`` becomes ``sec`` and ``MB`` becomes ``B``, in the numerator only.
    """
    factor, is_denominator, at, parts = 1.0, False, 0, list[str]()
    for match in _TOKEN.finditer(unit):
        token = match[0]
        is_denominator = token == "/" or (is_denominator and token != "*")
        replacement, scale = ("sec", 1e-9) if token == "ns" else ("B", 1e6) if token == "MB" else (token, 1.0)
        if is_denominator:
            continue
        parts += [unit[at : match.start()], replacement]
        at, factor = match.end(), factor * scale
    return "".join([*parts, unit[at:]]), factor


def is_binary_unit(unit: str) -> bool:
    """Whether a unit counts bytes, so that its prefixes are powers of 1024."""
    is_denominator = False
    for match in _TOKEN.finditer(unit):
        is_denominator = match[0] == "/" or (is_denominator and match[0] != "*")
        if match[0] in ("B", "MB", "bytes") and not is_denominator:
            return True
    return False
