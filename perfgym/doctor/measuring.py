"""Try the backends: which of them work here, and which events the kernel lets this user count."""

from collections.abc import Iterator
from dataclasses import replace

from perfgym.doctor.row import Health, Row, optional_row
from perfgym.errors import MachineError
from perfgym.machine.facts import paranoid_level
from perfgym.measure import BACKENDS
from perfgym.measure.backend import DoctorHint
from perfgym.measure.backends.perf_events import kernel_may_be_counted
from perfgym.records import ROLES
from perfgym.settings import Settings

__all__ = ["examine_backends"]

_TOPIC = "backend"
_COUNTS_NOTHING = 3  # perf_event_paranoid from which an ordinary user may count nothing, on Debian and Ubuntu
_USER_SPACE_ONLY = 2


def examine_backends(settings: Settings) -> Iterator[Row]:
    """Try every backend, and look at the permission to use hardware counters."""
    yield from (_backend(name, wanted=name == settings.backend) for name in BACKENDS)
    yield _permission_to_count()


def _backend(name: str, *, wanted: bool) -> Row:
    """A row on one backend. One that does not work is BROKEN only where the settings ask for it."""
    hint: DoctorHint | None = getattr(BACKENDS[name], "doctor_hint", None)
    try:
        backend = BACKENDS[name]()
    except MachineError as error:
        cost = hint.unavailable if hint else f"the backend {name} cannot be used"
        row = optional_row(_TOPIC, name, "unavailable", f"{cost}; {error}")
        return replace(row, health=Health.BROKEN) if wanted else row
    events = backend.events()
    seen = ", ".join(f"{role} from {event}" for role, event in events.items())
    absent = ", ".join(role for role in ROLES if role not in events)
    return optional_row(
        _TOPIC, name, seen, f"{absent} {hint.absent}" if hint and hint.absent and absent else ""
    )


def _permission_to_count() -> Row:
    level = paranoid_level()
    seen = "unknown" if level is None else str(level)
    advice = _not_counted(level)
    what = "perf_event_paranoid"
    return optional_row(_TOPIC, what, seen if advice else f"{seen}; this user may count everything", advice)


def _not_counted(level: int | None) -> str:
    """The events that this process may not count, and how to allow it; empty where it may count all."""
    mend = "run `sysctl -w kernel.perf_event_paranoid=1` as root"
    if level is None:
        return (
            "this kernel or container has no perf events, so there is no hardware backend; "
            "use a machine whose kernel has them"
        )
    if kernel_may_be_counted():
        return ""
    if level >= _COUNTS_NOTHING:
        return f"an ordinary user may count nothing, so there is no hardware backend; {mend}"
    if level >= _USER_SPACE_ONLY:
        return f"user space alone can be counted: what the kernel does for a program costs nothing; {mend}"
    return (
        "the level allows counting, but perf_event_open is refused, so there is no hardware backend; "
        "start the container with `--security-opt seccomp=unconfined`"
    )
