"""Knobs and observations of ``PerfTune`` -> the texts that a language model reads.

They hold what the observation holds, and no more, so that a model and a policy play the same episode.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from perfgym.bank import Knob, Problem, Tuning
from perfgym.envs.tune.reply import knobs_text
from perfgym.evaluation.feedback import ROLE_LABELS, quote
from perfgym.languages import Language
from perfgym.machine.architecture import architecture
from perfgym.printable import clean_text
from perfgym.records import ROLES

__all__ = ["answer_text", "feedback_text", "state_text", "task_text"]


_TASK = """\
Set the knobs so that the program takes less CPU time. Each turn sets all of them. The program is then built,
tested on hidden inputs and, if it passes all tests, measured beside a naive program, the reference. The
reward of a turn is the number of doublings by which it raises the episode's best speed-up over the reference;
a turn that does not raise it pays 0. Some settings exclude each other."""
_ANSWER = """\
Explain what you like, and write the knobs that you set between these two tags, one a line:

<knobs>
{example}
</knobs>

Of several such blocks in a reply the last complete one counts. A knob that it does not name, or sets to what
is none of its settings, has its default; the feedback tells which lines set no knob. Each reply takes a
turn."""


_MOST_LINES = 8
_LONGEST_LINE = 100
_ANSWER_AGAIN = "To set knobs, write lines NAME = setting between <knobs> and </knobs>."


def task_text(problem: Problem, tuning: Tuning, language: Language) -> str:
    """The problem, the program with its knobs, and what is paid."""
    stands = "Each ${NAME} in it stands for the setting of a knob, and $$ for a dollar sign."
    program = f"```{language.name}\n{tuning.template.strip()}\n```"
    knobs = "\n".join(["| knob | settings | kind |", "|---|---|---|", *map(_row, tuning.knobs)])
    defaults = f"The defaults are:\n\n```\n{knobs_text(tuning, tuning.defaults)}\n```"
    parts = (
        problem.spec.strip(),
        f"## The program\n\nThe problem is solved by this {language.title} program. {stands} "
        f"{architecture().statement}\n\n{program}",
        f"## The knobs\n\n{knobs}\n\n{defaults}",
        f"## Your task\n\n{_TASK}",
    )
    return "\n\n".join(parts)


def _row(knob: Knob) -> str:
    settings = ", ".join(f"`{setting}`" if setting else "(empty)" for setting in knob.settings)
    return f"| {knob.name} | {settings} | {'compiler flag' if knob.is_flag else 'value in the source'} |"


def answer_text(tuning: Tuning) -> str:
    """How to answer."""
    knob = tuning.knobs[-1]
    return _ANSWER.format(example=f"{knob.name} = {knob.settings[-1]}")


def state_text(observation: Any, tuning: Tuning) -> str:
    """What an observation of ``PerfTune`` says, in words.

    Args:
        observation: Shape (K + 13,), as the environment's documentation describes it.
        tuning: The K knobs.
    """
    count = len(tuning.knobs)
    places, rest = observation[:count], observation[count:]
    ratios, counted, (accepted, best, left) = rest[:5], rest[5:10], rest[10:]
    lines = [f"Settings: {_settings_text(places, tuning)}."]
    if accepted:
        changes = [
            f"{ROLE_LABELS[role]} {100 * (2.0 ** -float(ratio) - 1) + 0.0:+.1f} %"
            for role, ratio, seen in zip(ROLES, ratios, counted, strict=True)
            if seen
        ]
        lines.append(f"Accepted. Cost beside the reference: {', '.join(changes)}.")
    else:
        lines.append("Not accepted: the program at these settings is not built, or fails a test.")
    lines.append(f"Best so far, for certain: {2.0 ** float(best):.2f} times as fast as the reference.")
    lines.append(f"Turns left: {float(left):.0%} of all." if left else "The episode has ended.")
    return "\n".join(lines)


def feedback_text(observation: Any, tuning: Tuning, ignored: Sequence[str] = ()) -> str:
    """What an observation says, what of the last reply set no knob, and how to answer if nothing did.

    Args:
        observation: Shape (K + 13,), as the environment's documentation describes it.
        tuning: The K knobs.
        ignored: What looks like a setting in the last reply and is none.
    """
    parts = [state_text(observation, tuning)]
    if ignored:
        shown = (clean_text(line[:_LONGEST_LINE]) for line in ignored[:_MOST_LINES])
        more = ["(and more)"] if len(ignored) > _MOST_LINES else []
        parts += ["This in your reply set no knob:", quote("\n".join(shown)), *more]
    if observation[-1] and _indices(observation[: len(tuning.knobs)], tuning) == list(tuning.defaults):
        parts.append(_ANSWER_AGAIN)
    return "\n".join(parts)


def _indices(places: Any, tuning: Tuning) -> list[int]:
    """The index of the setting of each knob, from its place between the first setting, 0, and the last, 1."""
    return [
        int(np.rint(place * (len(knob.settings) - 1)))
        for place, knob in zip(places, tuning.knobs, strict=True)
    ]


def _settings_text(places: Any, tuning: Tuning) -> str:
    """The knobs that are not at their defaults."""
    indices = _indices(places, tuning)
    changed = [
        f"{knob.name} = {knob.settings[index] or '(empty)'}"
        for knob, index in zip(tuning.knobs, indices, strict=True)
        if index != knob.default
    ]
    return f"{', '.join(changed)}, the others at their defaults" if changed else "all knobs at their defaults"
