"""IDs and arguments from outside, e.g. from a client or a data set -> those that are safe to use."""

from collections.abc import Mapping
from typing import Any

from perfgym.envs.registration import find_id
from perfgym.errors import SettingsError
from perfgym.evaluation.reward import make_reward
from perfgym.settings import resolve_settings

__all__ = ["outside_arguments", "own_id"]

_LONGEST_ID = 200
_ALLOWED: Mapping[str, type] = {
    "backend": str,
    "feedback": str,
    "max_evaluations": int,
    "max_steps": int,
    "max_turns": int,
    "paid": str,
    "reward": str,
}
_MEASURING = ("auto", "cpu_time", "hardware", "simulated")


def outside_arguments(asked: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of an environment that come from outside, e.g. from a client or from a row of a data set.

    All others say what runs on this machine and where it runs, e.g. the sandbox, the cores and the store.

    Args:
        asked: Any of ``max_turns``, ``max_steps`` and ``max_evaluations`` (integers), and of the texts
            ``backend``, ``feedback``, ``paid`` and ``reward``. A family takes those that it has. The backend
            must be one that measures; ``"fake"`` does not.

    Returns:
        The same arguments.

    Raises:
        SettingsError: Another argument is asked for, or one has a type or a value that cannot be used.
    """
    for name, value in asked.items():
        if name not in _ALLOWED:
            raise SettingsError(
                f"an episode takes {', '.join(_ALLOWED)} from outside, got {name!r:.200}; the rest is set by "
                "arguments or PERFGYM_* variables of the process that runs perfgym"
            )
        if type(value) is not _ALLOWED[name]:
            raise SettingsError(f"{name} must be of type {_ALLOWED[name].__name__}, got {value!r:.200}")
        if name == "backend" and value not in _MEASURING:
            raise SettingsError(f"backend must be one of {', '.join(_MEASURING)}; got {value!r:.200}")
    make_reward(resolve_settings(**asked).reward)
    return dict(asked)


def own_id(env_id: object) -> str:
    """An environment ID that comes from outside, if it is one of perfgym's.

    ``gymnasium.make`` must not be given any other: ``"module:ID"`` makes it import the module.

    Raises:
        SettingsError: It is none.
    """
    if not isinstance(env_id, str) or len(env_id) > _LONGEST_ID:
        raise SettingsError(
            f"an environment ID is a text of at most {_LONGEST_ID} characters, got {env_id!r:.200}"
        )
    return str(find_id(env_id))
