"""Emulated hosts of other kinds: the sandbox works there, or one error names the cause and the fix."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.doubles.ordinary_user import ordinary_user

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
_DOCTOR = ("-m", "perfgym", "doctor", "--json")
_FORBIDDEN = ("--unshare-user", "--disable-userns", "--uid", "5", "--gid", "5", "--dev-bind", "/", "/")
_CONTAINER = ["--unshare-user", "--unshare-pid", "--unshare-ipc", "--unshare-uts", "--ro-bind", "/", "/"]


def run_on(host: Sequence[str], *python: str) -> subprocess.CompletedProcess[str]:
    """Run Python with these arguments on a host that bubblewrap emulates."""
    with tempfile.TemporaryDirectory() as cache:
        Path(cache).chmod(0o777)
        places = ["--bind", cache, cache, "--setenv", "XDG_CACHE_HOME", cache, "--setenv", "TMPDIR", cache]
        command = ["bwrap", *host, *places, sys.executable, *python]
        return subprocess.run(command, capture_output=True, text=True, check=False)


def said(*host: str, name: str = "auto") -> str:
    """Run a script that makes a sandbox on such a host; return its output."""
    done = run_on(host, "-c", _TRY.format(name=name))
    return done.stdout.strip() or done.stderr


def container_of(user: str) -> list[str]:
    """Bubblewrap's arguments for a container without privileges, as one of its users."""
    # Docker and podman leave it to root, and without it root may make no user namespace.
    capability = ["--cap-add", "CAP_SETFCAP"] if user == "0" else []
    return [*_CONTAINER, *capability, "--uid", user, "--gid", user, "--proc", "/proc", "--dev", "/dev"]


@pytest.mark.parametrize("user", ["0", "5"], ids=["root", "user"])
def test_a_container_without_privileges_works(user: str) -> None:
    """Root of the container cannot change to another user."""
    assert said(*container_of(user)).startswith("works supervisor")


def test_a_container_that_hides_parts_of_proc_works() -> None:
    """A procfs cannot be mounted there, and is not needed."""
    container = [*_CONTAINER, "--uid", "5", "--proc", "/proc", "--tmpfs", "/proc/acpi", "--dev", "/dev"]
    assert said(*container).startswith("works supervisor")


def test_where_user_namespaces_are_forbidden_one_error_says_so() -> None:
    """The error has bubblewrap's own message and the command to run; no weaker sandbox is used."""
    error = said(*_FORBIDDEN)
    assert error.startswith("SandboxUnavailableError")
    assert "new namespace failed" in error
    assert error.count("sysctl -w") == 2
    assert len(error.splitlines()) == 1


def test_landlock_works_where_user_namespaces_are_forbidden() -> None:
    """It is used if a caller names it."""
    answer = said(*_FORBIDDEN, name="landlock")
    too_old = "SandboxUnavailableError the landlock sandbox needs Landlock"
    assert answer.startswith(("works landlock", too_old))


# ---- doctor ----------------------------------------------------------------------------------------


def diagnosis(done: subprocess.CompletedProcess[str]) -> tuple[dict[str, Any], dict[str, dict[str, str]]]:
    """The JSON object that doctor prints, and the rows in it that are broken."""
    assert "Traceback" not in done.stderr
    answer = json.loads(done.stdout, parse_constant=pytest.fail)
    assert done.returncode == (0 if answer["works"] else 1)
    assert {row["topic"] for row in answer["rows"]} >= {
        "machine", "sandbox", "toolchain", "backend", "setting"
    }  # fmt: skip
    assert [row for row in answer["rows"] if row["health"] != "fine" and not row["advice"]] == []
    return answer, {row["what"]: row for row in answer["rows"] if row["health"] == "broken"}


@pytest.mark.full
@pytest.mark.parametrize("user", ["0", "5"], ids=["root", "user"])
def test_doctor_finds_nothing_broken_in_a_container_without_privileges(user: str) -> None:
    """Doctor names the privileges that its users lack. perfgym needs none of them."""
    answer, broken = diagnosis(run_on(container_of(user), *_DOCTOR, "--no-self-test"))
    assert broken == {}
    rows = {row["what"]: row for row in answer["rows"]}
    assert rows["memory control group"]["seen"] == "address-space"
    assert rows["memory control group"]["health"] == "limited"


@pytest.mark.full
def test_doctor_measures_noise_in_a_container() -> None:
    """The self-test needs no privilege."""
    answer, broken = diagnosis(run_on(container_of("5"), *_DOCTOR, "--pairs", "30"))
    assert broken == {}
    assert len(answer["noise"]["log_ratios"]) == 30


@pytest.mark.skipif(os.getuid() != 0, reason="this is an ordinary user: every other test shows it")
def test_doctor_finds_nothing_broken_for_an_ordinary_user() -> None:
    """An ordinary user needs none of root's rights."""
    with ordinary_user() as run:
        _, broken = diagnosis(run(*_DOCTOR, "--no-self-test"))
    assert broken == {}


def test_doctor_says_how_to_allow_user_namespaces() -> None:
    """If they are forbidden, one row is broken and has the commands, and no self-test is made."""
    answer, broken = diagnosis(run_on(_FORBIDDEN, *_DOCTOR))
    assert set(broken) == {"bubblewrap"}
    assert "sysctl -w" in broken["bubblewrap"]["advice"]
    assert answer["noise"] is None
    assert [row["seen"] for row in answer["rows"] if row["topic"] == "noise"] == ["not run"]


@pytest.mark.full
@pytest.mark.parametrize(
    ("hidden", "expected"),
    [(("--tmpfs", "/sys"), "core leases"), (("--tmpfs", "/proc"), "x86-64-v3")],
    ids=["sys", "proc"],
)
def test_doctor_names_the_file_system_to_mount(hidden: tuple[str, ...], expected: str) -> None:
    """A container may hide /sys or /proc."""
    _, broken = diagnosis(run_on([*container_of("5"), *hidden], *_DOCTOR, "--no-self-test"))
    assert "mount /" in broken[expected]["advice"]
