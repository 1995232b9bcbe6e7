"""Stores that the user may read but not write, and homes in which no store can be created."""

import contextlib
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from perfgym.store import Store
from tests.doubles.ordinary_user import ordinary_user
from tests.doubles.played import begin_run, turn

pytestmark = pytest.mark.skipif(os.getuid() != 0, reason="only root can run commands as another user")

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def run() -> Generator[Run]:
    with ordinary_user() as run:
        yield run


@pytest.fixture
def place() -> Generator[Path]:
    """A folder of root's that everybody may read. pytest's own folder may be closed to other users."""
    place = Path("/tmp") / f"perfgym-others-{os.getpid()}"
    place.mkdir(mode=0o755)
    yield place
    shutil.rmtree(place)


def fill(store: Store) -> str:
    run_id = begin_run(store)
    episode_id = store.begin_episode(run_id, 1, seed=1, env_id="PerfOptimize-matmul-c-v0", prompt="Go.")
    store.add_turn(turn(episode_id, reply="<code>x</code>", source="x"))
    store.end_episode(episode_id, reward=0.5, terminated=True, truncated=False)
    return run_id


def test_the_store_of_another_user_can_be_read(run: Run, place: Path) -> None:
    with contextlib.closing(Store(place / "store.sqlite")) as store:
        run_id = fill(store)
    for command in ("runs", "show latest", "show latest --episode 1", "reverify latest"):
        done = run("-m", "perfgym", *command.split(), "--store", str(store.path), "--json")
        assert (done.returncode, done.stderr) == (0, "")
    out = place / "out"
    out.mkdir()
    out.chmod(0o777)
    export = ["export", "latest", "--format", "trajectories", "-o", f"{out}/x", "--store", str(store.path)]
    done = run("-m", "perfgym", *export, "--json")
    assert json.loads(done.stdout)["run_id"] == run_id
    assert sorted(path.name for path in place.iterdir()) == ["out", "store.sqlite"]


def test_a_run_that_another_user_plays_at_present_can_be_read(run: Run, place: Path) -> None:
    with contextlib.closing(Store(place / "store.sqlite")) as store:
        fill(store)
        newest = fill(store)
        done = run("-m", "perfgym", "runs", "--store", str(store.path), "--json")
    assert json.loads(done.stdout)[0]["run_id"] == newest
    assert done.stderr == ""


def test_a_store_that_may_not_be_read_is_an_error_that_names_it(run: Run, place: Path) -> None:
    with contextlib.closing(Store(place / "store.sqlite")) as store:
        fill(store)
    store.path.chmod(0o600)
    done = run("-m", "perfgym", "runs", "--store", str(store.path))
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert str(store.path) in done.stderr
    place.chmod(0o700)
    done = run("-m", "perfgym", "runs", "--store", str(store.path))
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "Permission denied" in done.stderr


_USE = """
from perfgym.errors import SettingsError
from perfgym.store import open_store
store = open_store({named!r})
try:
    {use}
except SettingsError as error:
    print(error)
"""


_WRITES = (
    "store.begin_run(kind='', env_id='', agent='', arguments={})",
    "with store.playing('run'): pass",
)


@pytest.mark.parametrize("use", ["store.runs()", *_WRITES])
def test_a_home_that_cannot_be_written_is_an_error_of_the_settings(run: Run, place: Path, use: str) -> None:
    """The error names the file, and the variable that chooses another one."""
    done = run("-c", _USE.format(named="", use=use), HOME=str(place))
    assert done.stderr == ""
    assert str(place) in done.stdout
    assert "PERFGYM_STORE" in done.stdout


@pytest.mark.parametrize("use", _WRITES)
def test_writing_to_another_users_store_is_an_error_of_the_settings(run: Run, place: Path, use: str) -> None:
    with contextlib.closing(Store(place / "store.sqlite")) as store:
        fill(store)
    done = run("-c", _USE.format(named=str(store.path), use=use))
    assert done.stderr == ""
    assert str(store.path) in done.stdout
    assert "PERFGYM_STORE" in done.stdout


def test_reading_commands_create_no_store(run: Run, place: Path) -> None:
    empty = place / "empty.sqlite"
    empty.touch()
    done = run("-m", "perfgym", "runs", "--store", str(empty))
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert str(empty) in done.stderr
    assert empty.stat().st_size == 0
