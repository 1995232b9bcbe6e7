"""See what a run left behind on the host: descriptors, processes, files, control groups, mounts.

Everything here belongs to this process and its sandbox. What another perfgym process has on the same
machine is not counted, so that several can run attacks at the same time.
"""

import contextlib
import fnmatch
import os
import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import psutil

from perfgym.sandbox import Sandbox
from perfgym.sandbox.host_folder import orphans
from perfgym.sandbox.supervisor import outside_uid

__all__ = ["Traces", "control_groups"]

_SETTLING_S = 3.0
_LOOKS, _LOOK_INTERVAL_S = 5, 0.02
_ORPHANED = (0, 1)  # parents of processes that have lost theirs
_ANY_GROUP = "/perfgym-"
_GROUPS = Path("/sys/fs/cgroup")


class Traces:
    """Compares what is on the host now with what is usually there.

    Args:
        folder: A folder that no run may write to.
        sandbox: Contains the runs.
    """

    def __init__(self, folder: Path, sandbox: Sandbox) -> None:
        self._folder = folder
        self._tagged = sandbox.memory_tier.startswith("cgroup")
        self._usual: Counter[str] = Counter()

    def learn_usual(self) -> None:
        """Take what is there now as usual. Several looks are needed: a jail makes its next init later."""
        for _ in range(_LOOKS):
            self._usual |= self._look()
            time.sleep(_LOOK_INTERVAL_S)

    def left_behind(self) -> list[str]:
        """Return what is there and not usual, each only once. The kernel gets a moment to clear up."""
        deadline = time.monotonic() + _SETTLING_S
        while (left := self._look() - self._usual) and time.monotonic() < deadline:
            time.sleep(_LOOK_INTERVAL_S)
        self._usual += left
        return sorted(left)

    def _look(self) -> Counter[str]:
        """Count what is there by kind, because a jail that was lost is replaced by one like it."""
        mounts = Path("/proc/self/mounts").read_text().splitlines()
        return Counter(
            [
                *_own_descriptors(),
                *_processes(tagged=self._tagged),
                *_files(self._folder),
                *(f"control group in {group.parent}" for group in control_groups(os.getpid())),
                *(f"mount {line}" for line in mounts),
            ]
        )


def _own_descriptors() -> Iterator[str]:
    """Kinds of this process's open descriptors, except those of programs: the sandbox bounds their number."""
    for entry in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(OSError):
            kind = re.sub(r"\[\d+\]|/perfgym-[^/]+", "", str(entry.readlink()))
            if not kind.startswith(("/memfd:program", "/proc/")):
                yield f"descriptor {kind}"


def _processes(*, tagged: bool) -> Iterator[str]:
    """Descendants of this process, and processes of its runs that have lost their parents.

    Zombies in jails do not count: a supervisor reaps the init of one run when it starts the next.

    Args:
        tagged: Whether every run is in a control group, which carries this process's ID in its name.
    """
    ours = psutil.Process()
    descendants = {child.pid for child in ours.children(recursive=True)}
    for process in psutil.process_iter(["uids", "ppid", "name", "status", "create_time"]):
        facts = process.info
        if facts["status"] == psutil.STATUS_ZOMBIE and facts["ppid"] != ours.pid:
            continue
        if process.pid in descendants or _has_escaped(process, ours, tagged=tagged):
            yield f"process {facts['name']}"


def _has_escaped(process: psutil.Process, ours: psutil.Process, *, tagged: bool) -> bool:
    """Whether a process that is no descendant of ours is from one of our runs.

    Its control group tells, where runs have one. Elsewhere it is an orphan of the user that runs belong
    to on the host, younger than we are, and not in another perfgym's control group.
    """
    groups = _groups_of(process.pid)
    if f"{_ANY_GROUP}{ours.pid}-" in groups:
        return True
    if tagged or _ANY_GROUP in groups or outside_uid() == os.getuid():
        return False
    facts = process.info
    orphaned = facts["uids"] and facts["uids"].real == outside_uid() and facts["ppid"] in _ORPHANED
    return bool(orphaned and facts["create_time"] >= ours.create_time())


def _groups_of(pid: int) -> str:
    """The control groups of a process, as the kernel lists them; nothing where it has ended."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cgroup").read_text()
    return ""


def _files(folder: Path) -> Iterator[str]:
    """Files in a folder that no run may write to, and folders of runs that no process uses any more."""
    for path in (*folder.rglob("*"), *orphans()):
        yield f"file {path}"


def control_groups(owner: int) -> Iterator[Path]:
    """Yield the control groups of the runs of one process, by its ID."""
    for parent, folders, _ in os.walk(_GROUPS):  # unlike rglob, it tolerates folders that vanish
        for name in fnmatch.filter(folders, f"perfgym-{owner}-*"):
            yield Path(parent, name)
