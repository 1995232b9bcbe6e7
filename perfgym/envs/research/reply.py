"""A language model's reply -> one step of research, and remarks on what was not taken. Pure."""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from perfgym.envs.reply_parts import LONGEST_REPLY, NO_PROGRAM, Block, Kind, Parts, reply_parts, without_fence
from perfgym.envs.tool_calls import ToolCall, tool_calls
from perfgym.research.edits import find_edits

__all__ = ["HOW_TO_ANSWER", "HOW_TO_ANSWER_AGAIN", "LONGEST", "Reading", "read_reply", "written_reply"]

HOW_TO_ANSWER = """
## How to answer

Before each experiment, write a block with your reasoning. From the second experiment on, write a block with
your analysis of the experiment before it, whose result you were told:

=== ANALYSIS ===
Why: your best explanation of the last result
Lesson: what it tells you about further experiments
===

=== REASONING ===
Direction: one word for the kind of change, e.g. learning-rate; use the same word for the same kind
Description: the change in one line
Hypothesis: what you expect to happen, and why
Evidence: which results, laws or theory speak for it
Risk: what could go wrong
Expected: the change of val_bpb that you predict, as a number with its sign, e.g. -0.02
===

Then write the whole program between these two tags:

<code>
the whole program
</code>

Or change the program that is kept now, by blocks like this one between the tags. The lines to find must
stand in the program exactly once, as they are written here:

<code>
<<<<<<< SEARCH
lines of the program
=======
lines in their place
>>>>>>> REPLACE
</code>

You may keep notes. What you write replaces the sections that it names, and you will be shown it again:

<notes>
## Dead Ends
## What Works
## Ideas Queue
</notes>

A reply is one experiment. Instead of an experiment, a line that holds nothing but `<backtrack 3/>` goes back
to the program of experiment 3, and a line that holds nothing but `<finish/>` ends the research.
"""

HOW_TO_ANSWER_AGAIN = """\
Your reply held no experiment. Write a whole program, or SEARCH/REPLACE blocks, between <code> and </code>.
What stands between <think> and </think> is not read."""

LONGEST: Mapping[str, int] = {
    "change": 1 << 20,
    "direction": 64,
    "description": 200,
    "hypothesis": 4096,
    "evidence": 4096,
    "risk": 4096,
    "why": 4096,
    "lesson": 4096,
    "notes": 1 << 16,
}
"""Name of each text of a step -> its length at most, in characters."""

_OPERATIONS = ("experiment", "backtrack", "finish")
_PROGRAMS = ("change", "code", "program", "source", "edits")
_REASONING = ("direction", "description", "hypothesis", "evidence", "risk", "expected")
_ANALYSIS = ("why", "lesson")
_MEASURED = ("result", "vs expected")  # the environment measures it, whatever an agent says
_ALIASES = {"risks": "risk", "lessons": "lesson", "change": "description", "prediction": "expected"}
_KEYS = (*_REASONING, *_ANALYSIS, *_MEASURED, *_ALIASES)

