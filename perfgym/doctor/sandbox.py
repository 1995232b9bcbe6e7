"""Try every promise of the sandbox, and see how memory can be limited."""

import contextlib
from collections.abc import Iterator
from dataclasses import replace

from perfgym.doctor.row import Health, Row, optional_row, required_row
from perfgym.errors import HarnessError, MachineError
from perfgym.sandbox import AUTO, SANDBOXES
from perfgym.sandbox.cgroup import memory_tier
from perfgym.sandbox.selftest import FIX, PROMISES, ProbeResult, probe_guarantees

__all__ = ["examine_memory_limit", "examine_sandbox"]

_TOPIC = "sandbox"


def examine_memory_limit() -> Row:
    """See whether a control group can limit the memory of a whole process tree."""
    what = "memory control group"
    try:
        tier = memory_tier()
    except HarnessError as error:
        return optional_row("machine", what, "unusable", str(error))
    advice = (
        "no control group can be made, so each process's address space is limited instead, a watchdog limits "
        "the memory of a whole build, and a run without memory left is reported as CRASHED; run as root or "
        "in a delegated cgroup v2"
    )
    return optional_row("machine", what, tier, "" if tier.startswith("cgroup") else advice)


def examine_sandbox(name: str) -> Iterator[Row]:
    """Try every promise of the named sandbox.

    With ``auto``, sandboxes are tried in turn until one keeps all its promises. Those before it get one row.
    """
    if name != "auto":
        yield from _tried(name)
        return
    for candidate in AUTO:
        rows = list(_tried(candidate))
        holds = not any(row.health is Health.BROKEN for row in rows)
        if holds or candidate == AUTO[-1]:
            yield from rows
            return
        broken = next(row for row in rows if row.health is Health.BROKEN)
        what = candidate if broken.what == candidate else f"{candidate}: {broken.what}"
        yield replace(broken, health=Health.LIMITED, what=what, advice=broken.advice.removesuffix(f"; {FIX}"))


def _tried(name: str) -> Iterator[Row]:
    try:
        with contextlib.closing(SANDBOXES[name]()) as sandbox:
            yield Row(topic=_TOPIC, what="name", health=Health.FINE, seen=name)
            yield from map(_promise, probe_guarantees(sandbox))
            for promise in sandbox.missing:
                seen = f"not promised: {PROMISES[promise]}"
                advice = (
                    "only run programs that you trust in this sandbox; `unset PERFGYM_SANDBOX` selects a "
                    "sandbox with every promise"
                )
                yield optional_row(_TOPIC, promise, seen, advice)
    except (MachineError, HarnessError) as error:
        yield Row(topic=_TOPIC, what=name, health=Health.BROKEN, seen="unusable", advice=str(error))


def _promise(finding: ProbeResult) -> Row:
    if finding.kept:
        return required_row(_TOPIC, finding.promise, PROMISES[finding.promise])
    advice = f"a hostile program could escape, so perfgym refuses to use this sandbox; {FIX}"
    return required_row(_TOPIC, finding.promise, f"broken: {finding.seen}", advice)
