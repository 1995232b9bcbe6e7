"""A repository whose only file says in JSON how its programs behave, and a sandbox that plays them."""

import contextlib
import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from perfgym.evaluation.builder import Builder
from perfgym.machine.leases import Lease
from perfgym.measure import Backend, FakeBackend
from perfgym.records import Build, Status, Submission
from perfgym.repo.evaluation import evaluate, own_builds
from perfgym.repo.evaluation.build import Built, _digest
from perfgym.repo.evaluation.evaluate import RepoEvaluator
from perfgym.repo.tasks.load import load_task_folder
from perfgym.repo.tasks.task import RepoTask
from perfgym.repo.workspace.tree import File, Tree
from perfgym.sandbox import Sandbox
from perfgym.sandbox.request import ProcessOutcome, ProcessRequest, ProcessResult
from perfgym.settings import Settings
from perfgym.store import SizeFits

SOURCE = "lib.go"
USUAL: Mapping[str, Any] = {
    "output": "right",
    "allocated": [1000, 100],
    "peak_mib": 10,
    "tests": {"TestA": "passes", "TestB": "passes"},
}
EXPERT = {"output": "right", "speed": "of the expert"}

_TASK = """
title = "T"
summary = "S"
goal = "G"
bottlenecks = ["b"]
source = "own work"
licence = "MIT"
module = "example.org/lib"
[files]
editable = ["*.go"]
[tests]
packages = ["./..."]
timeout_s = 5
skip = ["TestSlow"]
[targets.benchmarks]
"." = ["BenchmarkA"]
[budget]
max_steps = 5
max_evaluations = 3
[expected]
expert = 2.0
first_step = 1.5
"""
_PROBLEM = """
title = "W"
summary = "S"
bottleneck = "b"
source = "own work"
licence = "MIT"
[comparison]
kind = "exact"
[[tests.edge]]
name = "none"
kind = "plain"
size = { n = 0 }
[scaling]
parameters = ["n"]
[measured.go]
cpu_time = { kinds = ["plain"], size = { n = [10, 20] } }
"""
_GENERATE = "def generate(rng, size, kind):\n    return bytes(rng.bytes(8 + size['n']))\n"


def module(**behaviour: Any) -> Submission:
    """Return a submission whose programs behave as usual, except where it is said otherwise."""
    return Submission(files={SOURCE: json.dumps({**USUAL, **behaviour}).encode()})


def module_task(folder: Path) -> RepoTask:
    """Return a task with two workloads, in a folder that is filled here."""
    for name in ("one", "two"):
        path = folder / "lib" / "workloads" / name
        path.mkdir(parents=True)
        (path / "problem.toml").write_text(_PROBLEM)
        (path / "problem.py").write_text(_GENERATE)
        (path / "main.go").write_text("package main\n\nfunc main() {}\n")
    root = folder / "lib"
    (root / "tree").mkdir()
    (root / "tree" / "go.mod").write_text("module example.org/lib\n")
    (root / "tree" / SOURCE).write_bytes(module().files[SOURCE])
    (root / "task.toml").write_text(_TASK)
    (root / "expert.patch").write_text("a patch\n")
    return load_task_folder(root)


def built_module(tree: Tree, task: RepoTask, sandbox: Sandbox, **_: Any) -> Built:
    """Build a tree: its programs are what its file says, without what it says as a comment."""
    del sandbox
    said = tree.files[SOURCE].content
    try:
        behaviour = json.loads(said)
    except ValueError:
        return Built(build=Build(status=Status.COMPILE_ERROR, diagnostics="no JSON"))
    behaviour.pop("comment", None)
    tests = {".": json.dumps({"tests": behaviour.pop("tests", USUAL["tests"])}).encode()}
    program = json.dumps({**behaviour, "tests": None}).encode()
    programs = dict.fromkeys(task.workloads, program)
    build = Build(status=Status.ACCEPTED, digest=_digest(programs))
    return Built(build=build, programs=programs, tests=tests, digest=_digest({**programs, **tests}))


class ModuleSandbox:
    """Plays programs and test binaries that :func:`built_module` made.

    Attributes:
        requests: Every request.
    """

    name = "fake"
    memory_tier = "none"
    missing = ()

    def __init__(self) -> None:
        self.requests: list[ProcessRequest] = []

    def run(self, request: ProcessRequest) -> ProcessResult:
        """Play the program of a request."""
        self.requests.append(request)
        behaviour = json.loads(request.executable)
        return _tested(behaviour, request) if request.argv[0] == "test" else _worked(behaviour, request)

    def close(self) -> None:
        """Do nothing."""


def _worked(behaviour: Mapping[str, Any], request: ProcessRequest) -> ProcessResult:
    stderr = b""
    if request.environment.get("PERFGYM_ALLOCATIONS") and "allocated" in behaviour:
        size, count = behaviour["allocated"]
        stderr = f"\nperfgym: {size} bytes in {count} allocations\n".encode()
    return ProcessResult(
        outcome=ProcessOutcome.EXITED,
        stdout=f"{behaviour['output']} {hashlib.sha256(request.stdin).hexdigest()}".encode(),
        stderr=stderr,
        cpu_ns=80_000_000,
        peak_rss_bytes=behaviour.get("peak_mib", 10) << 20,
    )


def _tested(behaviour: Mapping[str, Any], request: ProcessRequest) -> ProcessResult:
    """A test ``"passes"``, ``"fails"``, or passes in the order only that it names."""
    order = next(word for word in request.argv if word.startswith("-test.shuffle="))
    lines, failed = [], False
    for name, what in behaviour["tests"].items():
        passed = what == "passes" or order == f"-test.shuffle={what}"
        failed |= not passed
        lines += [f"\x16=== RUN   {name}", f"\x16--- {'PASS' if passed else 'FAIL'}: {name} (0.00s)"]
    lines.append(f"\x16{'FAIL' if failed else 'PASS'}\n")
    stdout = "\n".join(lines).encode()
    return ProcessResult(outcome=ProcessOutcome.EXITED, exit_code=int(failed), stdout=stdout)


def module_evaluator(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    backend: Backend | None = None,
    size_fits: SizeFits | None = None,
    **settings: Any,
) -> tuple[RepoEvaluator, ModuleSandbox]:
    """Return an evaluator of the task, without compilers, and the sandbox that it uses."""
    task, sandbox = module_task(folder), ModuleSandbox()
    assert task.tree is not None
    compares_expert = settings.pop("compares_expert", False)

    def patched(base: Tree, patch: str, _: Sandbox) -> Tree:
        assert patch == task.expert
        return Tree({**base.files, SOURCE: File(json.dumps(EXPERT).encode())})

    for where in (evaluate, own_builds):
        monkeypatch.setattr(where, "build_tree", built_module)
    monkeypatch.setattr(own_builds, "patched", patched)
    lease = Lease(cpu=0, siblings=(0,), waited_s=0.0, ahead=0)  # the cores are not needed: nothing runs
    monkeypatch.setattr(evaluate, "lease_core", lambda *_: contextlib.nullcontext(lease))
    monkeypatch.setattr(evaluate, "go_toolchain", lambda: SimpleNamespace(identity="go"))
    monkeypatch.setattr(Builder, "null_programs", lambda *_: (None,))
    evaluator = RepoEvaluator(
        task,
        task.tree,
        sandbox,
        backend or FakeBackend(),
        replace(Settings(), **settings),
        size_fits,
        compares_expert=compares_expert,
    )
    return evaluator, sandbox
