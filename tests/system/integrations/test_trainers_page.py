"""The programs in the guide to trainers run as they stand, where they need no trainer."""

import contextlib
import re
from pathlib import Path

import pytest

from perfgym.store import Store

PAGE = (Path(__file__).parents[3] / "docs" / "trainers.md").read_text()
CORE = PAGE[PAGE.index("## The core") : PAGE.index("## Measure elsewhere")]
PLAY, RECORD = re.findall(r"```python\n(.*?)```", CORE, re.DOTALL)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Measure nothing, and do not use the store of whoever runs the tests."""
    monkeypatch.setenv("PERFGYM_BACKEND", "fake")
    monkeypatch.setenv("PERFGYM_STORE", str(tmp_path / "store.sqlite"))


def test_an_episode_is_played_as_the_page_shows(capsys: pytest.CaptureFixture[str]) -> None:
    exec(PLAY, {})
    assert capsys.readouterr().out.strip().endswith("0.0 False -0.5")


def test_episodes_are_recorded_as_the_page_shows(tmp_path: Path) -> None:
    exec(RECORD, {})
    with contextlib.closing(Store(tmp_path / "store.sqlite")) as store:
        run = store.run("latest")
        assert (run.agent, run.outcome) == ("my-policy", "complete")
        assert [episode.env_id for episode in store.episodes(run.run_id)] == [
            "PerfOptimize-sort-c-v0",
            "PerfOptimize-matmul-c-v0",
        ]
