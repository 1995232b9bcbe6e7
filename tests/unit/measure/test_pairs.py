"""Taking pairs of runs of fake programs: how many, in which order, and when to stop or draw again."""

import itertools
import math
import os
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from perfgym.languages import LANGUAGES
from perfgym.measure import core_monitor, pairs
from perfgym.measure.backends.cpu_time import CpuTimeBackend
from perfgym.measure.pairs import MOST_REDRAWN, _orders
from perfgym.measure.statistics import MOST_PAIRS
from perfgym.records import CandidateFailed, Measurement, Role, Status
from perfgym.sandbox.request import ProcessResult
from tests.doubles.programs import ended, fake_evaluator, product, right

CANDIDATE = "// the candidate"


def measure(program, **changes: float) -> Measurement:
    """Measure one fake candidate."""
    evaluator = fake_evaluator(CpuTimeBackend(), **{CANDIDATE: program})
    with evaluator.leased() as leased:
        setup = replace(leased.setup, core=-1, **changes)
        candidate = evaluator.trusted_program(CANDIDATE)
        return evaluator.backend.measure(setup, candidate, np.random.default_rng(0))


def noisy(mean_ns: float, spread: float, seed: int = 0):
    """Return a correct program whose cost varies."""
    rng = np.random.default_rng(seed)
    return lambda stdin: ended(product(stdin), int(mean_ns * np.exp(rng.normal(0, spread))))


def test_a_clear_difference_takes_the_minimum_of_seven_pairs() -> None:
    measured = measure(right(20_000_000))
    assert len(measured.pairs) == 7
    assert measured.intervals[Role.TIME].estimate == pytest.approx(np.log(79 / 19))


@pytest.mark.full
def test_a_noisy_candidate_takes_the_maximum_of_pairs() -> None:
    measured = measure(noisy(80e6, 0.3))
    assert len(measured.pairs) == MOST_PAIRS


def test_fewer_pairs_are_taken_if_less_precision_is_wanted() -> None:
    """The interval is as narrow as was wanted."""
    measured = measure(noisy(80e6, 0.3), precision=0.5)
    assert len(measured.pairs) < 30
    assert measured.intervals[Role.TIME].half_width < measured.precision == 0.5


def test_seven_pairs_are_taken_although_time_for_precision_is_up() -> None:
    measured = measure(noisy(80e6, 0.3), precision_timeout_s=1e-9)
    assert len(measured.pairs) == 7


def test_a_candidate_more_than_three_times_as_slow_takes_two_pairs() -> None:
    measured = measure(right(400_000_000))
    assert len(measured.pairs) == 2
    assert measured.intervals[Role.TIME].high < 0


def test_the_interval_of_two_pairs_is_bounded() -> None:
    """The candidate is about six times as slow; the bounds lie a factor of 2 beyond its two pairs."""
    found = measure(noisy(480e6, 0.05)).intervals[Role.TIME]
    assert -math.log(15) < found.low < -math.log(6) < found.high < -math.log(2.5)


def test_a_candidate_times_out_if_no_two_pairs_fit_into_the_timeout() -> None:
    with pytest.raises(CandidateFailed) as failed:
        measure(right(), timeout_s=1e-9)
    assert failed.value.status is Status.TIMED_OUT


def test_the_first_wrong_output_ends_the_measurement() -> None:
    """The candidate's first three outputs are correct, and still nothing is measured."""
    runs = itertools.count()

    def turns_wrong(stdin: bytes) -> ProcessResult:
        return ended(product(stdin) if next(runs) < 3 else b"")

    with pytest.raises(CandidateFailed) as failed:
        measure(turns_wrong)
    assert failed.value.status is Status.WRONG_OUTPUT


def test_each_random_order_is_followed_by_its_reverse() -> None:
    """The warm-up pair is left out."""
    _, *orders = itertools.islice(_orders(np.random.default_rng(3)), 41)
    assert sum(orders) == 20
    assert all(first != second for first, second in zip(orders[::2], orders[1::2], strict=True))
    assert len(set(orders[::2])) == 2


