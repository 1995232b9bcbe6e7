"""What a language needs of the machine, found once: paths, version, flags."""

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["Toolchain"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Toolchain:
    """One installed toolchain. All of it is part of a baseline's identity.

    Attributes:
        name: Name of the compiler or run-time, e.g. ``"gcc"``.
        version: Its full version, e.g. ``"12.2.0"``.
        flags: What programs are built with.
        path: The executable on the host, and in the jail.
        mounts: Files and folders a build sees, read-only, at the same path.
        symlinks: Links a build sees.
    """

    name: str
    version: str
    flags: tuple[str, ...]
    path: str
    mounts: tuple[str, ...]
    symlinks: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def identity(self) -> str:
        """Name, version and flags in one line."""
        return f"{self.name} {self.version} {' '.join(self.flags)}"
