"""Problem and evaluation -> the text and the arrays that an agent sees.

The same problem and evaluation give the same text on all processors of one architecture.

Text that a program or a compiler wrote is quoted line by line behind ``| ``, so that nothing it
prints can pass for a word of the environment's.
"""

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from perfgym.evaluation.reward import GOPERF_TIERS, goperf_tier, paid_roles
from perfgym.languages import Language
from perfgym.machine.architecture import architecture
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
from perfgym.sandbox.request import CodeSource, Limits

__all__ = [
    "ROLE_LABELS",
    "change_percent",
    "counts_array",
    "libraries_text",
    "limits_text",
    "median_counts",
    "prompt_text",
    "quote",
    "scaled_count",
    "score_text",
    "standing_text",
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


def _name(role: Role, event: Event, mode: str) -> str:
    if mode != "full":
        return f"metric_{ROLES.index(role) + 1}"
    return event.name if event.unit is Unit.CYCLES else ROLE_LABELS[role]


def _label(role: Role, event: Event, mode: str) -> str:
    """The name of an event, with the unit of its counts where it has one that may be told."""
    _, unit = scaled_count(event, 0.0)
    name = _name(role, event, mode)
    return f"{name} ({unit})" if unit and mode == "full" else name


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


def libraries_text(status: Status, language: Language) -> str:
    """What programs may use, where the status is the one that a missing library leads to; otherwise empty.

    Args:
        status: Status of a submission.
        language: Its language.
    """
    fails_when_built = language.code is CodeSource.PROGRAM
    if status is not (Status.COMPILE_ERROR if fails_when_built else Status.CRASHED):
        return ""
    return f"A program may use {language.libraries}."


def standing_text(best: tuple[int, float] | None, turns_left: int, mode: str = "full") -> str:
    """The standing of the episode after a turn: its best program so far, and the turns left.

    Args:
        best: Turn and score of the best accepted submission; None if none was accepted.
        turns_left: Turns left; 0 if the episode has ended.
        mode: As for :func:`turn_text`; ``"hidden"`` leaves out turn and score, which tell of counters.
    """
    if best is None:
        text = "no program was accepted"
    elif mode == "hidden":
        text = "a program was accepted"
    else:
        text = f"turn {best[0]}, with a score of {best[1]:.3f}"
    return f"Best so far: {text}.\n" + (
        f"Turns left: {turns_left}." if turns_left else "The episode has ended."
    )


def limits_text(language: Language, limits: Limits, compile_timeout_s: float, max_source_bytes: int) -> str:
    """What programs may use, as a list.

    Args:
        language: Their language.
        limits: Limits of one run.
        compile_timeout_s: Wall-clock limit of a build, in seconds.
        max_source_bytes: Largest size of a source text.
    """
    memory, output = (f"{count / 2**20:,.4g} MiB" for count in (limits.memory_bytes, limits.output_bytes))
    return "\n".join(
        (
            f"- A program may use {language.libraries}.",
            f"- {architecture().statement}",
            f"- A run may take {limits.wall_s:g} s and {memory} of memory, and may write {output} of output. "
            "It has no network, and reads no files; /tmp begins empty.",
            f"- A source may have {max_source_bytes:,} bytes; its build may take {compile_timeout_s:g} s.",
        )
    )


def score_text(preset: str, events: Mapping[Role, Event], mode: str = "full") -> str:
    """What the score of a submission is, for an agent.

    Args:
        preset: The reward, as :func:`~perfgym.evaluation.reward.make_reward` takes it; empty for a callable.
        events: Role to the event that fills it, of the roles that are counted.
        mode: As for :func:`turn_text`.
    """
    if not preset:
        return "A function of the user's gives each submission a score."
    failed = "A program that fails a test scores -0.5; one that cannot be built, or none at all, scores -1."
    if preset.startswith("log_speedup"):
        gained = "how often it doubles the speed for certain: 1 is twice as fast, 2 is four times as fast"
        return f"The score of an accepted program is {gained}. {failed}"
    if preset.startswith("expert_ratio"):
        ratio = "the logarithm of its certain speed-up, divided by that of an expert's speed-up: 1 is as fast"
        return f"The score of an accepted program is {ratio}, and the most is 1.5. {failed}"
    if preset.startswith("goperf"):
        return f"The score of an accepted program is {_goperf_text(preset)} {failed}"
    weights = [
        f"{_name(role, events[role], mode)} {weight:g}"
        for role, weight in paid_roles(preset).items()
        if role in events
    ]
    of = f" (by weight: {', '.join(weights)})" if mode != "hidden" else ""
    return (
        "The score of an accepted program is the share of the cost that it saves for certain, from 0 to "
        f"almost 1{of}. {failed}"
    )


def _goperf_text(preset: str) -> str:
    time, size, count = GOPERF_TIERS[goperf_tier(preset)]
    return (
        "the share that it saves, from 0 to almost 1, as a mean by weight of CPU time "
        f"({time:g}), allocated bytes ({size:g}) and allocations ({count:g}); each of the last two counts "
        "for no more than time."
    )


def prompt_text(
    *,
    spec: str,
    language: Language,
    reference: str,
    toolchain: str,
    profile: Counts,
    events: Mapping[Role, Event],
    limits: str,
    score: str,
    max_turns: int,
    mode: str = "full",
) -> str:
    """The text that an agent sees before its first turn.

    Args:
        spec: The problem's statement.
        language: The language.
        reference: Source text of the reference program.
        toolchain: Name, version and flags of what builds it.
        profile: Cost of the reference, by role.
        events: Role to the event that filled it.
        limits: The limits of programs, as :func:`limits_text` gives them.
        score: What the score is, as :func:`score_text` gives it.
        max_turns: Number of turns of the episode.
        mode: As for :func:`turn_text`.
    """
    parts = [
        spec.strip(),
        f"## The program to beat\n\nIt is correct and slow. Built with: {toolchain}\n\n"
        f"```{language.name}\n{reference.strip()}\n```",
    ]
    if mode != "hidden" and profile:
        rows = [
            f"- {_label(role, events[role], mode)}: {_number(events[role], count)}"
            for role, count in profile.items()
        ]
        parts.append("## Its cost\n\n" + "\n".join(rows))
    parts.append(f"## Limits\n\n{limits}")
    parts.append(
        "## Your task\n\n"
        f"Write a complete {language.title} program that gives the same output at less cost. "
        f"You have {max_turns} turn{'s' if max_turns > 1 else ''}. Each submission is built, tested on "
        "hidden inputs and, if it passes all tests, measured beside the program above on fresh inputs.\n\n"
        f"{score} The reward of the episode is the score of your best submission."
    )
    return "\n\n".join(parts) + "\n"
