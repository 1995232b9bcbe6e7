"""Copies of a run-time's files that do not tell where the files lie on the host."""

import os
import stat
from pathlib import Path

import pytest

from perfgym.errors import ToolchainMissingError
from perfgym.languages import relocated as module
from perfgym.languages.relocated import relocated


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation that names its own folder, and an empty cache."""
    monkeypatch.setattr(module, "user_cache_path", lambda name: tmp_path / "cache" / name)
    home = tmp_path / "home" / "3.11"
    (home / "lib" / "deep").mkdir(parents=True)
    (home / "lib" / "test").mkdir()
    (home / "lib" / "test" / "large").touch()
    (home / "lib" / "unused.opt-2.pyc").touch()
    (home / "lib" / "deep" / "code.pyc").write_bytes(b"\x00" + os.fsencode(home) + b"/lib\xff 3.11")
    (home / "program").write_bytes(b"no secret")
    (home / "program").chmod(0o700)
    return home


def test_a_copy_has_slashes_in_place_of_a_path_and_the_same_size(installed: Path) -> None:
    """The last name of the path stays; so do times, and the right to execute."""
    lib, program = str(installed / "lib"), str(installed / "program")
    copies = relocated({lib: "/r/lib", program: "/r/bin/p"}, [installed], frozenset({"test"}))
    code, before = Path(copies[lib], "deep", "code.pyc"), installed / "lib" / "deep" / "code.pyc"
    slashes = b"/" * (len(os.fsencode(installed)) - len(b"3.11"))
    assert code.read_bytes() == b"\x00" + slashes + b"3.11/lib\xff 3.11"
    assert code.stat().st_mtime_ns == before.stat().st_mtime_ns
    assert sorted(path.name for path in Path(copies[lib]).rglob("*")) == ["code.pyc", "deep"]
    assert Path(copies[program]).read_bytes() == b"no secret"
    assert stat.S_IMODE(Path(copies[program]).stat().st_mode) == 0o744
    assert os.path.relpath(copies[program], copies[lib]) == "../bin/p"  # as in the jail


def test_every_user_can_read_a_copy_whatever_the_umask(installed: Path) -> None:
    before = os.umask(0o077)
    try:
        copies = relocated({str(installed / "lib"): "/r/lib"}, [installed])
    finally:
        os.umask(before)
    copy = Path(copies[str(installed / "lib")])
    for path in (copy.parents[1], copy.parent, copy, *copy.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) & 0o044 == 0o044


def test_a_copy_is_made_once_until_a_file_changes(installed: Path, tmp_path: Path) -> None:
    """A half of a copy is never left."""
    lib = {str(installed / "lib"): "/r/lib"}
    first = relocated(lib, [installed])
    assert relocated(lib, [installed]) == first
    (installed / "lib" / "new").touch()
    assert relocated(lib, [installed]) != first
    names = [path.name for path in (tmp_path / "cache" / "perfgym" / "runtimes").iterdir()]
    assert len(names) == 3
    assert ".lock" in names


def test_what_belongs_to_the_distribution_is_not_copied(installed: Path) -> None:
    """Without a folder that is secret nothing is copied either."""
    assert relocated({"/usr/lib": "/usr/lib"}, [installed]) == {"/usr/lib": "/usr/lib"}
    assert relocated({str(installed): "/r"}, [Path("/usr"), Path("/")]) == {str(installed): str(installed)}


def test_without_a_cache_the_copies_last_as_long_as_the_process(
    installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(module, "user_cache_path", lambda _: tmp_path / "file" / "no folder")
    at_exit = []
    monkeypatch.setattr(module.atexit, "register", at_exit.append)
    program = str(installed / "program")
    copy = Path(relocated({program: "/r/p"}, [installed])[program])
    assert copy.read_bytes() == b"no secret"
    assert stat.S_IMODE(copy.parents[1].stat().st_mode) == 0o755  # programs run as another user
    at_exit[0]()
    assert not copy.exists()


def test_a_machine_that_has_no_room_for_copies_is_told_where_to_make_some(
    installed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "_copy_file", full)
    with pytest.raises(ToolchainMissingError, match="No space left on device; make room for 200 MB"):
        relocated({str(installed / "program"): "/r/p"}, [installed])
