"""A language model's reply -> an action, and an action -> a reply. Pure."""

import json
from collections.abc import Mapping
from typing import Any, cast

from perfgym.envs.reply_parts import Block, Kind, reply_parts
from perfgym.envs.repo.action import ACTION_TYPES, FIELDS, shortest
from perfgym.envs.tool_calls import ToolCall, tool_calls

__all__ = ["HOW_TO_ANSWER", "HOW_TO_ANSWER_AGAIN", "action_reply", "parse_action"]

HOW_TO_ANSWER = """
## How to answer

Explain what you like, and end with one action: a JSON object in a fenced block, e.g.

```json
{"action_type": "files", "files_op": "read", "files_path": "README.md"}
```

Of several actions in a reply the last counts. A diff may also stand in a fenced block of its own:

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
_THOUGHTS = ("thought", "thoughts", "reasoning", "explanation", "plan", "comment")


def parse_action(reply: str) -> dict[str, Any]:
    """Find the action in a model's reply, in linear time.

    Thoughts are not searched, see :func:`perfgym.envs.reply_parts.reply_parts`. The action is the first of
    these that there is:

    1. the last JSON object that has fields of an action, or calls a tool whose arguments are the fields;
       ``action`` or ``tool`` may stand for ``action_type``;
    2. the last fenced block labelled ``diff``, as a patch.

    A block with a diff is also the diff of a ``patch`` that has none.

    Args:
        reply: Any text.

    Returns:
        Fields of an action, which need not be right; none if the reply holds no action.
    """
    parts = reply_parts(reply, _TAG, _understood)
    blocks = [inner for block in parts.blocks for inner in _inside(block)]
    diffs = [one.text for one in blocks if one.kind is Kind.FENCED and one.label in _DIFFS]
    actions: list[dict[str, Any]] = [one.value for one in blocks if one.kind is Kind.OBJECT]
    diff = f"{diffs[-1]}\n" if diffs else ""
    if actions:
        return _with_diff(actions[-1], diff)
    return {"action_type": "patch", "patch_diff": diff} if diff else {}


def _inside(block: Block) -> list[Block]:
    """The blocks in a tagged one, or the block itself."""
    is_tagged = block.kind is Kind.TAGGED
    return reply_parts(block.text, _TAG, _understood).blocks if is_tagged else [block]


def _with_diff(action: dict[str, Any], diff: str) -> dict[str, Any]:
    is_patch = action.get("action_type") == "patch"
    if is_patch and diff and not ({"patch_diff", "patch_file"} & action.keys()):
        return {**action, "patch_diff": diff}
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


def action_reply(action: Mapping[str, Any]) -> str:
    """The reply by which a language model would take an action."""
    return f"```json\n{json.dumps(shortest(action))}\n```"
