"""The ID of a run, and the versions of the packages that played it."""

import platform
import secrets
import string
from importlib import metadata

__all__ = ["installed_versions", "new_run_id"]

_SUFFIX = string.ascii_lowercase + string.digits
_PACKAGES = ("perfgym", "gymnasium", "numpy")


def installed_versions() -> dict[str, str]:
    """Name to version of Python and of each package that influences how an episode is played."""
    return {name: metadata.version(name) for name in _PACKAGES} | {"python": platform.python_version()}


def new_run_id(started: str) -> str:
    """A random ID for a run.

    Args:
        started: When it began, e.g. ``"2026-11-21T21:43:01.123+00:00"``; the ID is then like
            ``"20261121-214301-k3f9"``.
    """
    date, time = started[:19].split("T")
    suffix = "".join(secrets.choice(_SUFFIX) for _ in range(4))
    return f"{date.replace('-', '')}-{time.replace(':', '')}-{suffix}"
