"""Every sandbox, backend and environment ID keeps its contract.

``make test`` tries some IDs: of PerfOptimize one problem in every language, of PerfTune two, of PerfRepo one.
``make test-all`` adds the others, the sandbox that promises nothing, the other sandboxes where there is no
control group, and the backend ``auto``, which counts with one of the others.
"""

import contextlib
import sys
from collections.abc import Generator
from typing import Any

import pytest

from perfgym.bank import load_problem
from perfgym.envs.family import EnvId
from perfgym.envs.registration import family_of, registered_ids
from perfgym.errors import MachineError
from perfgym.languages import LANGUAGES
from perfgym.measure import BACKENDS, Backend, HardwareBackend
from perfgym.measure.backends.perf_events import SOFTWARE
from perfgym.records import Role
from perfgym.research.load import load_research
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
from tests.doubles.golf_clone import golf_clone


class TestSandboxes(SandboxContract):
    """Every sandbox that has a name."""

    @pytest.fixture(
        params=[
            pytest.param(name, marks=pytest.mark.full if name == "unsafe-none" else ()) for name in SANDBOXES
        ]
    )
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

    @pytest.fixture(
        params=[pytest.param(name, marks=pytest.mark.full if name == "auto" else ()) for name in BACKENDS]
    )
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


@pytest.mark.hardware
class TestHardware(BackendContract):
    """The hardware backend with the processor's events."""

    @pytest.fixture
    def backend(self) -> Backend:
        """It counts what this processor counts."""
        try:
            return HardwareBackend()
        except MachineError as error:
            pytest.skip(f"{error}; `make test-pmu` runs these tests in a guest that has counters")

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


@pytest.mark.full
class TestMixedEnvironments(OptimizeContract):
    """A mixture of one problem in each language, which draws that problem every time."""

    kwargs: dict[str, Any] = OptimizeContract.kwargs | {"problems": ["sort"]}

    @pytest.fixture(scope="class", params=registered_ids("PerfOptimize-mixed"), ids=str)
    @classmethod
    def env_id(cls, request: pytest.FixtureRequest) -> str:
        """Each of them, one after another."""
        return _buildable(request.param)

    def _programs(self, env: Any) -> tuple[str, str]:
        language = env.spec.kwargs["language"]
        problem = load_problem("sort")
        return problem.references[language], problem.experts[language]


_OFTEN_TUNED = ("PerfTune-matmul-c-v0", "PerfTune-matmul-go-v0")
"""Two languages. ``tests/system/problems/test_knobs`` tries the knobs of every problem."""
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

    @pytest.mark.full
    def test_gymnasium_finds_nothing_wrong(self, env: Any) -> None:
        """As for every family; the quick tests check the family on a sandbox that starts nothing."""
        super().test_gymnasium_finds_nothing_wrong(env)

    @pytest.mark.full
    def test_random_actions_are_legal(self, env: Any) -> None:
        """As for every family; the quick tests check the family on a sandbox that starts nothing."""
        super().test_random_actions_are_legal(env)


_VERIFIED = [
    found
    for found in registered_ids("AutoResearch")
    if load_research(found.kwargs["task"]).evaluation == "verified"
]


@pytest.mark.full
class TestResearchEnvironments(ResearchContract):
    """Every registered ID of AutoResearch that is verified, with short runs in the real sandbox."""

    @pytest.fixture(scope="class", params=_VERIFIED, ids=str)
    @classmethod
    def env_id(cls, request: pytest.FixtureRequest) -> str:
        """Each of them, one after another."""
        return str(request.param)


@pytest.mark.full
class TestReportedEnvironments(ResearchContract):
    """Parameter Golf on a clone whose script needs no GPU."""

    @pytest.fixture(scope="class")
    @classmethod
    def env_id(cls, tmp_path_factory: pytest.TempPathFactory) -> str:
        """The ID, with a clone for its arguments."""
        clone = golf_clone(tmp_path_factory.mktemp("golf") / "clone")
        cls.kwargs = {"repository": str(clone), "command": [sys.executable, "{file}"], "max_experiments": 2}
        return "AutoResearch-parameter_golf-v0"

    def test_a_change_that_helps_is_kept_and_paid(self, env: Any) -> None:
        """A higher rate lowers the figure of this script."""
        observation, _ = env.reset(seed=4)
        said = {"direction": "rate", "description": "higher", "hypothesis": "it falls fast"}
        change = observation["program"].replace("RATE = 0.04", "RATE = 0.06")
        *_, info = env.step({"change": change, **said})
        assert (info["status"], info["decision"]) == ("ACCEPTED", "keep")
        _, reward, terminated, truncated, _ = env.step({"operation": "finish"})
        assert (reward > 0.01, terminated, truncated) == (True, True, False)