def measure_with_reference(reference, candidate) -> Measurement:
    """Measure one fake candidate against another fake reference."""
    evaluator = fake_evaluator(CpuTimeBackend(), **{CANDIDATE: candidate})
    source = evaluator.problem.references["c"].encode()
    evaluator.sandbox._programs[source] = reference  # type: ignore[attr-defined]
    with evaluator.leased() as leased:
        program = evaluator.trusted_program(CANDIDATE)
        setup = replace(leased.setup, core=-1)
        return evaluator.backend.measure(setup, program, np.random.default_rng(0))


def test_a_drift_of_the_machine_does_not_look_like_a_gain() -> None:
    """Reference and candidate alike become 1 % slower with every run."""
    runs = itertools.count()

    def drifting(stdin: bytes) -> ProcessResult:
        return ended(product(stdin), int(80e6 * 1.01 ** next(runs)))

    assert not measure_with_reference(drifting, drifting).intervals[Role.TIME].significant


def sharing_its_core(every: int):
    """Return a correct program that waits for its core in one of ``every`` runs, which also costs more."""
    runs = itertools.count(1)

    def run(stdin: bytes) -> ProcessResult:
        waits = next(runs) % every == 0
        result = ended(product(stdin), 160_000_000 if waits else 80_000_000)
        return replace(result, wall_ns=400_000_000) if waits else result

    return run


@pytest.mark.parametrize("reference_waits", [pytest.param(True, marks=pytest.mark.full), False])
def test_a_program_that_waits_for_its_core_selects_no_pairs(reference_waits: bool) -> None:
    """If pairs were dropped for a waiting reference alone, a busy machine would favour it. If pairs were
    dropped for a waiting candidate too, a program could wait on purpose to have its slow pairs dropped.
    """
    waiting = sharing_its_core(4)
    programs = (waiting, right()) if reference_waits else (right(), waiting)
    assert measure_with_reference(*programs).redrawn == 0


@pytest.mark.parametrize("every", [pytest.param(2, marks=pytest.mark.full), 3])
def test_equal_programs_that_share_their_core_with_others_are_found_equal(every: int) -> None:
    """Runs of both that had to wait cost twice as much."""
    shared = sharing_its_core(every)
    assert not measure_with_reference(shared, shared).intervals[Role.TIME].significant


def on_a_core(core: int, program=None) -> Measurement:
    """Measure a fake candidate on a leased core, at whose speed the harness looks."""
    evaluator = fake_evaluator(CpuTimeBackend(), **{CANDIDATE: program or right()})
    with evaluator.leased() as leased:
        candidate = evaluator.trusted_program(CANDIDATE)
        setup = replace(leased.setup, core=core)
        return evaluator.backend.measure(setup, candidate, np.random.default_rng(0))


def stealing(monkeypatch: pytest.MonkeyPatch, steals: Callable[[int], bool]) -> None:
    """Let the host steal time in some pairs, by number; the warm-up pair has the number 0."""
    reads = itertools.count()

    def stolen_s(cpu: int) -> float:
        pair, look = divmod(next(reads), 3)  # at the pair's beginning and after each of its halves
        return pair + 0.01 * (look > 0 and steals(pair))

    monkeypatch.setattr(core_monitor, "_work_ns", lambda cpu: 1e6)
    monkeypatch.setattr(core_monitor, "stolen_s", stolen_s)


@pytest.mark.full
def test_the_number_of_pairs_drawn_again_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a machine that is always disturbed, disturbed pairs are kept once the limit is reached."""
    stealing(monkeypatch, lambda pair: True)
    measured = on_a_core(0, noisy(80e6, 0.3))
    assert (measured.redrawn, len(measured.pairs)) == (MOST_REDRAWN, MOST_PAIRS)
    assert measured.disturbed_share == 1.0
    assert "disturbed ones were kept" in measured.disturbance


def test_disturbed_pairs_are_kept_if_the_timeout_passes_without_an_undisturbed_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The program is not to blame for time that the machine wasted."""
    stealing(monkeypatch, lambda pair: True)
    seconds = itertools.count(step=10)
    monkeypatch.setattr(pairs, "time", SimpleNamespace(monotonic=lambda: next(seconds)))
    measured = on_a_core(0, noisy(80e6, 0.3))
    assert (measured.redrawn, len(measured.pairs)) == (0, 6)
    assert measured.disturbance.startswith("the machine was busy: of 6 pairs, 6 disturbed ones were kept")


