"""The ``auto`` backend: hardware counters where there are any, else time measured and the rest simulated."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from perfgym.errors import MachineError
from perfgym.measure.backend import Backend, MeasurementSetup
from perfgym.measure.backends.cpu_time import CpuTimeBackend
from perfgym.measure.backends.hardware import HardwareBackend
from perfgym.measure.backends.paired import PairedBackend
from perfgym.measure.backends.simulated import SimulatedBackend
from perfgym.programs.program import Program
from perfgym.records import ROLES, Measurement, Role, TestResult

__all__ = ["AutoBackend", "time_backend"]


def time_backend() -> PairedBackend:
    """What ``auto`` takes time from on this machine."""
    try:
        return HardwareBackend()
    except MachineError:
        return CpuTimeBackend()


_IN_TURN: tuple[tuple[Callable[[], Backend], ...], ...] = (
    (HardwareBackend,),
    (CpuTimeBackend, SimulatedBackend),
    (CpuTimeBackend,),
)


def _parts() -> tuple[tuple[Backend, ...], str]:
    """The first of the ways that this machine has, and why it has not those before it."""
    missing: list[str] = []
    for way in _IN_TURN:
        try:
            return tuple(make() for make in way), "; ".join(missing)
        except MachineError as error:
            missing.append(str(error))
    raise MachineError("; ".join(missing))


class AutoBackend:
    """What this machine counts best.

    The first of these that works here: ``hardware``; ``cpu_time`` for time and ``simulated`` for
    the other roles; ``cpu_time`` alone. Problems without sizes to simulate have time alone.

    Args:
        parts: Backends to ask in turn; each fills the roles that those before it left empty.
    """

    name = "auto"
    mode = "cpu_time"

    def __init__(self, parts: tuple[Backend, ...] | None = None) -> None:
        self._parts, self._why = _parts() if parts is None else (parts, "")

    def events(self) -> Mapping[Role, str]:
        """Role to the backend and its event that fills it."""
        filled: dict[Role, str] = {}
        for part in self._parts:
            for role, event in part.events().items():
                filled.setdefault(role, f"{part.name}/{event}")
        return filled

    def absent(self) -> Mapping[Role, str]:
        """What no part fills, and why there is no better part."""
        roles = set(ROLES) - set(self.events())
        return {role: self._why or self._parts[-1].absent().get(role, "") for role in roles}

    def refusal(self, bench: MeasurementSetup) -> str:
        """Where no part can measure them."""
        return "" if self._suitable(bench) else "; ".join(part.refusal(bench) for part in self._parts)

    def _suitable(self, bench: MeasurementSetup) -> list[Backend]:
        return [part for part in self._parts if not part.refusal(bench)]

    def profile(self, bench: MeasurementSetup, rng: np.random.Generator) -> Mapping[Role, float]:
        """What the reference costs, by role."""
        filled: dict[Role, float] = {}
        for part in self._suitable(bench):
            filled = {**part.profile(bench, rng), **filled}
        return filled

    def measure(
        self, bench: MeasurementSetup, candidate: Program, rng: np.random.Generator
    ) -> Measurement | TestResult:
        """See :meth:`perfgym.measure.Backend.measure`."""
        measured: list[Measurement] = []
        for part in self._suitable(bench):
            answer = part.measure(bench, candidate, rng)
            if isinstance(answer, TestResult):
                return answer
            measured.append(answer)
        return _merged(measured)


def _merged(measured: list[Measurement]) -> Measurement:
    """One measurement; a role belongs to the first that filled it.

    What is suspicious of a later part takes that part away, and leaves what the first one saw.
    """
    first = measured[0]
    events = {role: f"{first.backend}/{event}" for role, event in first.events.items()}
    intervals, pairs, hearsay = dict(first.intervals), list(first.pairs), set(first.hearsay)
    for other in measured[1:]:
        if other.suspicions:
            continue
        new = [role for role in other.intervals if role not in intervals]
        events |= {role: f"{other.backend}/{other.events[role]}" for role in new}
        intervals |= {role: other.intervals[role] for role in new}
        pairs += [pair.only(new) for pair in other.pairs]
        hearsay |= other.hearsay.intersection(new)
    return replace(
        first,
        backend="auto",
        events=events,
        pairs=tuple(pairs),
        intervals=intervals,
        hearsay=frozenset(hearsay),
        left_out=tuple(suspicion for other in measured[1:] for suspicion in other.suspicions),
    )
