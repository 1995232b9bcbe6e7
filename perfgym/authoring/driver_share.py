"""The share of a workload's time that its own program takes, instead of the library that it measures.

A profile of the task's own tree tells it: samples of the program's main function in which no frame is the
library's.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from perfgym.errors import ProblemError
from perfgym.languages.go_module import run_tests_request
from perfgym.measure import MeasurementSetup
from perfgym.records import Status
from perfgym.repo.evaluation.build import build_tree
from perfgym.repo.evaluation.measured_tree import workload_package
from perfgym.repo.gotools.pprof import ProfileError, stacks
from perfgym.repo.gotools.source_path import repository_path
from perfgym.repo.tasks.task import RepoTask
from perfgym.repo.workspace.tree import File, Tree

__all__ = ["driver_share"]

_MAIN = re.compile(rb"^func main\(\) \{", re.MULTILINE)
_RENAMED = b"func perfgymMain() {"
_PROFILE = "/tmp/cpu.profile"
# The rate cannot be given to pprof, which asks for 100 samples a second and keeps what was set before.
_PROFILED = f"""package main

import (
	"os"
	"runtime"
	"runtime/pprof"
)

func main() {{
	file, err := os.Create("{_PROFILE}")
	if err != nil {{
		panic(err)
	}}
	runtime.SetCPUProfileRate(500)
	if err := pprof.StartCPUProfile(file); err != nil {{
		panic(err)
	}}
	perfgymMain()
	pprof.StopCPUProfile()
	if err := file.Close(); err != nil {{
		panic(err)
	}}
}}
""".encode()
_BUILD_TIMEOUT_S = 120.0
_SAMPLES = 400


def driver_share(
    task: RepoTask, base: Tree, name: str, setup: MeasurementSetup, inputs: Iterable[bytes]
) -> float:
    """Share of a workload's CPU time in which no function of the library is active, from 0 to 1.

    Args:
        task: The task.
        base: The task's own tree.
        name: Name of the workload.
        setup: The workload, on a leased core.
        inputs: Measured inputs; as many are used as it takes to have 400 samples, or all.

    Raises:
        ProblemError: The program has no plain ``func main() {``, ends itself by ``os.Exit``, or fails.
    """
    program = _profiled_program(task, base, name, setup)
    own = total = 0
    for stdin in inputs:
        for is_own, count in _samples(task, program, setup, stdin):
            total += count
            own += count * is_own
        if total >= _SAMPLES:
            break
    if not total:
        raise ProblemError(f"{name}: the profile has no samples; make its measured inputs larger")
    return own / total


def _profiled_program(task: RepoTask, base: Tree, name: str, setup: MeasurementSetup) -> bytes:
    folder = workload_package(name).removeprefix("./")
    main, found = _MAIN.subn(_RENAMED, task.workloads[name].main)
    if found != 1:
        raise ProblemError(f"workloads/{name}/main.go must have one line `func main() {{`, it has {found}")
    programs = {f"{folder}/main.go": File(main), f"{folder}/perfgym_profile.go": File(_PROFILED)}
    alone = replace(task, packages=(), workloads={name: task.workloads[name]})
    tree = Tree({**base.files, **programs})
    built = build_tree(tree, alone, setup.reference.sandbox, timeout_s=_BUILD_TIMEOUT_S, core=setup.core)
    if built.build.status is not Status.ACCEPTED:
        raise ProblemError(f"workloads/{name}: its profile cannot be built: {built.build.diagnostics}")
    return built.programs[name]


def _samples(
    task: RepoTask, program: bytes, setup: MeasurementSetup, stdin: bytes
) -> Iterable[tuple[bool, int]]:
    """Yield, for each sample of one run, whether it is the program's own, and how often it was taken."""
    limits = setup.reference.limits
    request = run_tests_request(program, (), limits, core=setup.core, artifact=_PROFILE)
    result = setup.reference.sandbox.run(replace(request, stdin=stdin))
    if not result.succeeded or result.artifact is None:
        said = result.stderr.decode(errors="replace")[-500:]
        raise ProblemError(f"the profile of a workload was not written: {result.detail} {said}")
    try:
        for values, stack in stacks(result.artifact):
            if any(frame.function == "main.perfgymMain" for frame in stack):
                yield not any(_is_library(task, frame.file) for frame in stack), values[0]
    except ProfileError as error:
        raise ProblemError(str(error)) from error


def _is_library(task: RepoTask, file: str) -> bool:
    path = repository_path(file, (task.module,))
    return bool(path) and not path.startswith("internal/perfgym_")
