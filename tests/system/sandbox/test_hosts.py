"""Hosts that are not like this one, emulated: it works there, or one error says why and what to do."""

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
    """Python with these arguments on a host that bubblewrap makes up."""
    with tempfile.TemporaryDirectory() as cache:
        Path(cache).chmod(0o777)
        places = ["--bind", cache, cache, "--setenv", "XDG_CACHE_HOME", cache, "--setenv", "TMPDIR", cache]
        command = ["bwrap", *host, *places, sys.executable, *python]
        return subprocess.run(command, capture_output=True, text=True, check=False)


def said(*host: str, name: str = "auto") -> str:
    """What making a sandbox prints there."""
    done = run_on(host, "-c", _TRY.format(name=name))
    return done.stdout.strip() or done.stderr


def container_of(user: str) -> list[str]:
    """A container without privileges, as this user of it."""
    # Docker and podman leave it to root, and without it root may make no user namespace.
    capability = ["--cap-add", "CAP_SETFCAP"] if user == "0" else []
    return [*_CONTAINER, *capability, "--uid", user, "--gid", user, "--proc", "/proc", "--dev", "/dev"]


@pytest.mark.parametrize("user", ["0", "5"], ids=["root", "user"])
def test_a_container_without_privileges_works(user: str) -> None:
    """As root of the container, who may become no one else, and as a user of it."""
    assert said(*container_of(user)).startswith("works supervisor")


def test_a_container_that_hides_parts_of_proc_works() -> None:
    """There no procfs can be mounted; none is needed."""
    container = [*_CONTAINER, "--uid", "5", "--proc", "/proc", "--tmpfs", "/proc/acpi", "--dev", "/dev"]
    assert said(*container).startswith("works supervisor")


def test_where_user_namespaces_are_forbidden_one_error_says_so() -> None:
    """With bubblewrap's own words and the command that mends it; nothing less is taken instead."""
    error = said(*_FORBIDDEN)
    assert error.startswith("SandboxUnavailableError")
    assert "new namespace failed" in error
    assert error.count("sysctl -w") == 2
    assert len(error.splitlines()) == 1


def test_landlock_works_where_user_namespaces_are_forbidden() -> None:
    """For whoever asks for it by name."""
    answer = said(*_FORBIDDEN, name="landlock")
    too_old = "SandboxUnavailableError the landlock sandbox needs Landlock"
    assert answer.startswith(("works landlock", too_old))


# ---- doctor ----------------------------------------------------------------------------------------


def diagnosis(done: subprocess.CompletedProcess[str]) -> tuple[dict[str, Any], dict[str, dict[str, str]]]:
    """The answer of doctor, one JSON object and nothing else, and its rows that are broken."""
    assert "Traceback" not in done.stderr
    answer = json.loads(done.stdout, parse_constant=pytest.fail)
    assert done.returncode == (0 if answer["works"] else 1)
    assert {row["topic"] for row in answer["rows"]} >= {
        "machine", "sandbox", "toolchain", "backend", "setting"
    }  # fmt: skip
    assert [row for row in answer["rows"] if row["health"] != "fine" and not row["fix"]] == []
    return answer, {row["what"]: row for row in answer["rows"] if row["health"] == "broken"}


@pytest.mark.parametrize("user", ["0", "5"], ids=["root", "user"])
def test_doctor_finds_a_container_without_privileges_well(user: str) -> None:
    """What its users lack is told, and none of it is needed."""
    answer, broken = diagnosis(run_on(container_of(user), *_DOCTOR, "--no-self-test"))
    assert broken == {}
    rows = {row["what"]: row for row in answer["rows"]}
    assert rows["memory control group"]["seen"] == "address-space"
    assert rows["memory control group"]["health"] == "less"


@pytest.mark.slow
def test_doctor_measures_noise_in_a_container() -> None:
    """The self-test needs no privilege either."""
    answer, broken = diagnosis(run_on(container_of("5"), *_DOCTOR, "--pairs", "30"))
    assert broken == {}
    assert len(answer["noise"]["log_ratios"]) == 30


@pytest.mark.skipif(os.getuid() != 0, reason="this is an ordinary user: every other test shows it")
def test_doctor_finds_the_machine_of_an_ordinary_user_well() -> None:
    """Without root's rights."""
    with ordinary_user() as run:
        _, broken = diagnosis(run(*_DOCTOR, "--no-self-test"))
    assert broken == {}


def test_doctor_says_how_to_allow_user_namespaces() -> None:
    """Where they are forbidden: one broken sandbox, the commands that mend it, and no self-test."""
    answer, broken = diagnosis(run_on(_FORBIDDEN, *_DOCTOR))
    assert set(broken) == {"bubblewrap"}
    assert "sysctl -w" in broken["bubblewrap"]["fix"]
    assert answer["noise"] is None
    assert [row["seen"] for row in answer["rows"] if row["topic"] == "noise"] == ["not run"]


@pytest.mark.parametrize(
    ("hidden", "expected"),
    [(("--tmpfs", "/sys"), "core leases"), (("--tmpfs", "/proc"), "x86-64-v3")],
    ids=["sys", "proc"],
)
def test_doctor_says_what_to_mount(hidden: tuple[str, ...], expected: str) -> None:
    """In a container that hides it."""
    _, broken = diagnosis(run_on([*container_of("5"), *hidden], *_DOCTOR, "--no-self-test"))
    assert "mount /" in broken[expected]["fix"]
