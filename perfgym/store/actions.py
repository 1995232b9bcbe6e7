"""The action of a turn, as JSON has it -> text for people. Pure."""

import json
from collections.abc import Mapping
from typing import Any, cast

from perfgym.printable import portable

__all__ = ["action_text"]


def action_text(action: Any) -> str:
    """An action, as JSON has it, as text: ``"submit = 1"``, ``"knobs: optimise = -O3, TILE = 16"``."""
    if action is None:
        return ""
    if not isinstance(action, Mapping):
        return json.dumps(portable(action), ensure_ascii=False)
    return "; ".join(_field_text(name, value) for name, value in cast("Mapping[str, Any]", action).items())


def _field_text(name: str, value: Any) -> str:
    if isinstance(value, Mapping):
        settings = cast("Mapping[str, Any]", value).items()
        return f"{name}: {', '.join(_field_text(key, setting) for key, setting in settings)}"
    return f"{name} = {value if isinstance(value, str) else json.dumps(portable(value), ensure_ascii=False)}"