def test_pairs_in_which_the_host_stole_time_are_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """The host steals time in every fourth pair."""
    stealing(monkeypatch, lambda pair: pair % 4 == 1)
    measured = on_a_core(0)
    assert (measured.redrawn, measured.disturbed_pairs, len(measured.pairs)) == (3, 3, 7)
    assert measured.disturbance == "the machine was busy: 3 of 10 pairs were discarded"


@pytest.mark.parametrize("slow", [1, 2])
def test_pairs_in_which_the_core_changed_its_speed_are_drawn_again(
    monkeypatch: pytest.MonkeyPatch, slow: int
) -> None:
    """In every fourth pair the look between the runs, or the one after them, finds the core slow. The last
    look of a pair is the first one of the next pair.
    """
    looks = itertools.count()
    monkeypatch.setattr(core_monitor, "_work_ns", lambda cpu: 1.3e6 if next(looks) % 8 == slow else 1e6)
    monkeypatch.setattr(core_monitor, "stolen_s", lambda cpu: 0.0)
    measured = on_a_core(0)
    assert (measured.redrawn, len(measured.pairs)) == ({1: 2, 2: 7}[slow], 7)


def test_an_overwhelming_difference_is_measured_although_all_pairs_are_disturbed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The disturbed pairs are kept."""
    speeds = itertools.cycle((1e6, 1.3e6))
    monkeypatch.setattr(core_monitor, "_work_ns", lambda cpu: next(speeds))
    measured = on_a_core(0, right(20_000_000))
    assert (measured.redrawn, len(measured.pairs)) == (0, 7)


def test_sampling_a_core_restores_the_affinity_of_the_thread() -> None:
    """The work takes some time on every core."""
    before = os.sched_getaffinity(0)
    for cpu in before:
        assert core_monitor._work_ns(cpu) > 0
    assert os.sched_getaffinity(0) == before


def test_without_a_leased_core_nothing_is_looked_at() -> None:
    """The steal time of other cores is not read either."""
    monitor = core_monitor.CoreMonitor(-1)
    monitor.begin_pair()
    monitor.look()
    assert not monitor.disturbed


def test_a_candidate_that_moves_data_faster_than_any_core_can_is_suspicious() -> None:
    """It reads and writes 100 kB in 1 microsecond."""
    evaluator = fake_evaluator(CpuTimeBackend(), **{CANDIDATE: right(1_000)})
    evaluator.sandbox._programs[evaluator.language.null_programs[0].encode()] = lambda _: ended(b"", 100)  # type: ignore[attr-defined]
    with evaluator.leased() as leased:
        program = evaluator.trusted_program(CANDIDATE)
        setup = replace(leased.setup, core=-1)
        measured = evaluator.backend.measure(setup, program, np.random.default_rng(0))
    assert "GB/s of input and output" in measured.suspicions[0]


def test_start_up_is_subtracted_from_both_programs_but_leaves_a_positive_cost() -> None:
    """A candidate cheaper than the null program keeps a tenth of the null program's cost."""
    measured = measure(right(900_000))
    assert measured.startup_ns == 1_000_000
    assert {pair.candidate[Role.TIME] for pair in measured.pairs} == {100_000}
    assert {pair.reference[Role.TIME] for pair in measured.pairs} == {79_000_000}


PLAIN, TRICK, _ = LANGUAGES["c"].null_programs


