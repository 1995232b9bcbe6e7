"""Programs in sealed memory files, while something else holds their pages."""

import contextlib
import mmap
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from perfgym.sandbox import memory_file

CONTENT = b"a program"


@contextlib.contextmanager
def held(monkeypatch: pytest.MonkeyPatch, seconds: float) -> Iterator[None]:
    """While this context lasts, each written file is also mapped for some time, so it cannot be sealed."""
    write_all = memory_file.write_all
    ends: list[threading.Timer] = []

    def write_and_hold(descriptor: int, content: bytes) -> None:
        write_all(descriptor, content)
        ends.append(threading.Timer(seconds, mmap.mmap(descriptor, len(content)).close))
        ends[-1].start()

    monkeypatch.setattr(memory_file, "write_all", write_and_hold)
    yield
    for end in ends:
        end.join()


def test_a_file_that_is_held_for_a_moment_is_sealed_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """After that, the file cannot be written."""
    with held(monkeypatch, seconds=0.3):
        descriptor = memory_file.sealed_file("program", CONTENT)
    with pytest.raises(PermissionError):
        os.write(descriptor, b"another")
    assert memory_file.content(descriptor, 100) == CONTENT
    os.close(descriptor)


def test_a_file_that_is_held_for_good_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is closed."""
    monkeypatch.setattr(memory_file, "_HELD_AT_MOST_S", 0.1)
    before = set(Path("/proc/self/fd").iterdir())
    with held(monkeypatch, seconds=1.0), pytest.raises(OSError, match="busy"):
        memory_file.sealed_file("program", CONTENT)
    assert set(Path("/proc/self/fd").iterdir()) == before