_EDGE = r"[\s>*_#`\-]*+"  # what Markdown puts around words
_FIELD = re.compile(
    rf"{_EDGE}(?P<key>{'|'.join(map(re.escape, _KEYS))})[*_`]*+[ \t]*+:[*_`]*+[ \t]*+(?P<text>.*+)", re.I
)
_HEADING = re.compile(r"[\s>*_#`\-=]*+(?:reasoning|analysis)[\s*_#`:=]*+", re.I)
_CLOSING = re.compile(rf"{_EDGE}={{3,}}+.*+|<{{5,}}+.*+")
_NUMBER = re.compile(r"[-+\u2212]?(?:\d++\.?\d*+|\.\d++)(?:[eE][-+]?\d{1,3})?")
_SIGNED = re.compile(r"(?<![\w.])[-+\u2212](?:\d|\.\d)")
_DIFF = re.compile(r"^@@ .*@@", re.M)
_MARKED = r"^[ \t]*+[*_`]*+{tag}[*_`]*+[ \t\r]*+$"
_FINISH = re.compile(_MARKED.format(tag=r"<finish[ \t]*+/?>(?:</finish>)?"), re.M)
_TARGET = r"(?:[ \t]*+>[ \t]*+|[ \t]++(?:\w{1,12}[ \t]*+=[ \t]*+)?+[\"']?+)(?P<target>\d{1,6})[\"']?+"
_BACKTRACK = re.compile(
    _MARKED.format(tag=rf"<backtrack{_TARGET}[ \t]*+(?:/?>|</backtrack>)(?:</backtrack>)?"), re.M
)
_LARGEST_CHANGE = 8.0  # bits per byte


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reply holds.

    Attributes:
        fields: ``operation``, ``change`` and the other texts of a step, ``expected`` and ``target``; what the
            reply does not say is missing.
        remarks: Sentences for the model about what was not taken or is missing, and why.
    """

    fields: dict[str, Any]
    remarks: tuple[str, ...] = ()

    @property
    def has_step(self) -> bool:
        """Whether something is asked for: an experiment, a backtrack or the end."""
        return bool(self.fields.get("change")) or self.fields.get("operation") in _OPERATIONS[1:]


def read_reply(reply: str) -> Reading:
    """Find a step of research in a model's reply, in linear time.

    Thoughts are not searched; :func:`perfgym.envs.reply_parts.reply_parts` tells what a block is.

    * The change is the last block between ``<code>`` tags; without one, the last fenced block with a program.
      Of SEARCH/REPLACE blocks all count, in whatever blocks they stand, or outside of any.
    * Reasoning and analysis are lines such as ``Hypothesis: ...`` after a line ``=== REASONING ===``, also in
      Markdown's heading and emphasis, in a fenced block, or without that line. Further lines belong to the
      one before. What an agent says about the result is not read, because it was measured.
    * A JSON object with the fields of a step, or a tool call of ``experiment``, ``backtrack`` or ``finish``
      with these arguments, says the same, and counts more.

    A program beside ``<finish/>`` is tried, and nothing ends; beside a backtrack it is not.

    Args:
        reply: Any text. One of more than 2,097,152 characters is not read: it holds no step.
    """
    if len(reply) > LONGEST_REPLY:
        said = f"Your reply has {len(reply):,} characters, and was not read: at most {LONGEST_REPLY:,} are."
        return Reading({}, (said,))
    parts = reply_parts(reply.replace("\r\n", "\n"), "code", _understood, "notes")
    remarks: list[str] = []
    fields = _said(parts)
    if change := _change(parts, remarks):
        fields["change"] = change
    for block in parts.blocks:
        if block.kind is Kind.OBJECT:
            fields |= block.value
        elif block.kind is Kind.TAGGED and block.label == "notes" and block.text.strip():
            fields["notes"] = block.text.strip("\n")
    fields |= _operation(parts, fields, remarks)
    _read_expected(fields, remarks)
    _shorten(fields, remarks)
    remarks += _missing(parts, fields)
    return Reading(fields, tuple(remarks))


# ---- the change --------------------------------------------------------------------------------------------


def _change(parts: Parts, remarks: list[str]) -> str:
    """The change that a reply asks for; empty if it asks for none."""
    tagged = [one for one in parts.blocks if one.kind is Kind.TAGGED and one.label == "code"]
    texts = [text for one in tagged if (text := without_fence(one.text).strip("\n")).strip()]
    fenced = [one for one in parts.blocks if one.kind is Kind.FENCED]
    if not texts:
        edits = [*(one.text for one in fenced), parts.outside]
        texts = [text for one in edits if (text := find_edits(one).text)]
    if not texts:
        texts = [one.text for one in fenced if _is_program(one)]
    if not texts:
        return ""
    if find_edits(texts[-1]).edits:
        return "\n".join(text for text in texts if find_edits(text).edits)
    if len(texts) > 1:
        remarks.append(f"Your reply held {len(texts)} programs. Only the last was taken.")
    return texts[-1]


def _is_program(block: Block) -> bool:
    return block.label not in NO_PROGRAM and bool(block.text.strip()) and not _is_said(block)


def _is_said(block: Block) -> bool:
    """Whether a fenced block holds reasoning or an analysis."""
    return any(_HEADING.fullmatch(line) for line in block.text.split("\n"))


# ---- reasoning and analysis --------------------------------------------------------------------------------


def _said(parts: Parts) -> dict[str, Any]:
    """What a reply says before and after an experiment, by name."""
    texts = [parts.outside, *(one.text for one in parts.blocks if one.kind is Kind.FENCED and _is_said(one))]
    lines = [line for text in texts for line in (*text.split("\n"), "===")]
    has_headings = any(map(_HEADING.fullmatch, lines))
    found: dict[str, list[str]] = {}
    is_open, current = not has_headings, None
    for line in lines:
        if _HEADING.fullmatch(line):
            is_open, current = True, None
        elif _CLOSING.fullmatch(line):
            is_open, current = not has_headings, None
        elif is_open and (match := _FIELD.fullmatch(line)):
            key = match["key"].lower()
            current = found[_ALIASES.get(key, key)] = [match["text"]]
        elif current is not None:
            current.append(line)
    said = {key: "\n".join(text).strip() for key, text in found.items() if key not in _MEASURED}
    return {key: text for key, text in said.items() if text}


def _read_expected(fields: dict[str, Any], remarks: list[str]) -> None:
    """Turn what is said of the expected change into a number, or leave it out."""
    said = fields.pop("expected", None)
    if isinstance(said, str):
        found = _NUMBER.search(said, match.start() if (match := _SIGNED.search(said)) else 0)
        number = (
            float(found[0].replace("\u2212", "-")) if found and (match or _is_zero(found[0])) else math.nan
        )
    else:
        number = float(said) if isinstance(said, int | float) else math.nan
    if math.isfinite(number):
        fields["expected"] = max(-_LARGEST_CHANGE, min(_LARGEST_CHANGE, number))
    elif said is not None:
        remarks.append("What you expect was not read: write a number with its sign, e.g. `Expected: -0.02`.")


def _is_zero(number: str) -> bool:
    return float(number) == 0.0


def _shorten(fields: dict[str, Any], remarks: list[str]) -> None:
    """Cut texts that are longer than they may be. A change that is too long is left out."""
    for name, longest in LONGEST.items():
        text = fields.get(name, "")
        if len(text) <= longest:
            continue
        if name == "change":
            del fields[name]
            remarks.append(f"Your program has {len(text):,} characters, and was not read.")
        else:
            fields[name] = text[:longest]
            remarks.append(f"Of your {name}, only the first {longest:,} characters were kept.")


# ---- what is asked for -------------------------------------------------------------------------------------


def _operation(parts: Parts, fields: Mapping[str, Any], remarks: list[str]) -> dict[str, Any]:
    """The operation, and its target if it has one."""
    back, asked = _BACKTRACK.search(parts.outside), fields.get("operation", "")
    has_change = bool(fields.get("change"))
    if back or asked == "backtrack":
        if has_change:
            remarks.append("Your program was not tried, because your reply asks to backtrack.")
        return {"operation": "backtrack", **({"target": int(back["target"])} if back else {})}
    if not (asked == "finish" or _FINISH.search(parts.outside)):
        return {"operation": "experiment"}
    if has_change or any(one.kind is Kind.UNREAD for one in parts.blocks):
        remarks.append("Research goes on: a line <finish/> counts in a reply without a program.")
        return {"operation": "experiment"}
    return {"operation": "finish"}


def _missing(parts: Parts, fields: Mapping[str, Any]) -> Iterator[str]:
    """What an experiment lacks, in words."""
    if fields["operation"] != "experiment":
        return
    if not fields.get("change"):
        yield from _why_no_change(parts)
    elif lacks := [name for name in _REASONING if name not in fields]:
        yield f"Your REASONING block lacked: {', '.join(name.capitalize() for name in lacks)}."


def _why_no_change(parts: Parts) -> Iterator[str]:
    texts = (parts.outside, *(one.text for one in parts.blocks))
    if any(one.kind is Kind.UNREAD for one in parts.blocks):
        yield (
            "Something in your reply begins like a program and cannot be read: its tag or its fence is not "
            "closed, or its JSON is wrong."
        )
    elif any(not find_edits(text).is_whole for text in texts):
        yield "A SEARCH/REPLACE block in your reply is not complete."
    elif any(map(_DIFF.search, texts)):
        yield "Unified diffs are not read. Write SEARCH/REPLACE blocks or the whole program."
    elif "<backtrack" in parts.outside:
        yield "Your backtrack was not read: write a line that holds nothing but, e.g., <backtrack 3/>."


def _understood(value: dict[str, Any]) -> dict[str, Any] | None:
    """The fields of the last step in a JSON object; None if there is none."""
    known = (*LONGEST, *_PROGRAMS, "operation", "action_type", "target", "expected")
    found = [fields for call in tool_calls(value, known) if (fields := _fields_of(call))]
    return found[-1] if found else None


def _fields_of(call: ToolCall) -> dict[str, Any]:
    """The fields that a call gives, of the right types; empty if it is no call of a step."""
    given = call.arguments
    operation = call.name or given.get("operation") or given.get("action_type")
    if operation not in (None, *_OPERATIONS):
        return {}
    fields = {
        name: given[name] for name in LONGEST if isinstance(given.get(name), str) and given[name].strip()
    }
    change = next((given[name] for name in _PROGRAMS if isinstance(given.get(name), str)), "")
    fields |= {"change": change} if change.strip() else {}
    fields |= {"operation": operation} if operation else {}
    if isinstance(expected := given.get("expected"), str | int | float):
        fields["expected"] = expected
    if type(target := given.get("target")) is int and 0 <= target < 10**6:
        fields["target"] = target
    return fields


# ---- the other way round -----------------------------------------------------------------------------------


def written_reply(fields: Mapping[str, Any]) -> str:
    """The reply by which a language model would take a step.

    Args:
        fields: As in a :class:`Reading`.
    """
    said = {**fields, **({"expected": f"{fields['expected']:+g}"} if "expected" in fields else {})}
    parts = [_written_block("ANALYSIS", _ANALYSIS, said), _written_block("REASONING", _REASONING, said)]
    if text := fields.get("notes"):
        parts.append(f"<notes>\n{text}\n</notes>")
    match fields.get("operation"):
        case "backtrack":
            parts.append(f"<backtrack {fields.get('target', 0)}/>")
        case "finish":
            parts.append("<finish/>")
        case _:
            change = str(fields.get("change", "")).strip("\n")
            parts.append(f"<code>\n{change}\n</code>" if change else "")
    return "\n\n".join(filter(None, parts))


def _written_block(name: str, keys: tuple[str, ...], said: Mapping[str, Any]) -> str:
    lines = [f"{key.capitalize()}: {said[key]}" for key in keys if said.get(key)]
    return "\n".join((f"=== {name} ===", *lines, "===")) if lines else ""
