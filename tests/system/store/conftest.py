"""A fixture of the tests of the store."""

import contextlib
from collections.abc import Generator
from pathlib import Path

import pytest

from perfgym.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Generator[Store]:
    """An empty store in a folder that does not exist yet."""
    with contextlib.closing(Store(tmp_path / "deep" / "store.sqlite")) as store:
        yield store
