"""Experiments and an agent's own texts -> the text of ``notes.md``, with its five sections. Pure.

*Best Known Config* and *Experiment Log* say what was measured. *Dead Ends*, *What Works* and *Ideas Queue*
are the agent's words.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from perfgym.printable import clean_text
from perfgym.research.records import Decision, Experiment

__all__ = ["OWN_SECTIONS", "Notes", "notes_markdown", "parse_notes"]

OWN_SECTIONS = ("Dead Ends", "What Works", "Ideas Queue")
"""The sections that an agent writes."""

_SECTION = re.compile(r"^##\s+(.+?)\s*$", re.MULTILINE)
_LONGEST_SECTION = 16_000  # characters
_LONGEST_TEXT = 4096


@dataclass(frozen=True, slots=True)
class Notes:
    """The sections of ``notes.md`` that an agent writes.

    Attributes:
        sections: Heading, one of :data:`OWN_SECTIONS`, to text; a section without text is missing.
    """

    sections: Mapping[str, str] = field(default_factory=dict[str, str])


def parse_notes(text: str, before: Notes) -> Notes:
    """The agent's sections after it wrote ``text``.

    Sections that the text does not have stay as they were, and an empty one is emptied. Other headings are
    left out. A text without any heading becomes the section *Ideas Queue*.

    Args:
        text: Markdown, of any content.
        before: The sections so far.
    """
    if not text.strip():
        return before
    found = list(_SECTION.finditer(text))
    if not found:
        return Notes({**before.sections, "Ideas Queue": clean_text(text, _LONGEST_SECTION)})
    sections = dict(before.sections)
    ends = [match.start() for match in found[1:]] + [len(text)]
    for match, end in zip(found, ends, strict=True):
        heading = next((own for own in OWN_SECTIONS if own.lower() == match[1].lower()), "")
        if heading:
            sections[heading] = clean_text(text[match.end() : end], _LONGEST_SECTION)
    return Notes({heading: said for heading, said in sections.items() if said})


def notes_markdown(experiments: Sequence[Experiment], notes: Notes) -> str:
    """The whole file.

    Args:
        experiments: All experiments, in order.
        notes: The agent's sections.
    """
    parts = ["# Notes", f"## Best Known Config\n\n{_best(experiments)}"]
    parts += [f"## {heading}\n\n{_demoted(notes.sections.get(heading, ''))}" for heading in OWN_SECTIONS]
    log = "\n\n".join(_entry(one) for one in experiments if one.decision is not Decision.NONE)
    return "\n\n".join(part.rstrip() for part in (*parts, f"## Experiment Log\n\n{log}")) + "\n"


def _best(experiments: Sequence[Experiment]) -> str:
    """The program that is kept now, and the experiments that led to it."""
    by_number = {one.number: one for one in experiments}
    at = next((one.target if one.target is not None else one.number for one in reversed(experiments)
               if one.decision in (Decision.KEEP, Decision.BASELINE, Decision.BACKTRACK)), None)  # fmt: skip
    chain: list[Experiment] = []
    while at is not None and at in by_number:
        chain.append(by_number[at])
        at = by_number[at].parent
    if not chain:
        return "Nothing was measured yet."
    best = chain[0]
    head = f"Experiment {best.number}, commit {best.commit[:7] or 'none'}: {_bpb(best)}."
    steps = [f"- {one.number}: {_text(one.reasoning.description) or 'baseline'}" for one in reversed(chain)]
    return "\n".join((head, "", *steps))


def _entry(one: Experiment) -> str:
    said = one.reasoning
    lines = [
        f"### {one.number}: {_text(said.description) or str(one.decision)}",
        f"- Decision: {one.decision} ({one.status}), {_bpb(one)}{_gain(one)}",
    ]
    if one.target is not None:
        lines.append(f"- Went back to experiment {one.target}")
    lines += [
        f"- {name}: {_text(text)}"
        for name, text in (
            ("Direction", said.direction),
            ("Hypothesis", said.hypothesis),
            ("Evidence", said.evidence),
            ("Risk", said.risk),
        )
        if text.strip()
    ]
    if said.expected is not None:
        lines.append(f"- Expected: {said.expected:+.4f}{_versus(one, said.expected)}")
    lines += [f"- {name}: {_text(text)}" for name, text in (("Why", one.why), ("Lesson", one.lesson)) if text]
    return "\n".join(lines)


def _bpb(one: Experiment) -> str:
    scored = sum(run.val_bpb is not None for run in one.runs)
    if one.val_bpb is None:
        return "val_bpb not measured"
    return f"val_bpb {one.val_bpb:.6f}, mean of {scored} run{'s' if scored != 1 else ''}"


def _gain(one: Experiment) -> str:
    if one.gain is None:
        return ""
    return f", gain {one.gain.estimate:+.4f} ({one.gain.low:+.4f} to {one.gain.high:+.4f})"


def _versus(one: Experiment, expected: float) -> str:
    if one.gain is None:
        return ""
    change = -one.gain.estimate
    return f"; measured change {change:+.4f}; vs Expected {change - expected:+.4f}"


def _text(text: str) -> str:
    """A text as one line."""
    return " ".join(clean_text(text, _LONGEST_TEXT).split())


def _demoted(text: str) -> str:
    """A text whose headings stay below those of the file."""
    return re.sub(r"^#{1,2}(?=\s)", "###", text, flags=re.MULTILINE)
