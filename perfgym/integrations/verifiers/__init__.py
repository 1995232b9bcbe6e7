"""verifiers (v1), and with it prime-rl: tasks of perfgym, the environment that plays them, and a harness.

verifiers finds a task set by the name of a top-level module, so the package in ``environments/perf_optimize``
offers these names as the module ``perf_optimize``::

    vf-eval perf-optimize -m MODEL --env.taskset.problems '["sort"]' --no-push
"""

try:
    from perfgym.integrations.verifiers.environment import PerfEnv, load_environment
    from perfgym.integrations.verifiers.harness import OneRequestHarness
    from perfgym.integrations.verifiers.taskset import PerfTaskset
except ModuleNotFoundError as error:
    if error.name is None or error.name.split(".")[0] != "verifiers":
        raise
    raise ModuleNotFoundError(
        f"verifiers is missing ({error}); run `pip install 'perfgym[verifiers]'`", name=error.name
    ) from error

# verifiers takes the one Taskset, the one Env and the one Harness among these names.
__all__ = ["OneRequestHarness", "PerfEnv", "PerfTaskset", "load_environment"]
