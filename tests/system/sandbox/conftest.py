"""Fixtures of the tests of the supervisor."""

from collections.abc import Generator

import pytest

from tests.doubles.c_programs import ODD, compiled
from tests.doubles.sanitized import SOURCE, Sanitized, sanitized_from


@pytest.fixture(scope="module")
def odd() -> bytes:
    """The binary of :data:`ODD`."""
    return compiled(ODD)


@pytest.fixture(scope="module")
def sanitized(tmp_path_factory: pytest.TempPathFactory) -> Generator[Sanitized]:
    """Use sanitized supervisors in the whole module. At its end they must have found nothing."""
    made = sanitized_from(SOURCE.read_text(), tmp_path_factory.mktemp("sanitized"))
    with made.in_place():
        yield made
    assert made.findings == []
