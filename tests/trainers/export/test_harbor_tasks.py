"""Exported tasks, loaded by Harbor."""

from pathlib import Path

import pytest

pytest.importorskip(
    "harbor", reason="Harbor, which needs Python 3.12, is missing: PYTHON=python3.12 make test-export"
)

from harbor.models.task.task import Task
from harbor.models.task.verifier_mode import VerifierEnvironmentMode

from perfgym.bank import load_problem, problems
from tests.trainers.export.exported import exported


@pytest.fixture(scope="module")
def tasks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return exported(tmp_path_factory.mktemp("harbor") / "tasks", "--format", "harbor", "--language", "c")


@pytest.mark.parametrize("name", problems(split="train", language="c"))
def test_harbor_loads_the_task_of_every_problem(tasks: Path, name: str) -> None:
    assert Task.is_valid_dir(tasks / f"{name}-c")
    task = Task(tasks / f"{name}-c")
    assert task.name == f"perfgym/{name}-c"
    assert load_problem(name).spec.strip() in task.instruction
    assert task.config.verifier.environment_mode is VerifierEnvironmentMode.SEPARATE
    assert [str(one if isinstance(one, str) else one.source) for one in task.config.artifacts] == [
        "/app/solution.c"
    ]
    assert task.paths.solve_path.is_file()
    assert task.paths.test_path.is_file()
