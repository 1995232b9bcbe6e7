"""What clients and data sets may ask for, and what they may not."""

from typing import Any

import pytest

from perfgym.errors import SettingsError
from perfgym.integrations.episode import outside_arguments


def test_arguments_that_only_concern_the_episode_are_passed_on() -> None:
    asked = {
        "max_turns": 3,
        "reward": "log_speedup",
        "paid": "delta",
        "feedback": "hidden",
        "backend": "auto",
    }
    assert outside_arguments(asked) == asked
    assert outside_arguments({}) == {}


@pytest.mark.parametrize(
    "asked",
    [
        {"sandbox": "unsafe-none"},
        {"cores": "0"},
        {"store": "/etc/passwd"},
        {"render_mode": "human"},
        {"problem": "sort"},
        {"max_turns": True},
        {"max_turns": "3"},
        {"reward": len},
        {"backend": "fake"},
        {"backend": ["auto"]},
        {"max_turns": 0},
        {"reward": "nothing"},
        {"reward": "weighted:time=-1"},
        {"feedback": "loud"},
        {"paid": "never"},
        {"x" * 10**6: 1},
    ],
)
def test_other_arguments_types_and_values_are_refused(asked: dict[str, Any]) -> None:
    """A client that could choose the sandbox would turn it off."""
    with pytest.raises(SettingsError) as refused:
        outside_arguments({"max_turns": 2} | asked)
    assert len(str(refused.value)) < 600
