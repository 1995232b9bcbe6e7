"""Requests: the values that are refused, and the places where mounts may lie in a jail."""

from typing import Any

import pytest

from perfgym.errors import SettingsError
from perfgym.sandbox import FakeSandbox
from perfgym.sandbox.request import LEAST_MEMORY_BYTES, Limits, ProcessRequest, is_below


def test_a_limit_below_which_nothing_starts_is_refused_with_the_value_and_the_variable() -> None:
    assert Limits(memory_bytes=LEAST_MEMORY_BYTES).memory_bytes == LEAST_MEMORY_BYTES
    with pytest.raises(SettingsError, match=r"at least 4194304 .*got 4096.*PERFGYM_MEMORY_BYTES"):
        Limits(memory_bytes=4096)


@pytest.mark.parametrize(
    "name", ["wall_s", "cpu_s", "memory_bytes", "processes", "output_bytes", "open_files"]
)
def test_limits_are_above_zero(name: str) -> None:
    with pytest.raises(ValueError, match=f"{name} must be above 0, got 0"):
        Limits(**{name: 0})


def test_paths_are_compared_by_whole_names() -> None:
    assert is_below("/tmp", "/tmp")
    assert is_below("/tmp/x", "/work", "/tmp")
    assert not is_below("/tmpfs", "/tmp")
    assert not is_below("/", "/tmp")


@pytest.mark.parametrize(
    ("host", "place"),
    [("/tmp/x", "/tmp/x"), ("/usr/lib", "/work/lib"), ("/usr/lib", "/elsewhere"), ("/work/x", "/work/x")],
)
def test_a_mount_that_a_run_s_own_folders_would_cover_is_refused(host: str, place: str) -> None:
    """So is one at a path that no sandbox without a jail could stand for."""
    with pytest.raises(ValueError, match="must be mounted below /runtime"):
        ProcessRequest(argv=("x",), limits=Limits(), mounts={host: place})


@pytest.mark.parametrize(
    ("host", "place"), [("/tmp/x", "/runtime/x"), ("/usr/lib", "/usr/lib"), ("/usr/lib", "/runtime")]
)
def test_a_mount_may_lie_at_home_or_among_the_run_time_files(host: str, place: str) -> None:
    assert ProcessRequest(argv=("x",), limits=Limits(), mounts={host: place}).mounts == {host: place}


@pytest.mark.parametrize("name", ["", "/x", "../x", "a/../x", "a//b", "a/", "./a", "a\0b"])
def test_a_file_outside_the_working_folder_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="must have a relative path"):
        ProcessRequest(argv=("x",), limits=Limits(), files={name: b""})


def test_a_file_may_lie_in_a_folder() -> None:
    assert ProcessRequest(argv=("x",), limits=Limits(), files={"a/..b/c": b""}).files


@pytest.mark.parametrize(
    "change",
    [
        {"stdin": b"x"},
        {"may_fork": True},
        {"limits": Limits(reserved_bytes=1)},
    ],
    ids=str,
)
def test_a_run_with_talk_must_be_one_that_can_be_bounded_while_it_talks(change: dict[str, Any]) -> None:
    arguments: dict[str, Any] = {"argv": ("x",), "limits": Limits(), "talk": lambda *_: None}
    ProcessRequest(**arguments)
    with pytest.raises(ValueError, match="with talk"):
        ProcessRequest(**(arguments | change))


def test_the_fake_sandbox_refuses_to_talk() -> None:
    with pytest.raises(ValueError, match="use a real sandbox"):
        FakeSandbox({}).run(ProcessRequest(argv=("x",), limits=Limits(), talk=lambda *_: None))