def with_null_programs(costs_ns: dict[str, Callable[[int], int]], candidate) -> tuple[Measurement, int]:
    """Measure a fake candidate beside null programs that cost this much in their nth run.

    The number of their runs is returned, too.
    """
    evaluator = fake_evaluator(CpuTimeBackend(), **{CANDIDATE: candidate})
    runs = dict.fromkeys(costs_ns, 0)

    def null(source: str):
        def run(stdin: bytes) -> ProcessResult:
            runs[source] += 1
            return ended(b"", costs_ns[source](runs[source]))

        return run

    for source in costs_ns:
        evaluator.sandbox._programs[source.encode()] = null(source)  # type: ignore[attr-defined]
    with evaluator.leased() as leased:
        program = evaluator.trusted_program(CANDIDATE)
        setup = replace(leased.setup, core=-1)
        measured = evaluator.backend.measure(setup, program, np.random.default_rng(0))
    return measured, sum(runs.values())


def test_the_cheapest_way_to_do_nothing_is_subtracted() -> None:
    """A candidate that starts by that way has a cost of its own all the same."""
    cheap = {PLAIN: lambda _: 700_000, TRICK: lambda _: 90_000}
    measured, _ = with_null_programs(cheap, right(1_000_000))
    assert measured.startup_ns == 90_000
    assert {pair.candidate[Role.TIME] for pair in measured.pairs} == {910_000}


def test_no_start_up_is_measured_right_after_the_candidate(monkeypatch: pytest.MonkeyPatch) -> None:
    """It could leave the core asleep or its caches cold. The harness looks at the core in between, and all
    programs that do nothing run in one go.
    """
    ran: list[str] = []

    def noted(name: str, cost_ns: int):
        return lambda stdin: (ran.append(name), ended(product(stdin) if stdin else b"", cost_ns))[1]

    evaluator = fake_evaluator(CpuTimeBackend(), **{CANDIDATE: noted("candidate", 20_000_000)})
    evaluator.sandbox._programs[PLAIN.encode()] = noted("nothing", 1_000_000)  # type: ignore[attr-defined]
    monkeypatch.setattr(core_monitor, "_work_ns", lambda cpu: (ran.append("look"), 1e6)[1])
    monkeypatch.setattr(core_monitor, "stolen_s", lambda cpu: 0.0)
    with evaluator.leased() as leased:
        program = evaluator.trusted_program(CANDIDATE)
        evaluator.backend.measure(replace(leased.setup, core=0), program, np.random.default_rng(0))
    before = [one for one, after in itertools.pairwise(ran) if after == "nothing"]
    assert before == ["look"] * 8


def test_each_evaluation_measures_the_start_up_anew_beside_its_pairs() -> None:
    """The median of seven rounds is subtracted; the round beside the warm-up pair does not count."""
    drifting = {PLAIN: lambda run: 10_000_000, TRICK: lambda run: 100_000 * run}
    measured, runs = with_null_programs(drifting, right(20_000_000))
    assert (measured.startup_ns, runs) == (500_000, 16)


def test_an_uncertain_start_up_widens_the_interval_of_a_short_program() -> None:
    """It costs between 0.6 and 1.4 ms. A program of 2 ms is compared less surely than one of 50 ms."""
    uncertain = {PLAIN: lambda run: 600_000 + 200_000 * (run % 5)}
    short, _ = with_null_programs(uncertain, right(2_000_000))
    long, _ = with_null_programs(uncertain, right(50_000_000))
    assert short.intervals[Role.TIME].half_width > 0.2
    assert long.intervals[Role.TIME].half_width < 0.02


def test_a_null_program_that_the_toolchain_refuses_is_left_out() -> None:
    """A candidate could not use it either. The fake sandbox knows the plain one alone; it is asked once."""
    evaluator = fake_evaluator(CpuTimeBackend())
    with evaluator.leased() as leased:
        assert [program.source for program in leased.setup.nulls] == [PLAIN]
    evaluator.sandbox._programs[TRICK.encode()] = right()  # type: ignore[attr-defined]
    with evaluator.leased() as leased:
        assert [program.source for program in leased.setup.nulls] == [PLAIN]


def test_a_third_party_backend_draws_inputs_of_its_own_mode() -> None:
    """It does so when it measures, and when it profiles the reference."""

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
        measured = evaluator.backend.measure(
            setup, evaluator.trusted_program(CANDIDATE), np.random.default_rng(0)
        )
    assert set(drawn) == {"energy"}
    assert measured.backend == "energy"
