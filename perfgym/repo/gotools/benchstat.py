"""Samples of a base and of a candidate -> tables that compare them, as benchstat computes and prints them.

Sources: golang.org/x/perf/cmd/benchstat and its packages. One thing differs: bytes and allocations per
operation are compared exactly where they are constant, because a constant has no noise.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from perfgym.repo.gotools.benchfmt import Samples, is_binary_unit
from perfgym.repo.gotools.benchmath import (
    ALPHA,
    CONFIDENCE,
    Comparison,
    Summary,
    compare,
    compare_exact,
    geomean,
    summarize,
    summarize_exact,
)
from perfgym.repo.gotools.benchunit import common_scale
from perfgym.repo.gotools.text_grid import Align, TextGrid

__all__ = ["Geomean", "Row", "Table", "compare_samples", "to_text"]

_COUNTED = ("B/op", "allocs/op")
_LEAST_CONSTANT = 3  # equal values a side, to call a count constant
_LABEL_COLUMNS, _VALUE_COLUMNS, _DELTA_COLUMNS = 1, 3, 3
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One benchmark in one unit.

    Attributes:
        name: Its name, without ``Benchmark``.
        base: Summary of the base; None where it has no samples.
        candidate: Summary of the candidate; None where it has no samples.
        comparison: The comparison of both, where both have samples.
        exact: Whether the unit counts something without noise here.
    """

    name: str
    base: Summary | None
    candidate: Summary | None
    comparison: Comparison | None
    exact: bool

    @property
    def ratio(self) -> float | None:
        """Centre of the candidate over that of the base; None where one is missing, or the base is 0."""
        if self.base is None or self.candidate is None:
            return None
        if self.candidate.center == self.base.center:
            return 1.0
        return self.candidate.center / self.base.center if self.base.center else None

    @property
    def delta(self) -> str:
        """The change, as :meth:`Comparison.delta` shows it; empty where there is no comparison."""
        if self.base is None or self.candidate is None or self.comparison is None:
            return ""
        return self.comparison.delta(self.base.center, self.candidate.center)


@dataclass(frozen=True, slots=True, kw_only=True)
class Geomean:
    """Geometric means over all rows of a table; None where one cannot be computed.

    Attributes:
        base: Of the base's centres.
        candidate: Of the candidate's centres.
        ratio: Of the ratios of candidate to base.
        base_warnings: What is wrong with ``base``, for people.
        candidate_warnings: What is wrong with the others.
    """

    base: float | None
    candidate: float | None
    ratio: float | None
    base_warnings: tuple[str, ...] = ()
    candidate_warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """All benchmarks in one unit.

    Attributes:
        unit: The unit of all centres and bounds, e.g. ``"sec/op"``.
        rows: The benchmarks, in the order in which they were first printed.
        geomean: Their geometric means.
    """

    unit: str
    rows: tuple[Row, ...]
    geomean: Geomean


def compare_samples(
    base: Samples,
    candidate: Samples,
    *,
    exact: Collection[str] = (),
    alpha: float = ALPHA,
    confidence: float = CONFIDENCE,
) -> tuple[Table, ...]:
    """Compare each benchmark in each unit.

    Args:
        base: Samples as :func:`~perfgym.repo.gotools.benchfmt.parse_benchmarks` returns them; no value beyond
            1e100.
        candidate: The same of the candidate; empty for a table of the base alone.
        exact: Units that count something without noise, as ``Unit ... assume=exact`` says to benchstat.
        alpha: Largest probability of a significant difference.
        confidence: Confidence of the intervals.

    Returns:
        One table a unit, in the order in which the units were first printed.
    """
    names = list(dict.fromkeys((*base, *candidate)))
    units = dict.fromkeys(unit for side in (base, candidate) for series in side.values() for unit in series)
    tables: list[Table] = []
    for unit in units:
        rows: list[Row] = []
        for name in names:
            old, new = base.get(name, {}).get(unit, ()), candidate.get(name, {}).get(unit, ())
            if len(old) or len(new):
                is_exact = unit in exact or (unit in _COUNTED and _constant(old) and _constant(new))
                rows.append(_row(name, old, new, is_exact, alpha, confidence))
        tables.append(Table(unit=unit, rows=tuple(rows), geomean=_geomean(rows)))
    return tuple(tables)


def _constant(values: Sequence[float]) -> bool:
    return len(values) >= _LEAST_CONSTANT and min(values) == max(values)


def _row(
    name: str, base: Sequence[float], candidate: Sequence[float], exact: bool, alpha: float, confidence: float
) -> Row:
    def summary(values: Sequence[float]) -> Summary | None:
        if not len(values):
            return None
        return summarize_exact(values) if exact else summarize(values, confidence)

    comparison = None
    if len(base) and len(candidate):
        comparison = compare_exact(base, candidate) if exact else compare(base, candidate, alpha)
    return Row(
        name=name, base=summary(base), candidate=summary(candidate), comparison=comparison, exact=exact
    )


def _geomean(rows: Sequence[Row]) -> Geomean:
    """The geometric means of centres, and of ratios: these differ where a benchmark is on one side only."""
    bases = [row.base.center for row in rows if row.base]
    candidates = [row.candidate.center for row in rows if row.candidate]
    ratio, differs, ratio_warnings = _mean_ratio(rows, len(bases)) if bases and candidates else (None, (), ())
    return Geomean(
        base=geomean(bases),
        candidate=geomean(candidates),
        ratio=ratio,
        base_warnings=_unless_positive(bases, "summaries"),
        candidate_warnings=(*differs, *_unless_positive(candidates, "summaries"), *ratio_warnings),
    )


