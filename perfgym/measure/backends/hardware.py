"""The ``hardware`` backend: the processor's own counters, attached from outside to the held program."""

import contextlib
from collections.abc import Mapping

from perfgym.errors import HarnessError, MachineError
from perfgym.machine.architecture import architecture
from perfgym.machine.facts import cpu_part, cpu_vendor
from perfgym.measure.backend import DoctorHint
from perfgym.measure.backends.paired import PairedBackend
from perfgym.measure.backends.perf_events import (
    BR_MIS_PRED,
    BR_MIS_PRED_RETIRED,
    BRANCH_MISSES,
    CACHE_MISSES,
    CPU_CYCLES,
    CYCLES,
    INST_RETIRED,
    INSTRUCTIONS,
    L1D_CACHE_REFILL,
    L1D_LOAD_MISSES,
    LL_CACHE_MISS_RD,
    LLC_LOAD_MISSES,
    CountingError,
    EventCount,
    EventGroup,
    PerfEvent,
    kernel_may_be_counted,
    why_not_counted,
)
from perfgym.programs.program import Program
from perfgym.records import ROLES, Counts, Event, Role, Unit
from perfgym.sandbox.request import ProcessResult

__all__ = ["HardwareBackend", "Profile", "profile_here"]

_TRIES = 3
_UNITS = {Role.TIME: Unit.CYCLES}

Profile = Mapping[Role, PerfEvent]
"""Role to the event that fills it, the most important first."""

_INTEL: Profile = {
    Role.TIME: CYCLES,
    Role.L1D_MISSES: L1D_LOAD_MISSES,
    Role.LLC_MISSES: LLC_LOAD_MISSES,
    Role.BRANCH_MISSES: BRANCH_MISSES,
    Role.INSTRUCTIONS: INSTRUCTIONS,
}
# Zen has no LLC-load-misses; its cache-misses counts misses of the second level.
_ZEN: Profile = {**_INTEL, Role.LLC_MISSES: CACHE_MISSES}
# Every Arm processor with a PMUv3 may have these events.
_ARM: Profile = {
    Role.TIME: CPU_CYCLES,
    Role.L1D_MISSES: L1D_CACHE_REFILL,
    Role.LLC_MISSES: LL_CACHE_MISS_RD,
    Role.BRANCH_MISSES: BR_MIS_PRED,
    Role.INSTRUCTIONS: INST_RETIRED,
}
# Arm's Neoverse N1, V1 and V2 tell mispredicted branches that were executed in the end from all others.
_NEOVERSE: Profile = {**_ARM, Role.BRANCH_MISSES: BR_MIS_PRED_RETIRED}
_PROFILES = {
    ("GenuineIntel", ""): _INTEL,
    ("AuthenticAMD", ""): _ZEN,
    ("HygonGenuine", ""): _ZEN,
    ("0x41", "0xd0c"): _NEOVERSE,
    ("0x41", "0xd40"): _NEOVERSE,
    ("0x41", "0xd4f"): _NEOVERSE,
}
_OTHERS = {"x86_64": _ZEN, "aarch64": _ARM}


def profile_here(wanted: Profile | None = None) -> tuple[Profile, Mapping[Role, str]]:
    """As much of a profile as this processor counts at the same time, and why it does not count the rest.

    Args:
        wanted: The profile; None for the one of this processor's maker.

    Raises:
        MachineError: Not even its first event can be counted.
    """
    if wanted is None:
        wanted = _PROFILES.get((cpu_vendor(), cpu_part())) or _OTHERS[architecture().name]
    kernel = kernel_may_be_counted()
    found: dict[Role, PerfEvent] = {}
    absent = {role: "the profile has no event for it" for role in ROLES if role not in wanted}
    for role, event in wanted.items():
        why = why_not_counted([*found.values(), event], kernel=kernel)
        if not why:
            found[role] = event
        elif found:
            absent[role] = why
        else:
            raise MachineError(
                f'this machine has no hardware counters ({why}); backend="cpu_time" works without them'
            )
    return found, absent


class HardwareBackend(PairedBackend):
    """Cycles, cache and branch misses and instructions of the program's process tree.

    All events are counted together, from exec to the end, in user space alone if the kernel's
    ``perf_event_paranoid`` demands it. An event for which the processor has no counter left is
    absent; no count is ever estimated from a part of the time.

    Args:
        profile: Role to the event that fills it; None for the events that this processor counts.

    Raises:
        MachineError: The machine has no counters.
    """

    name = "hardware"
    doctor_hint = DoctorHint(
        unavailable="the cycles and misses of the real processor cannot be counted",
        absent="cannot be counted with the other events, so the reward leaves them out; "
        "the kernel's watchdog may occupy a counter: run `sysctl -w kernel.nmi_watchdog=0` as root",
    )

    def __init__(self, profile: Profile | None = None) -> None:
        super().__init__()
        self._profile, self._absent = profile_here(profile)
        self._kernel = kernel_may_be_counted()

    def events(self) -> Mapping[Role, Event]:
        """The processor's events by role; ``:u`` marks events of user space alone, as ``perf`` does."""
        suffix = "" if self._kernel else ":u"
        return {
            role: Event(name=event.name + suffix, unit=_UNITS.get(role, Unit.OCCURRENCES))
            for role, event in self._profile.items()
        }

    def absent(self) -> Mapping[Role, str]:
        """Roles whose event the processor does not count, or not at the same time as the rest."""
        return self._absent

    def count(self, program: Program, stdin: bytes, core: int) -> tuple[ProcessResult, Counts]:
        """Run a program once and count; run it again if somebody else took a counter meanwhile.

        Raises:
            HarnessError: The counters are unavailable.
        """
        for _ in range(_TRIES):
            run, counts = self._count_once(program, stdin, core)
            if counts or not run.succeeded:
                return run, counts
        raise HarnessError(f"somebody else took a hardware counter during each of {_TRIES} runs")

    def _count_once(self, program: Program, stdin: bytes, core: int) -> tuple[ProcessResult, Counts]:
        with contextlib.ExitStack() as stack:
            groups: list[EventGroup] = []

            def attach(pid: int) -> None:
                group = EventGroup(self._profile.values(), pid, kernel=self._kernel)
                groups.append(stack.enter_context(contextlib.closing(group)))

            try:
                run = program.run(stdin, core, attach)
            except CountingError as error:
                raise HarnessError(f"the counters could not be attached: {error}") from error
            return run, self._by_role(groups[0].read()) if run.succeeded else {}

    def _by_role(self, counts: Mapping[str, EventCount]) -> Counts:
        """Counts by role; empty if an event was not counted all the time: no count is ever scaled up."""
        if any(
            event.name not in counts or counts[event.name].running_share < 1.0
            for event in self._profile.values()
        ):
            return {}
        return {role: float(counts[event.name].value) for role, event in self._profile.items()}
