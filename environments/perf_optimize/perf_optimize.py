"""The tasks of perfgym under the name by which verifiers and prime-rl find them."""

from perfgym.integrations.verifiers import OneRequestHarness, PerfEnv, PerfTaskset, load_environment

__all__ = ["OneRequestHarness", "PerfEnv", "PerfTaskset", "load_environment"]
