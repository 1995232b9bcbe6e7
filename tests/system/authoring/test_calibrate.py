"""``perfgym calibrate`` chooses sizes by a reference of known cost, and changes nothing else in the file."""

import itertools
import math
import re
import struct
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from perfgym.authoring.calibrate import (
    Calibration,
    CalibrationStatus,
    calibrate_problem,
)
from perfgym.authoring.cost_probe import COST_PROBES, CostProbe, CpuTimeProbe
from perfgym.authoring.io_share import io_baseline_source
from perfgym.authoring.steady import Say, Watch, no_news
from perfgym.authoring.write_sizes import need_writable, write_sizes
from perfgym.bank import LANGUAGE_OF_ENDING, Problem, TestGroup, load_problem, load_problem_folder
from perfgym.cli.main import main
from perfgym.errors import MachineError, ProblemError, ToolchainMissingError
from perfgym.evaluation.evaluate import Evaluator
from perfgym.languages import LANGUAGES
from perfgym.measure import FakeBackend, MeasurementSetup, core_monitor
from perfgym.programs.program import Program
from perfgym.sandbox import FakeSandbox, Sandbox
from perfgym.sandbox.request import ProcessOutcome, ProcessResult
from perfgym.settings import Settings
from tests.doubles.programs import ended

Cost = Callable[[Mapping[str, int]], float]
"""Size to milliseconds; infinite where the reference rejects the size."""

START_UP_MS = 1.0


# Fixed here, so that a recalibration of the bank changes no test.
_SIZES = {
    "sort": {"n": (395_000, 405_000)},
    "stencil": {"w": (164, 170), "h": (164, 170), "iters": (900, 900)},
    "nbody": {"n": (696, 704), "steps": (20, 20)},
}
_AS_TESTED = {"nbody": {"grown": ("steps",)}, "stencil": {"scaled": ("w", "h")}}


def imagined(names: tuple[str, ...]) -> Callable[[np.random.Generator, Mapping[str, int], str], bytes]:
    """A generator whose inputs hold the size and nothing else."""
    return lambda rng, size, kind: struct.pack(f"<{len(names)}q", *(size[name] for name in names))


def problem_of(name: str, **changes: object) -> Problem:
    """A problem of the bank with fixed sizes, whose inputs hold the size and nothing else."""
    problem = replace(load_problem(name), **_AS_TESTED.get(name, {}))  # pyright: ignore[reportArgumentType]
    in_c = dict(problem.measured["c"])
    if name in _SIZES:
        in_c = in_c | {"cpu_time": replace(in_c["cpu_time"], size=_SIZES[name])}
    problem = replace(problem, measured={**problem.measured, "c": in_c})
    names = tuple(in_c["cpu_time"].size)
    return replace(problem, generate=imagined(names), **changes)  # pyright: ignore[reportArgumentType]


def sandbox_of(
    problem: Problem, cost: Cost, expert_ms: float = 10.0, baseline_ms: float = 1.0
) -> FakeSandbox:
    """A sandbox in which each program costs what the arguments say."""
    names = tuple(problem.measured["c"]["cpu_time"].size)

    def reference(stdin: bytes) -> ProcessResult:
        size = dict(zip(names, struct.unpack(f"<{len(names)}q", stdin), strict=True))
        if math.isinf(milliseconds := cost(size)):
            return ProcessResult(outcome=ProcessOutcome.EXITED, exit_code=1)
        return ended(b"four", int((milliseconds + START_UP_MS) * 1e6))

    def fixed(milliseconds: float) -> Callable[[bytes], ProcessResult]:
        return lambda _: ended(b"four", int((milliseconds + START_UP_MS) * 1e6))

    return FakeSandbox(
        {
            problem.references["c"]: reference,
            problem.experts["c"]: fixed(expert_ms),
            io_baseline_source("c"): fixed(baseline_ms),
            LANGUAGES["c"].null_programs[0]: fixed(0.0),
        }
    )


def calibrated(
    problem: Problem,
    cost: Cost,
    expert_ms: float = 10.0,
    baseline_ms: float = 1.0,
    say: Say = no_news,
) -> Calibration:
    """Calibrate a problem for CPU time in C, in a sandbox of known costs. Nothing waits."""
    sandbox = sandbox_of(problem, cost, expert_ms, baseline_ms)
    watch = partial(Watch, say=say, pause=lambda _: None)
    probes = {"cpu_time": CpuTimeProbe}
    (found,) = calibrate_problem(problem, ("c",), sandbox, Settings(), probes, watch=watch)
    return found


