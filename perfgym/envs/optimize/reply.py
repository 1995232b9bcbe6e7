"""A model's reply -> the program in it and whether it submits; an observation -> a model's prompt."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from perfgym.envs.reply_parts import NO_PROGRAM, Block, Kind, reply_parts, without_fence
from perfgym.envs.tool_calls import ToolCall, tool_calls
from perfgym.records import Status

__all__ = ["parse_reply", "text_action", "text_feedback", "text_prompt"]

_SUBMIT = re.compile(r"^[ \t]*+[*_]*+<submit[ \t]*+/?>(?:</submit>)?[*_]*+[ \t\r]*+$", re.M)
_TOOLS = {"evaluate": False, "submit": True, "": False}
"""Name of each tool -> whether a call of it submits. An action that names no tool says so itself."""

_PROGRAMS = ("code", "program", "source", "source_code", "solution")
_REMARKS = frozenset(
    {"comment", "explanation", "lang", "language", "message", "reason", "submit", "thought", "thoughts"}
)
_ARGUMENTS = frozenset({*_PROGRAMS, "submit"})

_LABELS: Mapping[str, frozenset[str]] = {
    "c": frozenset({"c", "h", "cpp", "c++"}),
    "go": frozenset({"go", "golang"}),
    "python": frozenset({"python", "py", "python3"}),
    "rust": frozenset({"rust", "rs"}),
    "typescript": frozenset({"typescript", "ts", "javascript", "js"}),
}

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


# Lines that end as in C, Go, Rust or TypeScript, or begin as in Python.
_CODE_LINE = re.compile(
    r"[;{}][ \t\r]*+$|^[ \t]*+(?:#include|import|from|def|class|for|while|return|fn|func)\b.*+$", re.M
)
_FEWEST_LINES = 3


@dataclass(frozen=True, slots=True)
class _Calls:
    """The program and the submission that the tool calls in a JSON object ask for.

    Attributes:
        code: The last program in them; empty if there is none.
        submit: Whether one of them submits.
        is_read: Whether everything in them was understood.
    """

    code: str
    submit: bool
    is_read: bool


def _understood(value: dict[str, Any]) -> _Calls | None:
    """Read the tool calls in a JSON object; None if it calls no known tool."""
    calls = [call for call in tool_calls(value, _ARGUMENTS) if call.name in _TOOLS and not _is_foreign(call)]
    if not calls:
        return None
    codes = [_program(call) for call in calls]
    return _Calls(
        code=next(filter(None, reversed(codes)), ""),
        submit=any(_TOOLS[call.name] or call.arguments.get("submit") in (True, 1) for call in calls),
        is_read=all(code or not _odd_arguments(call) for call, code in zip(calls, codes, strict=True)),
    )


def _is_foreign(call: ToolCall) -> bool:
    """Return whether a JSON object that names no tool is other data, and no call."""
    return not call.name and bool(call.arguments.keys() - _ARGUMENTS - _REMARKS)


def _program(call: ToolCall) -> str:
    """The program in the arguments of a call; empty if there is none."""
    given = (call.arguments.get(name) for name in _PROGRAMS)
    return next((code for code in given if isinstance(code, str) and code.strip()), "")


def _odd_arguments(call: ToolCall) -> list[str]:
    """The arguments of a call without a program that might be one all the same."""
    return [
        name
        for name, value in call.arguments.items()
        if name not in _REMARKS and not (name in _PROGRAMS and (value is None or value == ""))
    ]


def _rank(block: Block, language: str) -> int | None:
    """How sure it is that a block is meant as the program, 0 for surely; None if it holds none."""
    match block.kind:
        case Kind.TAGGED:
            begins_line = block.text.lstrip(" \t\r").startswith("\n")
            is_inline = not begins_line and "\n" not in block.text.strip()
            return None if not block.text.strip() else 3 if is_inline else 0
        case Kind.OBJECT:
            return 0 if block.value.code else None
        case Kind.FENCED if block.label not in NO_PROGRAM and _SUBMIT.sub("", block.text).strip():
            return 1 if block.label in _LABELS.get(language, {language} - {""}) else 2
        case _:
            return None


def _chosen(blocks: list[Block], language: str) -> int | None:
    """The number of the block that holds the program: the last of those that are surest."""
    ranks = {number: rank for number, one in enumerate(blocks) if (rank := _rank(one, language)) is not None}
    return min(reversed(ranks), key=ranks.__getitem__, default=None)


def _is_unread(block: Block) -> bool:
    """Return whether a block looks like one with a program, although no program was found in it."""
    return block.kind is Kind.UNREAD or (block.kind is Kind.OBJECT and not block.value.is_read)


def _unwrapped(block: Block) -> str:
    """The program in a block, without fences inside tags or strings."""
    code: str = block.value.code if block.kind is Kind.OBJECT else block.text
    return without_fence(code).strip("\n")


def parse_reply(reply: str, language: str = "") -> tuple[str, bool]:
    """Find the program in a model's reply, and whether the reply submits, in linear time.

    Thoughts are not searched; :func:`perfgym.envs.reply_parts.reply_parts` tells what a block is. The program
    is in the last of the first of these that there are, without a pair of fences around it:

    1. complete blocks ``<code>...</code>`` of some lines, and tool calls of ``evaluate`` or ``submit`` that
       have a program, see :func:`perfgym.envs.tool_calls.tool_calls`;
    2. fenced blocks that are labelled with the language;
    3. fenced blocks that are not labelled as something that is no program, such as ``bash`` or ``json``;
    4. blocks ``<code>...</code>`` inside a line.

    A block that is blank does not count. A reply submits by a line ``<submit/>`` (or ``<submit />``, or
    ``<submit>``) outside all blocks, or by a call of ``submit``. It does not submit if something like a
    program follows the one that was found and cannot be read: a block or a call that is not complete, or a
    call with unknown arguments; nor if no program was found, and the text outside of blocks is like one.

    Args:
        reply: Any text. One of more than 2,097,152 characters is not read: it holds no program.
        language: Name of the program's language, e.g. ``"c"``; empty if it is not known.

    Returns:
        The program, empty if there is none, and whether the reply submits.
    """
    parts = reply_parts(reply, "code", _understood)
    chosen = _chosen(parts.blocks, language)
    code = "" if chosen is None else _unwrapped(parts.blocks[chosen])
    asked = _SUBMIT.search(parts.outside) is not None or any(
        block.value.submit for block in parts.blocks if block.kind is Kind.OBJECT
    )
    rest = parts.blocks if chosen is None else parts.blocks[chosen + 1 :]
    is_lost = any(map(_is_unread, rest)) or (not code and _is_like_program(parts.outside))
    return code, asked and not is_lost


def _is_like_program(text: str) -> bool:
    """Return whether a text has several lines that look like code."""
    return len(_CODE_LINE.findall(text)) >= _FEWEST_LINES


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
