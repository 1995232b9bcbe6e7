"""The README's code runs as a reader would run it: from an installed package, in any folder.

``make test`` leaves the training of a policy to ``make test-all``.
"""

import contextlib
import io
import re
from pathlib import Path

import pytest

README = Path(__file__).parents[2] / "README.md"
TEXT = README.read_text()
PYTHON = re.findall(r"```python\n(.*?)```", TEXT, flags=re.DOTALL)
(PRINTED,) = re.findall(r"```\n(Status: .*?)```", TEXT, flags=re.DOTALL)
EPISODE, LANGUAGE_MODEL, POLICY = PYTHON


@pytest.fixture(autouse=True)
def reader(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Work in an empty folder, with the fake backend where the text names none."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PERFGYM_STORE", str(tmp_path / "store.sqlite"))
    monkeypatch.setenv("PERFGYM_BACKEND", "fake")


def run(code: str) -> tuple[str, dict[str, object]]:
    """Run a block; return what it printed, and its variables."""
    names: dict[str, object] = {}
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(compile(code, str(README), "exec"), names)
    return printed.getvalue(), names


def labels(printed: str) -> list[str]:
    """Each line up to its first number."""
    return [re.split(r"\d", line)[0] for line in printed.splitlines()]


def test_the_episode_prints_the_lines_that_the_readme_shows() -> None:
    printed, names = run(EPISODE)
    assert labels(printed) == labels(PRINTED)
    assert names["reward"] == pytest.approx(0.75)


def test_the_language_models_block_runs() -> None:
    imports = EPISODE.partition("\n\n")[0]
    _, names = run(f"{imports}\n{LANGUAGE_MODEL}")
    assert "<code>" in str(names["prompt"])
    assert str(names["feedback"]).startswith("Status: WRONG_OUTPUT")


@pytest.mark.full
def test_the_policys_block_trains() -> None:
    """The backend and the numbers of steps are replaced: it trains once, on eight steps."""
    pytest.importorskip("stable_baselines3", reason="SB3 is missing: pip install 'perfgym[sb3]'")
    replaced = {
        '"simulated"': '"fake"',
        "n_steps=16, batch_size=32": "n_steps=4, batch_size=8",
        "(256)": "(8)",
    }
    quick = POLICY
    for shown, run_here in replaced.items():
        assert quick.count(shown) == 1
        quick = quick.replace(shown, run_here)
    _, names = run(quick)
    assert getattr(names["model"], "num_timesteps", 0) >= 8


def test_every_file_that_the_readme_links_to_exists() -> None:
    links = [link for link in re.findall(r"\]\(([^)]+)\)", TEXT) if not link.startswith("http")]
    assert len(links) > 10
    assert [link for link in links if not (README.parent / link.partition("#")[0]).exists()] == []
