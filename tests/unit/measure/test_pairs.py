"""How many pairs are taken, in what order, and what ends them; all on fake programs."""

import itertools
import os
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from perfgym.measure import core_monitor, pairs
from perfgym.measure.backends.cpu_time import CpuTimeBackend
from perfgym.measure.pairs import MOST_REDRAWN, _orders
from perfgym.records import CandidateFailed, Measurement, Role, Status
from perfgym.sandbox.request import ProcessResult
from tests.doubles.programs import ended, fake_evaluator, product, right

CANDIDATE = "// the candidate"


def measure(program, timeout_s: float = 60.0) -> Measurement:
    """The answer for one fake candidate."""
    evaluator = fake_evaluator(CpuTimeBackend(), **{CANDIDATE: program})
    with evaluator.leased() as leased:
        setup = replace(leased.setup, core=-1, timeout_s=timeout_s)
        candidate = evaluator.trusted_program(CANDIDATE)
        return evaluator.backend.measure(setup, candidate, np.random.default_rng(0))


def noisy(mean_ns: float, spread: float, seed: int = 0):
    """A right program whose cost varies."""
    rng = np.random.default_rng(seed)
    return lambda stdin: ended(product(stdin), int(mean_ns * np.exp(rng.normal(0, spread))))


def test_a_plain_difference_needs_few_pairs() -> None:
    """Seven are the least."""
    answer = measure(right(20_000_000))
    assert len(answer.pairs) == 7
    assert answer.intervals[Role.TIME].estimate == pytest.approx(np.log(79 / 19))


def test_noise_takes_all_pairs() -> None:
    """Thirty are the most."""
    answer = measure(noisy(80e6, 0.3))
    assert len(answer.pairs) == 30


def test_a_hopeless_candidate_is_given_up_early() -> None:
    """Two pairs show that it is more than three times as slow."""
    answer = measure(right(400_000_000))
    assert len(answer.pairs) == 2
    assert answer.intervals[Role.TIME].high < 0


def test_time_running_out_ends_the_pairs() -> None:
    """With nothing measured it is the program's failure."""
    with pytest.raises(CandidateFailed) as failed:
        measure(right(), timeout_s=1e-9)
    assert failed.value.status is Status.TIMED_OUT


def test_the_first_wrong_output_ends_the_measurement() -> None:
    """Right at first, wrong later: no number."""
    runs = itertools.count()

    def turns_wrong(stdin: bytes) -> ProcessResult:
        return ended(product(stdin) if next(runs) < 3 else b"")

    with pytest.raises(CandidateFailed) as failed:
        measure(turns_wrong)
    assert failed.value.status is Status.WRONG_OUTPUT


def test_orders_are_balanced_and_reversed_in_turn() -> None:
    """After the warm-up pair each random order is followed by its reverse."""
    _, *orders = itertools.islice(_orders(np.random.default_rng(3)), 41)
    assert sum(orders) == 20
    assert all(first != second for first, second in zip(orders[::2], orders[1::2], strict=True))
    assert len(set(orders[::2])) == 2


def measure_with_reference(reference, candidate) -> Measurement:
    """The answer for one fake candidate beside another fake reference."""
    evaluator = fake_evaluator(CpuTimeBackend(), **{CANDIDATE: candidate})
    source = evaluator.problem.references["c"].encode()
    evaluator.sandbox._programs[source] = reference  # type: ignore[attr-defined]
    with evaluator.leased() as leased:
        program = evaluator.trusted_program(CANDIDATE)
        setup = replace(leased.setup, core=-1)
        return evaluator.backend.measure(setup, program, np.random.default_rng(0))


def test_a_drift_of_the_machine_does_not_look_like_a_gain() -> None:
    """Everything grows slower from run to run; reference and candidate alike."""
    runs = itertools.count()

    def drifting(stdin: bytes) -> ProcessResult:
        return ended(product(stdin), int(80e6 * 1.01 ** next(runs)))

    assert not measure_with_reference(drifting, drifting).intervals[Role.TIME].significant


def sharing_its_core(every: int):
    """A right program that waits for its core in every so-manieth run, which takes longer then."""
    runs = itertools.count(1)

    def run(stdin: bytes) -> ProcessResult:
        waits = next(runs) % every == 0
        result = ended(product(stdin), 160_000_000 if waits else 80_000_000)
        return replace(result, wall_ns=400_000_000) if waits else result

    return run


def test_pairs_in_which_the_reference_waits_are_drawn_again() -> None:
    """And counted; none of them is kept."""
    answer = measure_with_reference(sharing_its_core(4), right())
    assert answer.redrawn == 2
    assert {pair.reference[Role.TIME] for pair in answer.pairs} == {79_000_000}


def test_pairs_are_drawn_again_only_so_often() -> None:
    """On a machine that is always shared they are kept in the end."""
    answer = measure_with_reference(sharing_its_core(1), right(160_000_000))
    assert answer.redrawn == MOST_REDRAWN
    assert len(answer.pairs) == 7


