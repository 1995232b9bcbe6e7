"""What ``perfgym validate`` finds, where no process is needed to see it."""

import math
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from perfgym.authoring.validate import Check, _scaling, validate_problem
from perfgym.bank import Problem, load_problem, load_problem_folder
from perfgym.bank.knobs import Knob, Tuning
from perfgym.cli.main import main
from perfgym.errors import ToolchainMissingError
from perfgym.languages import LANGUAGES
from perfgym.sandbox.request import ProcessResult
from perfgym.settings import Settings
from tests.doubles.programs import CRASHING, WRONG, ended, fake_sandbox, product, right


def matmul() -> Problem:
    """In C alone."""
    problem = load_problem("matmul")
    return replace(
        problem,
        references={"c": problem.references["c"]},
        experts={"c": problem.experts["c"]},
        measured={"c": problem.measured["c"]},
        tunings={},
    )


def test_inputs_that_cannot_be_made_smaller_are_found() -> None:
    """With what the generator said; a problem that scales nothing is not asked."""

    def picky(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
        if size["n"] < 100:
            raise ValueError("n is too small")
        return b""

    problem = matmul()
    assert [check.holds for check in _scaling(problem)] == [True, True]
    found = list(_scaling(replace(problem, generate=picky)))
    assert [check.holds for check in found] == [False, False]
    assert "n is too small" in found[0].seen
    assert list(_scaling(replace(problem, generate=picky, scaled=()))) == []


def checks(problem: Problem, **more: Callable[[bytes], ProcessResult]) -> dict[str, Check]:
    """What there is to say of a problem like matmul whose programs are imagined, by what is checked."""
    measured = {language: {"cpu_time": modes["cpu_time"]} for language, modes in problem.measured.items()}
    problem = replace(problem, measured=measured)
    return {check.what: check for check in validate_problem(problem, fake_sandbox(**more), Settings())}


def wrong(found: Mapping[str, Check]) -> list[str]:
    """The checks that make a problem wrong."""
    return [what for what, check in found.items() if not check.holds and not check.advice]


def test_a_good_problem_has_nothing_wrong() -> None:
    """And its expert's headroom is told."""
    found = checks(matmul())
    assert wrong(found) == []
    headroom = found["the c expert is at least 1.2 times as fast as the reference (cpu_time)"]
    assert headroom.seen.startswith("4.16 times")
    assert not found["c: there are measured sizes for simulated"].holds


def test_a_missing_toolchain_is_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other languages are tried; with none left, that is an error."""
    problem = matmul()

    class Missing(type(LANGUAGES["c"])):
        name = "missing"
        source_name = "solution.missing"

        def toolchain(self) -> None:
            raise ToolchainMissingError("there is no missing compiler; run `apt install missing`")

    monkeypatch.setitem(LANGUAGES, "missing", Missing())
    both = replace(
        problem,
        references={"c": problem.references["c"], "missing": "x"},
        measured=dict(problem.measured) | {"missing": problem.measured["c"]},
    )
    found = checks(both)
    assert wrong(found) == []
    note = found["the missing programs were tried"]
    assert (note.holds, note.advice) == (False, True)
    assert "apt install missing" in note.seen
    only = replace(both, references={"missing": "x"}, experts={})
    assert wrong(checks(only)) == ["programs in at least one language were tried"]


def test_references_that_disagree_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the test on which they do, and how."""

    class Other(type(LANGUAGES["c"])):
        name = "other"

    monkeypatch.setitem(LANGUAGES, "other", Other())
    problem = matmul()
    modes = problem.measured["c"]

    def with_other(source: str) -> Problem:
        return replace(
            problem,
            references={"c": problem.references["c"], "other": source},
            measured={"c": modes, "other": modes},
        )

    spoilt: Callable[[bytes], ProcessResult] = lambda stdin: ended(product(stdin)[:-4] + b"\0\0\0\0")  # noqa: E731
    found = checks(with_other("// spoilt"), **{"// spoilt": spoilt})
    assert "element" in found["the other reference agrees with c's"].seen
    found = checks(with_other("// no program"))
    assert not found["the other reference builds"].holds
    found = checks(with_other(CRASHING))
    assert "SIGSEGV" in found["the other reference passes every input"].seen
    found = checks(with_other("// again"), **{"// again": right(80_000_000)})
    assert wrong(found) == []


@pytest.mark.parametrize(
    ("source", "failing", "seen"),
    [
        (WRONG, "the c expert passes all tests", "WRONG_OUTPUT in one-by-one"),
        ("// no program", "the c expert passes all tests", "COMPILE_ERROR error: unknown program"),
        ("// slow", "the c expert is at least 1.2 times as fast as the reference (cpu_time)", "1.0"),
    ],
)
def test_an_expert_that_is_none_is_told(source: str, failing: str, seen: str) -> None:
    """Wrong, not a program, or no faster."""
    problem = replace(matmul(), experts={"c": source})
    found = checks(problem, **{"// slow": right(79_000_000)})
    assert wrong(found) == [failing]
    assert seen in found[failing].seen


def test_sizes_are_to_be_there_for_each_language_of_a_reference() -> None:
    """And none for what is no language or mode; without them nothing is measured."""
    problem = matmul()
    found = checks(replace(problem, measured={}))
    assert wrong(found) == ["c: there are measured sizes for cpu_time"]
    assert "perfgym calibrate" in found["c: there are measured sizes for cpu_time"].seen
    found = checks(replace(problem, measured=dict(problem.measured) | {"cobol": problem.measured["c"]}))
    assert wrong(found) == ["[measured.cobol] is of use"]
    cpu_time = problem.measured["c"]["cpu_time"]
    mistyped = replace(problem, measured={"c": {"cpu_time": cpu_time, "cpu_tme": cpu_time}})
    said = list(validate_problem(mistyped, fake_sandbox(), Settings()))
    assert [check.what for check in said if not check.holds and not check.advice] == [
        "[measured.c.cpu_tme] is of use"
    ]


def test_sizes_for_a_third_partys_backend_are_no_error() -> None:
    problem = matmul()
    cpu_time = problem.measured["c"]["cpu_time"]
    measured = {"c": {"cpu_time": cpu_time, "wall_time": cpu_time}}
    said = validate_problem(replace(problem, measured=measured), fake_sandbox(), Settings())
    found = {check.what: check for check in said}
    assert wrong(found) == []
    assert found["[measured.c.wall_time] is of use"].advice
    assert "backends of your own" in found["[measured.c.wall_time] is of use"].seen


def test_a_program_in_no_language_or_without_its_reference_is_told() -> None:
    """The one for its ending, the other for what is missing beside it."""
    problem = matmul()
    assert wrong(checks(replace(problem, references=dict(problem.references) | {"cob": "x"}))) == [
        "cob is a language"
    ]
    alone = replace(problem, references={})
    assert "the c expert has a reference in c beside it" in wrong(checks(alone))


def test_a_comparison_that_lets_wrong_programs_pass_is_told() -> None:
    """Or refuses right ones, or fails on what it is given."""
    problem = matmul()
    careless = replace(problem, _compare=lambda _i, _expected, _got: "")
    assert wrong(checks(careless)) == [
        "a program that writes nothing fails",
        "a program that echoes its input fails",
        "a program that gets one element wrong fails",
    ]
    strict = replace(problem, _compare=lambda _i, _expected, _got: "no")
    assert "a program that gets all right passes" in wrong(checks(strict))

    def fragile(stdin: bytes, expected: bytes, got: bytes) -> str:
        want, have = (np.frombuffer(output, "<f4") for output in (expected, got))
        return "" if np.all(want == have) else "wrong"

    found = checks(replace(problem, _compare=fragile))
    assert "compare() failed: ValueError" in found["a program that writes nothing fails"].seen


def test_a_generator_that_fails_ends_the_checks() -> None:
    """There is nothing to run."""

    def broken(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
        return bytes(size["m"])

    found = checks(replace(matmul(), generate=broken))
    assert wrong(found) == ["all inputs can be made"]
    assert "KeyError" in found["all inputs can be made"].seen
    assert "the c reference builds" not in found


def test_how_long_the_reference_takes_is_advice() -> None:
    """It depends on the machine; that it fails on a measured input does not."""
    problem = matmul()
    reference = problem.references["c"]
    found = checks(problem, **{reference: right(500_000_000)})
    slow = found["the c reference takes 25 to 75 ms of CPU time"]
    assert (slow.holds, slow.advice, slow.seen) == (False, True, "499 ms on this machine")
    assert math.isclose(len(wrong(found)), 0)


def test_several_problems_are_checked_in_one_go(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each under its name; none at all is a mistake."""
    folders = [tmp_path / name for name in ("first", "second")]
    for folder in folders:
        shutil.copytree(load_problem("sort").folder, folder)
        (folder / "problem.py").write_text("def generate(rng, size, kind): return bytes(size['none'])\n")
        assert load_problem_folder(folder)

    def run(*arguments: str) -> tuple[object, str, str]:
        with pytest.raises(SystemExit) as stopped:
            main(["validate", *arguments])
        captured = capsys.readouterr()
        return stopped.value.code, captured.out, captured.err

    status, out, _ = run(*map(str, folders))
    assert status == 1
    assert [line for line in out.splitlines() if line.endswith(":")] == ["first:", "second:"]
    assert [line[:8] for line in out.splitlines() if "inputs can be made" in line] == ["WRONG al"] * 2
    for arguments in ((), ("sort", "--all")):
        status, _, err = run(*arguments)
        assert status == 2
        assert "--all" in err


def test_knobs_are_turned() -> None:
    """A default that is not accepted is wrong, and so is what the compiler takes and the tests do not."""
    knobs = (Knob(name="TILE", settings=("1", "2"), default=0, is_flag=False),)
    problem = replace(matmul(), tunings={"c": Tuning(knobs=knobs, template="// ${TILE}")})
    default = "the c program is accepted at the knobs' defaults"
    others = "the c program is right, or refused by the compiler, at 8 random settings"
    found = checks(problem, **{"// 1": right()})
    assert wrong(found) == []
    assert not found["the c knobs have 10,000 points or more"].holds
    assert wrong(checks(problem, **{"// 2": right()})) == [default]
    found = checks(problem, **{"// 1": right(), "// 2": lambda _: ended(b"")})
    assert wrong(found) == [others]
    assert "[1]: WRONG_OUTPUT" in found[others].seen
