"""An outsider's training script becomes a task, which is played without another word about it."""

import json
import os
import subprocess
from pathlib import Path

import gymnasium
import pytest

from perfgym.authoring.new_research import write_research
from perfgym.cli.main import main
from perfgym.envs import registration
from perfgym.errors import ProblemError, SettingsError
from perfgym.research.load import load_new_research, load_research_folder
from perfgym.research.reported_task import ReportedTask

SCRIPT = """\
import os, random
rate = 0.01
random.seed(int(os.environ["SEED"]))
w, data = 0.0, [(x, 3 * x + random.gauss(0, 0.01)) for x in (0.5, 1.0, 1.5)]
for epoch in range(20):
    for x, y in data:
        w -= rate * 2 * x * (w * x - y)
print(f"epoch {epoch}: loss = {(w - 3) ** 2 + 1:.6f}")
"""


@pytest.fixture
def script(tmp_path: Path) -> Path:
    """A script in a folder of a git repository."""
    repository = tmp_path / "outsider"
    path = repository / "src" / "fit.py"
    path.parent.mkdir(parents=True)
    path.write_text(SCRIPT)
    for command in (
        ("init", "--quiet"),
        ("add", "."),
        ("-c", "user.name=a", "-c", "user.email=a@b", "commit", "--quiet", "--message=all"),
    ):
        subprocess.run(("git", "-C", str(repository), *command), check=True)
    return path


def test_an_outsiders_script_is_a_task_that_can_be_played(
    script: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    bank = tmp_path / "bank"
    words = ["new-research", "fit_a_line", "--from", str(script), "--line", "epoch 19: loss = 1.25"]
    with pytest.raises(SystemExit) as ended:
        main([*words, "--folder", str(bank), "--json"])
    assert not ended.value.code
    written = json.loads(capsys.readouterr().out)
    assert (written["file"], written["repository"]) == ("src/fit.py", str(script.parents[1]))
    monkeypatch.setenv("PERFGYM_PROBLEMS", str(bank))
    monkeypatch.chdir(tmp_path)
    registration.register_all()
    env = gymnasium.make("AutoResearch-fit_a_line-v0", research_folder=str(tmp_path / "sessions"))
    try:
        env.reset(options={"tag": f"t{os.getpid()}"})
        action = {"direction": "rate", "description": "higher", "hypothesis": "it is far from the end"}
        action["change"] = "<<<<<<< SEARCH\nrate = 0.01\n=======\nrate = 0.1\n>>>>>>> REPLACE\n"
        _, _, _, _, info = env.step(action)
        assert (info["decision"], info["evaluated"]) == ("keep", "reported")
        _, reward, terminated, _, _ = env.step({"operation": "finish", "why": "it converged"})
        assert (reward > 0.3, terminated) == (True, True)
    finally:
        env.close()
        gymnasium.registry.pop("AutoResearch-fit_a_line-v0")
    assert script.read_text() == SCRIPT


@pytest.mark.parametrize(
    ("line", "log", "figure"),
    [
        ("val_bpb: 0.9979", "val_bpb:          1.004", 1.004),
        ("epoch 3: loss = 1e-3", "epoch 17: loss = 2.5e-4", 2.5e-4),
        ("'quoted' (test) 7", "'quoted' (test) 8", 8.0),
    ],
)
def test_the_pattern_finds_lines_like_the_one_that_was_given(
    script: Path, tmp_path: Path, line: str, log: str, figure: float
) -> None:
    task = load_research_folder(write_research("mine", script, line, tmp_path).folder)
    assert isinstance(task, ReportedTask)
    found = task.rules.log.final.search(log)
    assert found is not None
    assert float(found["val_bpb"]) == figure
    assert task.rules.log.final.search(f"# {log}") is None


@pytest.mark.parametrize(
    ("name", "script_name", "line", "words"),
    [
        ("Mine", "src/fit.py", "loss 1", "lower-case"),
        ("jargon", "src/fit.py", "loss 1", "already has a task called jargon"),
        ("mine", "src/fat.py", "loss 1", "is no file; give your training script"),
        ("mine", "../alone.py", "loss 1", "lies in no git repository; run `git init`"),
        ("mine", "src/fit.py", "loss", "last number, e.g. 'val_bpb: 0.9979'; got 'loss'"),
    ],
)
def test_what_cannot_be_a_task_is_refused_and_nothing_is_written(
    script: Path, tmp_path: Path, name: str, script_name: str, line: str, words: str
) -> None:
    (tmp_path / "alone.py").write_text(SCRIPT)
    with pytest.raises(SettingsError, match=words):
        write_research(name, script.parents[1] / script_name, line, tmp_path / "bank")
    assert not (tmp_path / "bank").exists()


def test_new_tasks_in_a_folder_are_loaded(script: Path, tmp_path: Path) -> None:
    folder = write_research("mine", script, "loss 1", tmp_path / "bank").folder
    assert load_new_research(tmp_path / "bank") == ["mine"]
    (folder / "program.md").unlink()
    with pytest.raises(ProblemError, match=r"program\.md cannot be read"):
        load_new_research(tmp_path / "bank")
