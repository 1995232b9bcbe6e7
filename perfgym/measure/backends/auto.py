"""The ``auto`` backend: hardware counters if there are any, else time measured and the rest simulated."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from perfgym.errors import MachineError
from perfgym.measure.backend import CLOCK_MODE, Backend, MeasurementSetup
from perfgym.measure.backends.cpu_time import CpuTimeBackend
from perfgym.measure.backends.hardware import HardwareBackend
from perfgym.measure.backends.paired import PairedBackend
from perfgym.measure.backends.simulated import NotSimulated, SimulatedBackend
from perfgym.programs.program import Program
from perfgym.records import ROLES, Counts, Event, Measurement, Role

__all__ = ["AutoBackend", "merged", "time_backend"]


def time_backend() -> PairedBackend:
    """The backend that ``auto`` takes time from on this machine."""
    try:
        return HardwareBackend()
    except MachineError:
        return CpuTimeBackend()


_PREFERENCES: tuple[tuple[Callable[[], Backend], ...], ...] = (
    (HardwareBackend,),
    (CpuTimeBackend, SimulatedBackend),
    (CpuTimeBackend,),
)


def _parts() -> tuple[tuple[Backend, ...], str]:
    """The first combination that works on this machine, and why those before it do not."""
    missing: list[str] = []
    for combination in _PREFERENCES:
        try:
            return tuple(make() for make in combination), "; ".join(missing)
        except MachineError as error:
            missing.append(str(error))
    raise MachineError("; ".join(missing))


class AutoBackend:
    """The best combination of backends that works on this machine.

    The first of these that works: ``hardware``; ``cpu_time`` for time and ``simulated`` for
    the other roles; ``cpu_time`` alone. Problems without sizes to simulate have time alone, and so has a
    program that runs natively but not in the simulator. Its other roles are absent, not unchanged, so a
    program that brings this about is paid for the time that it saved and for nothing else.

    Args:
        parts: Backends in order of preference; each fills the roles that those before it left empty.
    """

    name = "auto"
    mode = CLOCK_MODE
    needs_core = True

    def __init__(self, parts: tuple[Backend, ...] | None = None) -> None:
        self._parts, self._missing = _parts() if parts is None else (parts, "")

    def events(self) -> Mapping[Role, Event]:
        """Role to the event that fills it, with the backend that counts it."""
        filled: dict[Role, Event] = {}
        for part in self._parts:
            for role, event in part.events().items():
                filled.setdefault(role, replace(event, backend=part.name))
        return filled

    def absent(self) -> Mapping[Role, str]:
        """Roles that no part fills, and why the machine has no part that would."""
        roles = set(ROLES) - set(self.events())
        return {role: self._missing or self._parts[-1].absent().get(role, "") for role in roles}

    def refusal(self, setup: MeasurementSetup) -> str:
        """Refuses a problem that no part can measure."""
        return "" if self._suitable(setup) else "; ".join(part.refusal(setup) for part in self._parts)

    def _suitable(self, setup: MeasurementSetup) -> list[Backend]:
        return [part for part in self._parts if not part.refusal(setup)]

    def profile(self, setup: MeasurementSetup, rng: np.random.Generator) -> Counts:
        """The cost of the reference, by role."""
        filled: dict[Role, float] = {}
        for part in self._suitable(setup):
            filled = {**part.profile(setup, rng), **filled}
        return filled

    def measure(self, setup: MeasurementSetup, candidate: Program, rng: np.random.Generator) -> Measurement:
        """See :meth:`perfgym.measure.backend.Backend.measure`."""
        first, *others = self._suitable(setup)
        measured, missing = [first.measure(setup, candidate, rng)], list[str]()
        for part in others:
            try:
                measured.append(part.measure(setup, candidate, rng))
            except NotSimulated as reason:
                missing.append(str(reason))
        return replace(merged(measured, missing), backend=self.name)


def merged(measured: Sequence[Measurement], missing: Sequence[str] = ()) -> Measurement:
    """Make one measurement out of several; a role belongs to the first that filled it.

    If a later part is suspicious, its counts are dropped and those of the first part stay.

    Args:
        measured: The measurements, in order of preference.
        missing: Why parts have none.
    """
    first = measured[0]
    events = {role: replace(event, backend=first.backend) for role, event in first.events.items()}
    intervals, pairs, forgeable = dict(first.intervals), list(first.pairs), list(first.forgeable)
    for other in measured[1:]:
        if other.suspicions:
            continue
        new = [role for role in other.intervals if role not in intervals]
        events |= {role: replace(other.events[role], backend=other.backend) for role in new}
        intervals |= {role: other.intervals[role] for role in new}
        pairs += [pair.only(new) for pair in other.pairs]
        forgeable += [role for role in new if role in other.forgeable]
    return replace(
        first,
        events=events,
        pairs=tuple(pairs),
        intervals=intervals,
        forgeable=tuple(forgeable),
        rejected=(*missing, *(suspicion for other in measured[1:] for suspicion in other.suspicions)),
    )
