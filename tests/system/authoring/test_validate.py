"""Mistakes that ``perfgym validate`` finds, on programs of the fake sandbox."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from perfgym.authoring.check import Check
from perfgym.authoring.cost_checks import check_paid
from perfgym.authoring.generator_checks import check_scaling
from perfgym.authoring.validate import validate_problem
from perfgym.bank import (
    AnySizeTests,
    LargeTests,
    Problem,
    compare_within,
    load_problem,
    load_problem_folder,
)
from perfgym.bank.knobs import Knob, Tuning
from perfgym.cli.main import main
from perfgym.errors import ProblemError, ToolchainMissingError
from perfgym.evaluation.reward import improvement
from perfgym.languages import LANGUAGES
from perfgym.measure import merged
from perfgym.records import Evaluation, Event, Interval, Measurement, Role, Status, Unit
from perfgym.sandbox.request import ProcessResult
from perfgym.settings import Settings
from tests.doubles.programs import CRASHING, WRONG, ended, fake_sandbox, product, right


def matmul() -> Problem:
    """The problem matmul with nothing but its programs in C, measured by the clock on two kinds of input.

    The fake programs agree exactly, so no error of theirs is compared with a tolerance. Its inputs are small.
    """
    problem = load_problem("matmul")
    modes = {
        mode: replace(group.scaled_by(0.25, ("n",)), kinds=("random", "negative"))
        for mode, group in problem.measured["c"].items()
    }
    any_size = AnySizeTests(count=2, size={"n": (1, 2048)}, kinds=("random",), up_to=1.0)
    return replace(
        problem,
        references={"c": problem.references["c"]},
        experts={"c": problem.experts["c"]},
        first_steps={},
        tests=replace(problem.tests, any_size=any_size, large=LargeTests(count=1, kinds=("zeros",))),
        measured={"c": modes},
        tunings={},
        unsimulated="the programs are made up",
        tolerance=None,
    )


def test_inputs_that_cannot_be_scaled_down_are_found() -> None:
    """The check shows what the generator raised. A problem without scaled dimensions is not checked."""

    def picky(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
        if size["n"] < 30:
            raise ValueError("n is too small")
        return b""

    problem = matmul()
    assert [check.holds for check in check_scaling(problem)] == [True, True]
    found = list(check_scaling(replace(problem, generate=picky)))
    assert [check.holds for check in found] == [False, False]
    assert "n is too small" in found[0].seen
    assert list(check_scaling(replace(problem, generate=picky, scaled=()))) == []


def checks(problem: Problem, **more: Callable[[bytes], ProcessResult]) -> dict[str, Check]:
    """All checks of a problem like matmul whose programs are fakes, by their statements."""
    measured = {language: {"cpu_time": modes["cpu_time"]} for language, modes in problem.measured.items()}
    problem = replace(problem, measured=measured)
    return {check.what: check for check in validate_problem(problem, fake_sandbox(**more), Settings())}


def run_checks(problem: Problem, **more: Callable[[bytes], ProcessResult]) -> dict[str, Check]:
    """The same without what needs measuring."""
    measured = {language: {"cpu_time": modes["cpu_time"]} for language, modes in problem.measured.items()}
    problem = replace(problem, measured=measured)
    found = validate_problem(problem, fake_sandbox(**more), Settings(), measure=False)
    return {check.what: check for check in found}


def wrong(found: Mapping[str, Check]) -> list[str]:
    """Statements of the checks that make a problem wrong."""
    return [what for what, check in found.items() if not check.holds and not check.advice]


def test_a_good_problem_has_nothing_wrong() -> None:
    """The gain of its expert is shown."""
    found = checks(matmul())
    assert wrong(found) == []
    headroom = found["the c expert is at least 1.2 times as fast as the reference (cpu_time)"]
    assert headroom.seen.startswith("4.16 times")


def test_a_missing_toolchain_is_advice(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other languages are checked. Without any language the problem is wrong."""
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
    found = run_checks(both)
    assert wrong(found) == []
    note = found["the missing programs can be run on this machine"]
    assert (note.holds, note.advice) == (False, True)
    assert "apt install missing" in note.seen
    only = replace(both, references={"missing": "x"}, experts={})
    assert wrong(run_checks(only)) == ["programs in at least one language can be run on this machine"]


