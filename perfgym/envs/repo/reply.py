"""A language model's reply -> an action, and an action -> a reply. Pure."""

import json
import re
from collections import deque
from collections.abc import Iterator, Mapping
from typing import Any, cast

from perfgym.envs.reply_parts import answer_parts, json_objects, tool_calls
from perfgym.envs.repo.action import ACTION_TYPES, FIELDS, shortest

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

_THOUGHTS = ("thought", "thoughts", "reasoning", "explanation", "plan", "comment")
_KEYS = (*FIELDS, *_THOUGHTS, "action", "tool", "name", "arguments", "function", "tool_calls", "type", "id")
_DIFF = re.compile(r"^ {0,3}(`{3,}+|~{3,}+)(?:diff|patch)[ \t]*$", re.MULTILINE)


def parse_action(reply: str) -> dict[str, Any]:
    """Find the action in a model's reply, in linear time.

    Thoughts are not searched, see :func:`perfgym.envs.reply_parts.answer_parts`. The action is the first of
    these that there is:

    1. the last JSON object that has fields of an action, in a fenced block or not; ``action`` or ``tool``
       may stand for ``action_type``;
    2. the last tool call by the name of a tool, whose arguments are the fields;
    3. the last fenced block labelled ``diff``, as a patch.

    A block with a diff is also the diff of a ``patch`` that has none.

    Args:
        reply: Any text.

    Returns:
        Fields of an action, which need not be right; none if the reply holds no action.
    """
    parts = answer_parts(reply)
    diff = next(filter(None, (_last_diff(part) for part in reversed(parts))), "")
    for part in reversed(parts):
        if actions := list(_actions(part)):
            return _with_diff(actions[-1], diff)
    return {"action_type": "patch", "patch_diff": diff} if diff else {}


def _with_diff(action: dict[str, Any], diff: str) -> dict[str, Any]:
    is_patch = action.get("action_type") == "patch"
    if is_patch and diff and not ({"patch_diff", "patch_file"} & action.keys()):
        return {**action, "patch_diff": diff}
    return action


def _actions(part: str) -> Iterator[dict[str, Any]]:
    """The actions in a part of a reply, in order; objects that are none are skipped."""
    calls = {call.start: call for call in tool_calls(part) if call.name in ACTION_TYPES}
    for value, start, _ in json_objects(part, _KEYS):
        if start in calls:
            yield {**_named(calls[start].arguments), "action_type": calls[start].name}
        elif (named := _named(value)).keys() & FIELDS.keys():
            yield named


def _named(value: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an object, without what a model adds to explain itself."""
    fields = {name: one for name, one in value.items() if name not in _THOUGHTS}
    for other in ("action", "tool"):
        if isinstance(fields.get(other), str) and "action_type" not in fields:
            fields["action_type"] = fields.pop(other)
    inner = fields.pop("args", fields.pop("arguments", None))
    return {**fields, **(cast("dict[str, Any]", inner) if isinstance(inner, dict) else {})}


def _last_diff(part: str) -> str:
    """The text in the last complete block that is labelled as a diff; empty if there is none."""
    last = deque(_DIFF.finditer(part), maxlen=1)
    if not last:
        return ""
    (found,) = last
    body: list[str] = []
    for line in part[found.end() + 1 :].split("\n"):
        if line.strip() == found[1]:
            return "\n".join(body) + "\n"
        body.append(line)
    return ""


def action_reply(action: Mapping[str, Any]) -> str:
    """The reply by which a language model would take an action."""
    return f"```json\n{json.dumps(shortest(action))}\n```"