def middle(found: Calibration, name: str) -> float:
    """Middle of a dimension's range."""
    assert found.new is not None
    return sum(found.new.size[name]) / 2


@pytest.mark.parametrize("power", [0.5, 1.0, 2.0, 3.0])
@pytest.mark.parametrize("times", [0.001, 0.1, 20.0, 200.0])
def test_a_size_is_found_whatever_the_power_by_which_the_cost_grows(power: float, times: float) -> None:
    """The search starts far below or far above the right size. It ends at a narrow range of round numbers."""
    problem = problem_of("sort")
    start = 400_000

    def cost(size: Mapping[str, int]) -> float:
        return 53 * times * (size["n"] / start) ** power

    found = calibrated(problem, cost)
    assert found.status is CalibrationStatus.CHANGED
    assert middle(found, "n") == pytest.approx(start * times ** (-1 / power), rel=0.25)
    assert 40 <= np.median(found.reference_ms) <= 150
    low, high = found.new.size["n"] if found.new else (0, 0)
    assert (high - low) / middle(found, "n") == pytest.approx(10_000 / start, rel=0.6, abs=2.0 / low)
    assert all(bound == float(f"{bound:.3g}") for bound in (low, high))


def test_a_size_that_is_right_is_kept() -> None:
    """70 ms is within the range, although a search would aim at 53 ms."""
    found = calibrated(problem_of("sort"), lambda size: 70.0)
    assert (found.status, found.new) == (CalibrationStatus.KEPT, found.old)
    assert found.is_right(written=False)


def test_noise_does_not_mislead_the_search() -> None:
    """The cost varies by a fifth, which is less than what makes a machine busy."""
    rng = np.random.default_rng(3)
    for start in (2.0, 300.0):
        found = calibrated(
            problem_of("matmul"),
            lambda size, start=start: start * (size["n"] / 350) ** 3 * rng.uniform(0.92, 1.12),
        )
        assert found.status is CalibrationStatus.CHANGED
        assert start * (middle(found, "n") / 350) ** 3 == pytest.approx(53, rel=0.5)


def test_the_dimensions_that_are_named_grow_and_others_help_at_their_limit() -> None:
    """The stencil's iterations grow up to 1000, where the reference fails; then its grid grows."""
    problem = problem_of("stencil")
    assert (problem.grown, problem.scaled) == (("iters",), ("w", "h"))

    def cost(times: float) -> Cost:
        def of(size: Mapping[str, int]) -> float:
            work = size["w"] * size["h"] * size["iters"]
            return work * times * 53 / (167 * 167 * 900) if size["iters"] <= 1000 else math.inf

        return of

    found = calibrated(problem, cost(4.0))
    assert middle(found, "iters") == pytest.approx(225, rel=0.1)
    assert middle(found, "w") == 167
    found = calibrated(problem, cost(0.1))
    assert 900 < middle(found, "iters") <= 1000
    assert middle(found, "w") == middle(found, "h") == pytest.approx(167 * 3, rel=0.1)


def test_a_reference_whose_limit_is_too_low_is_reported() -> None:
    """The reason gives the cost that was reached, and the size at which the reference failed."""
    found = calibrated(problem_of("matmul"), lambda size: size["n"] / 100 if size["n"] <= 2048 else math.inf)
    assert (found.status, found.new) == (CalibrationStatus.FAILED, None)
    assert "takes 20" in found.why
    assert "at larger sizes it fails, at n 2" in found.why
    found = calibrated(problem_of("matmul"), lambda _: math.inf)
    assert "the reference program fails at n" in found.why


def test_a_problem_without_a_dimension_to_grow_gets_an_error_that_says_where_to_name_one() -> None:
    """Its present sizes are still measured, and kept where they fit."""
    problem = problem_of("matmul", scaled=(), grown=())
    assert calibrated(problem, lambda _: 40.0).status is CalibrationStatus.KEPT
    found = calibrated(problem, lambda _: 9.0)
    assert found.status is CalibrationStatus.FAILED
    assert "[calibration] parameters" in found.why


