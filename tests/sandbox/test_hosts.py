"""Hosts that are not like this one, emulated: it works there, or one error says why and what to do."""

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

_TRY = """
from perfgym.errors import PerfgymError
from perfgym.sandbox import make_sandbox
try:
    sandbox = make_sandbox("{name}")
except PerfgymError as error:
    print(type(error).__name__, error)
else:
    print("works", sandbox.name, sandbox.memory_tier)
    sandbox.close()
"""
_PYTHON = [sys.executable, "-c"]
_CONTAINER = ["--unshare-user", "--unshare-pid", "--unshare-ipc", "--unshare-uts", "--ro-bind", "/", "/"]


def said(*host: str, name: str = "auto") -> str:
    """What making a sandbox prints on a host that bubblewrap makes up."""
    with tempfile.TemporaryDirectory() as cache:
        Path(cache).chmod(0o777)
        places = ["--bind", cache, cache, "--setenv", "XDG_CACHE_HOME", cache, "--setenv", "TMPDIR", cache]
        done = subprocess.run(
            ["bwrap", *host, *places, *_PYTHON, _TRY.format(name=name)],
            capture_output=True,
            text=True,
            check=False,
        )
    return done.stdout.strip() or done.stderr


@pytest.mark.parametrize("user", ["0", "5"], ids=["root", "user"])
def test_a_container_without_privileges_works(user: str) -> None:
    """As root of the container, who may become no one else, and as a user of it."""
    # Docker and podman leave it to root, and without it root may make no user namespace.
    capability = ["--cap-add", "CAP_SETFCAP"] if user == "0" else []
    container = [*_CONTAINER, *capability, "--uid", user, "--gid", user, "--proc", "/proc", "--dev", "/dev"]
    assert said(*container).startswith("works supervisor")


def test_a_container_that_hides_parts_of_proc_works() -> None:
    """There no procfs can be mounted; none is needed."""
    container = [*_CONTAINER, "--uid", "5", "--proc", "/proc", "--tmpfs", "/proc/acpi", "--dev", "/dev"]
    assert said(*container).startswith("works supervisor")


def test_where_user_namespaces_are_forbidden_one_error_says_so() -> None:
    """With bubblewrap's own words and the command that mends it; nothing less is taken instead."""
    host = ["--unshare-user", "--disable-userns", "--uid", "5", "--gid", "5", "--dev-bind", "/", "/"]
    error = said(*host)
    assert error.startswith("SandboxUnavailableError")
    assert "new namespace failed" in error
    assert error.count("sysctl -w") == 2
    assert len(error.splitlines()) == 1


def test_landlock_works_where_user_namespaces_are_forbidden() -> None:
    """For whoever asks for it by name."""
    host = ["--unshare-user", "--disable-userns", "--uid", "5", "--gid", "5", "--dev-bind", "/", "/"]
    answer = said(*host, name="landlock")
    too_old = "SandboxUnavailableError the landlock sandbox needs Landlock"
    assert answer.startswith(("works landlock", too_old))
