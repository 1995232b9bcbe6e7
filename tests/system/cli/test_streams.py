"""Standard streams that are full, closed or abandoned: one line of explanation, and no traceback."""

import os
import shlex
import subprocess
import sys

import pytest

from perfgym.bank import load_problem
from tests.doubles.terminal import COMMAND, REPOSITORY

ID = "PerfOptimize-matmul-c-v0"
FULL = "perfgym: standard output cannot be written: No space left on device\n"
CLOSED = "perfgym: standard output is closed; redirect it to a file or to /dev/null\n"


def shell(command: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    perfgym = shlex.join(COMMAND)
    return subprocess.run(
        ["bash", "-c", f'perfgym() {{ {perfgym} "$@"; }}; {command}'],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        cwd=REPOSITORY,
        env=os.environ | variables,
    )


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("command", ["--help", "--version", "list", "list --json"])
def test_a_full_disk_is_reported_in_one_line(command: str, unbuffered: str) -> None:
    done = shell(f"perfgym {command} > /dev/full", PYTHONUNBUFFERED=unbuffered)
    assert (done.returncode, done.stderr) == (1, FULL)


def test_a_closed_output_is_reported_before_any_work() -> None:
    done = shell("perfgym list >&-")
    assert (done.returncode, done.stderr) == (1, CLOSED)


def test_a_reader_that_has_read_enough_is_no_error() -> None:
    done = shell("perfgym list | head -1; echo ${PIPESTATUS[0]}", PYTHONUNBUFFERED="1")
    assert done.stdout.splitlines()[1] in ("0", "1")
    assert done.stderr == ""


def test_a_closed_input_is_reported() -> None:
    done = shell(f"perfgym eval - --env {ID} <&-")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "standard input is closed" in done.stderr


def test_a_program_is_evaluated_without_standard_input_and_standard_error() -> None:
    expert = shlex.quote(str(load_problem("matmul").folder / "expert" / "solution.c"))
    done = shell(f"perfgym eval {expert} --env {ID} --backend fake <&- 2>&-")
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1] == "Reward: +0.750"


def test_no_file_takes_the_place_of_a_closed_stream() -> None:
    """Child processes would read or write that file. They inherit the null device instead."""
    script = """
import subprocess
from perfgym.cli.streams import open_missing_streams
open_missing_streams()
print(open("/dev/zero").fileno())
print(subprocess.run(["readlink", "/proc/self/fd/0", "/proc/self/fd/2"], stdout=subprocess.PIPE).stdout)
"""
    done = shell(f"{shlex.quote(sys.executable)} -c {shlex.quote(script)} <&- 2>&-")
    opened, inherited = done.stdout.splitlines()
    assert int(opened) > 2
    assert inherited == repr(b"/dev/null\n/dev/null\n")