def test_without_sizes_the_search_begins_at_another_modes_or_at_the_largest_test() -> None:
    """A dimension that may be scaled becomes a small range; another one is a single number."""
    problem = problem_of("nbody")
    simulated = replace(problem.measured["c"]["simulated"], kinds=("planets",))
    bare = replace(problem, measured={})
    sandbox = sandbox_of(problem, lambda size: size["n"] ** 2 * size["steps"] / 1e4)
    (found,) = calibrate_problem(bare, ("c",), sandbox, Settings(), {"cpu_time": CpuTimeProbe})
    assert found.old is None
    assert found.new is not None
    assert found.new.size["n"] == (59, 61)
    assert found.new.size["steps"][0] == found.new.size["steps"][1] == pytest.approx(160, rel=0.1)
    assert found.new.kinds == ("random",)
    other = replace(problem, measured={"rust": {"simulated": simulated}, "go": {"cpu_time": simulated}})
    (found,) = calibrate_problem(other, ("c",), sandbox, Settings(), {"cpu_time": CpuTimeProbe})
    assert found.new is not None
    assert (found.new.kinds, found.new.size["n"]) == (("planets",), simulated.size["n"])


def test_an_io_baseline_of_half_the_experts_cost_is_too_much() -> None:
    """So is one of a tenth of the reference's."""
    found = calibrated(problem_of("sort"), lambda _: 40.0, expert_ms=5.0, baseline_ms=1.0)
    assert found.io_share is not None
    assert found.io_share.of_expert is not None
    assert found.io_share.of_expert.estimate == pytest.approx(0.2)
    assert found.io_share.of_reference.estimate == pytest.approx(0.025)
    assert found.io_share.text.startswith("1.0 ms, 2.5%")
    assert found.is_right(written=False)
    found = calibrated(problem_of("sort"), lambda _: 40.0, expert_ms=1.5, baseline_ms=1.0)
    assert "50% of the expert's cost or more" in found.why
    assert not found.is_right(written=False)
    found = calibrated(problem_of("sort"), lambda _: 40.0, expert_ms=15.0, baseline_ms=4.5)
    assert "10% of the reference's cost or more" in found.why
    assert not found.is_right(written=False)


def test_a_busy_machine_is_told_and_gets_no_size() -> None:
    """Each run on one input costs something else: no size is believed, and none is called changed."""
    rng = np.random.default_rng(3)
    said: list[str] = []
    found = calibrated(problem_of("sort"), lambda _: 30.0 * rng.uniform(1.0, 4.0), say=said.append)
    assert (found.status, found.new) == (CalibrationStatus.UNMEASURED, None)
    assert re.match(r"samples spread \d\.\d times: the machine is busy, 4 times in a row", found.why)
    assert [line.rpartition("; ")[2] for line in said] == [f"trying again in {n} s" for n in (1, 3, 6)]
    assert not found.is_right(written=True)


