"""The messages to the supervisor and from it."""

import re
from pathlib import Path

import pytest

import perfgym.sandbox
from perfgym.errors import HarnessError
from perfgym.sandbox import wire
from perfgym.sandbox.wire import ArtifactState, Step, decode_report

SOURCE = (Path(perfgym.sandbox.__file__).parent / "wire.h").read_text()


def report(**changes: int) -> bytes:
    """A report of a run that went well, with changes."""
    fields = {
        "magic": wire._MAGIC, "step": 0, "errno": 0, "status": 0, "timed_out": 0, "leftovers": 0,
        "artifact": 1, "reserved": 0, "wall_ns": 5, "user_us": 2, "system_us": 3, "rss_kb": 4,
    } | changes  # fmt: skip
    return wire._REPORT.pack(*fields.values())


def test_a_report_is_read_in_units_of_ours() -> None:
    """Microseconds and kilobytes become nanoseconds and bytes."""
    read = decode_report(report(leftovers=2))
    assert (read.cpu_ns, read.peak_rss_bytes, read.wall_ns) == (5000, 4096, 5)
    assert (read.failed_step, read.artifact, read.leftovers) == (Step.NONE, ArtifactState.COPIED, 2)


@pytest.mark.parametrize("message", [b"", b"x" * 10, report(magic=7)])
def test_a_message_that_is_no_report_is_our_fault(message: bytes) -> None:
    """It never becomes a result."""
    with pytest.raises(HarnessError):
        decode_report(message)


def test_both_sides_name_the_same_steps_and_magic() -> None:
    """``wire.h`` has the same layout."""
    steps = re.findall(r"STEP_(\w+)", re.search(r"enum step \{(.*?)\}", SOURCE, re.S)[1])  # type: ignore[index]
    assert steps == [step.name for step in Step]
    assert f"MAGIC = {wire._MAGIC:#x}" in SOURCE
