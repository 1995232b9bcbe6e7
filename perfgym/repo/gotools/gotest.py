"""Output of a Go test binary, run with ``-test.v=test2json`` -> which tests passed and why others failed.

The binary is the agent's: it can print these lines for tests that never ran. So a result is for the agent to
see and a necessary condition, and nothing is paid for it.

Format: cmd/internal/test2json of Go 1.20 and later. Control lines begin with SYN, wherever the line before
ends; text of ``t.Error`` is between SO and SI.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from perfgym.printable import replace_unshown

__all__ = ["TestRun", "missing", "parse_tests"]

_CONTROL = re.compile(r"\x16 *(?:=== (RUN|PAUSE|CONT|NAME)  ?(.*)|--- (PASS|FAIL|SKIP): (.*)|(PASS|FAIL)\s*)")
_SECONDS = re.compile(r" \(\d+(?:\.\d+)?s\)\Z")
_ERROR_BEGINS, _ERROR_ENDS = "\x0e", "\x0f"
_MOST_TESTS = 20_000
_MOST_FAILURES = 200
_MOST_LINES = 20  # of one failure
_LONGEST_LINE = 400  # characters
_LONGEST_NAME = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class TestRun:
    """What a test binary printed about its tests. A test that ran twice passed if it did so each time.

    Attributes:
        passed: Names of tests, e.g. ``"TestParse/empty"``. Benchmarks have none.
        failed: Name to the first 20 lines of the test's errors and then of what else it printed, joined by
            line feeds. At most 200 failures have text.
        skipped: Names of tests that were skipped.
        unended: Names of tests that began and did not end, in the order in which they began.
        finished: Whether the binary came to its end and said so, with or without failures.
    """

    __test__ = False  # pytest would collect the class by its name

    passed: frozenset[str] = frozenset()
    failed: Mapping[str, str] = field(default_factory=dict[str, str])
    skipped: frozenset[str] = frozenset()
    unended: tuple[str, ...] = ()
    finished: bool = False

    @property
    def ok(self) -> bool:
        """Whether the run came to its end, and no test failed or was left unended."""
        return self.finished and not self.failed and not self.unended


def missing(run: TestRun, required: Iterable[str]) -> tuple[str, ...]:
    """The required tests that did not pass, sorted."""
    return tuple(sorted(set(required) - run.passed))


def parse_tests(output: bytes) -> TestRun:
    """Read the standard output of a test binary.

    Time and memory are linear in the output. At most 20,000 tests are kept; names are cut at 400 characters.
    Characters that do not show become U+FFFD in names and text.
    """
    reading = _Reading()
    for line in _lines(output):
        control = _CONTROL.fullmatch(line)
        if control:
            reading.control(*control.groups())
        else:
            reading.text(line)
    return reading.result()


def _lines(output: bytes) -> Iterator[str]:
    for line in output.decode(errors="replace").split("\n"):
        before, *controls = line.split("\x16")
        if before or not controls:
            yield before
        yield from (f"\x16{control}" for control in controls)


class _Reading:
    """The tests seen so far, and the one that text belongs to."""

    def __init__(self) -> None:
        self._ends: dict[str, str] = {}
        self._errors: dict[str, list[str]] = {}
        self._prints: dict[str, list[str]] = {}
        self._open: dict[str, None] = {}
        self._name, self._in_error, self._finished = "", False, False

    def control(self, event: str | None, name: str, end: str | None, ended: str, last: str | None) -> None:
        if event:
            self._event(event, _tidied(name))
        elif end:
            self._end(_tidied(_SECONDS.sub("", ended.rstrip())), end)
        self._finished = last is not None

    def _event(self, event: str, name: str) -> None:
        self._name = name
        if event == "RUN" and len(self._open) + len(self._ends) < _MOST_TESTS and not _is_benchmark(name):
            self._open[name] = None

    def _end(self, name: str, end: str) -> None:
        self._name = name
        known = name in self._ends or name in self._open
        self._open.pop(name, None)
        if known or len(self._ends) < _MOST_TESTS:
            # A failure stays one, and a test that was skipped once did not pass each time.
            worst = max(self._ends.get(name, "PASS"), end, key=("PASS", "SKIP", "FAIL").index)
            self._ends[name] = worst

    def text(self, line: str) -> None:
        printed, begins, error = line.partition(_ERROR_BEGINS)
        if printed and begins:
            self._keep(self._prints, printed)
        self._in_error = self._in_error or bool(begins)
        self._keep(self._errors if self._in_error else self._prints, error if begins else line)
        self._in_error = self._in_error and _ERROR_ENDS not in line

    def _keep(self, texts: dict[str, list[str]], line: str) -> None:
        if not self._name or (self._name not in texts and len(texts) >= _MOST_TESTS):
            return
        text = texts.setdefault(self._name, [])
        if len(text) < _MOST_LINES:
            shown = replace_unshown(line[:_LONGEST_LINE].replace(_ERROR_ENDS, ""))
            text.append(shown if len(line) <= _LONGEST_LINE else f"{shown}...")

    def _text(self, name: str) -> str:
        lines = (*self._errors.get(name, ()), *self._prints.get(name, ()))
        return "\n".join(lines[:_MOST_LINES]).strip("\n")

    def result(self) -> TestRun:
        failed = [name for name, end in self._ends.items() if end == "FAIL"]
        texts = {name: self._text(name) for name in failed[:_MOST_FAILURES]}
        return TestRun(
            passed=frozenset(name for name, end in self._ends.items() if end == "PASS"),
            failed={name: texts.get(name, "") for name in failed},
            skipped=frozenset(name for name, end in self._ends.items() if end == "SKIP"),
            unended=tuple(self._open),
            finished=self._finished,
        )


def _tidied(name: str) -> str:
    return replace_unshown(name[:_LONGEST_NAME].strip())


def _is_benchmark(name: str) -> bool:
    return name.startswith("Benchmark")