def test_a_machine_that_was_busy_for_a_while_gets_the_size_of_its_quiet_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A neighbour slows the core to half while sizes are tried, then goes away."""
    monkeypatch.setattr(core_monitor, "_work_ns", lambda cpu: 1e6)
    monkeypatch.setattr(core_monitor, "stolen_s", lambda cpu: 0.0)
    runs = itertools.count()
    said: list[str] = []

    def cost(size: Mapping[str, int]) -> float:
        return 70.0 * size["n"] / 400_000 * (2.0 if next(runs) < 11 else 1.0)

    found = calibrated(problem_of("sort"), cost, say=said.append)
    assert re.match(
        r"sort, c, cpu_time: a size cost 1\S+ ms and then \S+ ms, so samples spread 2.0 times", said[0]
    )
    assert found.status is CalibrationStatus.KEPT
    assert found.reference_ms == pytest.approx([70.0] * 5, rel=0.02)


def test_an_expert_that_fails_is_reported_as_the_expert() -> None:
    """The reason must not blame the reference."""
    problem = problem_of("sort")
    sandbox = sandbox_of(replace(problem, experts={"c": "// another"}), lambda _: 40.0)
    (found,) = calibrate_problem(problem, ("c",), sandbox, Settings(), {"cpu_time": CpuTimeProbe})
    assert "the c expert of sort does not compile" in found.why
    crashing = replace(problem, experts={"c": problem.references["c"] + "// crashes"})
    sandbox = FakeSandbox(
        {
            source: (lambda _: ProcessResult(outcome=ProcessOutcome.SIGNALED, signal=11))
            if source.endswith("// crashes")
            else (lambda _: ended(b"four", 50_000_000))
            for source in (*problem.references.values(), *crashing.experts.values(), io_baseline_source("c"))
        }
        | {LANGUAGES["c"].null_programs[0]: lambda _: ended(b"", 1_000_000)}
    )
    (found,) = calibrate_problem(crashing, ("c",), sandbox, Settings(), {"cpu_time": CpuTimeProbe})
    assert "the expert program fails on a measured input" in found.why


class _Missing(CpuTimeProbe):
    """A probe whose tool is missing on this machine."""

    def __init__(self) -> None:
        raise MachineError("valgrind is missing; run `apt install valgrind`")


class _Refusing(CpuTimeProbe):
    """A probe for a mode that no language has."""

    mode = "simulated"

    def refusal(self, setup: MeasurementSetup) -> str:
        return "programs in c cannot be simulated"


def test_a_missing_tool_fails_only_the_modes_that_need_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a simulator or a toolchain the other modes are calibrated; an impossible mode is skipped."""
    problem = problem_of("sort")
    sandbox = sandbox_of(problem, lambda _: 40.0)
    probes: dict[str, Callable[[], CostProbe]] = {"simulated": _Missing, "cpu_time": CpuTimeProbe}
    first, second = calibrate_problem(problem, ("c",), sandbox, Settings(), probes)
    assert (first.status, second.status) == (CalibrationStatus.UNMEASURED, CalibrationStatus.KEPT)
    assert "apt install valgrind" in first.why
    (skipped,) = calibrate_problem(problem, ("c",), sandbox, Settings(), {"simulated": _Refusing})
    assert (skipped.status, skipped.is_right(written=False)) == (CalibrationStatus.SKIPPED, True)

    def missing() -> None:
        raise ToolchainMissingError("no C compiler; run `apt install gcc`")

    monkeypatch.setattr(LANGUAGES["c"], "toolchain", missing)
    (found,) = calibrate_problem(problem, ("c",), sandbox, Settings(), {"cpu_time": CpuTimeProbe})
    assert found.status is CalibrationStatus.UNMEASURED
    assert "apt install gcc" in found.why
    assert not found.is_right(written=True)


def test_a_simulated_reference_that_rejects_a_size_has_no_cost(sandbox: Sandbox) -> None:
    """The simulator counted the instructions before the failure, but they are no cost of the size."""
    try:
        probe = COST_PROBES["simulated"]()
    except MachineError as error:
        pytest.skip(str(error))
    problem = load_problem("matmul")
    evaluator = Evaluator(problem, LANGUAGES["c"], sandbox, FakeBackend(), Settings())
    with evaluator.leased() as leased:
        setup = leased.setup
        assert probe.refusal(setup) == ""
        assert probe.cost_ms(setup, setup.reference, struct.pack("<iff", 1, 2.0, 3.0)) > 0
        with pytest.raises(ProblemError, match="the reference program failed"):
            probe.cost_ms(setup, setup.reference, struct.pack("<i", 4096))


def changed(language: str, mode: str, **size: tuple[int, int]) -> Calibration:
    """A calibration whose new size has to be written."""
    group = TestGroup(name=f"measured-{mode}", size=size)
    return Calibration(language=language, mode=mode, status=CalibrationStatus.CHANGED, new=group)


def test_only_the_sizes_of_a_file_are_changed(folder: Path) -> None:
    """Comments, order and layout stay. Sizes of a new language are added at the end."""
    file = folder / "problem.toml"
    there = sorted(path.name for path in folder.iterdir())
    text = file.read_text()
    text = text.split("[measured.")[0] + (
        "[measured.c]  # chosen with care\n"
        "cpu_time   = { size = { n = [347, 353] } }  # quiet\n"
        'simulated = { kind = "zeros", size = { n = 300 } }\n'
        "\n# the end\n"
    )
    file.write_text(text)
    file.chmod(0o640)
    found = [
        changed("c", "cpu_time", n=(400, 410)),
        changed("c", "simulated", n=(250, 250)),
        changed("rust", "cpu_time", n=(500, 505)),
        replace(changed("python", "cpu_time", n=(1, 1)), status=CalibrationStatus.FAILED),
    ]
    assert write_sizes(load_problem_folder(folder), found)
    written = file.read_text()
    assert (
        written.replace("[400, 410]", "[347, 353]")
        .replace("n = 250 }", "n = 300 }")
        .startswith(text.removesuffix("# the end\n"))
    )
    assert written.endswith("[measured.rust]\ncpu_time = { size = { n = [500, 505] } }\n")
    assert "# the end" in written
    assert file.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in folder.iterdir()) == there
    problem = load_problem_folder(folder)
    assert problem.measured["c"]["cpu_time"].size == {"n": (400, 410)}
    assert problem.measured["c"]["simulated"].kinds == ("zeros",)
    assert set(problem.measured) == {"c", "rust"}
    assert not write_sizes(problem, found[3:])
    assert file.read_text() == written


