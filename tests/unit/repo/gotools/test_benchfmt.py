"""Lines of Go benchmarks: as ``testing`` prints them, and as hostile programs may."""

import math
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfgym.repo.gotools.benchfmt import is_binary_unit, parse_benchmarks, tidied

# Printed by a test binary of Go 1.27.3; SYN as ^.
RECORDED = """\
goos: linux
goarch: amd64
pkg: example.org/tiny
cpu: AMD EPYC
^=== RUN   BenchmarkSum
BenchmarkSum
BenchmarkSum-2   \t       3\t     40177 ns/op\t   16384 B/op\t       1 allocs/op
^=== NAME  \n\
BenchmarkSum-2   \t       3\t     49941 ns/op\t   16384 B/op\t       1 allocs/op
BenchmarkSub/n=10-2         \t       3\t       854.7 ns/op\t  11.70 MB/s\t         3.500 widgets/op
^PASS
"""


def test_recorded_lines_are_read_in_base_units() -> None:
    assert parse_benchmarks(RECORDED.replace("^", "\x16").encode()) == {
        "Sum-2": {
            "sec/op": pytest.approx([40177e-9, 49941e-9]),
            "B/op": [16384.0, 16384.0],
            "allocs/op": [1.0, 1.0],
        },
        "Sub/n=10-2": {
            "sec/op": pytest.approx([854.7e-9]),
            "B/s": pytest.approx([11.7e6]),
            "widgets/op": [3.5],
        },
    }


@pytest.mark.parametrize(
    "line",
    [
        "BenchmarkA", "BenchmarkA 1", "BenchmarkA 1 2", "BenchmarkA x 2 ns/op", "BenchmarkA 1 nan ns/op",
        "BenchmarkA 1 inf ns/op", "BenchmarkA 1 1e999 ns/op", "BenchmarkA 1 1e-200 ns/op",
        "BenchmarkA 1 1_0 ns/op", "BenchmarkA 1 2 ns/op 3", " BenchmarkA 1 2 ns/op", "Benchmark 1 2 ns/op",
        "BenchmarkA ² 2 ns/op", "BenchmarkA 1 ٣ ns/op",
    ],
)  # fmt: skip
def test_other_lines_are_skipped(line: str) -> None:
    assert parse_benchmarks(line.encode()) == {}


@pytest.mark.parametrize(
    ("unit", "expected", "factor", "binary"),
    [
        ("ns/op", "sec/op", 1e-9, False),
        ("MB/s", "B/s", 1e6, True),
        ("B/op", "B/op", 1.0, True),
        ("p50-ns", "p50-sec", 1e-9, False),
        ("op/ns", "op/ns", 1.0, False),
        ("op/ns*MB", "op/ns*B", 1e6, True),
        ("text-bytes", "text-bytes", 1.0, True),
        ("ops/B", "ops/B", 1.0, False),
        ("bns", "bns", 1.0, False),
    ],
)
def test_prefixes_leave_the_numerator_of_a_unit(
    unit: str, expected: str, factor: float, binary: bool
) -> None:
    assert tidied(unit) == (expected, pytest.approx(factor))
    assert is_binary_unit(unit) == binary


@given(
    st.lists(st.sampled_from(["Benchmark", "A", " ", "1", "\n", "ns/op", "-", "\t"]) | st.text(max_size=3))
)
def test_any_text_gives_finite_samples(pieces: list[str]) -> None:
    found = parse_benchmarks("".join(pieces).encode(errors="replace"))
    assert all(math.isfinite(x) for units in found.values() for values in units.values() for x in values)


@given(st.binary(max_size=100))
def test_any_bytes_are_read(output: bytes) -> None:
    parse_benchmarks(b"Benchmark" + output)


@pytest.mark.parametrize(
    "line", ["BenchmarkA 1 2 ns/op\n", "BenchmarkA{0} 1 2 ns/op\n", "BenchmarkA 1 2 u{0}\n"]
)
def test_floods_are_bounded(line: str) -> None:
    output = "".join(line.format(number) for number in range(100_000)).encode()
    start = time.process_time()
    found = parse_benchmarks(output)
    assert time.process_time() - start < 10
    assert sum(len(values) for units in found.values() for values in units.values()) <= 2000


def test_long_lines_are_read_in_time() -> None:
    start = time.process_time()
    parse_benchmarks(b"BenchmarkA 1 " + b"1 ns " * 1_000_000 + b"\nBenchmark" + b"9" * 5_000_000)
    assert time.process_time() - start < 5


def test_what_does_not_show_is_replaced() -> None:
    found = parse_benchmarks("BenchmarkA\u202e 1 2 ns\u200b/op\n".encode())
    assert found == {"A\ufffd": {"ns\ufffd/op": [2.0]}}
