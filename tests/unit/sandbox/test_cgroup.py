"""Control groups of both versions, on folders that look like them."""

import errno
import os
from pathlib import Path

import pytest

from perfgym.errors import HarnessError, SettingsError
from perfgym.sandbox import cgroup
from perfgym.sandbox.cgroup import _V1, _V2, _Cgroup, make_memory_cgroup, remove_stale


def folder_like(tmp_path: Path, version: cgroup._Version) -> Path:
    """A folder with a control group's files."""
    folder = tmp_path / "perfgym-1-x"
    folder.mkdir()
    for name in (version.limit, version.swap, "cgroup.procs"):
        (folder / name).write_text("")
    (folder / version.events).write_text("low 0\noom 3\noom_kill 2\n")
    return folder


@pytest.mark.parametrize("version", [_V1, _V2], ids=["v1", "v2"])
def test_limits_and_kills_go_through_the_files(tmp_path: Path, version: cgroup._Version) -> None:
    """Both versions have files for the limit and for the number of kills."""
    folder = folder_like(tmp_path, version)
    group = _Cgroup(folder, version)
    group._finalizer.detach()
    group.prepare(1 << 20)
    assert (folder / version.limit).read_text() == str(1 << 20)
    assert (folder / version.swap).read_text() == (version.swap_value or str(1 << 20))
    assert [group.new_oom_kills(), group.new_oom_kills()] == [2, 0]


@pytest.mark.parametrize(
    ("refusal", "expected", "says"),
    [
        (errno.EBUSY, SettingsError, "holds more than that already"),
        (errno.EINVAL, HarnessError, "limited to 99 bytes: .*Invalid argument"),
    ],
)
def test_a_limit_that_the_kernel_refuses_is_reported_with_its_cause(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, refusal: int, expected: type[Exception], says: str
) -> None:
    group = _Cgroup(folder_like(tmp_path, _V2), _V2)
    group._finalizer.detach()

    def refuse(path: Path, text: str) -> None:
        raise OSError(refusal, os.strerror(refusal), str(path))

    monkeypatch.setattr(Path, "write_text", refuse)
    with pytest.raises(expected, match=says):
        group.prepare(99)


def test_a_group_whose_owner_is_dead_is_removed(tmp_path: Path) -> None:
    """A group of a living process stays, and so does a folder of another name."""
    dead, own, other = tmp_path / "perfgym-4194304-x", tmp_path / "perfgym-1-x", tmp_path / "else"
    for folder in (dead, own, other):
        folder.mkdir()
    remove_stale(tmp_path)
    assert [dead.exists(), own.exists(), other.exists()] == [False, True, True]


def test_where_none_can_be_made_there_is_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A folder without the controller's files is no control group, and is left clean."""
    monkeypatch.setattr(cgroup, "_candidates", lambda: [(tmp_path, _V2), (tmp_path / "missing", _V1)])
    assert make_memory_cgroup() is None
    assert list(tmp_path.iterdir()) == []
