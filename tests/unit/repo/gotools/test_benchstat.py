"""Tables of benchmarks, beside those that golang.org/x/perf/cmd/benchstat prints for the same samples."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfgym.repo.gotools.benchfmt import parse_benchmarks
from perfgym.repo.gotools.benchstat import Row, compare_samples, to_text
from perfgym.repo.gotools.benchunit import common_scale

_RECORDED = Path(__file__).with_name("recorded") / "benchstat.txt"  # printed by benchstat, commit 712aea8

Made = tuple[str, int, float, float, int]
"""Name, number of samples, centre in ns, spread, objects."""

_BASE: list[Made] = [
    ("Parse/small-2", 10, 1700, 0.01, 3),
    ("Parse/large-2", 10, 3.1e6, 0.03, 9),
    ("Near-2", 20, 52.2, 0.02, 0),
    ("Few-2", 3, 880, 0.01, 2),
    ("Gone-2", 6, 12, 0.1, 4),
    ("Many-2", 60, 0.31, 0.2, 5),
    ("Same-2", 5, 100, 0, 0),
]
_CANDIDATE: list[Made] = [
    ("Parse/small-2", 10, 1420, 0.01, 3),
    ("Parse/large-2", 8, 3.07e6, 0.03, 9),
    ("Near-2", 20, 52.0, 0.02, 0),
    ("Few-2", 3, 440, 0.01, 1),
    ("New-2", 6, 14, 0.1, 4),
    ("Many-2", 60, 0.29, 0.2, 5),
    ("Same-2", 5, 100, 0, 0),
]


def _lines(made: Made, step: int) -> Iterator[str]:
    name, count, center, spread, objects = made
    for at in range(count):
        ns = center * (1 + spread * ((step * at) % 11 - 5) / 5)
        figures = f"{ns:.4g} ns/op\t{2000 / ns:.4g} MB/s\t{objects + at % 2} objects/op"
        yield f"Benchmark{name} \t 1000\t{figures}\n"


def _output(benchmarks: list[Made], step: int) -> bytes:
    return "".join(line for made in benchmarks for line in _lines(made, step)).encode()


def _row(base: list[float], candidate: list[float], unit: str = "sec/op", *, exact: bool = False) -> Row:
    tables = compare_samples({"A": {unit: base}}, {"A": {unit: candidate}}, exact=[unit] if exact else [])
    return tables[0].rows[0]


def test_the_table_is_that_of_benchstat() -> None:
    """Small and unlike samples, ties, a normal approximation, zeros and unlike sets of benchmarks."""
    tables = compare_samples(parse_benchmarks(_output(_BASE, 7)), parse_benchmarks(_output(_CANDIDATE, 3)))
    assert to_text(tables) == _RECORDED.read_text()


def test_equal_samples_and_unlike_sets_are_told_as_benchstat_does() -> None:
    """The numbers and the table of benchstat's own case ``issue19565``."""
    before = {"A": {"sec/op": [100e-9] * 6}, "B": {"sec/op": [10e-6] * 6}}
    after = {"A": {"sec/op": [100e-9] * 6}, "C": {"sec/op": [10e-6] * 6}}
    assert to_text(compare_samples(before, after), "before", "after") == (
        "        │   before    │                after                │\n"
        "        │   sec/op    │   sec/op     vs base                │\n"
        "A         100.0n ± 0%   100.0n ± 0%       ~ (p=1.000 n=6) ¹\n"
        "B         10.00µ ± 0%\n"
        "C                       10.00µ ± 0%\n"
        "geomean   1.000µ        1.000µ       +0.00%               ²\n"
        "¹ all samples are equal\n"
        "² benchmark set differs from baseline; geomeans may not be comparable\n"
    )


def test_one_sample_a_side_is_told_to_be_too_few_as_benchstat_does() -> None:
    """The numbers and the table of benchstat's own case ``smallSample``."""
    tables = compare_samples({"X": {"sec/op": [100e-9]}}, {"X": {"sec/op": [101e-9]}})
    assert to_text(tables, "before", "after") == (
        "  │    before    │              after              │\n"
        "  │    sec/op    │    sec/op     vs base           │\n"
        "X   100.0n ± ∞ ¹   101.0n ± ∞ ¹  ~ (p=1.000 n=1) ²\n"
        "¹ need >= 6 samples for confidence interval at level 0.95\n"
        "² need >= 4 samples to detect a difference at alpha level 0.05\n"
    )


