"""class: C
tries: to link machine code that was compiled elsewhere, and assembly
expect: ACCEPTED
stopped by: objects are never taken from a workspace, and assembly only where a task says so
"""

from collections.abc import Mapping

from perfgym.repo.tasks.task import RepoTask
from perfgym.repo.workspace.tree import Tree

_ASSEMBLY = b'#include "textflag.h"\n\nTEXT \xc2\xb7attack(SB), NOSPLIT, $0\n\tRET\n'


def files(task: RepoTask, base: Tree, packages: Mapping[str, str]) -> dict[str, bytes]:
    made: dict[str, bytes] = {}
    for folder in packages:
        inside = f"{folder}/" if folder else ""
        made[f"{inside}zz_attack.syso"] = b"\x7fELF" + bytes(range(256)) * 16
        made[f"{inside}zz_attack_amd64.s"] = _ASSEMBLY
        made[f"{inside}zz_attack.c"] = b"int attack(void) { return 1; }\n"
    return made