def test_time_that_the_machine_wasted_is_not_held_against_the_program(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where no pair was undisturbed when time was over, those that there are count."""
    seconds = itertools.count(step=10)
    monkeypatch.setattr(pairs, "time", SimpleNamespace(monotonic=lambda: next(seconds)))
    answer = measure_with_reference(sharing_its_core(1), right(160_000_000))
    assert (answer.redrawn, len(answer.pairs)) == (0, 6)


def test_a_candidate_that_waits_keeps_its_pairs() -> None:
    """It could choose to, whenever it was slow."""
    assert measure_with_reference(right(), sharing_its_core(2)).redrawn == 0


def on_a_core(core: int, cpu_ns: int = 80_000_000) -> Measurement:
    """The answer for a fake candidate, as fast as the reference, on a core that can be looked at."""
    evaluator = fake_evaluator(CpuTimeBackend(), **{CANDIDATE: right(cpu_ns)})
    with evaluator.leased() as leased:
        program = evaluator.trusted_program(CANDIDATE)
        setup = replace(leased.setup, core=core)
        return evaluator.backend.measure(setup, program, np.random.default_rng(0))


def test_time_stolen_by_the_host_spoils_a_pair(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever of the two was running."""
    looks = itertools.count()
    monkeypatch.setattr(core_monitor, "_work_ns", lambda cpu: 1e6)
    monkeypatch.setattr(core_monitor, "stolen_s", lambda cpu: 0.01 * (next(looks) // 7))
    answer = on_a_core(0)
    assert 0 < answer.redrawn < len(answer.pairs)


@pytest.mark.parametrize("slow", [0, 1, 2])
def test_a_core_that_changes_its_speed_spoils_a_pair(monkeypatch: pytest.MonkeyPatch, slow: int) -> None:
    """Before, between or after the two runs; here in every fourth pair."""
    looks = itertools.count()
    monkeypatch.setattr(core_monitor, "_work_ns", lambda cpu: 1.3e6 if next(looks) % 12 == slow else 1e6)
    monkeypatch.setattr(core_monitor, "stolen_s", lambda cpu: 0.0)
    answer = on_a_core(0)
    assert (answer.redrawn, len(answer.pairs)) == (2, 7)


def test_an_overwhelming_difference_is_seen_on_any_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Disturbed pairs are kept then, all of them."""
    speeds = itertools.cycle((1e6, 1.3e6))
    monkeypatch.setattr(core_monitor, "_work_ns", lambda cpu: next(speeds))
    answer = on_a_core(0, 20_000_000)
    assert (answer.redrawn, len(answer.pairs)) == (0, 7)


def test_looking_at_a_core_leaves_the_thread_where_it_was() -> None:
    """And sees work done, on each core."""
    before = os.sched_getaffinity(0)
    for cpu in before:
        assert core_monitor._work_ns(cpu) > 0
    assert os.sched_getaffinity(0) == before


def test_without_a_core_nothing_is_seen() -> None:
    """Not even the steal time of another."""
    looking = core_monitor.CoreMonitor(-1)
    looking.sample()
    assert not looking.disturbed


def test_what_no_core_can_do_is_suspicious() -> None:
    """Here: 1.5 MB read and written in 10 microseconds."""
    evaluator = fake_evaluator(CpuTimeBackend(), **{CANDIDATE: right(10_000)})
    evaluator.sandbox._programs[evaluator.language.null_program.encode()] = lambda _: ended(b"", 100)  # type: ignore[attr-defined]
    with evaluator.leased() as leased:
        program = evaluator.trusted_program(CANDIDATE)
        setup = replace(leased.setup, core=-1)
        answer = evaluator.backend.measure(setup, program, np.random.default_rng(0))
    assert "GB/s of input and output" in answer.suspicions[0]


def test_start_up_is_taken_off_both_sides_but_never_all() -> None:
    """A candidate as cheap as the null program still costs something."""
    answer = measure(right(900_000))
    assert answer.startup_ns == 1_000_000
    assert {pair.candidate[Role.TIME] for pair in answer.pairs} == {100_000}
    assert {pair.reference[Role.TIME] for pair in answer.pairs} == {79_000_000}


def test_a_backend_of_a_third_party_is_measured_on_inputs_of_its_own_mode() -> None:
    """Both when it measures and when it profiles the reference."""

    class Energy(CpuTimeBackend):
        name, mode = "energy", "energy"

    evaluator = fake_evaluator(Energy(), **{CANDIDATE: right(20_000_000)})
    drawn: list[str] = []
    with evaluator.leased() as leased:
        draw = leased.setup.draw
        setup = replace(
            leased.setup,
            core=-1,
            modes=frozenset({"energy"}),
            draw=lambda rng, mode: (drawn.append(mode), draw(rng, "cpu_time"))[1],
        )
        evaluator.backend.profile(setup, np.random.default_rng(0))
        answer = evaluator.backend.measure(
            setup, evaluator.trusted_program(CANDIDATE), np.random.default_rng(0)
        )
    assert set(drawn) == {"energy"}
    assert answer.backend == "energy"
