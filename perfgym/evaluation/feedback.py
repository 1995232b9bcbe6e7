"""Problem and evaluation -> the text and the arrays an agent sees. Pure.

Text that a program or a compiler wrote is quoted line by line behind ``| ``, so that nothing it
prints can pass for a word of the environment's.
"""

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from perfgym.printable import clean_text
from perfgym.records import (
    ROLES,
    Evaluation,
    Extras,
    Figures,
    Interval,
    Measurement,
    Role,
    Status,
    TestResult,
    Verdict,
)

__all__ = ["counts_array", "median_counts", "prompt_text", "quote", "turn_text"]

_LABELS = {
    Role.TIME: "CPU time (ms)",
    Role.L1D_MISSES: "L1 data misses",
    Role.LLC_MISSES: "last-level misses",
    Role.BRANCH_MISSES: "branch misses",
    Role.INSTRUCTIONS: "instructions",
}
_CYCLES = "cycles"
_EXTRAS = {
    "wall": "wall time (ms)",
    "memory": "peak memory (MiB)",
    "scaling": "power of the input's size that CPU time grows with",
}


def quote(text: str) -> str:
    """``text`` with every line marked as somebody else's words."""
    return "\n".join(f"| {line}" for line in text.splitlines())


def median_counts(measurement: Measurement, side: str) -> dict[Role, float]:
    """Median count per role over all pairs, for ``side`` ``"reference"`` or ``"candidate"``."""
    counts: list[Mapping[Role, float]] = [
        pair.reference if side == "reference" else pair.candidate for pair in measurement.pairs
    ]
    return {role: float(np.median([c[role] for c in counts if role in c])) for role in measurement.intervals}


def counts_array(counts: Mapping[Role, float]) -> tuple[NDArray[np.float64], NDArray[np.int8]]:
    """Counts in the order of ``ROLES``, shape (5,), and the mask of those that are present."""
    values = np.array([counts.get(role, 0.0) for role in ROLES], dtype=np.float64)
    return values, np.array([role in counts for role in ROLES], dtype=np.int8)


def _label(role: Role, event: str, mode: str) -> str:
    """What a count is called; ``event`` may have its backend before it, as in ``cpu_time/cpu_time_ns``."""
    if mode != "full":
        return f"metric_{ROLES.index(role) + 1}"
    if role is Role.TIME and _CYCLES in event:
        return event.rpartition("/")[2]
    return _LABELS[role]


def _number(role: Role, event: str, count: float) -> str:
    scaled = count * 1e-6 if role is Role.TIME and _CYCLES not in event else count
    return f"{scaled:,.3f}" if scaled < 1000 else f"{scaled:,.0f}"


def _change(log_ratio: float) -> str:
    """Change from reference to candidate, in per cent: negative is less cost."""
    return f"{100 * math.expm1(-log_ratio) + 0.0:+.1f} %"  # + 0.0: no "-0.0"


def _interval_text(interval: Interval) -> str:
    if interval.low == interval.high:  # counted exactly
        return _change(interval.estimate)
    if not interval.significant:
        return f"no difference seen at {interval.confidence:.0%} confidence"
    return (
        f"{_change(interval.estimate)} ({interval.confidence:.0%} confidence: "
        f"{_change(interval.high)} to {_change(interval.low)})"
    )


def _counters_text(measurement: Measurement, mode: str) -> str:
    reference, candidate = (median_counts(measurement, side) for side in ("reference", "candidate"))
    events = measurement.events
    rows = [
        f"  {_label(role, events[role], mode)}: reference {_number(role, events[role], reference[role])}, "
        f"yours {_number(role, events[role], candidate[role])}, change {_interval_text(interval)}"
        for role, interval in measurement.intervals.items()
    ]
    return "\n".join(
        (
            _heading(measurement.timed_pairs),
            *rows,
            *map(_unpaid, measurement.suspicions),
            *map(_left_out, measurement.left_out),
        )
    )


def _heading(pairs: int) -> str:
    return f"Measured in {pairs} pair{'' if pairs == 1 else 's'} with the reference:"


