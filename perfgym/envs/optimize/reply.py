"""A model's reply -> the program in it and whether it submits; an observation -> a model's prompt."""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

__all__ = ["parse_reply", "text_action", "text_prompt"]

# A tag in quotes or back-ticks, in prose or in a string literal, does not count.
_OPEN = re.compile(r"(?<!\S)<code>")
_CLOSE = re.compile(r"""(?<!["'`\\])</code>(?!["'`\\])""")
# Possessive, so that the pattern does not backtrack on a line that is no fence.
_FENCE = re.compile(r" {0,3}(`{3,}+|~{3,}+)[^`]*+")
_SUBMIT = re.compile(r"^[ \t]*<submit/>[ \t]*$", re.M)

_HOW_TO_ANSWER = """
## How to answer

Put the whole program between <code> and </code>; of several blocks the last complete one counts.
A line that holds nothing but <submit/>, outside the code, ends the episode with this answer.
"""


def _tagged(reply: str) -> tuple[str | None, str]:
    """The last complete ``<code>`` block, up to its last closing tag, and the text outside all blocks."""
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
    """The back-ticks or tildes of a fence; empty if ``line`` is no fence."""
    fence = _FENCE.fullmatch(line)
    return fence[1] if fence else ""


def _last_closings(marks: Iterable[str], last: Mapping[str, int]) -> dict[str, int]:
    """The number of the last line that closes each mark, 0 if none does.

    A line closes a mark if it has the same character at least as often.

    Args:
        marks: Marks of lines that may begin a block.
        last: Mark of a line that may end a block -> the number of the last such line.
    """
    closings: dict[str, int] = {}
    latest = {"`": 0, "~": 0}
    for mark in sorted(set(marks), key=len, reverse=True):
        closings[mark] = latest[mark[0]] = max(latest[mark[0]], last.get(mark, 0))
    return closings


def _fenced_ranges(lines: list[str]) -> Iterator[tuple[int, int]]:
    """First and last line of each fenced block; a fence that nothing closes begins no block.

    The last closing line of each mark is found first. Searching the rest of the reply for the end of each of
    many unclosed fences would take quadratic time.
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
    """The last complete fenced block, and the text outside all blocks."""
    lines = reply.split("\n")
    first = last = -1
    outside: list[str] = []
    for first, end in _fenced_ranges(lines):
        outside += lines[last + 1 : first]
        last = end
    code = "\n".join(lines[first + 1 : last]) if last > 0 else None
    return code, "\n".join(outside + lines[last + 1 :])


def _unfenced(code: str) -> str:
    """``code`` without its first and last line, if these are a pair of fences."""
    opening, _, rest = code.strip().partition("\n")
    body, _, closing = rest.rpartition("\n")
    mark, end = _mark(opening), closing.strip()
    return body if mark and end.startswith(mark) and end == _mark(closing) else code


def parse_reply(reply: str) -> tuple[str, bool]:
    """Find the program in a model's reply, and whether the reply submits, in linear time.

    Args:
        reply: Any text. The last complete ``<code>`` block is the program; if there is none,
            the last complete fenced block is.

    Returns:
        The program, empty if there is none, and whether a line ``<submit/>`` stands outside
        all code.
    """
    code, outside = _tagged(reply)
    if code is None:
        code, outside = _fenced(reply)
    return _unfenced(code or "").strip("\n"), _SUBMIT.search(outside) is not None


def text_prompt(observation: Mapping[str, Any]) -> str:
    """The first prompt for a language model: an observation's prompt, and how to answer."""
    return observation["prompt"] + _HOW_TO_ANSWER


def text_action(reply: str) -> dict[str, Any]:
    """A model's reply as an action of a ``PerfOptimize`` environment."""
    code, submit = parse_reply(reply)
    return {"code": code, "submit": int(submit)}
