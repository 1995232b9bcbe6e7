"""The ``hardware`` backend: the processor's own counters, attached from outside to the held program."""

import contextlib
from collections.abc import Mapping

from perfgym.errors import HarnessError, MachineError
from perfgym.machine.facts import cpu_vendor
from perfgym.measure.backends.paired import Counts, PairedBackend
from perfgym.measure.backends.perf_events import (
    BRANCH_MISSES,
    CACHE_MISSES,
    CYCLES,
    INSTRUCTIONS,
    L1D_LOAD_MISSES,
    LLC_LOAD_MISSES,
    Count,
    CountingError,
    Event,
    Group,
    kernel_may_be_counted,
    why_not_counted,
)
from perfgym.programs.program import Program
from perfgym.records import ROLES, Role
from perfgym.sandbox.request import ProcessResult

__all__ = ["HardwareBackend", "Profile", "profile_here"]

_TRIES = 3

Profile = Mapping[Role, Event]
"""Which event fills which role, the most wanted first."""

_INTEL: Profile = {
    Role.TIME: CYCLES,
    Role.L1D_MISSES: L1D_LOAD_MISSES,
    Role.LLC_MISSES: LLC_LOAD_MISSES,
    Role.BRANCH_MISSES: BRANCH_MISSES,
    Role.INSTRUCTIONS: INSTRUCTIONS,
}
# Zen has no LLC-load-misses; its cache-misses counts what the second level did not have.
_ZEN: Profile = {**_INTEL, Role.LLC_MISSES: CACHE_MISSES}
_PROFILES = {"GenuineIntel": _INTEL, "AuthenticAMD": _ZEN, "HygonGenuine": _ZEN}


def profile_here(wanted: Profile | None = None) -> tuple[Profile, Mapping[Role, str]]:
    """As much of a profile as this processor counts at one time, and why the rest is not counted.

    Args:
        wanted: The profile; that of this processor's maker when None.

    Raises:
        MachineError: Not even its first event can be counted.
    """
    wanted = _PROFILES.get(cpu_vendor(), _ZEN) if wanted is None else wanted
    kernel = kernel_may_be_counted()
    found: dict[Role, Event] = {}
    absent = {role: "the profile has no event for it" for role in ROLES if role not in wanted}
    for role, event in wanted.items():
        why = why_not_counted([*found.values(), event], kernel=kernel)
        if not why:
            found[role] = event
        elif found:
            absent[role] = why
        else:
            raise MachineError(
                f'there are no hardware counters here ({why}); backend="cpu_time" measures time without them'
            )
    return found, absent


class HardwareBackend(PairedBackend):
    """Cycles, cache and branch misses and instructions of the program's process tree.

    All events are counted together, from exec to the end, in user space alone where the kernel's
    ``perf_event_paranoid`` demands it. An event for which the processor has no counter left is
    absent; none is ever estimated from a part of the time.

    Args:
        profile: Which event fills which role; what this processor counts when None.

    Raises:
        MachineError: There are no counters here.
    """

    name = "hardware"

    def __init__(self, profile: Profile | None = None) -> None:
        super().__init__()
        self._profile, self._absent = profile_here(profile)
        self._kernel = kernel_may_be_counted()

    def events(self) -> Mapping[Role, str]:
        """The processor's events by role; user space alone is marked ``:u``, as ``perf`` does."""
        suffix = "" if self._kernel else ":u"
        return {role: event.name + suffix for role, event in self._profile.items()}

    def absent(self) -> Mapping[Role, str]:
        """What the processor does not count, or not beside the rest."""
        return self._absent

    def count(self, program: Program, stdin: bytes, core: int) -> tuple[ProcessResult, Counts]:
        """One run, and what was counted in it; made again where someone else took a counter meanwhile.

        Raises:
            HarnessError: The counters cannot be had.
        """
        for _ in range(_TRIES):
            run, counts = self._count_once(program, stdin, core)
            if counts or not run.succeeded:
                return run, counts
        raise HarnessError(f"in {_TRIES} runs on end, someone else took a counter meanwhile")

    def _count_once(self, program: Program, stdin: bytes, core: int) -> tuple[ProcessResult, Counts]:
        with contextlib.ExitStack() as stack:
            groups: list[Group] = []

            def attach(pid: int) -> None:
                group = Group(self._profile.values(), pid, kernel=self._kernel)
                groups.append(stack.enter_context(contextlib.closing(group)))

            try:
                run = program.run(stdin, core, attach)
            except CountingError as error:
                raise HarnessError(f"the counters could not be attached: {error}") from error
            return run, self._by_role(groups[0].read()) if run.succeeded else {}

    def _by_role(self, counts: Mapping[str, Count]) -> Counts:
        """Nothing where an event was not counted all the time: no count is ever scaled up."""
        if any(
            event.name not in counts or counts[event.name].running_share < 1.0
            for event in self._profile.values()
        ):
            return {}
        return {role: float(counts[event.name].value) for role, event in self._profile.items()}