def _unpaid(suspicion: str) -> str:
    return f"Not paid, as it cannot be: {suspicion}."


def _left_out(suspicion: str) -> str:
    return f"Simulated counts are left out, as they cannot be: {suspicion}."


def _figures_text(figures: Figures) -> dict[str, str]:
    """Figures by the name they are asked for by, in the units of their labels."""
    scaled = {
        "wall": (figures.wall_s, 1e3, "{:,.3f}"),
        "memory": (figures.peak_memory_bytes, 2**-20, "{:,.1f}"),
        "scaling": (figures.scaling, 1.0, "{:.2f}"),
    }
    return {
        name: "not to be had" if value is None else text.format(value * scale)
        for name, (value, scale, text) in scaled.items()
    }


def _extras_text(extras: Extras) -> str:
    reference, candidate = _figures_text(extras.reference), _figures_text(extras.candidate)
    rows = [
        f"  {_EXTRAS[name]}: reference {reference[name]}, yours {candidate[name]}" for name in extras.asked
    ]
    return "\n".join(("Seen besides, not paid for:", *rows))


def _failure_text(failure: TestResult) -> str:
    lines = [f"First failure: {failure.name}: {failure.status}: {failure.detail}"]
    if failure.status is not Status.WRONG_OUTPUT and failure.stderr:
        lines += ["Its standard error:", quote(clean_text(failure.stderr))]
    return "\n".join(lines)


def _tests_text(verdict: Verdict) -> str:
    passed = f"Tests: {verdict.passed} of {verdict.total} passed."
    return "\n".join(filter(None, (passed, verdict.first_failure and _failure_text(verdict.first_failure))))


def turn_text(evaluation: Evaluation, mode: str = "full") -> str:
    """What happened this turn.

    Args:
        evaluation: The turn's evaluation.
        mode: ``"full"``, ``"unlabeled"`` (counters without their names) or ``"hidden"`` (none).
    """
    parts = [f"Status: {evaluation.status}"]
    if evaluation.status is Status.NO_CODE:
        parts.append("No code was submitted.")
    if evaluation.build is not None and evaluation.build.diagnostics:
        parts += ["The compiler said:", quote(evaluation.build.diagnostics)]
    if evaluation.verdict is not None:
        parts.append(_tests_text(evaluation.verdict))
    if evaluation.measured_failure is not None:
        parts.append(_failure_text(evaluation.measured_failure))
    if evaluation.measurement is not None and mode != "hidden":
        parts.append(_counters_text(evaluation.measurement, mode))
    if evaluation.extras is not None and mode == "full":
        parts.append(_extras_text(evaluation.extras))
    return "\n".join(parts)


def prompt_text(
    *,
    spec: str,
    language: str,
    reference: str,
    toolchain: str,
    profile: Mapping[Role, float],
    events: Mapping[Role, str],
    max_turns: int,
    mode: str = "full",
) -> str:
    """What an agent is told before its first turn.

    Args:
        spec: The problem's statement.
        language: Name of the language.
        reference: Source text of the reference program.
        toolchain: What builds it.
        profile: What the reference costs, by role.
        events: Which event filled each role of the profile.
        max_turns: Turns of the episode.
        mode: As for :func:`turn_text`.
    """
    parts = [
        spec.strip(),
        f"## The program to beat\n\nIt is correct and slow. Built with: {toolchain}\n\n"
        f"```{language}\n{reference.strip()}\n```",
    ]
    if mode != "hidden" and profile:
        rows = [
            f"- {_label(role, events[role], mode)}: {_number(role, events[role], count)}"
            for role, count in profile.items()
        ]
        parts.append("## What it costs\n\n" + "\n".join(rows))
    parts.append(
        "## Your task\n\n"
        f"Write a complete {language} program that gives the same output at less cost. "
        f"You have {max_turns} turn{'s' if max_turns > 1 else ''}; each submission is built, tested on "
        "hidden inputs and, when it passes all tests, measured beside the program above. "
        "The best accepted submission counts."
    )
    return "\n\n".join(parts) + "\n"
