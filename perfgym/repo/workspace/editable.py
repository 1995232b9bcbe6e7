"""Which files of a repository an agent may change, and the tree that is measured.

The measured tree is the task's own tree with the agent's version of the editable files. So tests, module
files and test data need no check: the agent's versions of them are never used.
"""

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase

from perfgym.repo.workspace.tree import File, Tree, folders_of

__all__ = ["changed_paths", "matches", "overlaid", "why_not_editable"]

_PROTECTED_NAMES = frozenset({"go.mod", "go.sum", "go.work", "go.work.sum"})
_OBJECT = ".syso"  # a file that Go links in as it is
_PROTECTED_FOLDERS = frozenset({"vendor", "testdata"})
_WORKLOAD_PREFIX = "perfgym_"  # of the folders that workloads are compiled in


def matches(path: str, glob: str) -> bool:
    """Whether a glob matches a whole path, as Python 3.13's ``PurePosixPath.full_match`` decides.

    Args:
        path: A relative POSIX path.
        glob: Parts with ``*``, ``?`` and ``[...]``, which match within one part; ``**`` as a part of its own
            matches any number of parts. Takes time in proportion to the parts of path and glob.
    """
    parts = glob.split("/")
    reached = _skipping({0}, parts)
    for name in path.split("/"):
        stayed = {at for at in reached if at < len(parts) and parts[at] == "**"}
        moved = {at + 1 for at in reached - stayed if at < len(parts) and fnmatchcase(name, parts[at])}
        reached = _skipping(stayed | moved, parts)
    return len(parts) in reached


def _skipping(reached: set[int], parts: list[str]) -> set[int]:
    """Positions in a glob that can be reached without another part of the path: ``**`` may match none."""
    found = set(reached)
    for at, part in enumerate(parts):
        if at in found and part == "**":
            found.add(at + 1)
    return found


def why_not_editable(path: str, editable: Iterable[str]) -> str:
    """Why a change of this file is not measured, as the end of a sentence; empty if it is.

    Args:
        path: A path of a tree.
        editable: The task's globs.
    """
    *folders, name = path.split("/")
    if name.endswith("_test.go"):
        return "is a test, and the task's own tests are used"
    if name.endswith(_OBJECT):
        return "is compiled code, and only source is built"
    if name in _PROTECTED_NAMES:
        return "belongs to the module's definition, which is fixed"
    protected = _PROTECTED_FOLDERS.intersection(folders)
    if protected:
        return f"lies in {min(protected)}/, which is fixed"
    if any(part.startswith(".git") for part in (*folders, name)):
        return "is a file of git's"
    if any(part.startswith(_WORKLOAD_PREFIX) for part in (*folders, name)):
        return f"has a name that begins with {_WORKLOAD_PREFIX}, which is reserved"
    globs = tuple(editable)
    return "" if any(matches(path, glob) for glob in globs) else f"matches none of {', '.join(globs)}"


def overlaid(base: Tree, changed: Tree, editable: Iterable[str]) -> tuple[Tree, Mapping[str, str]]:
    """The tree that is measured: ``base`` with the editable files of ``changed``.

    An editable file that is missing in ``changed`` is deleted. Modes are those of ``base``: Go reads none.

    Args:
        base: The task's tree.
        changed: The agent's tree.
        editable: Globs of the paths that the agent may change.

    Returns:
        The measured tree, and each changed path that was ignored with the reason, as the end of a sentence.
    """
    globs = tuple(editable)
    changes = changed_paths(base, changed)
    ignored = {path: reason for path in changes if (reason := why_not_editable(path, globs))}
    fixed = {path for path in ignored if path in base.files}
    fixed_folders = {folder for path in fixed for folder in folders_of(path)}
    files = dict(base.files)
    for path in changes:
        if path in ignored:
            continue
        if path not in changed.files:
            del files[path]
        elif path in fixed_folders or fixed.intersection(folders_of(path)):
            ignored[path] = "takes the place of a file that is fixed"
        else:
            executable = path in files and files[path].executable
            files[path] = File(changed.files[path].content, executable)
    return Tree(files), ignored


def changed_paths(before: Tree, after: Tree) -> tuple[str, ...]:
    """The paths that exist in one tree only, or whose content differs; sorted. Modes are not compared."""
    paths = sorted(before.files.keys() | after.files.keys())
    return tuple(path for path in paths if _content(before, path) != _content(after, path))


def _content(tree: Tree, path: str) -> bytes | None:
    file = tree.files.get(path)
    return None if file is None else file.content
