"""The cache of the sandbox's own binary, which runs with the user's rights. Nothing is compiled."""

import os
from collections.abc import Generator
from pathlib import Path

import pytest

from perfgym.sandbox import native as module
from perfgym.sandbox.native import native_program


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Generator[Path]:
    """An empty cache, for a compiler that always makes the same binary."""
    monkeypatch.setattr(module.platformdirs, "user_cache_path", lambda name: tmp_path / name)
    monkeypatch.setattr(module, "_run_compiler", lambda _folder, _sources, binary: binary.write_bytes(b"own"))
    native_program.cache_clear()
    yield tmp_path / "perfgym" / "native"
    native_program.cache_clear()


def made(cache: Path) -> Path:
    """The binary in the cache, which nobody has read yet."""
    assert native_program("probe") == b"own"
    native_program.cache_clear()
    return next(cache.glob("probe-*"))


def test_a_binary_is_kept_for_the_next_process(cache: Path) -> None:
    made(cache).write_bytes(b"kept")
    assert native_program("probe") == b"kept"


def test_a_binary_that_others_can_write_is_not_run(cache: Path) -> None:
    """A process then builds its own."""
    binary = made(cache)
    binary.write_bytes(b"theirs")
    binary.chmod(0o777)
    assert native_program("probe") == b"own"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file to another user")
@pytest.mark.parametrize("which", ["binary", "folder"])
def test_a_binary_of_another_user_is_not_run(cache: Path, which: str) -> None:
    binary = made(cache)
    binary.write_bytes(b"theirs")
    os.chown(binary if which == "binary" else cache, 65534, 65534)
    assert native_program("probe") == b"own"


def test_nobody_else_can_write_to_the_cache_whatever_the_umask(cache: Path) -> None:
    before = os.umask(0)
    try:
        binary = made(cache)
    finally:
        os.umask(before)
    assert [path.stat().st_mode & 0o022 for path in (cache, binary)] == [0, 0]
