"""Harbor tasks as folders; whether Harbor loads them is a test of its own, in tests/trainers."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from perfgym.bank import load_problem
from perfgym.envs.registration import find_id, register_all
from perfgym.errors import SettingsError, ToolchainMissingError
from perfgym.integrations.harbor import write_tasks
from perfgym.languages import LANGUAGES, Language
from perfgym.languages.toolchain import Toolchain

ID = "PerfOptimize-sort-c-v0"


def written(folder: Path, env_id: str = ID, requirement: str = "perfgym==9.9", **more: object) -> Path:
    (task,) = write_tasks([find_id(env_id)], folder, requirement=requirement, **more)
    return task


def test_the_agent_gets_the_statement_and_the_reference_and_no_better_program(tmp_path: Path) -> None:
    task, problem = written(tmp_path), load_problem("sort")
    assert task == tmp_path / "sort-c"
    assert (task / "environment" / "solution.c").read_text() == problem.references["c"]
    assert problem.spec.strip() in (task / "instruction.md").read_text()
    assert sorted(path.name for path in (task / "environment").iterdir()) == ["Dockerfile", "solution.c"]
    assert (task / "solution" / "solution.c").read_text() == problem.experts["c"]


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_the_statement_names_the_toolchain_of_the_images_and_not_that_of_this_machine(
    tmp_path: Path, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So this machine needs none, and the version is that of the images' Debian."""

    def missing(self: Language) -> Toolchain:
        raise ToolchainMissingError("there is none here")

    monkeypatch.setattr(type(LANGUAGES[language]), "toolchain", missing)
    text = (written(tmp_path, f"PerfOptimize-sort-{language}-v0") / "instruction.md").read_text()
    said = text.split("## The program to beat")[1].split("## Limits")[0]
    name = {
        "c": "gcc",
        "go": "Go's own compiler",
        "python": "python3",
        "rust": "rustc",
        "typescript": "esbuild",
    }
    assert f" {name[language]} " in said
    assert f"`{' '.join(LANGUAGES[language].flags)}`" in said
    assert not re.search(r"\d+\.\d+", said)


def test_the_task_says_where_it_comes_from(tmp_path: Path) -> None:
    content = tomllib.loads((written(tmp_path) / "task.toml").read_text())
    assert content["metadata"] == {
        "env_id": ID,
        "split": "train",
        "problem_sha256": load_problem("sort").digest,
    }
    assert content["verifier"]["environment_mode"] == "separate"
    assert content["artifacts"] == ["/app/solution.c"]


def test_the_verifier_installs_what_it_is_told_to(tmp_path: Path) -> None:
    assert "pip install --no-cache-dir perfgym==9.9\n" in (
        (written(tmp_path / "a") / "tests" / "Dockerfile").read_text()
    )
    wheel = tmp_path / "perfgym-1-py3-none-any.whl"
    wheel.write_bytes(b"wheel")
    task = written(tmp_path / "b", requirement=str(wheel))
    assert (task / "tests" / wheel.name).read_bytes() == b"wheel"
    image = (task / "tests" / "Dockerfile").read_text()
    assert f"COPY {wheel.name} /opt/{wheel.name}\n" in image
    assert f"pip install --no-cache-dir /opt/{wheel.name}\n" in image
    with pytest.raises(SettingsError, match="there is no wheel"):
        written(tmp_path / "c", requirement="gone.whl")


def test_a_users_own_problem_goes_with_the_task(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = folder.rename(folder.with_name("for_harbor"))  # registered IDs outlive a test
    monkeypatch.setenv("PERFGYM_PROBLEMS", str(own.parent))
    register_all()
    task = written(tmp_path / "tasks", "PerfOptimize-for_harbor-c-v0")
    assert (task / "tests" / "problems" / own.name / "problem.toml").is_file()
    assert "ENV PERFGYM_PROBLEMS=/tests/problems\n" in (task / "tests" / "Dockerfile").read_text()
    assert not (written(tmp_path / "tasks") / "tests" / "problems").exists()


def test_the_scripts_are_executable_bash(tmp_path: Path) -> None:
    task = written(tmp_path, backend="simulated")
    for name in ("tests/test.sh", "solution/solve.sh"):
        script = task / name
        assert script.stat().st_mode & 0o111
        subprocess.run(["bash", "-n", str(script)], check=True)
    assert " --backend simulated " in (task / "tests" / "test.sh").read_text()


def test_a_task_that_exists_is_replaced_only_if_asked(tmp_path: Path) -> None:
    task = written(tmp_path)
    (task / "old").touch()
    with pytest.raises(SettingsError, match="exists; --force overwrites it"):
        written(tmp_path)
    assert (task / "old").exists()
    assert not (written(tmp_path, force=True) / "old").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["sort-c"]
