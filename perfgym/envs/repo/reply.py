"""A language model's reply -> an action, and remarks on what was not taken; an action -> a reply. Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from perfgym.envs.reply_parts import LENIENT_JSON, LONGEST_REPLY, Block, Kind, reply_parts
from perfgym.envs.repo.action import ACTION_TYPES, FIELDS, shortest
from perfgym.envs.tool_calls import ToolCall, tool_calls
from perfgym.printable import clean_text

__all__ = ["HOW_TO_ANSWER", "HOW_TO_ANSWER_AGAIN", "Reading", "action_reply", "parse_action", "read_reply"]

HOW_TO_ANSWER = """
## How to answer

Explain what you like, and end with one action: a JSON object in a fenced block, e.g.

```json
{"action_type": "files", "files_op": "read", "files_path": "README.md"}
```

A reply is one action; of several, the last counts. To apply a diff, write it in a fenced block of its own
instead of an action. It needs no JSON, and nothing in it is escaped:

```diff
--- a/x.go
+++ b/x.go
@@ -1,3 +1,3 @@
```
"""

HOW_TO_ANSWER_AGAIN = """\
Your reply held no action. Write one as a JSON object in a fenced block, with action_type first. What stands
between <think> and </think> is not read."""

_TAG = "action"  # models write such tags although nobody asks for them
_DIFFS = ("diff", "patch")
_DIFF_BEGINNINGS = ("diff --git ", "--- ")
_THOUGHTS = ("thought", "thoughts", "reasoning", "explanation", "plan", "comment")
_MOST_QUOTED = 60  # characters


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reply holds.

    Attributes:
        action: Fields of an action, which need not be right; none if the reply holds no action.
        remarks: Sentences for the model about what was not taken, and why.
    """

    action: dict[str, Any]
    remarks: tuple[str, ...] = ()


def parse_action(reply: str) -> dict[str, Any]:
    """Find the action in a model's reply; see :func:`read_reply`.

    Args:
        reply: Any text.

    Returns:
        Fields of an action, which need not be right; none if the reply holds no action.
    """
    return read_reply(reply).action


def read_reply(reply: str) -> Reading:
    """Find the action in a model's reply, and what else the model might have meant as one, in linear time.

    Thoughts are not searched, see :func:`perfgym.envs.reply_parts.reply_parts`. The action is the first of
    these that there is:

    1. the last JSON object that has fields of an action, or calls a tool whose arguments are the fields;
       ``action`` or ``tool`` may stand for ``action_type``;
    2. the last fenced block that is a unified diff, or is labelled ``diff``, as a patch.

    A block with a diff is also the diff of a ``patch`` that has none.

    Args:
        reply: Any text. One of more than 2,097,152 characters is not read: it holds no action.
    """
    if len(reply) > LONGEST_REPLY:
        said = f"Your reply has {len(reply):,} characters, and was not read: at most {LONGEST_REPLY:,} are."
        return Reading({}, (said,))
    strange: list[str] = []
    blocks, outside = _blocks(reply, strange)
    diffs = [f"{one.text}\n" for one in blocks if _is_diff(one)]
    actions: list[dict[str, Any]] = [one.value for one in blocks if one.kind is Kind.OBJECT]
    if actions:
        action = _with_diff(actions[-1], diffs)
        return Reading(action, _not_taken(action, len(actions), diffs))
    if diffs:
        return Reading({"action_type": "patch", "patch_diff": diffs[-1]}, _of_several(len(diffs), "diffs"))
    return Reading({}, _lacks(blocks, outside, strange))


def _blocks(reply: str, strange: list[str]) -> tuple[list[Block], str]:
    """The blocks of a reply, those in tagged ones included, and the text outside of them.

    Args:
        reply: The reply.
        strange: Gets a remark for each JSON object that is no action.
    """

    def understood(value: dict[str, Any]) -> dict[str, Any] | None:
        action = _understood(value)
        if action is None:
            strange.append(_strange(value))
        return action

    parts = reply_parts(reply, _TAG, understood)
    blocks: list[Block] = []
    for one in parts.blocks:
        inner = reply_parts(one.text, _TAG, understood).blocks if one.kind is Kind.TAGGED else []
        blocks += inner or [one]
    return blocks, parts.outside


def _is_diff(block: Block) -> bool:
    if block.kind is not Kind.FENCED:
        return False
    return block.label in _DIFFS or (block.text.startswith(_DIFF_BEGINNINGS) and "\n@@ " in block.text)


