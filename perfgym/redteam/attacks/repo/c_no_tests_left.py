"""class: C
tries: to delete tests, benchmarks and test data, and to be wrong
expect: WRONG_OUTPUT
stopped by: files that end in _test.go and test data are the task's own in the measured tree
"""

from collections.abc import Mapping

from perfgym.repo.tasks.task import RepoTask
from perfgym.repo.workspace.tree import Tree

_WRONG = 'package @P@\n\nimport "os"\n\nfunc init() {\n\tif len(os.Args) == 1 {\n\t\tos.Stdout.WriteString("x")\n\t}\n}\n'


def files(task: RepoTask, base: Tree, packages: Mapping[str, str]) -> dict[str, bytes | None]:
    gone = [path for path in base.files if path.endswith("_test.go") or "testdata/" in path]
    made: dict[str, bytes | None] = dict.fromkeys(gone)
    for folder, package in packages.items():
        made[f"{folder}/zz_attack.go" if folder else "zz_attack.go"] = _WRONG.replace("@P@", package).encode()
    return made