def _mean_ratio(rows: Sequence[Row], bases: int) -> tuple[float | None, tuple[str, ...], tuple[str, ...]]:
    """The mean ratio, a warning if the sides have unlike benchmarks, and one if there is no mean."""
    ratios = [row.ratio for row in rows if row.base and row.candidate]
    known = [ratio for ratio in ratios if ratio is not None]
    warning = "benchmark set differs from baseline; geomeans may not be comparable"
    differs = (warning,) if len(ratios) != bases else ()
    if len(known) < len(ratios):
        return None, differs, ()
    return geomean(known), differs, _unless_positive(known, "ratios")


def _unless_positive(values: Sequence[float], what: str) -> tuple[str, ...]:
    return (f"{what} must be >0 to compute geomean",) if geomean(values) is None else ()


def to_text(tables: Sequence[Table], base: str = "base", candidate: str = "candidate") -> str:
    """The tables in benchstat's form, for a font of fixed width; empty for none.

    Args:
        tables: The tables.
        base: Heading of the base's columns.
        candidate: Heading of the candidate's columns, which a table without its samples has not.
    """
    return "\n".join(_Printed(table, base, candidate).text() for table in tables)


class _Printed:
    """One table as text, with its warnings as footnotes."""

    def __init__(self, table: Table, base: str, candidate: str) -> None:
        self._table, self._grid, self._notes = table, TextGrid(), dict[str, int]()
        sides = {
            base: any(row.base for row in table.rows),
            candidate: any(row.candidate for row in table.rows),
        }
        self._has_base, self._has_candidate = sides.values()
        self._labels = [label for label, exists in sides.items() if exists]

    def text(self) -> str:
        self._head()
        for row in self._table.rows:
            self._line(row)
        if len(self._table.rows) > 1:
            self._means()
        notes = [f"{_superscript(number)} {note}" for note, number in self._notes.items()]
        return "\n".join([*self._grid.lines(), *notes, ""])

    def _start(self, side: int) -> int:
        """The first column of a side; the first side has no columns for a comparison."""
        return _LABEL_COLUMNS + _VALUE_COLUMNS * side + _DELTA_COLUMNS * max(side - 1, 0)

    def _head(self) -> None:
        grid, edge = self._grid, self._start(len(self._labels))
        grid.new_row()
        for side, label in enumerate(self._labels):
            grid.put(self._start(side), label, self._start(side + 1) - self._start(side), Align.CENTER, " │ ")
        grid.put(edge, "", margin=" │")
        grid.new_row()
        for side in range(len(self._labels)):
            start = self._start(side)
            grid.put(start, self._table.unit, _VALUE_COLUMNS, Align.CENTER, " │ ")
            if side:
                grid.put(start + _VALUE_COLUMNS, "vs base", _DELTA_COLUMNS, margin="  ")
            grid.shrink(range(start + 1, self._start(side + 1)))
        grid.put(edge, "", margin=" │")

    def _line(self, row: Row) -> None:
        self._grid.new_row()
        self._grid.put(0, row.name)
        summaries = [row.base] * self._has_base + [row.candidate] * self._has_candidate
        scale = common_scale(
            [summary.center for summary in summaries if summary], binary=is_binary_unit(self._table.unit)
        )
        for side, summary in enumerate(summaries):
            start = self._start(side)
            if summary:
                self._grid.put(start, scale.text(summary.center), align=Align.RIGHT)
                self._grid.put(start + 1, summary.percent, align=Align.RIGHT, margin=" ± ")
                self._note(start + 2, summary.warnings)
            if side and row.comparison:
                self._grid.put(start + _VALUE_COLUMNS, row.delta, align=Align.RIGHT)
                self._grid.put(start + _VALUE_COLUMNS + 1, f"({row.comparison})")
                self._note(start + _VALUE_COLUMNS + 2, row.comparison.warnings)

    def _means(self) -> None:
        means = self._table.geomean
        self._grid.new_row()
        self._grid.put(0, "geomean")
        sides = [(means.base, means.base_warnings)] * self._has_base
        sides += [(means.candidate, means.candidate_warnings)] * self._has_candidate
        for side, (mean, warnings) in enumerate(sides):
            start = self._start(side)
            if mean is not None:
                scale = common_scale([mean], binary=is_binary_unit(self._table.unit))
                self._grid.put(start, scale.text(mean), align=Align.RIGHT)
            if side and means.ratio is not None:
                self._grid.put(start + _VALUE_COLUMNS, f"{(means.ratio - 1) * 100:+.2f}%", align=Align.RIGHT)
            elif side:
                self._grid.put(start + _VALUE_COLUMNS, "?")
            self._note(self._start(side + 1) - 1, warnings)

    def _note(self, column: int, warnings: Sequence[str]) -> None:
        numbers = [self._notes.setdefault(warning, len(self._notes) + 1) for warning in warnings]
        self._grid.put(column, " ".join(map(_superscript, numbers)))


def _superscript(number: int) -> str:
    return str(number).translate(_SUPERSCRIPTS)