def _with_diff(action: dict[str, Any], diffs: list[str]) -> dict[str, Any]:
    is_patch = action.get("action_type") == "patch"
    if is_patch and diffs and not ({"patch_diff", "patch_file"} & action.keys()):
        return {**action, "patch_diff": diffs[-1]}
    return action


def _understood(value: dict[str, Any]) -> dict[str, Any] | None:
    """The last action in a JSON object; None if there is none."""
    found = [action for call in tool_calls(value, tuple(FIELDS)) if (action := _action(call))]
    return found[-1] if found else None


def _action(call: ToolCall) -> dict[str, Any]:
    """The fields of a call, without what a model adds to explain itself; none if it is no action."""
    fields = {name: one for name, one in call.arguments.items() if name not in _THOUGHTS}
    inner = fields.pop("args", fields.pop("arguments", None))
    fields |= cast("dict[str, Any]", inner) if isinstance(inner, dict) else {}
    if call.name:
        return {**fields, "action_type": call.name} if call.name in ACTION_TYPES else {}
    return fields


# ---- remarks -----------------------------------------------------------------------------------------------


def _not_taken(action: Mapping[str, Any], actions: int, diffs: list[str]) -> tuple[str, ...]:
    """What a reply holds beside the action that was taken."""
    several = _of_several(actions, "actions")
    if not diffs:
        return several
    if action.get("patch_diff") in diffs:
        return (*several, *_of_several(len(diffs), "diffs"))
    return (*several, "The diff in your reply was not applied, because the action in JSON was taken.")


def _of_several(count: int, what: str) -> tuple[str, ...]:
    return (f"Your reply held {count} {what}. Only the last was taken.",) if count > 1 else ()


def _lacks(blocks: list[Block], outside: str, strange: list[str]) -> tuple[str, ...]:
    """Why a reply holds no action, as far as something in it looks like one."""
    if strange:
        return (strange[-1],)
    if wrong := [said for one in blocks if (said := _wrong_json(one))]:
        return (wrong[-1],)
    if any(one.kind is Kind.UNREAD for one in blocks):
        return (
            "Something in your reply begins like an action and cannot be read: its JSON is wrong or not "
            "complete, or its fenced block is not closed.",
        )
    if any("action_type" in text for text in (outside, *(one.text for one in blocks))):
        return ("The action in your reply is no JSON object that begins a line of its own.",)
    if "\n@@ " in outside:
        return ("A diff must stand in a fenced block that is labelled diff.",)
    return ()


def _strange(value: Mapping[str, Any]) -> str:
    """What is said of a JSON object that is no action."""
    names = [call.name for call in tool_calls(dict(value), tuple(FIELDS)) if call.name]
    tools = ", ".join(ACTION_TYPES)
    if names:
        return f"There is no tool {_quoted(names[-1])}; action_type can be: {tools}."
    keys = ", ".join(_quoted(name) for name in list(value)[:5])
    return f"A JSON object with {keys} is no action: it lacks action_type, which can be: {tools}."


def _wrong_json(block: Block) -> str:
    """What is wrong with a fenced block that looks like JSON; empty if nothing is."""
    text = block.text.strip()
    if block.kind is not Kind.FENCED or not text.startswith("{"):
        return ""
    try:
        LENIENT_JSON.raw_decode(text)
    except json.JSONDecodeError as error:
        near = clean_text(text[max(0, error.pos - _MOST_QUOTED // 2) : error.pos + _MOST_QUOTED // 2])
        place = f"line {error.lineno}, column {error.colno}"
        return (
            f"The JSON in your reply cannot be read: {error.msg} at {place} of its block, near "
            f"`{' '.join(near.split())}`. Names and texts stand between double quotes; in them, a quote is "
            'written \\", a backslash \\\\. Nothing stands between the last field and the closing brace.'
        )
    except (ValueError, RecursionError):  # a number or a depth that no action has
        return "The JSON in your reply is nested too deeply, or holds a number of too many digits."
    return ""


def _quoted(text: str) -> str:
    return json.dumps(clean_text(text[:_MOST_QUOTED]), ensure_ascii=False)


def action_reply(action: Mapping[str, Any]) -> str:
    """The reply by which a language model would take an action."""
    return f"```json\n{json.dumps(shortest(action))}\n```"
