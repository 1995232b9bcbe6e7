"""Every sandbox, backend and environment ID keeps its contract.

``make test`` tries some IDs: of PerfOptimize every problem in C and one in every language, of PerfTune
three, of PerfRepo one.
``make test-all`` adds the others, and the other sandboxes where there is no control group.
"""

import contextlib
from collections.abc import Generator

import pytest

from perfgym.envs.family import EnvId
from perfgym.envs.registration import family_of, registered_ids
from perfgym.errors import MachineError
from perfgym.languages import LANGUAGES
from perfgym.measure import BACKENDS, Backend, HardwareBackend
from perfgym.measure.backends.perf_events import SOFTWARE
from perfgym.records import Role
from perfgym.research.load import load_research
from perfgym.research.task import VerifiedTask
from perfgym.sandbox import SANDBOXES, Sandbox
from perfgym.testing import (
    BackendContract,
    OptimizeContract,
    RepoContract,
    ResearchContract,
    SandboxContract,
    TuneContract,
)
from tests.doubles.covering import by_tier


class TestSandboxes(SandboxContract):
    """Every sandbox that has a name."""

    @pytest.fixture(params=list(SANDBOXES))
    def sandbox(self, request: pytest.FixtureRequest) -> Generator[Sandbox]:
        """Each of them, one after another."""
        with contextlib.closing(SANDBOXES[request.param]()) as sandbox:
            yield sandbox


_CHOSEN_FIRST = [
    pytest.param(name, marks=() if name == "supervisor" else pytest.mark.full) for name in SANDBOXES
]
"""The sandbox that is chosen where it works; the others in ``make test-all`` only."""


class TestSandboxesWithoutControlGroup(SandboxContract):
    """Every sandbox where the kernel grants no control group, so that address space is limited instead."""

    @pytest.fixture(params=_CHOSEN_FIRST)
    def sandbox(self, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Generator[Sandbox]:
        """Each of them, without a control group."""
        monkeypatch.setattr("perfgym.sandbox.cgroup.make_memory_cgroup", lambda: None)
        with contextlib.closing(SANDBOXES[request.param]()) as sandbox:
            yield sandbox


class TestBackends(BackendContract):
    """Every backend that has a name."""

    @pytest.fixture(params=list(BACKENDS))
    def backend(self, request: pytest.FixtureRequest) -> Backend:
        """Each of them; skipped where this machine cannot count with it."""
        try:
            return BACKENDS[request.param]()
        except MachineError as error:
            pytest.skip(str(error))

    @pytest.fixture
    def sandbox(self, sandbox: Sandbox) -> Sandbox:
        """The sandbox of the whole session."""
        return sandbox


class TestHardwareByTheKernelsEvents(BackendContract):
    """The hardware backend with software events, which every kernel counts."""

    @pytest.fixture
    def backend(self) -> Backend:
        """It counts time and page faults."""
        return HardwareBackend({Role.TIME: SOFTWARE["task-clock"], Role.L1D_MISSES: SOFTWARE["page-faults"]})

    @pytest.fixture
    def sandbox(self, sandbox: Sandbox) -> Sandbox:
        """The sandbox of the whole session."""
        return sandbox


def _buildable(found: EnvId) -> str:
    """Return the ID; skip the test where this machine lacks the toolchain."""
    try:
        LANGUAGES[found.language].toolchain()
    except MachineError as error:
        pytest.skip(str(error))
    return str(found)


class TestOptimizeEnvironments(OptimizeContract):
    """Every registered ID of PerfOptimize, on the fake backend and a real sandbox."""

    @pytest.fixture(scope="class", params=by_tier(registered_ids("PerfOptimize")))
    @classmethod
    def env_id(cls, request: pytest.FixtureRequest) -> str:
        """Each of them, one after another."""
        return _buildable(request.param)


_OFTEN_TUNED = ("PerfTune-hash_table-c-v0", "PerfTune-matmul-c-v0", "PerfTune-matmul-go-v0")
"""Two problems and two languages. ``tests/system/problems/test_knobs`` tries the knobs of every problem."""
_TUNED = [
    pytest.param(found, id=str(found), marks=() if str(found) in _OFTEN_TUNED else pytest.mark.full)
    for found in registered_ids("PerfTune")
]


class TestTuneEnvironments(TuneContract):
    """Every registered ID of PerfTune, on small inputs, the fake backend and a real sandbox."""

    kwargs = TuneContract.kwargs | {"scale": 0.3}

    @pytest.fixture(scope="class", params=_TUNED)
    @classmethod
    def env_id(cls, request: pytest.FixtureRequest) -> str:
        """Each of them, one after another."""
        return _buildable(request.param)


_TASK_PLAYED_OFTEN = "PerfRepo-strings-go-v0"
_REPOSITORIES = [
    pytest.param(found, id=str(found), marks=() if str(found) == _TASK_PLAYED_OFTEN else pytest.mark.full)
    for found in registered_ids("PerfRepo")
]


class TestRepoEnvironments(RepoContract):
    """Every registered ID of PerfRepo, on the fake backend, with the real sandbox, Go and git."""

    @pytest.fixture(scope="class", params=_REPOSITORIES)
    @classmethod
    def env_id(cls, request: pytest.FixtureRequest) -> str:
        """Each of them, one after another; skipped where this machine lacks the files or a tool."""
        found = request.param
        if missing := family_of(found).describe(found).missing:
            pytest.skip(missing)
        return str(found)


_VERIFIED = [
    found
    for found in registered_ids("AutoResearch")
    if isinstance(load_research(found.kwargs["task"]), VerifiedTask)
]


@pytest.mark.full
class TestResearchEnvironments(ResearchContract):
    """Every registered ID of AutoResearch whose figures are verified, with short runs in the real sandbox."""

    @pytest.fixture(scope="class", params=_VERIFIED, ids=str)
    @classmethod
    def env_id(cls, request: pytest.FixtureRequest) -> str:
        """Each of them, one after another."""
        return str(request.param)
