"""A session -> the text that an agent sees before its first step, and what it is told of a step."""

from collections.abc import Iterator, Mapping

from perfgym.records import Interval
from perfgym.research.experiment import FINAL_RUNS, Laboratory
from perfgym.research.records import Decision, Experiment, Final
from perfgym.research.reported import NO_LIMIT
from perfgym.research.signals import discards_in
from perfgym.research.task import ResearchTask

__all__ = ["feedback_text", "final_text", "prompt_text"]


_REPORTED = "reported"
_EVALUATIONS = {
    "verified": "the figures are verified: perfgym computes them.",
    _REPORTED: "the figures are reported: they are what the script prints, checked against its log alone.",
}


def prompt_text(
    task: ResearchTask, lab: Laboratory, *, max_experiments: int, in_scope: Mapping[str, str]
) -> str:
    """The prompt of an episode.

    Args:
        task: The task.
        lab: The session, whose baseline was run.
        max_experiments: Experiments of the episode.
        in_scope: Path to text of the files that the agent reads beside the program.
    """
    baseline, gate = lab.level(lab.experiments[0]), task.gate
    cpu_s = lab.runs.cpu_limit_s
    lines = [
        task.program.strip(),
        "## This session",
        f"* {max_experiments} steps; each tries one change, goes back to an earlier program, or finishes.",
        "* Before a step you write its direction, description and hypothesis; after it, with the next step, "
        "why it came out as it did. Without them nothing runs, and the step is spent.",
        f"* A change is run 1 to {gate.most_runs} times with the same hidden seeds as all others. It is kept "
        f"if it is better {_by(gate.margin)}at {100 * gate.alpha:g} %, and discarded if it is worse or "
        "within the noise. A "
        f"program that is {100 * gate.simpler_share:g} % shorter is kept if it is not worse.",
        f"* At the end, the best program and the baseline are run {FINAL_RUNS} times each "
        f"{_at_the_end(lab)}. The share of bits per byte that is saved for certain is the reward.",
    ]
    if baseline is not None:
        lines.append(f"* The baseline has {_level(baseline)} bits per byte here.")
    if cpu_s is not None:
        lines.append(f"* Training is ended after {cpu_s:.0f} CPU seconds on this machine.")
    lines.append(f"* Evaluation: {_EVALUATIONS[lab.runs.evaluation]}")
    lines += [f"## {path}\n\n~~~~\n{text.rstrip()}\n~~~~" for path, text in in_scope.items()]
    return "\n".join(lines) + "\n"


def _by(margin: float) -> str:
    return f"by more than {margin:g} bits per byte " if margin else ""


def _at_the_end(lab: Laboratory) -> str:
    return "with fresh seeds" if lab.runs.evaluation == _REPORTED else "on another hidden text"


def feedback_text(lab: Laboratory, last: Experiment, *, experiments_left: int) -> str:
    """What an agent is told of a step.

    Args:
        lab: The session.
        last: The experiment of the step.
        experiments_left: Experiments left.
    """
    return "\n".join((*_result(lab, last), *_standing(lab, last), f"Experiments left: {experiments_left}."))


def final_text(final: Final, evaluation: str) -> str:
    """What an agent is told of the end.

    Args:
        final: The end.
        evaluation: ``"verified"`` or ``"reported"``.
    """
    text = "" if evaluation == _REPORTED else ", on text that was not used before"
    if final.improvement is None:
        return f"The session has ended: {final.detail}."
    share = final.improvement
    return (
        f"The session has ended. With fresh seeds{text}, the program of "
        f"experiment {final.best} saves {100 * share.estimate:.2f} % of the baseline's bits per byte "
        f"({100 * share.low:.2f} to {100 * share.high:.2f} %); {100 * final.certain:.2f} % are certain."
    )


def _result(lab: Laboratory, last: Experiment) -> Iterator[str]:
    head = f"Experiment {last.number}: {last.decision} ({last.status})"
    if last.decision is Decision.BACKTRACK:
        head = f"Step {last.number}: the program of experiment {last.target} is back"
    yield f"{head}. {last.detail}".strip()
    level = lab.level(last)
    if level is not None:
        yield f"val_bpb: {_level(level)}, {len(last.runs)} runs"
    if last.total_bytes:
        code, most = last.code_bytes, lab.runs.artifact_limit
        of = f"of {most:,} " if most < NO_LIMIT else ""
        yield f"Program and artifact: {last.total_bytes:,} {of}bytes; the program alone: {code:,}"
    if last.cpu_s:
        limit_s = lab.runs.cpu_limit_s
        of = f" of {limit_s:.0f}" if limit_s is not None else ""
        yield f"CPU seconds of training: {max(run.cpu_s for run in last.runs):.1f}{of}"


def _standing(lab: Laboratory, last: Experiment) -> Iterator[str]:
    now, signals = lab.incumbent, lab.signals
    level = lab.level(now)
    if level is not None:
        yield f"Program that is kept now: experiment {now.number}, val_bpb {_level(level)}"
    if signals.dead_end:
        yield f"Signal dead_end: nothing was kept lately in: {', '.join(signals.dead_directions)}"
    elif tries := discards_in(last.reasoning.direction, lab.experiments):
        yield f"Tries in {last.reasoning.direction} without a keep: {tries}"
    if signals.plateau:
        yield "Signal plateau: the last experiments together gained next to nothing"
    if signals.regression:
        yield "Signal regression: with fresh seeds, the kept program is worse than an earlier one"


def _level(level: Interval) -> str:
    return f"{level.estimate:.4f} ({level.low:.4f} to {level.high:.4f})"