def test_a_base_alone_has_a_table_without_a_comparison() -> None:
    tables = compare_samples({"A": {"B/op": [64.0] * 6}, "Bcd": {"B/op": [128.0] * 6}}, {})
    assert to_text(tables, base="old.txt") == (
        "        │  old.txt   │\n"
        "        │    B/op    │\n"
        "A         64.00 ± 0%\n"
        "Bcd       128.0 ± 0%\n"
        "geomean   90.51\n"
    )


def test_a_candidate_alone_has_no_warnings_about_a_base() -> None:
    (table,) = compare_samples({}, {"A": {"x": [1.0] * 6}, "B": {"x": [4.0] * 6}})
    assert table.geomean.candidate == pytest.approx(2.0)
    assert (table.geomean.ratio, table.geomean.candidate_warnings) == (None, ())


def test_constant_counts_are_compared_exactly() -> None:
    """Three equal samples a side suffice, where the U test would need four that differ."""
    row = _row([3.0] * 3, [2.0] * 3, "allocs/op")
    assert row.exact
    assert (row.delta, str(row.comparison)) == ("-33.33%", "n=3")
    assert not _row([3.0] * 3, [2.0] * 3, "sec/op").exact
    assert not _row([3.0, 3.0, 4.0], [2.0] * 3, "allocs/op").exact
    assert not _row([3.0] * 2, [2.0] * 2, "allocs/op").exact


def test_reaching_zero_is_a_change_and_leaving_it_has_no_ratio() -> None:
    to_zero, from_zero = _row([3.0] * 6, [0.0] * 6, "allocs/op"), _row([0.0] * 6, [3.0] * 6, "allocs/op")
    assert (to_zero.delta, to_zero.ratio) == ("-100.00%", 0.0)
    assert (from_zero.delta, from_zero.ratio) == ("?", None)
    assert (_row([0.0] * 6, [0.0] * 6, "allocs/op").delta) == "0.00%"


def test_an_exact_unit_that_varies_is_told() -> None:
    """Benchstat's own case: its mode is the centre, and its interval all that was seen."""
    row = _row([100.0, 101.0, 101.0], [101.0] * 3, "text-bytes", exact=True)
    assert row.base is not None
    assert (row.base.center, row.base.percent, row.delta) == (101.0, "1%", "0.00%")
    assert row.base.warnings == ("exact distribution expected, but values range from 100 to 101",)


def test_a_difference_within_noise_is_none() -> None:
    assert _row([1.0, 2.0, 3.0, 4.0], [1.5, 2.5, 3.5, 4.5]).delta == "~"
    assert _row([1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0]).delta == "+160.00%"


@pytest.mark.parametrize(
    ("values", "binary", "expected"),
    [
        ([0.0], False, ["0.000"]),
        ([999.94e-9], False, ["999.9n"]),
        ([999.95e-9], False, ["1.000µ"]),
        ([1.0e-12], False, ["0.001000n"]),
        ([1.0e-30], False, ["0.0000000000n"]),
        ([1020.0], True, ["1020.0"]),
        ([1024.0, 3 * 1024.0**2], True, ["1.000Ki", "3072.000Ki"]),
        ([0.0, 2e15], False, ["0.0T", "2000.0T"]),
    ],
)
def test_numbers_of_a_row_share_a_prefix(values: list[float], binary: bool, expected: list[str]) -> None:
    scale = common_scale(values, binary=binary)
    assert [scale.text(value) for value in values] == expected


values = st.lists(st.floats(-1e100, 1e100) | st.just(0.0), max_size=8)
series = st.dictionaries(st.sampled_from(["sec/op", "B/op", "x", "B/s"]), values, max_size=3)
samples = st.dictionaries(st.sampled_from(["A", "B/c-2", "D"]), series, max_size=3)


@given(samples, samples)
def test_any_finite_samples_have_tables(
    base: dict[str, dict[str, list[float]]], candidate: dict[str, dict[str, list[float]]]
) -> None:
    tables = compare_samples(base, candidate)
    assert to_text(tables).count("vs base") <= len(tables)
    for table in tables:
        assert all(row.comparison is None or 0.0 <= row.comparison.p <= 1.0 for row in table.rows)
