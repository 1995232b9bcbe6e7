"""A model's reply -> the program in it, and whether it submits; an observation -> a model's prompt."""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

__all__ = ["parse_reply", "text_action", "text_prompt"]

# A tag in quotes or back-ticks, in prose or in a string literal, is no tag.
_OPEN = re.compile(r"(?<!\S)<code>")
_CLOSE = re.compile(r"""(?<!["'`\\])</code>(?!["'`\\])""")
# Possessive, so that a line which is no fence is not tried in every other way.
_FENCE = re.compile(r" {0,3}(`{3,}+|~{3,}+)[^`]*+")
_SUBMIT = re.compile(r"^[ \t]*<submit/>[ \t]*$", re.M)

_HOW_TO_ANSWER = """
## How to answer

Put the whole program between <code> and </code>; of several blocks the last complete one counts.
A line that holds nothing but <submit/>, outside the code, ends the episode with this answer.
"""


def _tagged(reply: str) -> tuple[str | None, str]:
    """The last complete ``<code>`` block and the text outside of all; each runs to its last closing tag."""
    before, *pieces = _OPEN.split(reply)
    code = None
    outside = [before]
    for piece in pieces:
        last = deque(_CLOSE.finditer(piece), maxlen=1)
        if last:
            code = piece[: last[0].start()]
            outside += "\n", piece[last[0].end() :]
        else:
            outside += "<code>", piece
    return code, "".join(outside)


def _mark(line: str) -> str:
    """The back-ticks or tildes of a fence; nothing where ``line`` is none."""
    fence = _FENCE.fullmatch(line)
    return fence[1] if fence else ""


def _last_closings(marks: Iterable[str], last: Mapping[str, int]) -> dict[str, int]:
    """Number of the last line that closes each mark: the same character, no shorter. 0: none does.

    Args:
        marks: What begins blocks.
        last: By the mark of a line that may end a block, the number of the last such line.
    """
    closings: dict[str, int] = {}
    latest = {"`": 0, "~": 0}
    for mark in sorted(set(marks), key=len, reverse=True):
        closings[mark] = latest[mark[0]] = max(latest[mark[0]], last.get(mark, 0))
    return closings


def _fenced_ranges(lines: list[str]) -> Iterator[tuple[int, int]]:
    """First and last line of each fenced block. A fence that nothing closes is a line like any other.

    That is known before its end is looked for: many such fences, each read to the end of the reply,
    would take for ever.
    """
    marks = {line: mark for line in dict.fromkeys(lines) if (mark := _mark(line))}
    bare = {line for line, mark in marks.items() if line.strip() == mark}
    fences = [number for number, line in enumerate(lines) if line in marks]
    last = {marks[lines[number]]: number for number in fences if lines[number] in bare}
    closings = _last_closings(marks.values(), last)
    first, opening = 0, ""
    for number in fences:
        line = lines[number]
        if not opening:
            if number < closings[marks[line]]:
                first, opening = number, marks[line]
        elif line in bare and marks[line].startswith(opening):
            yield first, number
            opening = ""


def _fenced(reply: str) -> tuple[str | None, str]:
    """The last complete fenced block and the text outside of all."""
    lines = reply.split("\n")
    first = last = -1
    outside: list[str] = []
    for first, end in _fenced_ranges(lines):
        outside += lines[last + 1 : first]
        last = end
    code = "\n".join(lines[first + 1 : last]) if last > 0 else None
    return code, "\n".join(outside + lines[last + 1 :])


def _unfenced(code: str) -> str:
    """What stands between the first and the last line of ``code`` where these are a pair of fences."""
    opening, _, rest = code.strip().partition("\n")
    body, _, closing = rest.rpartition("\n")
    mark, end = _mark(opening), closing.strip()
    return body if mark and end.startswith(mark) and end == _mark(closing) else code


def parse_reply(reply: str) -> tuple[str, bool]:
    """The program in a model's reply, and whether it submits.

    Takes time in proportion to the length of the reply, whatever it holds.

    Args:
        reply: Any text. The last complete ``<code>`` block is the program; where there is none,
            the last complete fenced block is.

    Returns:
        The program, empty where there is none, and whether a line ``<submit/>`` stands outside
        of all code.
    """
    code, outside = _tagged(reply)
    if code is None:
        code, outside = _fenced(reply)
    return _unfenced(code or "").strip("\n"), _SUBMIT.search(outside) is not None


def text_prompt(observation: Mapping[str, Any]) -> str:
    """What a language model is told first: an observation's prompt, and how to answer."""
    return observation["prompt"] + _HOW_TO_ANSWER


def text_action(reply: str) -> dict[str, Any]:
    """The action of a ``PerfOptimize`` environment that a model's reply stands for."""
    code, submit = parse_reply(reply)
    return {"code": code, "submit": int(submit)}
