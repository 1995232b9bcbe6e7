"""Measures the memory of a process tree, for hosts where no control group limits it."""

from collections.abc import Iterator
from pathlib import Path

__all__ = ["tree_memory"]

_HELD = ("RssAnon:", "RssShmem:")


def _tree(pid: int) -> Iterator[int]:
    yield pid
    try:
        threads = list(Path(f"/proc/{pid}/task").iterdir())
        children = [child for thread in threads for child in (thread / "children").read_text().split()]
    except OSError:  # the process has ended
        return
    for child in children:
        yield from _tree(int(child))


def _held(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) << 10 for line in lines if line.startswith(_HELD))


def tree_memory(pid: int) -> int:
    """Bytes of anonymous and shared memory that are resident in a process and all its descendants.

    A page that several processes share counts once for each of them.
    """
    return sum(map(_held, _tree(pid)))
