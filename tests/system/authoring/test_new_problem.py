"""From nothing to a registered ID, by the guide; and what ``perfgym new-problem`` refuses."""

import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from perfgym.authoring.new_problem import write_problem
from perfgym.bank import LANGUAGE_OF_ENDING, load_problem_folder
from perfgym.cli.main import main
from perfgym.errors import SettingsError, ToolchainMissingError
from perfgym.evaluation.evaluate import Evaluator
from perfgym.languages import LANGUAGES
from perfgym.measure import FakeBackend
from perfgym.sandbox import Sandbox
from perfgym.settings import Settings

REPOSITORY = Path(__file__).parents[3]
GUIDE = REPOSITORY / "docs" / "problems.md"
ALL = tuple(LANGUAGE_OF_ENDING.values())


def test_the_guides_way_leads_to_an_episode(tmp_path: Path) -> None:
    """Its own commands, in their order, then its own Python.

    A busy machine may disturb a calibration, which then ends with status 1: the sizes there were stay.
    """
    text = GUIDE.read_text()
    script = tmp_path / "guide.sh"
    steps = re.findall(r"```sh\n(.*?)```", text, flags=re.DOTALL)
    steps = [f"{step.strip()} || [ $? -eq 1 ]" if "calibrate" in step else step for step in steps]
    script.write_text(f'set -e\nperfgym() {{ "{sys.executable}" -m perfgym "$@"; }}\n' + "\n".join(steps))
    (python,) = re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PERFGYM_")}
    environment |= {"PYTHONPATH": str(REPOSITORY), "COLUMNS": "200"}

    def run(*command: str) -> str:
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    said = run("sh", str(script))
    assert "PerfOptimize-ranks-c-v0" in said
    assert "WRONG" not in said
    assert "Status: ACCEPTED" in said
    assert "ACCEPTED 14.0 of 14.0" in run(sys.executable, "-c", python)


def test_an_unfilled_folder_does_not_validate(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each file that still has a TODO is named, with its lines; nothing else is wrong."""
    folder = write_problem("mine", tmp_path, ("c",))
    with pytest.raises(SystemExit) as ended:
        main(["validate", str(folder)])
    wrong = [line for line in capsys.readouterr().out.splitlines() if line.startswith("WRONG")]
    assert ended.value.code == 1
    assert [line.split()[1] for line in wrong] == [
        "problem.toml", "spec.md", "problem.py", "reference/solution.c"
    ]  # fmt: skip
    assert 'line 2: title = "TODO' in wrong[0]


def test_the_references_of_all_languages_agree(tmp_path: Path, sandbox: Sandbox) -> None:
    """In as many as this machine has; each has measured sizes of its own."""
    problem = load_problem_folder(write_problem("mine", tmp_path, ALL))
    assert set(problem.references) == set(problem.measured) == set(ALL)
    tests = problem.draw_tests(np.random.default_rng(1), "")
    expected: list[bytes] = []
    for name in LANGUAGES:
        try:
            LANGUAGES[name].toolchain()
        except ToolchainMissingError:
            continue
        evaluator = Evaluator(problem, LANGUAGES[name], sandbox, FakeBackend(), Settings())
        program = evaluator.trusted_program(problem.references[name])
        runs = [program.run(test.stdin) for test in tests]
        assert all(run.succeeded for run in runs), (name, runs)
        expected = expected or [run.stdout for run in runs]
        assert [run.stdout for run in runs] == expected, name
    values = np.frombuffer(tests[2].stdin, "<i4")[1:]
    counts = [int((values[i + 1 :] < values[i]).sum()) for i in range(len(values))]
    assert np.frombuffer(expected[2], "<i4").tolist() == counts


def test_only_what_was_asked_for_is_written(tmp_path: Path) -> None:
    """Programs and sizes."""
    problem = load_problem_folder(write_problem("mine", tmp_path / "new" / "bank", ("rust", "c")))
    assert set(problem.references) == set(problem.measured) == {"c", "rust"}
    assert problem.experts == {}


@pytest.mark.parametrize(
    "name", ["Mine", "my-own", "my own", "../mine", "1st", "", ".", "a" * 41, "mine\n", "ünder", "mine/"]
)
def test_a_name_that_no_id_can_have_is_refused(tmp_path: Path, name: str) -> None:
    """And nothing is written."""
    with pytest.raises(SettingsError, match="part of environment IDs"):
        write_problem(name, tmp_path / "bank", ("c",))
    assert list(tmp_path.iterdir()) == []


def test_what_is_there_already_is_left_alone(tmp_path: Path) -> None:
    """A folder, a shipped problem's name, and a file where the folder would be."""
    (tmp_path / "mine").mkdir()
    with pytest.raises(SettingsError, match="is there already"):
        write_problem("mine", tmp_path, ("c",))
    assert list((tmp_path / "mine").iterdir()) == []
    with pytest.raises(SettingsError, match="a problem called matmul"):
        write_problem("matmul", tmp_path, ("c",))
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match="cannot be written"):
        write_problem("mine", tmp_path / "file", ("c",))


def test_an_unknown_language_is_refused(tmp_path: Path) -> None:
    """With those there are; at the command line, too."""
    with pytest.raises(SettingsError, match="did you mean rust"):
        write_problem("mine", tmp_path, ("rustt",))
    with pytest.raises(SystemExit) as ended:
        main(["new-problem", "mine", "--folder", str(tmp_path), "--language", "cobol"])
    assert ended.value.code == 2
    assert list(tmp_path.iterdir()) == []
