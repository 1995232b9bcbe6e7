"""Sizes are fitted to the machine when a core is first leased: on fakes, whose costs depend on the input."""

import struct
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pytest

from perfgym.bank import load_problem
from perfgym.errors import ProblemError
from perfgym.evaluation.evaluate import Evaluator
from perfgym.languages import LANGUAGES
from perfgym.machine.facts import fingerprint
from perfgym.measure import Backend, CpuTimeBackend, FakeBackend, SimulatedBackend
from perfgym.records import Status
from perfgym.sandbox import FakeSandbox
from perfgym.sandbox.request import ProcessOutcome, ProcessResult
from perfgym.settings import Settings
from perfgym.store import SizeFit, SizeFits
from tests.doubles.programs import ended, product

MATMUL = load_problem("matmul")
OWN = MATMUL.measured["c"]["cpu_time"].size["n"]
NULL_NS = 1_000_000


def costing(
    ms: float, *, most: int = 10**6, memory: int = 0, seen: list[int] | None = None
) -> Callable[[bytes], ProcessResult]:
    """A matrix product that costs so much at the problem's own size, and fails above ``most`` rows.

    Args:
        ms: Milliseconds of CPU time beyond start-up with ``n`` in the middle of its range; elsewhere by the
            cube of it. With 0 the clock stands still.
        most: The largest ``n`` at which it works.
        memory: Bytes that it uses for each row.
        seen: Takes every ``n``.
    """

    def run(stdin: bytes) -> ProcessResult:
        (n,) = struct.unpack_from("<i", stdin)
        if seen is not None:
            seen.append(n)
        if n > most:
            return ProcessResult(outcome=ProcessOutcome.EXITED, exit_code=1)
        if not ms:
            return ended(product(stdin), cpu_ns=0)
        cpu_ns = max(round(1e6 * ms * (2 * n / sum(OWN)) ** 3), -NULL_NS // 2)
        return ProcessResult(
            outcome=ProcessOutcome.EXITED,
            stdout=product(stdin),
            cpu_ns=NULL_NS + cpu_ns,
            peak_rss_bytes=memory * n,
        )

    return run


def evaluator(
    folder: Path | None,
    reference: Callable[[bytes], ProcessResult],
    expert: Callable[[bytes], ProcessResult] | None = None,
    backend: Backend | None = None,
    **more: Callable[[bytes], ProcessResult],
) -> Evaluator:
    """An evaluator whose programs are functions, and that fits its sizes if it is given a folder."""
    programs: dict[str, Callable[[bytes], ProcessResult]] = {
        MATMUL.references["c"]: reference,
        **dict.fromkeys(LANGUAGES["c"].null_programs, lambda _: ended(b"", NULL_NS)),
        **more,
    }
    if expert:
        programs[MATMUL.experts["c"]] = expert
    fits = SizeFits(folder) if folder else None
    made = Evaluator(
        MATMUL, LANGUAGES["c"], FakeSandbox(programs), backend or CpuTimeBackend(), Settings(), size_fits=fits
    )
    made.start_episode(np.random.default_rng(1))
    return made


def sizes(of: Evaluator) -> Mapping[str, tuple[int, int]]:
    return of.problem.measured["c"]["cpu_time"].size


def kept(folder: Path) -> SizeFit:
    (fit,) = SizeFits(folder).known(fingerprint())
    assert isinstance(fit, SizeFit)
    return fit


def test_short_runs_get_larger_inputs_and_the_conditions_say_so(tmp_path: Path) -> None:
    fitted = evaluator(tmp_path, costing(12.0), costing(6.0))
    factor = fitted.conditions.size_factor
    assert factor > 1.0
    assert sizes(fitted)["n"] == tuple(int(np.ceil(factor * bound)) for bound in OWN)
    assert fitted.problem.measured["c"]["simulated"] == MATMUL.measured["c"]["simulated"]
    assert fitted.problem.digest == MATMUL.digest
    assert fitted.conditions.size_note == ""
    assert 40.0 <= kept(tmp_path).reference_ms <= 80.0
    assert kept(tmp_path).startup_ms == 1.0


def test_long_runs_get_smaller_inputs(tmp_path: Path) -> None:
    fitted = evaluator(tmp_path, costing(225.0), costing(100.0))
    assert fitted.conditions.size_factor < 1.0
    assert 40.0 <= kept(tmp_path).reference_ms <= 150.0


def test_sizes_that_fit_are_the_problems_own(tmp_path: Path) -> None:
    fitted = evaluator(tmp_path, costing(60.0), costing(20.0))
    assert (fitted.conditions.size_factor, sizes(fitted)) == (1.0, MATMUL.measured["c"]["cpu_time"].size)


def test_programs_run_at_other_sizes_only_once_on_a_machine(tmp_path: Path) -> None:
    """The next evaluator draws a profile from inputs of the sizes that are kept, and runs no expert."""
    first = evaluator(tmp_path, costing(12.0), costing(6.0))
    rows: list[int] = []
    expert: list[int] = []
    second = evaluator(tmp_path, costing(12.0, seen=rows), costing(6.0, seen=expert))
    assert second.conditions == first.conditions
    low, high = sizes(first)["n"]
    assert rows
    assert all(low <= n <= high for n in rows)
    assert expert == []


def test_tests_like_measured_runs_have_the_sizes_of_measured_runs(tmp_path: Path) -> None:
    """Else a program could tell by the size whether it is tested or measured."""
    rows: list[int] = []
    candidate = "// a candidate"
    fitted = evaluator(tmp_path, costing(12.0), costing(6.0), **{candidate: costing(8.0, seen=rows)})
    evaluation = fitted.evaluate(fitted.submission(candidate), np.random.default_rng(2))
    assert evaluation.status is Status.ACCEPTED
    assert evaluation.verdict is not None
    assert evaluation.conditions.size_factor == fitted.conditions.size_factor > 1.0
    low, high = sizes(fitted)["n"]
    tested, timed = rows[: evaluation.verdict.total], rows[evaluation.verdict.total :]
    assert MATMUL.tests.large
    assert sum(low <= n <= high for n in tested) == 2 + MATMUL.tests.large.count
    assert not any(OWN[0] <= n <= OWN[1] for n in tested)
    assert all(low <= n <= high for n in timed)


@pytest.mark.parametrize("backend", [FakeBackend(), SimulatedBackend()], ids=lambda backend: backend.name)
def test_backends_that_are_not_timed_keep_their_sizes(tmp_path: Path, backend: Backend) -> None:
    """Equal seeds give equal episodes there, on every machine."""
    made = Evaluator(
        MATMUL, LANGUAGES["c"], FakeSandbox({}), backend, Settings(), size_fits=SizeFits(tmp_path)
    )
    made._fit_sizes(0)
    assert (made.problem, made.conditions.size_factor, list(tmp_path.iterdir())) == (MATMUL, 1.0, [])


def test_without_a_place_to_keep_factors_sizes_are_the_problems_own() -> None:
    assert evaluator(None, costing(12.0), costing(6.0)).conditions.size_factor == 1.0


def test_sizes_stop_where_the_reference_fails_or_memory_is_short(tmp_path: Path) -> None:
    """The statement may not allow larger inputs. A candidate may need more memory than the reference."""
    own = sum(OWN) // 2
    ranged = evaluator(tmp_path / "a", costing(5.0, most=round(1.3 * own)), costing(3.0))
    assert ranged.conditions.size_factor == pytest.approx(2**0.25)
    assert "the reference takes" in ranged.conditions.size_note
    assert "larger sizes fail" in ranged.conditions.size_note
    rows = MATMUL.memory_bytes // 4 // round(1.3 * own)
    cramped = evaluator(tmp_path / "b", costing(5.0, memory=rows), costing(3.0))
    assert cramped.conditions.size_factor == pytest.approx(2**0.25)
    assert "memory" in cramped.conditions.size_note


def test_an_expert_that_is_too_fast_is_told(tmp_path: Path) -> None:
    fitted = evaluator(tmp_path, costing(60.0), costing(0.5))
    assert fitted.conditions.size_factor > 1.0
    assert "the expert takes" in fitted.conditions.size_note
    assert "less than 5 times the start-up of 1 ms" in fitted.conditions.size_note


@pytest.mark.parametrize("expert", [None, costing(6.0, most=0)], ids=["not built", "failing"])
def test_an_expert_that_does_not_work_is_left_out(
    tmp_path: Path, expert: Callable[[bytes], ProcessResult] | None
) -> None:
    """`perfgym validate` finds it; an episode needs no expert."""
    fitted = evaluator(tmp_path, costing(12.0), expert)
    assert fitted.conditions.size_factor > 1.0
    assert kept(tmp_path).expert_ms is None


def test_a_clock_that_stands_still_changes_nothing_and_is_not_kept(tmp_path: Path) -> None:
    fitted = evaluator(tmp_path, costing(0.0), costing(0.0))
    assert fitted.conditions.size_factor == 1.0
    assert list(SizeFits(tmp_path).known(fingerprint())) == []


def test_runs_as_short_as_the_start_up_grow_as_far_as_they_can(tmp_path: Path) -> None:
    """They cost less than nothing, by noise, when the start-up is subtracted. That is no broken clock."""
    most = round(1.3 * sum(OWN) / 2)
    fitted = evaluator(tmp_path, costing(-0.01, most=most), costing(-0.02))
    assert fitted.conditions.size_factor == pytest.approx(2**0.25)
    assert "the reference takes 0.001 ms" in fitted.conditions.size_note


def test_a_reference_that_fails_at_its_own_sizes_is_the_authors_error(tmp_path: Path) -> None:
    with pytest.raises(ProblemError, match="the reference program failed"):
        evaluator(tmp_path, costing(12.0, most=0))
