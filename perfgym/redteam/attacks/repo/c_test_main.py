"""class: C
tries: to replace the main function of tests by one that ends with success, and to be wrong
expect: WRONG_OUTPUT
stopped by: files that end in _test.go are the task's own in the measured tree
"""

from collections.abc import Mapping

from perfgym.repo.tasks.task import RepoTask
from perfgym.repo.workspace.tree import Tree

_MAIN = 'package @P@\n\nimport (\n\t"os"\n\t"testing"\n)\n\nfunc TestMain(m *testing.M) { os.Exit(0) }\n'
_WRONG = 'package @P@\n\nimport "os"\n\nfunc init() {\n\tif len(os.Args) == 1 {\n\t\tos.Stdout.WriteString("x")\n\t}\n}\n'


def files(task: RepoTask, base: Tree, packages: Mapping[str, str]) -> dict[str, bytes]:
    made: dict[str, bytes] = {}
    for folder, package in packages.items():
        inside = f"{folder}/" if folder else ""
        made[f"{inside}zz_main_test.go"] = _MAIN.replace("@P@", package).encode()
        made[f"{inside}zz_attack.go"] = _WRONG.replace("@P@", package).encode()
    return made
