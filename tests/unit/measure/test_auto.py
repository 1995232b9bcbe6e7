"""The ``auto`` backend combines several backends: which one fills which role, and which counts it rejects."""

from dataclasses import replace

import numpy as np
import pytest

from perfgym.errors import MachineError
from perfgym.evaluation.feedback import turn_text
from perfgym.evaluation.reward import improvement
from perfgym.measure.backends import auto
from perfgym.measure.backends.auto import AutoBackend
from perfgym.measure.backends.fake import FakeBackend
from perfgym.measure.backends.simulated import NotSimulated
from perfgym.records import CandidateFailed, Measurement, Role, Status, TestResult
from tests.doubles.programs import fake_evaluator

TIME = {Role.TIME: 80e6}
MISSES = {Role.TIME: 5e8, Role.L1D_MISSES: 1e6, Role.BRANCH_MISSES: 1e4}


class Part(FakeBackend):
    """A fake backend with a name of its own. It may refuse to measure, or report suspicious counts."""

    def __init__(
        self,
        name: str,
        roles: dict[Role, float],
        suspicions: tuple[str, ...] = (),
        refuses: str = "",
        fails: CandidateFailed | None = None,
    ) -> None:
        super().__init__(reference=roles)
        self.name = name
        self.suspicions = suspicions
        self.refuses = refuses
        self.fails = fails
        self.measurements = 0

    def refusal(self, setup) -> str:
        return self.refuses

    def measure(self, setup, candidate, rng) -> Measurement:
        self.measurements += 1
        if self.fails:
            raise self.fails
        return replace(super().measure(setup, candidate, rng), backend=self.name, suspicions=self.suspicions)


def evaluate(*parts: Part, source: str = "expert"):
    """Evaluate an accepted program with these parts, which measure in this order."""
    evaluator = fake_evaluator(AutoBackend(parts))
    evaluator.start_episode(np.random.default_rng(0))
    known = {"expert": evaluator.problem.experts["c"], "reference": evaluator.problem.references["c"]}
    return evaluator.evaluate(evaluator.submission(known[source]), np.random.default_rng(1))


def test_a_role_is_taken_from_the_first_part_that_measures_it() -> None:
    """Each event names the part that measured it."""
    found = evaluate(Part("clock", TIME), Part("model", MISSES)).measurement
    assert found is not None
    assert {role: str(event) for role, event in found.events.items()} == {
        Role.TIME: "clock/fake_time",
        Role.L1D_MISSES: "model/fake_l1d_misses",
        Role.BRANCH_MISSES: "model/fake_branch_misses",
    }
    assert all(set(pair.reference) in ({Role.TIME}, set(MISSES) - {Role.TIME}) for pair in found.pairs)


def test_suspicious_counts_of_a_later_part_are_left_out_and_time_is_paid() -> None:
    """The reward is still paid for the time, which the clock measured."""
    evaluation = evaluate(Part("clock", TIME), Part("model", MISSES, suspicions=("too good",)))
    assert evaluation.measurement is not None
    assert set(evaluation.measurement.intervals) == {Role.TIME}
    assert evaluation.measurement.rejected == ("too good",)
    assert improvement(evaluation) == pytest.approx(0.75)
    assert "Simulated counts left out: too good." in turn_text(evaluation)


def failure(kind: type[CandidateFailed], detail: str = "it cannot be simulated") -> CandidateFailed:
    """Return a failure of a simulated run."""
    return kind(Status.CRASHED, TestResult(name="simulated run", status=Status.CRASHED, detail=detail))


def test_a_program_that_cannot_be_simulated_keeps_its_time_and_loses_the_other_roles() -> None:
    """It is paid exactly as where nothing is simulated."""
    evaluation = evaluate(Part("clock", TIME), Part("model", MISSES, fails=failure(NotSimulated)))
    assert evaluation.status is Status.ACCEPTED
    assert evaluation.measurement is not None
    assert set(evaluation.measurement.intervals) == {Role.TIME}
    assert evaluation.measurement.rejected == ("it cannot be simulated",)
    assert improvement(evaluation) == improvement(evaluate(Part("clock", TIME)))
    assert "Simulated counts left out: it cannot be simulated." in turn_text(evaluation)