def test_sizes_are_added_to_a_file_that_has_none(folder: Path) -> None:
    file = folder / "problem.toml"
    text = file.read_text().split("[measured.")[0]
    file.write_text(text)
    assert write_sizes(load_problem_folder(folder), [changed("c", "cpu_time", n=(400, 410))])
    assert file.read_text() == text + "[measured.c]\ncpu_time = { size = { n = [400, 410] } }\n"


@pytest.mark.parametrize("place", [".", "problem.toml"])
def test_a_read_only_folder_is_an_error_before_anything_is_run(
    folder: Path, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Root gets the error too, although it could write to the folder."""
    (folder / place).chmod(0o555)
    with pytest.raises(SystemExit) as stopped:
        main(["calibrate", str(folder), "--write"])
    (folder / place).chmod(0o755)
    assert stopped.value.code == 1
    assert "is read-only" in capsys.readouterr().err


def test_a_problem_of_the_installed_package_is_not_changed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next version of the package would overwrite the change."""
    monkeypatch.setattr("perfgym.authoring.write_sizes.__file__", str(folder.parents[1] / "calibration.py"))
    with pytest.raises(ProblemError, match="belongs to the installed perfgym package"):
        need_writable(load_problem_folder(folder))


def test_an_io_baseline_reads_all_and_writes_as_many_bytes_as_it_should(sandbox: Sandbox) -> None:
    """All languages whose toolchain this machine has are tried."""
    for name in LANGUAGES:
        try:
            LANGUAGES[name].toolchain()
        except ToolchainMissingError:
            continue
        evaluator = Evaluator(load_problem("matmul"), LANGUAGES[name], sandbox, FakeBackend(), Settings())
        for size in (0, 5, 300_000):
            program: Program = evaluator.trusted_program(io_baseline_source(name))
            run = program.run(size.to_bytes(8, "little") + bytes(100_000))
            assert (run.outcome, run.exit_code, len(run.stdout)) == (ProcessOutcome.EXITED, 0, size), name
    assert all(io_baseline_source(name) for name in LANGUAGE_OF_ENDING.values())


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["matmull"], "did you mean matmul"),
        (["matmul", "--language", "cobol"], "cobol"),
        (["matmul", "--mode", "sundial"], "sundial"),
    ],
)
def test_a_mistake_at_the_command_line_is_one_line(
    capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    """The error suggests a right value."""
    with pytest.raises(SystemExit) as stopped:
        main(["calibrate", *arguments])
    assert stopped.value.code == 2
    assert says in capsys.readouterr().err


def test_the_exit_status_says_whether_all_sizes_are_right_at_the_end(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is 1 where sizes have to change and were not written."""
    found = replace(changed("c", "cpu_time", n=(400, 410)), reference_ms=(78.0, 80.0, 85.0))
    monkeypatch.setattr("perfgym.cli.commands.calibrate.calibrate_problem", lambda *_, **__: iter([found]))
    before = (folder / "problem.toml").read_text()

    def run(*arguments: str) -> tuple[object, str]:
        with pytest.raises(SystemExit) as stopped:
            main(["calibrate", str(folder), *arguments])
        return stopped.value.code, capsys.readouterr().out

    status, said = run()
    assert status == 1
    assert "sizes: none -> n 400-410" in said
    assert "80 ms of CPU time (78 to 85 on 3 inputs)" in said
    assert (folder / "problem.toml").read_text() == before
    assert run("--json")[0] == 1
    assert run(str(folder), "--all")[0] == 2
    assert run("--write")[0] == 0
    assert "n = [400, 410]" in (folder / "problem.toml").read_text()
