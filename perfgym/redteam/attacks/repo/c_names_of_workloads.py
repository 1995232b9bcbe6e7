"""class: C
tries: to put files in the folders in which workloads and hidden tests are built
expect: ACCEPTED COMPILE_ERROR
stopped by: names of such folders are reserved, and what is hidden is laid over the tree last
"""

from collections.abc import Mapping

from perfgym.repo.tasks.task import RepoTask
from perfgym.repo.workspace.tree import Tree


def files(task: RepoTask, base: Tree, packages: Mapping[str, str]) -> dict[str, bytes]:
    made: dict[str, bytes] = {}
    for name in (*task.workloads, "nothing"):
        made[f"internal/perfgym_{name}/zz.go"] = b'package main\n\nfunc init() { println("LEAK") }\n'
        made[f"internal/perfgym_{name}/main.go"] = b'package main\n\nfunc main() { println("LEAK") }\n'
    for path in task.hidden.files:
        made[path] = b"package wrong\n"
    return made
