"""``perfgym new-problem``: the guide for authors from its first command to an episode, and all refusals."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from perfgym.authoring.new_problem import write_problem, write_problem_like
from perfgym.bank import LANGUAGE_OF_ENDING, load_problem, load_problem_folder
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


@pytest.mark.full
def test_the_commands_of_the_guide_lead_to_an_episode(tmp_path: Path) -> None:
    """The guide's commands run in their order, then its Python code.

    On a busy machine a calibration may end with status 1; the sizes then stay as they were.
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
    assert "ACCEPTED 17.0 of 17.0" in run(sys.executable, "-c", python)


def test_an_unfilled_folder_does_not_validate(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The output names each file that still has a TODO, with its lines. Nothing else is wrong."""
    folder = write_problem("mine", tmp_path, ("c",))
    with pytest.raises(SystemExit) as ended:
        main(["validate", str(folder), "--no-measure"])
    said = capsys.readouterr().out.partition("\nThese statements are not true:\n")[2]
    wrong = [line for line in said.splitlines() if line.startswith("WRONG")]
    assert ended.value.code == 1
    assert [line.split()[1] for line in wrong] == [
        "problem.toml", "spec.md", "problem.py", "reference/solution.c"
    ]  # fmt: skip
    assert 'line 2: title = "TODO' in wrong[0]


def test_the_references_of_all_languages_agree(tmp_path: Path, sandbox: Sandbox) -> None:
    """All languages whose toolchain this machine has are tried. Each has measured sizes."""
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


def test_only_the_programs_and_sizes_of_the_given_languages_are_written(tmp_path: Path) -> None:
    problem = load_problem_folder(write_problem("mine", tmp_path / "new" / "bank", ("rust", "c")))
    assert set(problem.references) == set(problem.measured) == {"c", "rust"}
    assert problem.experts == {}


@pytest.mark.parametrize(
    "name", ["Mine", "my-own", "my own", "../mine", "1st", "", ".", "a" * 41, "mine\n", "ünder", "mine/"]
)
def test_a_name_that_no_id_can_have_is_refused(tmp_path: Path, name: str) -> None:
    """Nothing is written."""
    with pytest.raises(SettingsError, match="part of environment IDs"):
        write_problem(name, tmp_path / "bank", ("c",))
    assert list(tmp_path.iterdir()) == []


def test_existing_files_and_names_are_left_alone(tmp_path: Path) -> None:
    """An existing folder, the name of a problem of the bank, and a file in place of the folder."""
    (tmp_path / "mine").mkdir()
    with pytest.raises(SettingsError, match="exists already"):
        write_problem("mine", tmp_path, ("c",))
    assert list((tmp_path / "mine").iterdir()) == []
    with pytest.raises(SettingsError, match="already has a problem called matmul"):
        write_problem("matmul", tmp_path, ("c",))
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match="cannot be written"):
        write_problem("mine", tmp_path / "file", ("c",))


def test_an_unknown_language_is_refused(tmp_path: Path) -> None:
    """The error suggests a known one; the command line refuses it, too."""
    with pytest.raises(SettingsError, match="did you mean rust"):
        write_problem("mine", tmp_path, ("rustt",))
    with pytest.raises(SystemExit) as ended:
        main(["new-problem", "mine", "--folder", str(tmp_path), "--language", "cobol"])
    assert ended.value.code == 2
    assert list(tmp_path.iterdir()) == []


def test_a_problem_begins_as_a_copy_of_another(tmp_path: Path) -> None:
    """It is as complete as the other, and each text and program says that it has to change."""
    sort = load_problem("sort")
    folder = write_problem_like(sort, "mine", tmp_path)
    problem = load_problem_folder(folder)
    assert (problem.name, problem.version, problem.split) == ("mine", 0, "train")
    assert set(problem.references) == set(sort.references)
    assert set(problem.experts) == set(sort.experts)
    assert set(problem.tunings) == set(sort.tunings)
    assert problem.measured == sort.measured
    assert problem.title == f"TODO: {sort.title}"
    texts = [path for path in folder.rglob("*") if path.is_file()]
    assert [path.name for path in texts if "TODO" not in path.read_text()] == []


def test_a_copy_has_only_the_languages_that_are_wanted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A language that the other problem does not have is refused, and nothing is written."""
    sort = load_problem("sort")
    problem = load_problem_folder(write_problem_like(sort, "mine", tmp_path, ("c", "python")))
    assert set(problem.references) == set(problem.experts) == set(problem.measured) == {"c", "python"}
    assert set(problem.tunings) == {"c"}
    in_c = replace(sort, references={"c": sort.references["c"]})
    with pytest.raises(SettingsError, match="sort has no reference program in rust"):
        write_problem_like(in_c, "yours", tmp_path, ("rust",))
    with pytest.raises(SystemExit) as ended:
        main(["new-problem", "yours", "--folder", str(tmp_path), "--like", "sortt"])
    assert ended.value.code == 2
    assert "did you mean sort" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_hints_guide_and_help_give_the_commands_in_one_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["new-problem", "mine", "--folder", str(tmp_path), "--language", "all"])
    hints = capsys.readouterr().out
    assert set(load_problem_folder(tmp_path / "mine").references) == set(ALL)
    with pytest.raises(SystemExit):
        main(["new-problem", "--help"])
    steps = ("new-problem", "validate .*--no-measure", "calibrate .*--write", "validate", "list")
    guide = "".join(re.findall(r"```sh\n(.*?)```", GUIDE.read_text(), flags=re.DOTALL))
    for text in (f"new-problem {hints}", guide, " ".join(capsys.readouterr().out.split())):
        assert re.search(".*?".join(steps), text, flags=re.DOTALL), text
