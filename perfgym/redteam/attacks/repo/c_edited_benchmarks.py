"""class: C
tries: to change the benchmarks, so that they stop the clock and run once
expect: ACCEPTED
stopped by: files that end in _test.go are the task's own in the measured tree, and benchmarks are not paid
"""

from collections.abc import Mapping

from perfgym.repo.tasks.task import RepoTask
from perfgym.repo.workspace.tree import Tree


def files(task: RepoTask, base: Tree, packages: Mapping[str, str]) -> dict[str, bytes]:
    tests = {path: file.content for path, file in base.files.items() if path.endswith("_test.go")}
    return {
        path: content.replace(b"b.Loop()", b"false")
        .replace(b"b.N", b"1")
        .replace(b"b.ReportAllocs()", b"b.StopTimer()")
        for path, content in tests.items()
    }
