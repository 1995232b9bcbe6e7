"""Output of Go test binaries: as Go 1.27 prints it, and as hostile ones may."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfgym.repo.gotools.gotest import missing, parse_tests

# Printed by a test binary of Go 1.27.3 with -test.v=test2json; SYN as ^, SO as < and SI as >.
RECORDED = """\
^=== RUN   TestSum
^=== RUN   TestSum/small
said by small
    tiny_test.go:10: logged
^--- PASS: TestSum/small (0.00s)
^=== NAME  TestSum
^=== RUN   TestSum/with_space
^--- PASS: TestSum/with_space (0.00s)
^=== NAME  TestSum
^--- PASS: TestSum (0.00s)
^=== NAME  \n\
^=== RUN   TestFails
no newline at the end<    tiny_test.go:16: first line
        second line>
^=== RUN   TestFails/sub
<    tiny_test.go:17: got 1, want 2>
^--- FAIL: TestFails/sub (0.00s)
^=== NAME  TestFails
^--- FAIL: TestFails (0.00s)
^=== NAME  \n\
^=== RUN   TestSkips
    tiny_test.go:20: no reason
^--- SKIP: TestSkips (0.00s)
^=== NAME  \n\
^=== RUN   TestParallel
^=== RUN   TestParallel/a
^=== PAUSE TestParallel/a
^=== NAME  TestParallel
^=== RUN   TestParallel/b
^=== PAUSE TestParallel/b
^=== NAME  TestParallel
^=== CONT  TestParallel/a
    tiny_test.go:24: in a
printed in a
^--- PASS: TestParallel/a (0.00s)
^=== CONT  TestParallel/b
    tiny_test.go:24: in b
printed in b^--- PASS: TestParallel/b (0.00s)
^--- PASS: TestParallel (0.00s)
^=== NAME  \n\
^=== RUN   ExampleSum
^--- FAIL: ExampleSum (0.00s)
got:
780
want:
3
^=== NAME   \n\
^FAIL
"""


def _output(text: str) -> bytes:
    return text.translate(str.maketrans("^<>", "\x16\x0e\x0f")).encode()


def test_recorded_output_is_read() -> None:
    run = parse_tests(_output(RECORDED))
    assert run.passed == {
        "TestSum", "TestSum/small", "TestSum/with_space", "TestParallel", "TestParallel/a", "TestParallel/b",
    }  # fmt: skip
    assert run.failed == {
        "TestFails/sub": "    tiny_test.go:17: got 1, want 2",
        "TestFails": "    tiny_test.go:16: first line\n        second line\nno newline at the end",
        "ExampleSum": "got:\n780\nwant:\n3",
    }
    assert run.skipped == {"TestSkips"}
    assert run.unended == ()
    assert run.finished
    assert not run.ok


def test_a_test_that_ends_the_process_is_told_and_the_run_is_not_finished() -> None:
    run = parse_tests(_output("^=== RUN   TestA\n^--- PASS: TestA (0.00s)\n^=== RUN   TestExits\n"))
    assert (run.passed, run.unended, run.finished, run.ok) == ({"TestA"}, ("TestExits",), False, False)


def test_no_output_is_no_finished_run() -> None:
    """A package whose ``init`` ends the process with exit status 0 prints nothing."""
    assert not parse_tests(b"").ok
    assert not parse_tests(b"PASS\n").ok


def test_required_names_must_be_seen_as_passed() -> None:
    run = parse_tests(_output("^=== RUN   TestA\n^--- PASS: TestA (0.00s)\n^PASS\n"))
    assert run.ok
    assert missing(run, ["TestB", "TestA", "TestC"]) == ("TestB", "TestC")


@pytest.mark.parametrize("ends", [("PASS", "FAIL"), ("FAIL", "PASS"), ("SKIP", "FAIL")])
def test_a_test_that_fails_once_has_failed(ends: tuple[str, str]) -> None:
    text = "".join(f"^=== RUN   TestA\n^--- {end}: TestA (0.00s)\n" for end in ends)
    run = parse_tests(_output(text + "^PASS\n"))
    assert (set(run.failed), run.passed, run.skipped) == ({"TestA"}, set(), set())


def test_benchmarks_are_no_tests() -> None:
    text = (
        "^=== RUN   BenchmarkSum\nBenchmarkSum\nBenchmarkSum-2   \t  3\t  40177 ns/op\n^=== NAME  \n^PASS\n"
    )
    assert parse_tests(_output(text)).ok


def test_a_loud_failure_keeps_its_errors_and_its_first_lines() -> None:
    loud = "".join(f"line {number}\n" for number in range(1000)) + "<    x_test.go:1: the error>\n"
    run = parse_tests(_output(f"^=== RUN   TestA\n{loud}^--- FAIL: TestA (1.00s)\n^FAIL\n"))
    lines = run.failed["TestA"].split("\n")
    assert lines[:2] == ["    x_test.go:1: the error", "line 0"]
    assert len(lines) == 20


def test_text_is_made_safe_to_show() -> None:
    text = "^=== RUN   Test\x1bA\n\x1b[31m" + "x" * 1000 + "\n^--- FAIL: Test\x1bA (0.00s)\n"
    run = parse_tests(_output(text))
    assert run.failed == {"Test\ufffdA": "\ufffd[31m" + "x" * 395 + "..."}


pieces = st.sampled_from(
    [
        "^",
        "=== RUN   ",
        "=== NAME  ",
        "--- PASS: ",
        "--- FAIL: ",
        "A",
        "B",
        " (0.00s)",
        "\n",
        "<",
        ">",
        "FAIL",
        "\r",
    ]
)


@given(st.lists(pieces | st.text(max_size=3), max_size=60).map("".join))
def test_any_output_is_read(text: str) -> None:
    run = parse_tests(_output(text))
    assert not run.passed & run.failed.keys()
    assert not run.skipped & (run.passed | run.failed.keys())


@given(st.binary(max_size=300))
def test_any_bytes_are_read(output: bytes) -> None:
    parse_tests(output)


@pytest.mark.parametrize(
    "line", ["^=== RUN   T{}\n", "^--- FAIL: T{}\nx\n", "^" * 20 + "{}\n", "^=== RUN   {}\n<\n"]
)
def test_floods_are_bounded(line: str) -> None:
    output = _output("".join(line.format(number) for number in range(200_000)))
    start = time.process_time()
    run = parse_tests(output)
    assert time.process_time() - start < 15
    assert len(run.failed) + len(run.unended) <= 20_000
