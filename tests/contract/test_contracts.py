"""Every sandbox, backend and environment ID keeps its contract."""

import contextlib
from collections.abc import Generator
from typing import Any

import pytest

from perfgym.envs.registration import OPTIMIZE, TUNE, RegisteredId, registered_ids
from perfgym.errors import MachineError
from perfgym.languages import LANGUAGES
from perfgym.measure import BACKENDS, Backend, HardwareBackend
from perfgym.measure.backends.perf_events import SOFTWARE
from perfgym.records import Role
from perfgym.sandbox import SANDBOXES, Sandbox
from perfgym.testing import BackendContract, OptimizeContract, SandboxContract, TuneContract


class TestSandboxes(SandboxContract):
    """All sandboxes that can be had by name."""

    @pytest.fixture(params=list(SANDBOXES))
    def sandbox(self, request: pytest.FixtureRequest) -> Generator[Sandbox]:
        """Each in turn."""
        with contextlib.closing(SANDBOXES[request.param]()) as sandbox:
            yield sandbox


class TestSandboxesWithoutControlGroup(SandboxContract):
    """The tier in which address space is limited."""

    @pytest.fixture(params=list(SANDBOXES))
    def sandbox(self, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Generator[Sandbox]:
        """Each in turn, denied a control group."""
        monkeypatch.setattr("perfgym.sandbox.cgroup.make_memory_cgroup", lambda: None)
        with contextlib.closing(SANDBOXES[request.param]()) as sandbox:
            yield sandbox


class TestBackends(BackendContract):
    """All backends that can be had by name."""

    @pytest.fixture(params=list(BACKENDS))
    def backend(self, request: pytest.FixtureRequest) -> Backend:
        """Each in turn, where this machine has what it takes."""
        try:
            return BACKENDS[request.param]()
        except MachineError as error:
            pytest.skip(str(error))

    @pytest.fixture
    def sandbox(self, sandbox: Sandbox) -> Sandbox:
        """The one of the whole session."""
        return sandbox


class TestHardwareByTheKernelsEvents(BackendContract):
    """The backend for the processor's counters, with events that every machine counts."""

    @pytest.fixture
    def backend(self) -> Backend:
        """Time and page faults."""
        return HardwareBackend({Role.TIME: SOFTWARE["task-clock"], Role.L1D_MISSES: SOFTWARE["page-faults"]})

    @pytest.fixture
    def sandbox(self, sandbox: Sandbox) -> Sandbox:
        """The one of the whole session."""
        return sandbox


def _where_it_can_be_built(found: RegisteredId) -> str:
    """The ID, where this machine has the toolchain."""
    try:
        LANGUAGES[found.language].toolchain()
    except MachineError as error:
        pytest.skip(str(error))
    return found.env_id


class TestOptimizeEnvironments(OptimizeContract):
    """All their registered IDs, on the fake backend and a real sandbox."""

    @pytest.fixture(scope="class", params=registered_ids(OPTIMIZE), ids=lambda found: found.env_id)
    @classmethod
    def env_id(cls, request: pytest.FixtureRequest) -> Any:
        """Each in turn."""
        return _where_it_can_be_built(request.param)


class TestTuneEnvironments(TuneContract):
    """All their registered IDs, likewise."""

    @pytest.fixture(scope="class", params=registered_ids(TUNE), ids=lambda found: found.env_id)
    @classmethod
    def env_id(cls, request: pytest.FixtureRequest) -> Any:
        """Each in turn."""
        return _where_it_can_be_built(request.param)
