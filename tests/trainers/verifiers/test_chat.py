"""The chat agent of ``perfgym rollout`` works with version 2 of its client too, which verifiers requires."""

import pytest

pytest.importorskip("verifiers", reason="run `make test-verifiers`")

from tests.system.rollout.test_chat import *  # noqa: F403  # the same tests, with the other client
