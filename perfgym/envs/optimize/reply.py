"""A model's reply -> the program in it and whether it submits; an observation -> a model's prompt."""

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from perfgym.envs.reply_parts import ToolCall, answer_parts, tool_calls, unquoted
from perfgym.records import Status

__all__ = ["parse_reply", "text_action", "text_feedback", "text_prompt"]

# A type parameter or a string literal of a program does not count.
_OPEN = re.compile(r"(?<!\S)<code(?:\s[^<>]*)?>")
_CLOSE = re.compile(unquoted(r"</code\s*>"))
# Possessive, so that the pattern does not backtrack on a line that is no fence.
_FENCE = re.compile(r" {0,3}(`{3,}+|~{3,}+)[^`]*+")
_LABEL = re.compile(r"[`~\s{.]*+([\w+#-]*+)")
_SUBMIT = re.compile(r"^[ \t]*<submit[ \t]*/?>(?:</submit>)?[ \t\r]*$", re.M)

_TOOLS = {"evaluate": False, "submit": True, "": False}
"""Name of each tool -> whether a call of it submits. An action that names no tool says so itself."""

_LABELS: Mapping[str, frozenset[str]] = {
    "c": frozenset({"c", "h", "cpp", "c++"}),
    "go": frozenset({"go", "golang"}),
    "python": frozenset({"python", "py", "python3"}),
    "rust": frozenset({"rust", "rs"}),
    "typescript": frozenset({"typescript", "ts", "javascript", "js"}),
}
_PROSE = ("csv", "html", "json", "makefile", "text", "toml", "txt", "xml", "yaml", "yml")
_COMMANDS = ("asm", "bash", "console", "diff", "output", "patch", "sh", "shell", "zsh")
_NO_PROGRAM = frozenset(_PROSE + _COMMANDS)

_HOW_TO_ANSWER = """
## How to answer

Explain what you like, and write the whole program between these two tags:

<code>
the whole program
</code>

Of several such blocks in a reply the last complete one counts. Each reply takes a turn. When you do not want
to improve your best program any further, add a line that holds nothing but this tag, outside the code:

<submit/>

It ends the episode after the program in the same reply, if there is one, has been evaluated.
"""

_ANSWER_AGAIN = """\
Your reply held no complete program. Write the whole program between <code> and </code>. What stands between
<think> and </think> is not read."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What one way to read a part of a reply finds.

    Attributes:
        code: The program; empty if the part submits in this way without one, None if it holds neither.
        submit: Whether the part submits.
    """

    code: str | None
    submit: bool


def _submits(text: str) -> bool:
    """Whether a line outside all ``<code>`` blocks and fenced blocks submits."""
    if _SUBMIT.search(text) is None:
        return False
    _, outside = _split_tagged(text)
    return _SUBMIT.search(_without_fenced(outside)) is not None


def _split_tagged(text: str) -> tuple[str | None, str]:
    """The last ``<code>`` block that is complete and not blank, and the text outside all blocks.

    A block reaches to its last closing tag, or, if it was cut off, to the next block or the end of the text.
    """
    before, *pieces = _OPEN.split(text)
    code = None
    outside = [before]
    for piece in pieces:
        if last := deque(_CLOSE.finditer(piece), maxlen=1):
            block = piece[: last[0].start()]
            code = block if block.strip() else code
            outside.append(piece[last[0].end() :])
    return code, "\n".join(outside)


def _tagged(part: str, _language: str) -> _Found:
    """The program in ``<code>`` tags."""
    code, _ = _split_tagged(part)
    return _Found(code, _submits(part))


def _called(part: str, _language: str) -> _Found:
    """The program in the last tool call that has one."""
    calls = [call for call in tool_calls(part) if call.name in _TOOLS]
    if not calls:
        return _Found(None, submit=False)
    programs = [call.arguments["code"] for call in calls if _is_program(call.arguments.get("code"))]
    asked = any(_TOOLS[call.name] or call.arguments.get("submit") in (True, 1) for call in calls)
    submit = asked or _submits(_outside_of(calls, part))
    return _Found(programs[-1], submit) if programs else _Found("" if asked else None, submit)


def _is_program(code: object) -> bool:
    return isinstance(code, str) and bool(code.strip())


def _outside_of(calls: Iterable[ToolCall], part: str) -> str:
    """The text outside the JSON of tool calls."""
    outside: list[str] = []
    end = 0
    for call in calls:
        outside.append(part[end : call.start])
        end = call.end
    return "\n".join([*outside, part[end:]])


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


