"""The tool ``tests``: the workspace's own tests, by name. Nothing is paid for them."""

from dataclasses import dataclass

from perfgym.envs.repo.action import RepoAction
from perfgym.envs.repo.result import Outcome, ToolResult, outcome_of
from perfgym.envs.repo.tools.selection import chosen_packages, split_suite
from perfgym.envs.repo.workbench import Workbench
from perfgym.evaluation.feedback import quote
from perfgym.printable import clean_text
from perfgym.repo.gotools.gotest import TestRun, parse_tests
from perfgym.sandbox.request import ProcessResult

__all__ = ["tests_tool"]

_MOST_FAILURES = 12
_MOST_NAMED = 200
_MOST_SAID = 4000
_MOST_KEPT = 1 << 16


@dataclass(frozen=True, slots=True)
class _Ran:
    """The tests of one package."""

    package: str
    result: ProcessResult
    run: TestRun

    @property
    def ended_well(self) -> bool:
        return self.result.succeeded and self.run.ok

    @property
    def bad(self) -> dict[str, str]:
        """Name of each test that did not pass -> what it said."""
        return {**self.run.failed, **dict.fromkeys(self.run.unended, "it did not end")}


def tests_tool(bench: Workbench, action: RepoAction) -> ToolResult:
    """Build the tests of the workspace, and run them."""
    patterns, expression = split_suite(action.test_suite)
    known = bench.packages(bench.tree, ())
    packages = chosen_packages(bench.packages(bench.tree, patterns), known, action.test_suite)
    arguments = ["-test.v=test2json", *([f"-test.run={expression}"] if expression else [])]
    with bench.leased() as core:
        binaries = bench.test_binaries(packages, core)
        ran = [
            _ran(package, bench.run_tests(package, binary, arguments, core, timeout_s=action.test_timeout))
            for package, binary in binaries.items()
        ]
    return _told(bench, action, ran)


def _ran(package: str, result: ProcessResult) -> _Ran:
    return _Ran(package, result, parse_tests(result.stdout))


def _told(bench: Workbench, action: RepoAction, ran: list[_Ran]) -> ToolResult:
    passed = sum(len(one.run.passed) for one in ran)
    failures = [(one.package, name, text) for one in ran for name, text in one.bad.items()]
    lines = [_line(one) for one in ran]
    for package, name, text in failures[:_MOST_FAILURES]:
        lines.append(f"--- {package} {name}" + (f"\n{quote(text)}" if text else ""))
    if len(failures) > _MOST_FAILURES:
        lines.append(f"[... {len(failures) - _MOST_FAILURES} more failures ...]")
    lines += [quote(text) for one in ran if (text := _crash(one))]
    if action.test_verbose:
        names = [f"{one.package} {name}" for one in ran for name in sorted(one.run.passed)]
        lines.append("Passed: " + ", ".join(names[:_MOST_NAMED]))
    lines += _ignored(bench)
    output = "\n".join(clean_text(one.result.stdout, _MOST_KEPT) for one in ran)
    lines.append(bench.keep(action.test_output_save_file, output))
    bad = next((one for one in ran if not one.ended_well), None)
    if not passed and not failures and bad is None:
        lines.append("No test ran: no name matches.")
    total = passed + len(failures)
    return ToolResult(
        outcome=_outcome(bad, anything=total > 0),
        text="\n".join(filter(None, lines)),
        stdout=output[:_MOST_SAID],
        stderr=_crash(bad) if bad else "",
        exit_code=bad.result.exit_code or -1 if bad else 0,
        tests_passed=passed / total if total else 0.0,
        fields={
            "test_passed": bad is None and total > 0,
            "test_failures": [
                {"package": package, "name": name, "text": text}
                for package, name, text in failures[:_MOST_FAILURES]
            ],
            "tests_passed": passed,
            "tests_skipped": sum(len(one.run.skipped) for one in ran),
        },
    )


def _outcome(bad: _Ran | None, *, anything: bool) -> Outcome:
    if bad is None:
        return Outcome.OK if anything else Outcome.NOTHING_DONE
    outcome = outcome_of(bad.result)
    return Outcome.FAILED if outcome is Outcome.OK else outcome


def _line(one: _Ran) -> str:
    counts = f"{len(one.run.passed)} passed, {len(one.bad)} failed, {len(one.run.skipped)} skipped"
    ended = "" if one.run.finished else f"; the run did not come to its end: {outcome_of(one.result)}"
    return f"{'ok  ' if one.ended_well else 'FAIL'} {one.package}: {counts}{ended}"


def _crash(one: _Ran) -> str:
    """What a run that did not come to its end said last."""
    return "" if one.run.finished else clean_text(one.result.stderr or one.result.detail, _MOST_SAID)


def _ignored(bench: Workbench) -> list[str]:
    """Which changes these tests had, and evaluations have not."""
    changes = [path for path, reason in bench.changes().items() if reason]
    if not changes:
        return []
    return [f"These ran with your {', '.join(changes[:5])}; evaluations use the task's own."]