@pytest.mark.parametrize(
    "parts",
    [
        (Part("clock", TIME), Part("model", MISSES, fails=failure(CandidateFailed, "wrong"))),
        (Part("clock", TIME, fails=failure(CandidateFailed, "wrong")), Part("model", MISSES)),
        (
            Part("clock", TIME, refuses="no sizes"),
            Part("model", MISSES, fails=failure(NotSimulated, "wrong")),
        ),
        (Part("model", MISSES, fails=failure(NotSimulated, "wrong")),),
    ],
    ids=["wrong-in-simulation", "wrong-natively", "nothing-else-measures", "simulated-alone"],
)
def test_any_other_failure_in_a_part_is_the_programs(parts: tuple[Part, ...]) -> None:
    """So is a program that is wrong only where it is simulated, and one that nothing else measured."""
    evaluation = evaluate(*parts)
    assert evaluation.status is Status.CRASHED
    assert evaluation.measured_failure is not None
    assert evaluation.measured_failure.detail == "wrong"


def test_a_suspicious_time_earns_nothing_although_another_part_counts_misses() -> None:
    assert improvement(evaluate(Part("clock", TIME, suspicions=("too good",)), Part("model", MISSES))) == 0.0


def test_a_part_that_refuses_a_problem_does_not_measure_it() -> None:
    model = Part("model", MISSES, refuses="no sizes")
    found = evaluate(Part("clock", TIME), model).measurement
    assert found is not None
    assert set(found.intervals) == {Role.TIME}
    assert model.measurements == 0


def test_a_problem_that_is_not_simulated_tells_why_its_counts_are_absent() -> None:
    """The author's reason is in ``info`` for each role that the simulator would fill, and in a refusal."""
    evaluator = fake_evaluator(
        AutoBackend((Part("clock", TIME), Part("simulated", MISSES, refuses="no sizes")))
    )
    evaluator.problem = replace(evaluator.problem, unsimulated="it divides", measured={"c": {}})
    absent = evaluator.conditions.absent
    assert (
        absent[Role.L1D_MISSES] == absent[Role.BRANCH_MISSES] == "this problem is not simulated: it divides"
    )
    assert Role.TIME not in absent
    with evaluator.leased() as leased:
        assert leased.setup.no_sizes_for("simulated").endswith("sizes for simulated: it divides")
        assert leased.setup.no_sizes_for("cpu_time").endswith("sizes for cpu_time")


@pytest.mark.parametrize("missing", [(), ("counters",), ("counters", "valgrind")])
def test_the_first_combination_that_works_on_this_machine_is_used(
    missing: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Roles that no part measures are listed with the reason why each better combination failed."""

    def part(name: str, roles: dict[Role, float]):
        def make() -> Part:
            if name in missing:
                raise MachineError(f"no {name}")
            return Part(name, roles)

        return make

    everything = dict.fromkeys(Role, 1.0)
    clock = part("clock", TIME)
    ways = ((part("counters", everything),), (clock, part("valgrind", everything)), (clock,))
    monkeypatch.setattr(auto, "_PREFERENCES", ways)
    backend = AutoBackend()
    counted = {event.backend for event in backend.events().values()}
    assert counted == [{"counters"}, {"clock", "valgrind"}, {"clock"}][len(missing)]
    assert backend.events()[Role.TIME].backend == ("counters" if not missing else "clock")
    absent = backend.absent()
    assert set(absent) == (set() if len(missing) < 2 else set(Role) - {Role.TIME})
    assert all(text == "no counters; no valgrind" for text in absent.values())