@pytest.mark.full
def test_references_that_disagree_are_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check names the tests and says how the outputs differ."""

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
    found = run_checks(with_other("// spoilt"), **{"// spoilt": spoilt})
    for name in ("c", "other"):
        seen = found[f"the {name} reference agrees with the others"].seen
        assert "one-by-one: a tie of the c reference against the other reference (" in seen
        assert "element" in seen
    found = run_checks(with_other("// no program"))
    assert not found["the other reference builds"].holds
    found = run_checks(with_other(CRASHING))
    assert "SIGSEGV" in found["the other reference handles every input"].seen
    found = run_checks(with_other("// again"), **{"// again": right(80_000_000)})
    assert wrong(found) == []


@pytest.mark.parametrize(
    ("source", "failing", "seen"),
    [
        (WRONG, "the c expert passes all tests", "WRONG_OUTPUT in one-by-one"),
        ("// no program", "the c expert passes all tests", "COMPILE_ERROR error: unknown program"),
        ("// slow", "the c expert is at least 1.2 times as fast as the reference (cpu_time)", "1.0"),
    ],
)
def test_an_expert_that_is_wrong_or_no_faster_is_reported(source: str, failing: str, seen: str) -> None:
    problem = replace(matmul(), experts={"c": source})
    found = checks(problem, **{"// slow": right(79_000_000)})
    assert wrong(found) == [failing]
    assert seen in found[failing].seen


def test_each_reference_needs_measured_sizes() -> None:
    """Sizes for an unknown language, or for a mistyped mode, are wrong."""
    problem = matmul()
    found = run_checks(replace(problem, measured={}))
    assert wrong(found) == ["there are measured sizes for c in mode cpu_time"]
    assert "perfgym calibrate" in found["there are measured sizes for c in mode cpu_time"].seen
    found = run_checks(replace(problem, measured=dict(problem.measured) | {"cobol": problem.measured["c"]}))
    assert wrong(found) == ["[measured.cobol] names a known language"]
    cpu_time = problem.measured["c"]["cpu_time"]
    mistyped = replace(problem, measured={"c": {"cpu_time": cpu_time, "cpu_tme": cpu_time}})
    said = list(validate_problem(mistyped, fake_sandbox(), Settings()))
    assert [check.what for check in said if not check.holds and not check.advice] == [
        "[measured.c.cpu_tme] names a known mode"
    ]


def test_a_problem_without_simulated_sizes_says_why() -> None:
    """Sizes or a reason: either is enough."""
    found = run_checks(replace(matmul(), unsimulated=""))
    (what,) = wrong(found)
    assert what == "there are measured sizes for c in mode simulated"
    assert "[simulated] absent" in found[what].seen


def test_inputs_that_do_not_vary_are_refused() -> None:
    """Each message says what to add to problem.toml."""
    problem = matmul()
    group = replace(problem.measured["c"]["cpu_time"], kinds=("random",))
    tests = replace(problem.tests, any_size=None, large=None)
    found = run_checks(replace(problem, tests=tests, measured={"c": {"cpu_time": group}}))
    fixes = {
        "tests have sizes from the whole range of the specification": "[tests.any_size]",
        "edge cases are tested at measured sizes": "[tests.large]",
        "measured inputs for c in mode cpu_time mix at least 2 kinds": "give kinds = [...] in [measured.c]",
    }
    assert wrong(found) == list(fixes)
    assert all(fix in found[what].seen for what, fix in fixes.items())


def test_outputs_without_work_must_be_wrong_on_measured_inputs() -> None:
    """Zeros and constants are right where the inputs are zeros, and one output fits all."""
    problem = matmul()
    zeros = replace(problem.measured["c"]["cpu_time"], kinds=("zeros", "zeros"), size={"n": (99, 99)})
    found = run_checks(replace(problem, measured={"c": {"cpu_time": zeros}}))
    assert wrong(found) == [
        f"the comparison rejects {what} on measured inputs for c"
        for what in ("zeros", "a constant", "the output of another input")
    ]


def test_an_expert_that_the_reward_does_not_pay_is_refused() -> None:
    """The simulator sees more misses where the clock sees less time."""
    time, misses = (Interval(estimate=x, low=x - 0.01, high=x + 0.01, confidence=0.99) for x in (0.69, -2.0))
    timed = Measurement(backend="cpu_time", events={}, pairs=(), intervals={Role.TIME: time})
    simulated = replace(timed, events={}, intervals={Role.TIME: time, Role.LLC_MISSES: misses})
    simulated = replace(
        simulated, events=dict.fromkeys(simulated.intervals, Event(name="e", unit=Unit.CYCLES))
    )
    timed = replace(timed, events={Role.TIME: Event(name="t", unit=Unit.NANOSECONDS)})
    evaluation = Evaluation(status=Status.ACCEPTED, measurement=timed)
    (fine,) = check_paid("c", evaluation, None)
    assert (fine.holds, fine.seen) == (True, "reward 0.498 for 49.8% of the time")
    (check,) = check_paid("c", evaluation, simulated)
    assert (check.what, check.holds) == (
        "the c expert's reward is at least half of the share of time that it saves",
        improvement(replace(evaluation, measurement=merged([timed, simulated]))) >= 0.249,
    )


def test_an_expert_whose_gain_is_not_certain_has_nothing_to_be_paid_for() -> None:
    """Another check says that it is too slow."""
    time = Interval(estimate=0.01, low=-0.01, high=0.03, confidence=0.99)
    event = Event(name="t", unit=Unit.NANOSECONDS)
    timed = Measurement(backend="cpu_time", events={Role.TIME: event}, pairs=(), intervals={Role.TIME: time})
    (check,) = check_paid("c", Evaluation(status=Status.ACCEPTED, measurement=timed), None)
    assert (check.holds, check.seen) == (True, "reward 0.000 for 0.0% of the time")


def test_sizes_for_a_third_partys_backend_are_no_error() -> None:
    problem = matmul()
    cpu_time = problem.measured["c"]["cpu_time"]
    measured = {"c": {"cpu_time": cpu_time, "wall_time": cpu_time}}
    said = validate_problem(replace(problem, measured=measured), fake_sandbox(), Settings())
    found = {check.what: check for check in said}
    assert wrong(found) == []
    assert found["[measured.c.wall_time] names a known mode"].advice
    assert "backend of your own" in found["[measured.c.wall_time] names a known mode"].seen


def test_a_program_in_an_unknown_language_or_without_a_reference_is_reported() -> None:
    problem = matmul()
    assert wrong(run_checks(replace(problem, references=dict(problem.references) | {"cob": "x"}))) == [
        "perfgym knows the language cob"
    ]
    bare = run_checks(replace(problem, experts={}))["there is an expert in c, which shows what can be gained"]
    assert (bare.holds, bare.advice, bare.seen) == (False, True, "add expert/solution.c")
    alone = replace(problem, references={})
    assert "there is a c reference for the c expert" in wrong(run_checks(alone))


def test_a_comparison_that_decides_wrongly_is_reported() -> None:
    """It accepts wrong outputs, rejects right ones, or raises an error on some output."""
    problem = matmul()
    careless = replace(problem, _compare=lambda _i, _expected, _got: "")
    assert wrong(run_checks(careless)) == [
        *(
            f"the comparison rejects {what} on measured inputs for c"
            for what in ("zeros", "a constant", "nothing", "the output of another input")
        ),
        "the comparison rejects an empty output",
        "the comparison rejects a copy of the input",
        "the comparison rejects an output with one wrong element",
    ]
    strict = replace(problem, _compare=lambda _i, _expected, _got: "no")
    assert "the comparison accepts the reference's own output" in wrong(run_checks(strict))

    def fragile(stdin: bytes, expected: bytes, got: bytes) -> str:
        want, have = (np.frombuffer(output, "<f4") for output in (expected, got))
        return "" if np.all(want == have) else "wrong"

    found = run_checks(replace(problem, _compare=fragile))
    assert "compare() raised ValueError" in found["the comparison rejects an empty output"].seen


def test_a_generator_that_fails_ends_the_checks() -> None:
    """Without inputs no program can be run."""

    def broken(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
        return bytes(size["m"])

    found = checks(replace(matmul(), generate=broken))
    assert wrong(found) == ["all inputs can be generated"]
    assert found["all inputs can be generated"].seen == (
        "one-by-one: generate() asked for the size parameter 'm'; in problem.toml this size has n"
    )
    assert "the c reference builds" not in found


def test_how_long_the_reference_takes_is_advice() -> None:
    """The time depends on the machine, so it makes no problem wrong."""
    problem = matmul()
    reference = problem.references["c"]
    found = checks(problem, **{reference: right(500_000_000)})
    slow = found["the c reference takes 40 to 150 ms of CPU time"]
    assert (slow.holds, slow.advice, slow.seen) == (False, True, "499 ms on this machine")
    assert wrong(found) == []


def test_several_problems_are_checked_by_one_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each line names its problem; what is not true is printed again at the end.

    Naming none is a mistake, and so is naming the folder around them.
    """
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
    lines, end = (text.splitlines() for text in out.split("\nThese statements are not true:\n"))
    for part in (lines, end):
        said = [line for line in part if "inputs can be generated" in line]
        assert [line.split(" all")[0] for line in said] == ["WRONG first:", "WRONG second:"]
    assert not any(line.startswith("ok") for line in end)
    for arguments in ((), ("sort", "--all")):
        status, _, err = run(*arguments)
        assert status == 2
        assert "--all" in err
    status, _, err = run(str(tmp_path))
    assert status == 2
    assert f"name those that you mean: {folders[0]} {folders[1]}" in " ".join(err.split())


