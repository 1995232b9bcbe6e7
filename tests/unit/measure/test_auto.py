"""The best that a machine has: which part fills which role, and what is left out."""

from dataclasses import replace

import numpy as np
import pytest

from perfgym.errors import MachineError
from perfgym.evaluation.feedback import turn_text
from perfgym.evaluation.reward import improvement
from perfgym.measure.backends import auto
from perfgym.measure.backends.auto import AutoBackend
from perfgym.measure.backends.fake import FakeBackend
from perfgym.records import Measurement, Role
from tests.doubles.programs import fake_evaluator

TIME = {Role.TIME: 80e6}
MISSES = {Role.TIME: 5e8, Role.L1D_MISSES: 1e6, Role.BRANCH_MISSES: 1e4}


class Part(FakeBackend):
    """A backend of a table, under a name of its own, that may find its own counts suspicious."""

    def __init__(
        self, name: str, roles: dict[Role, float], suspicions: tuple[str, ...] = (), refuses: str = ""
    ) -> None:
        super().__init__(reference=roles)
        self.name = name
        self.suspicions = suspicions
        self.refuses = refuses
        self.asked = 0

    def refusal(self, setup) -> str:
        return self.refuses

    def measure(self, setup, candidate, rng) -> Measurement:
        self.asked += 1
        return replace(super().measure(setup, candidate, rng), backend=self.name, suspicions=self.suspicions)


def evaluate(*parts: Part, source: str = "expert"):
    """An accepted program, measured by these parts in turn."""
    evaluator = fake_evaluator(AutoBackend(parts))
    evaluator.start_episode(np.random.default_rng(0))
    known = {"expert": evaluator.problem.experts["c"], "reference": evaluator.problem.references["c"]}
    return evaluator.evaluate(evaluator.submission(known[source]), np.random.default_rng(1))


def test_a_role_belongs_to_the_first_that_fills_it() -> None:
    """And is said to be its."""
    found = evaluate(Part("clock", TIME), Part("model", MISSES)).measurement
    assert found is not None
    assert {role: str(event) for role, event in found.events.items()} == {
        Role.TIME: "clock/fake_time",
        Role.L1D_MISSES: "model/fake_l1d_misses",
        Role.BRANCH_MISSES: "model/fake_branch_misses",
    }
    assert all(set(pair.reference) in ({Role.TIME}, set(MISSES) - {Role.TIME}) for pair in found.pairs)


def test_suspicious_counts_of_a_later_part_are_left_out_and_time_is_paid() -> None:
    """What was seen by the clock is still true."""
    evaluation = evaluate(Part("clock", TIME), Part("model", MISSES, suspicions=("too good",)))
    assert evaluation.measurement is not None
    assert set(evaluation.measurement.intervals) == {Role.TIME}
    assert evaluation.measurement.rejected == ("too good",)
    assert improvement(evaluation) == pytest.approx(0.75)
    assert "Simulated counts rejected: implausible (too good)." in turn_text(evaluation)


def test_suspicious_time_is_not_paid() -> None:
    """As without the rest."""
    assert improvement(evaluate(Part("clock", TIME, suspicions=("too good",)), Part("model", MISSES))) == 0.0


def test_a_part_that_cannot_is_not_asked() -> None:
    """Here: for want of sizes."""
    model = Part("model", MISSES, refuses="no sizes")
    found = evaluate(Part("clock", TIME), model).measurement
    assert found is not None
    assert set(found.intervals) == {Role.TIME}
    assert model.asked == 0


@pytest.mark.parametrize("missing", [(), ("counters",), ("counters", "valgrind")])
def test_the_first_way_that_this_machine_has_is_taken(
    missing: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And it is said why it is not a better one."""

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
