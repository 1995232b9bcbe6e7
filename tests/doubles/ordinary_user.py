"""Runs Python as an ordinary user of this machine when root runs the tests."""

import contextlib
import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

__all__ = ["ordinary_user"]

_REPOSITORY = Path(__file__).parents[2]


def _run_with(interpreter: str, home: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "HOME": str(home),
        "TMPDIR": str(home),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": os.pathsep.join([str(_REPOSITORY), *(p for p in sys.path if "site-packages" in p)]),
        **more,
    }
    command = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", interpreter, *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, env=environment, cwd=_REPOSITORY, check=False
    )


def _interpreter(home: Path) -> str:
    for interpreter in (sys.executable, f"/usr/bin/python3.{sys.version_info.minor}"):
        if shutil.which(interpreter) and not _run_with(interpreter, home, "-c", "import perfgym").returncode:
            return interpreter
    pytest.skip("no interpreter here can be run, or can import perfgym, as an ordinary user")


@contextlib.contextmanager
def ordinary_user() -> Generator[Callable[..., subprocess.CompletedProcess[str]]]:
    """Yield a function that runs Python as user 65534 with the arguments and variables that it gets."""
    home = Path("/tmp") / f"nobody-{os.getpid()}"  # other users cannot read pytest's own folders
    home.mkdir()
    home.chmod(0o777)
    try:
        yield functools.partial(_run_with, _interpreter(home), home)
    finally:
        shutil.rmtree(home)