def test_knobs_are_tried_at_their_defaults_and_at_random() -> None:
    """Wrong: a default that is not accepted, and a setting that compiles but fails its tests."""
    knobs = (Knob(name="TILE", settings=("1", "2"), default=0, is_flag=False),)
    problem = replace(matmul(), tunings={"c": Tuning(knobs=knobs, template="// ${TILE}")})
    default = "the c program is accepted at the knobs' defaults"
    others = "the c program is right, or does not compile, at 8 random settings"
    found = run_checks(problem, **{"// 1": right()})
    assert wrong(found) == []
    assert not found["the c knobs have at least 10,000 combinations of settings"].holds
    assert wrong(run_checks(problem, **{"// 2": right()})) == [default]
    found = run_checks(problem, **{"// 1": right(), "// 2": lambda _: ended(b"")})
    assert wrong(found) == [others]
    assert "[1]: WRONG_OUTPUT" in found[others].seen


def test_the_bar_of_the_bank_is_advice_unless_it_is_wanted() -> None:
    """An expert that is 2 times as fast is enough for a problem of one's own."""
    problem = replace(matmul(), experts={"c": "// twice"})
    programs = {"// twice": right(40_500_000)}
    what = "the bar: the c expert is at least 3 times as fast as the reference"
    found = checks(problem, **programs)
    assert wrong(found) == []
    assert (found[what].holds, found[what].advice) == (False, True)
    assert found[what].seen.startswith("2.00 times")
    measured = {"c": {"cpu_time": problem.measured["c"]["cpu_time"]}}
    timed = replace(problem, measured=measured)
    strict = validate_problem(timed, fake_sandbox(**programs), Settings(), strict=True)
    assert what in wrong({check.what: check for check in strict})


