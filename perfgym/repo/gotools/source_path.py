"""File names as Go's tools print them -> paths in the repository."""

from collections.abc import Iterable

from perfgym.repo.workspace.tree import TreeError, check_path

__all__ = ["repository_path"]


def repository_path(name: str, roots: Iterable[str]) -> str:
    """The path in the repository of a file; empty for a file outside of it.

    Args:
        name: A name as a compiler or a profile has it, e.g. ``"example.org/logpipe/parse/parse.go"``.
        roots: What names of the repository's files may begin with: the module's path, which ``-trimpath``
            puts there, and the folder that it is built in.
    """
    for root in roots:
        path = name.removeprefix(f"{root}/")
        if path != name:
            try:
                check_path(path)
            except TreeError:
                return ""
            return path
    return ""
