"""A bare repository on this machine -> the files of its default branch, which git reads in a jail.

Whoever wrote the repository may be hostile. Outside the jail its files are copied and not read, and what git
makes of them is a tree that is checked like any other.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from perfgym.languages.archive import packed
from perfgym.languages.jail_tools import SHELL, jail_tools
from perfgym.printable import clean_text
from perfgym.repo.workspace.git import git_toolchain
from perfgym.repo.workspace.refused import Refused
from perfgym.repo.workspace.tree import Limits as TreeLimits
from perfgym.repo.workspace.tree import Tree, TreeError
from perfgym.sandbox import Sandbox
from perfgym.sandbox.request import SCRATCH, WORK, CodeSource, Limits, ProcessRequest, ProcessResult

__all__ = ["MOST_FILES", "Checkout", "checked_out"]

MOST_FILES = TreeLimits(files=2000, file_bytes=4 << 20, total_bytes=16 << 20)
"""The largest tree that is checked out."""

_MOST_PACKED_BYTES = 64 << 20
_GITDIR = f"{SCRATCH}/git"
_PARTS = ("HEAD", "packed-refs", "shallow", "objects", "refs")  # the others are settings and programs
_OWN = {
    "config": b"[core]\n\trepositoryformatversion = 0\n\tbare = true\n",
    # These win over the attributes in the tree, some of which change or leave out files.
    "info/attributes": b"* -export-ignore -export-subst -filter -ident -text -eol -working-tree-encoding\n",
    "refs/heads/.there": b"",  # an archive has no empty folder, and git needs this one
}
_LIMITS = Limits(
    wall_s=20.0, cpu_s=20.0, output_bytes=48 << 20, scratch_bytes=128 << 20, scratch_inodes=1 << 14
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkout:
    """The files of a commit.

    Attributes:
        commit: Name of the commit: 40 or 64 hexadecimal digits.
        tree: Its files.
        cpu_ns: CPU time of git, in nanoseconds.
    """

    commit: str
    tree: Tree = field(repr=False)
    cpu_ns: int


def checked_out(sandbox: Sandbox, bare: Path) -> Checkout:
    """Read the files of a repository's default branch.

    Args:
        sandbox: The sandbox that contains git.
        bare: The repository. No other process may change it meanwhile.

    Raises:
        Refused: It has no commit, it is damaged, or its files are too many, too large, or no tree.
        ToolchainMissingError: Git or GNU tar is missing.
        HarnessError: The sandbox failed.
    """
    result = sandbox.run(_request(packed({**_copied(bare), **_OWN})))
    if not result.succeeded:
        said = clean_text(result.stderr) or result.detail or str(result.outcome)
        raise Refused(f"The repository cannot be read: {said}")
    return _checkout(result)


def _checkout(result: ProcessResult) -> Checkout:
    commit, _, archive = result.stdout.partition(b"\n")
    try:
        tree = Tree.from_tar(archive, MOST_FILES)
    except TreeError as error:
        raise Refused(f"The repository cannot be cloned: {error}.") from None
    return Checkout(commit=clean_text(commit), tree=tree, cpu_ns=result.cpu_ns)


def _copied(bare: Path) -> dict[str, bytes]:
    """Path to content of the files that make up the repository.

    Raises:
        Refused: They are too large.
    """
    files = {path.relative_to(bare).as_posix(): path for part in _PARTS for path in _files(bare / part)}
    size = sum(path.stat().st_size for path in files.values())
    if size > _MOST_PACKED_BYTES:
        raise Refused(f"The repository has {size} bytes; at most {_MOST_PACKED_BYTES} can be cloned.")
    return {name: path.read_bytes() for name, path in files.items()}


def _files(part: Path) -> Iterator[Path]:
    for path in (part, *part.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield path


def _request(bare: bytes) -> ProcessRequest:
    git, tar = git_toolchain(), jail_tools().tar
    script = "\n".join(
        (
            "set -e",
            f"{tar} -x -f {WORK}/bare -C {SCRATCH} --one-top-level=git",
            f"commit=$({git.program} rev-parse --verify --quiet 'HEAD^{{commit}}') || {{",
            "    echo 'it has no commit' >&2",
            "    exit 1",
            "}",
            'echo "$commit"',
            f'exec {git.program} archive --format=tar "$commit^{{tree}}"',
        )
    )
    return ProcessRequest(
        argv=(SHELL, "-c", script),
        limits=_LIMITS,
        files={"bare": bare},
        mounts=git.mounts,
        symlinks=git.symlinks,
        environment={
            "GIT_DIR": _GITDIR,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": "/dev/null",
            "GIT_ATTR_NOSYSTEM": "1",
            "GIT_NO_LAZY_FETCH": "1",
            "HOME": SCRATCH,
            "LC_ALL": "C.UTF-8",
            "PATH": str(Path(git.program).parent),
        },
        may_fork=True,
        code=CodeSource.ANYWHERE,  # as for every other call of git
    )
