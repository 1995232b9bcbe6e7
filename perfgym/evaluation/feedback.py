"""Problem and evaluation -> the text and the arrays that an agent sees. Pure.

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
    Counts,
    Evaluation,
    Event,
    Extras,
    Figures,
    Interval,
    Measurement,
    Role,
    Status,
    TestResult,
    Unit,
    Verdict,
)

__all__ = [
    "ROLE_LABELS",
    "change_percent",
    "counts_array",
    "median_counts",
    "prompt_text",
    "quote",
    "scaled_count",
    "turn_text",
]

ROLE_LABELS: Mapping[Role, str] = {
    Role.TIME: "CPU time",
    Role.L1D_MISSES: "L1 data misses",
    Role.LLC_MISSES: "last-level misses",
    Role.BRANCH_MISSES: "branch misses",
    Role.INSTRUCTIONS: "instructions",
}
"""Role to its name for people."""

_EXTRAS = {
    "wall": "wall time (ms)",
    "memory": "peak memory (MiB)",
    "scaling": "exponent of CPU time as a power of the input's size",
}
_WITHHELD = (
    "Values and standard error are not shown for inputs of measured size: a program could report by them "
    "what its input was."
)


def quote(text: str) -> str:
    """``text`` with every line marked as somebody else's words."""
    return "\n".join(f"| {line}" for line in text.splitlines())


def median_counts(measurement: Measurement, side: str) -> dict[Role, float]:
    """Median count by role over all pairs, for ``side`` ``"reference"`` or ``"candidate"``."""
    counts: list[Counts] = [
        pair.reference if side == "reference" else pair.candidate for pair in measurement.pairs
    ]
    return {role: float(np.median([c[role] for c in counts if role in c])) for role in measurement.intervals}


def counts_array(counts: Counts) -> tuple[NDArray[np.float64], NDArray[np.int8]]:
    """Counts in the order of ``ROLES``, shape (5,), and the mask of those that are present."""
    values = np.array([counts.get(role, 0.0) for role in ROLES], dtype=np.float64)
    return values, np.array([role in counts for role in ROLES], dtype=np.int8)


def scaled_count(event: Event, count: float) -> tuple[float, str]:
    """A count as people read it, with its unit: nanoseconds become milliseconds; other units are empty."""
    return (count * 1e-6, "ms") if event.unit is Unit.NANOSECONDS else (count, "")


def change_percent(log_ratio: float) -> float:
    """Change of cost from reference to candidate in per cent; negative is less cost."""
    return 100 * math.expm1(-log_ratio) + 0.0  # + 0.0: no "-0.0"


def _label(role: Role, event: Event, mode: str) -> str:
    if mode != "full":
        return f"metric_{ROLES.index(role) + 1}"
    if event.unit is Unit.CYCLES:
        return event.name
    _, unit = scaled_count(event, 0.0)
    return f"{ROLE_LABELS[role]} ({unit})" if unit else ROLE_LABELS[role]


def _number(event: Event, count: float) -> str:
    scaled, unit = scaled_count(event, count)
    return f"{scaled:,.3f}" if unit and scaled < 1000 else f"{scaled:,.0f}"  # occurrences are whole


def _change(log_ratio: float) -> str:
    return f"{change_percent(log_ratio):+.1f} %"


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
        f"  {_label(role, events[role], mode)}: reference {_number(events[role], reference[role])}, "
        f"yours {_number(events[role], candidate[role])}, change {_interval_text(interval)}"
        for role, interval in measurement.intervals.items()
    ]
    withheld = [f"Reward withheld: implausible measurement ({why})." for why in measurement.suspicions]
    rejected = [f"Simulated counts left out: {why}." for why in measurement.rejected]
    noisy = [f"Note: {measurement.disturbance}."] if measurement.disturbance else []
    return "\n".join((_heading(measurement.timed_pairs), *rows, *noisy, *withheld, *rejected))


def _heading(pairs: int) -> str:
    return f"Measured in {pairs} pair{'' if pairs == 1 else 's'} with the reference:"


def _figures_text(figures: Figures) -> dict[str, str]:
    """Extra figures by the name that requests them, in the units of their labels."""
    scaled = {
        "wall": (figures.wall_s, 1e3, "{:,.3f}"),
        "memory": (figures.peak_memory_bytes, 2**-20, "{:,.1f}"),
        "scaling": (figures.scaling, 1.0, "{:.2f}"),
    }
    return {
        name: "unavailable" if value is None else text.format(value * scale)
        for name, (value, scale, text) in scaled.items()
    }


def _extras_text(extras: Extras) -> str:
    reference, candidate = _figures_text(extras.reference), _figures_text(extras.candidate)
    rows = [
        f"  {_EXTRAS[name]}: reference {reference[name]}, yours {candidate[name]}" for name in extras.asked
    ]
    return "\n".join(("Extra metrics (not part of the reward):", *rows))


def _failure_text(failure: TestResult) -> str:
    lines = [f"First failure: {failure.name}: {failure.status}: {failure.detail}"]
    if failure.is_withheld:
        lines.append(_WITHHELD)
    if failure.status is not Status.WRONG_OUTPUT and failure.stderr:
        lines += ["Its standard error:", quote(clean_text(failure.stderr, at_most=len(failure.stderr)))]
    return "\n".join(lines)


def _tests_text(verdict: Verdict) -> str:
    passed = f"Tests: {verdict.passed} of {verdict.total} passed."
    return "\n".join(filter(None, (passed, verdict.first_failure and _failure_text(verdict.first_failure))))


def turn_text(evaluation: Evaluation, mode: str = "full") -> str:
    """The feedback of one turn.

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
    profile: Counts,
    events: Mapping[Role, Event],
    max_turns: int,
    mode: str = "full",
) -> str:
    """The text that an agent sees before its first turn.

    Args:
        spec: The problem's statement.
        language: Name of the language.
        reference: Source text of the reference program.
        toolchain: Name, version and flags of what builds it.
        profile: Cost of the reference, by role.
        events: Role to the event that filled it.
        max_turns: Number of turns of the episode.
        mode: As for :func:`turn_text`.
    """
    parts = [
        spec.strip(),
        f"## The program to beat\n\nIt is correct and slow. Built with: {toolchain}\n\n"
        f"```{language}\n{reference.strip()}\n```",
    ]
    if mode != "hidden" and profile:
        rows = [
            f"- {_label(role, events[role], mode)}: {_number(events[role], count)}"
            for role, count in profile.items()
        ]
        parts.append("## Its cost\n\n" + "\n".join(rows))
    parts.append(
        "## Your task\n\n"
        f"Write a complete {language} program that gives the same output at less cost. "
        f"You have {max_turns} turn{'s' if max_turns > 1 else ''}; each submission is built, tested on "
        "hidden inputs and, when it passes all tests, measured beside the program above. "
        "The reward depends on the best accepted submission."
    )
    return "\n\n".join(parts) + "\n"