def test_only_what_concerns_a_language_is_checked() -> None:
    """Sizes, programs and knobs of other languages are not looked at."""
    problem = matmul()
    both = replace(
        problem,
        references={"c": problem.references["c"], "rust": "x"},
        measured={"c": {"cpu_time": problem.measured["c"]["cpu_time"]}},
    )
    found = validate_problem(both, fake_sandbox(), Settings(), languages=("c",), measure=False)
    said = {check.what: check for check in found}
    assert wrong(said) == []
    assert "the c expert agrees with the reference" in said
    assert not any("rust" in what for what in said)


def test_a_program_that_leaves_no_room_below_the_limits_is_reported() -> None:
    """Other programs may need more memory, and larger inputs do."""
    problem = matmul()
    large = lambda stdin: replace(right()(stdin), peak_rss_bytes=300 << 20)  # noqa: E731
    found = run_checks(problem, **{problem.references["c"]: large})
    what = "the c reference uses at most 1/4 of the memory and output that are allowed"
    assert wrong(found) == [what]
    assert "one-by-one: 300 MiB of memory" in found[what].seen


def test_a_tolerance_on_outputs_of_odd_length_is_explained() -> None:
    """Such an output holds no float32."""
    compare = compare_within(1e-4)
    assert "the expected output has 5 bytes" in compare(b"12345", b"12345")
    assert compare(b"1234", b"12345") == "the output has 5 bytes, expected 4"


def test_an_answer_in_problem_py_is_loaded(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    shutil.copytree(load_problem("sort").folder, folder)
    assert load_problem_folder(folder).answer is None
    with (folder / "problem.py").open("a") as file:
        file.write("\n\ndef answer(stdin):\n    return stdin[::-1]\n")
    answer = load_problem_folder(folder).answer
    assert answer is not None
    assert answer(b"ab") == b"ba"
    (folder / "problem.py").write_text("generate = print\nanswer = 42\n")
    with pytest.raises(ProblemError, match=r"problem\.py defines no function answer"):
        load_problem_folder(folder)
