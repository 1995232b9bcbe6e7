"""Gymnasium environments in which the action is a program and the reward is its speed.

Importing this registers the environments::

    import gymnasium as gym, perfgym
    env = gym.make("PerfOptimize-matmul-c-v0")

Public names are listed in ``__init__.pyi``; each is imported when it is first used.
"""

import itertools
import sys
import warnings

import lazy_loader  # pyright: ignore[reportMissingTypeStubs]

from perfgym.errors import SettingsError

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)  # pyright: ignore[reportUnknownVariableType]

__version__ = "0.1.0"


def _is_command() -> bool:
    """Whether this process is the command ``perfgym`` or ``python -m perfgym``."""
    script = "".join(sys.argv[:1]).rpartition("/")[2]
    return script == "perfgym" or ("-m", "perfgym") in itertools.pairwise(sys.orig_argv)


def _register() -> None:
    from perfgym.envs.registration import register_all

    try:
        register_all()
    except SettingsError as error:  # a bad variable must not break the import; using the bank raises
        if _is_command():
            return  # each command that uses the bank reports the error itself
        warnings.warn(f"no environment is registered: {error}", RuntimeWarning, stacklevel=3)


_register()