def _label(fence: str) -> str:
    """The word behind the back-ticks or tildes of a fence, in small letters; empty if there is none."""
    found = _LABEL.match(fence)
    return found[1].lower() if found else ""


def _may_be_program(lines: list[str]) -> bool:
    """Whether the lines of a block are more than blank ones and an example of how to submit."""
    return any(line.strip() and not _SUBMIT.fullmatch(line) for line in lines)


def _fenced(part: str, language: str) -> _Found:
    """The last fenced block that is labelled with the language, else the last that may hold a program."""
    lines = part.split("\n")
    labelled = other = None
    for first, last in _fenced_ranges(lines):
        label = _label(lines[first])
        if label in _NO_PROGRAM or not _may_be_program(lines[first + 1 : last]):
            continue
        if label in _LABELS.get(language, {language} - {""}):
            labelled = first, last
        other = first, last
    chosen = labelled or other
    code = "\n".join(lines[chosen[0] + 1 : chosen[1]]) if chosen else None
    return _Found(code, _submits(part))


def _without_fenced(text: str) -> str:
    """The text outside all fenced blocks."""
    lines = text.split("\n")
    outside: list[str] = []
    last = -1
    for first, end in _fenced_ranges(lines):
        outside += lines[last + 1 : first]
        last = end
    return "\n".join(outside + lines[last + 1 :])


def _unfenced(code: str) -> str:
    """``code`` without its first and last line, if these are a pair of fences."""
    opening, _, rest = code.strip().partition("\n")
    body, _, closing = rest.rpartition("\n")
    mark, end = _mark(opening), closing.strip()
    return body if mark and end.startswith(mark) and end == _mark(closing) else code


_READERS: tuple[Callable[[str, str], _Found], ...] = (_tagged, _called, _fenced)
"""The ways to read a part of a reply. The first that finds something in any part is the one that counts."""


def parse_reply(reply: str, language: str = "") -> tuple[str, bool]:
    """Find the program in a model's reply, and whether the reply submits, in linear time.

    Thoughts are not searched, see :func:`perfgym.envs.reply_parts.answer_parts`. The program is the first of
    these that there is, without a pair of fences around it:

    1. the last complete block ``<code>...</code>``; the tag may have attributes, e.g. ``<code lang="c">``,
       and a tag between quotes or back-ticks is none;
    2. the ``code`` of the last tool call of ``evaluate`` or ``submit`` that has one, see
       :func:`perfgym.envs.reply_parts.tool_calls`;
    3. the last complete fenced block that is labelled with the language; if there is none, the last that is
       not labelled as something that is no program, such as ``bash`` or ``json``.

    A block that is blank does not count. A reply submits by a line ``<submit/>`` (or ``<submit />``, or
    ``<submit>``) outside all code and fenced blocks, or by a call of ``submit``. A ``<code>`` block that was
    cut off reaches to the end of the reply.

    Args:
        reply: Any text. One of more than 2,097,152 characters is not read: it holds no program.
        language: Name of the program's language, e.g. ``"c"``; empty if it is not known.

    Returns:
        The program, empty if there is none, and whether the reply submits.
    """
    parts = answer_parts(reply)
    code, submit = "", False
    for read in _READERS:
        found = [read(part, language) for part in parts]
        submit = any(one.submit for one in found)
        codes = [one.code for one in found if one.code is not None]
        if codes:
            code = next(filter(None, reversed(codes)), "")
            break
    return _unfenced(code).strip("\n"), submit


def text_prompt(observation: Mapping[str, Any]) -> str:
    """The first prompt for a language model: an observation's prompt, and how to answer."""
    return observation["prompt"] + _HOW_TO_ANSWER


def text_feedback(observation: Mapping[str, Any]) -> str:
    """The feedback for a language model; after a reply without a program it says how to answer."""
    feedback: str = observation["feedback"]
    is_lost = observation["status"] == tuple(Status).index(Status.NO_CODE) and observation["turns_left"]
    return f"{feedback}\n{_ANSWER_AGAIN}" if is_lost else feedback


def text_action(reply: str, language: str = "") -> dict[str, Any]:
    """A model's reply as an action of a ``PerfOptimize`` environment.

    Args:
        reply: Any text.
        language: Name of the program's language.
    """
    code, submit = parse_reply(reply, language)
    return {"code": code, "submit": int(submit)}
