"""The shell and ``tar`` of this machine, as programs of a jail: they unpack and pack trees of files there."""

import functools
import shutil
from dataclasses import dataclass
from pathlib import Path

from perfgym.errors import ToolchainMissingError
from perfgym.languages.discovery import ask
from perfgym.languages.mounts import at_home, libraries, merged, merged_usr_links, place_of

__all__ = ["SHELL", "JailTools", "jail_tools"]

SHELL = "/bin/sh"
_INSTALL = "run `apt install tar`"


@dataclass(frozen=True, slots=True, kw_only=True)
class JailTools:
    """The shell and ``tar``. See :func:`jail_tools`.

    Attributes:
        tar: Path of ``tar`` in a jail.
        mounts: Path on the host to path in the jail, of the programs and their libraries.
        symlinks: Links in the jail, path to target.
    """

    tar: str
    mounts: dict[str, str]
    symlinks: dict[str, str]


@functools.cache
def jail_tools() -> JailTools:
    """Find the shell and GNU ``tar``, once per process.

    Raises:
        ToolchainMissingError: There is no GNU tar.
    """
    found = shutil.which("tar")
    if found is None or "GNU tar" not in ask([found, "--version"], _INSTALL):
        raise ToolchainMissingError(f"GNU tar is not on PATH, and jails unpack trees with it; {_INSTALL}")
    programs = [Path(SHELL), Path(found).resolve()]
    mounts = merged(at_home(programs), libraries(programs))
    return JailTools(tar=place_of(programs[1], mounts), mounts=mounts, symlinks=merged_usr_links())
