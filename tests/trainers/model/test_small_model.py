"""A real language model plays: from the weights of a small one to the store and the report."""

import contextlib
import os
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path

import pytest

from perfgym.records import Status
from perfgym.store import Store

pytestmark = [pytest.mark.full, pytest.mark.timeout(1800)]  # a machine with other work is slow to reply

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "small-model.md").read_text()
COMMANDS = re.findall(r"^perfgym (?:.*\\\n)*.*", PAGE, flags=re.MULTILINE)
ADDRESS = "http://127.0.0.1:8080/v1"


@pytest.fixture(scope="module")
def url() -> Generator[str]:
    """The address of the server that the page starts, on any port that is free."""
    assert "python examples/small_model.py --port 8080" in PAGE
    command = [sys.executable, str(ROOT / "examples" / "small_model.py"), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        try:
            yield server.stdout.readline().strip()
        finally:
            server.send_signal(signal.SIGINT)
    assert server.returncode == 0


@pytest.fixture(scope="module")
def folder(url: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which every command of the page has run, one after the other."""
    folder = tmp_path_factory.mktemp("played")
    settings = {"PERFGYM_STORE": str(folder / "store.sqlite"), "PYTHONPATH": str(ROOT)}
    assert [command.split()[1] for command in COMMANDS] == ["rollout", "show", "report", "export"]
    for command in COMMANDS:
        assert command.count(ADDRESS) == command.startswith("perfgym rollout")
        _, *arguments = shlex.split(command.replace("\\\n", " ").replace(ADDRESS, url))
        done = subprocess.run(
            [sys.executable, "-m", "perfgym", *arguments],
            cwd=folder,
            env=os.environ | settings,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
        (folder / f"{arguments[0]}.txt").write_text(done.stdout)
    return folder


def test_every_reply_is_the_models_and_has_a_verdict(folder: Path) -> None:
    with contextlib.closing(Store(folder / "store.sqlite")) as store:
        run = store.run("latest")
        episodes = store.episodes(run.run_id)
        turns = [turn for episode in episodes for turn in store.turns(episode.episode_id)]
    assert run.outcome == "complete"
    assert len(episodes) == 2
    assert not any(episode.fault for episode in episodes)
    assert all(episode.reward is not None and -1.0 <= episode.reward < 1.0 for episode in episodes)
    for turn in turns:
        assert turn.reply
        assert turn.usage["prompt_tokens"] > 500
        assert turn.evaluation is not None
        assert turn.evaluation.status in Status
    assert len({turn.reply for turn in turns}) > 1
    assert sum(turn.usage["completion_tokens"] for turn in turns) > 200


def test_the_report_and_the_trajectories_hold_what_the_model_wrote(folder: Path) -> None:
    assert "smollm2" in (folder / "report.html").read_text()
    assert (folder / "trajectories.jsonl").read_text().count('"assistant"') >= 2
