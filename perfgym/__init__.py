"""Gymnasium environments in which the action is a program and the reward is its speed.

Importing this registers the environments::

    import gymnasium as gym, perfgym
    env = gym.make("PerfOptimize-matmul-c-v0")
"""

import warnings

from perfgym.bank import Problem, load_problem
from perfgym.envs import PerfOptimizeEnv, RecordEpisodes, SourceText, TextWrapper, parse_reply
from perfgym.envs.registration import register_all, register_problems
from perfgym.errors import (
    HarnessError,
    MachineError,
    PerfgymError,
    ProblemError,
    SandboxUnavailableError,
    SettingsError,
    ToolchainMissingError,
)
from perfgym.measure import Backend, FakeBackend, compare, compare_counts
from perfgym.records import ROLES, Evaluation, Measurement, Role, Status
from perfgym.sandbox import FakeSandbox, Sandbox
from perfgym.vector import AsyncPool, PoolVectorEnv, make_async, make_vec

__all__ = [
    "ROLES",
    "AsyncPool",
    "Backend",
    "Evaluation",
    "FakeBackend",
    "FakeSandbox",
    "HarnessError",
    "MachineError",
    "Measurement",
    "PerfOptimizeEnv",
    "PerfgymError",
    "PoolVectorEnv",
    "Problem",
    "ProblemError",
    "RecordEpisodes",
    "Role",
    "Sandbox",
    "SandboxUnavailableError",
    "SettingsError",
    "SourceText",
    "Status",
    "TextWrapper",
    "ToolchainMissingError",
    "__version__",
    "compare",
    "compare_counts",
    "load_problem",
    "make_async",
    "make_vec",
    "parse_reply",
    "register_problems",
]

__version__ = "0.1.0"

try:
    register_all()
except SettingsError as error:  # an import must not fail over a variable; using the bank will
    warnings.warn(f"no environment is registered: {error}", RuntimeWarning, stacklevel=2)
