"""What a language needs of the machine, found once: paths, version, flags."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from perfgym.errors import ProblemError
from perfgym.sandbox.request import seen_at

__all__ = ["Toolchain", "refuse_flags"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Toolchain:
    """One installed toolchain. All of it is part of a baseline's identity.

    Attributes:
        name: Name of the compiler or run-time, e.g. ``"gcc"``.
        version: Its full version, e.g. ``"12.2.0"``.
        flags: What programs are built with.
        path: The executable on the host; a jail shows it where :func:`~perfgym.records.seen_at` says.
        mounts: Files and folders a build sees, read-only, at the place that this says.
        runtime_mounts: The same for a run: nothing, where programs are static binaries.
        hidden: Folders among these that stay unseen.
        symlinks: Links that both see.
    """

    name: str
    version: str
    flags: tuple[str, ...]
    path: str
    mounts: tuple[str, ...]
    runtime_mounts: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    symlinks: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def identity(self) -> str:
        """Name, version and flags in one line."""
        return f"{self.name} {self.version} {' '.join(self.flags)}"

    def without_host_paths(self, text: str) -> str:
        """``text`` with the toolchain's places on this host, and the working folder, left out of paths."""
        places = {*self.mounts, *self.runtime_mounts}
        for place in sorted(places | set(map(seen_at, places)), key=len, reverse=True):
            text = text.replace(place, Path(place).name)
        return text.replace("file:///work/", "").replace("/work/", "")


def refuse_flags(language: str, flags: tuple[str, ...]) -> None:
    """For languages whose compilers take none that matter.

    Raises:
        ProblemError: There are some.
    """
    if flags:
        raise ProblemError(f"programs in {language} are built without flags, got {' '.join(flags)}")
