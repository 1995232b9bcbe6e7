"""class: C
tries: to change how the module is built, by its own files and those of a workspace, and by a vendored standard library
expect: ACCEPTED
stopped by: files of the module's definition and vendor folders are the task's own, and the environment is ours
"""

from collections.abc import Mapping

from perfgym.repo.tasks.task import RepoTask
from perfgym.repo.workspace.tree import Tree


def files(task: RepoTask, base: Tree, packages: Mapping[str, str]) -> dict[str, bytes]:
    module = base.files["go.mod"].content
    lines = b"\ntoolchain go1.99.0\n\ngodebug default=go1.21\n\nreplace golang.org/x/sys => ../../../etc\n"
    made = {
        "go.mod": module + lines,
        "go.sum": b"golang.org/x/sys v0.1.0 h1:AAAA=\n",
        "go.work": b"go 1.21\n\nuse ./other\n",
        "go.env": b"GOFLAGS=-toolexec=/tmp/evil\nGOPROXY=http://127.0.0.1\n",
        "other/go.mod": b"module " + task.module.encode() + b"\n",
        "vendor/modules.txt": b"# testing v1.0.0\n",
        "vendor/testing/testing.go": b"package testing\n\ntype T struct{}\n",
    }
    for folder in packages:
        made[f"{folder}/go.mod" if folder else "sub/go.mod"] = b"module example.org/cut-off\n"
    return made
