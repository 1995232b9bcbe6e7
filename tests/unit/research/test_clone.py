"""The user's clone of a reported task: where it is, what it lacks, and what agents read of it."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from perfgym.doctor.research import examine_research
from perfgym.doctor.row import Health
from perfgym.errors import MachineError, SettingsError
from perfgym.research.clone import files_in_scope, find_clone, open_worktree
from perfgym.research.history import History
from perfgym.research.load import load_research
from perfgym.research.reported_task import ReportedTask
from tests.doubles.golf_clone import golf_clone

_VARIABLE = "PERFGYM_PARAMETER_GOLF"


@pytest.fixture
def task(monkeypatch: pytest.MonkeyPatch) -> ReportedTask:
    monkeypatch.delenv(_VARIABLE, raising=False)
    task = load_research("parameter_golf")
    assert isinstance(task, ReportedTask)
    return task


def test_the_argument_wins_over_the_variable(
    task: ReportedTask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = golf_clone(tmp_path / "one"), golf_clone(tmp_path / "other")
    monkeypatch.setenv(_VARIABLE, str(one))
    assert find_clone(task) == one
    assert find_clone(task, other) == other


def test_a_clone_that_is_not_named_is_said_with_the_command_that_makes_it(task: ReportedTask) -> None:
    with pytest.raises(MachineError, match=rf"`git clone https://\S+/parameter-golf`, and set {_VARIABLE}"):
        find_clone(task)


def test_missing_data_are_said_with_the_command_that_fetches_them(task: ReportedTask, tmp_path: Path) -> None:
    clone = golf_clone(tmp_path / "clone", data=False)
    words = r"needs data/datasets/fineweb10B_sp1024, data/tokenizers, .*run `python3 data/cached_challenge"
    with pytest.raises(MachineError, match=words):
        find_clone(task, clone)
    (clone / "data" / "tokenizers").mkdir()
    (clone / "data" / "datasets" / "fineweb10B_sp1024").mkdir(parents=True)
    with pytest.raises(MachineError, match=words):  # folders that are empty
        find_clone(task, clone)


@pytest.mark.parametrize("absent", [".git", "train_gpt.py", "data/tokenizer_specs.json"])
def test_a_folder_that_is_no_clone_is_refused(task: ReportedTask, tmp_path: Path, absent: str) -> None:
    clone = golf_clone(tmp_path / "clone")
    if absent == ".git":
        shutil.rmtree(clone / absent)
    else:
        (clone / absent).unlink()
    with pytest.raises(SettingsError, match=f"which has no {absent}; it must be the folder of a git clone"):
        find_clone(task, clone)


def test_the_worktree_gets_links_to_data_and_originals_of_protected_files(
    task: ReportedTask, tmp_path: Path
) -> None:
    clone = golf_clone(tmp_path / "clone")
    history = History.begin_in_clone(clone, tmp_path / "worktree", "mar18", task.file)
    (clone / "data" / "tokenizer_specs.json").write_text("changed and not committed")
    worktree = open_worktree(task, clone, history, tmp_path / "logs")
    assert worktree.originals["data/tokenizer_specs.json"] == b"{}\n"
    assert worktree.links == {path: clone / path for path in task.repository.requires}


def test_files_in_scope_are_read_and_cut(task: ReportedTask, tmp_path: Path) -> None:
    clone = golf_clone(tmp_path / "clone")
    (clone / "README.md").write_bytes(b"x\xff" * 50_000)
    texts = files_in_scope(task, clone)
    assert list(texts) == ["README.md", "data/README.md"]
    assert len(texts["README.md"]) == 20_000
    absent = replace(task, repository=replace(task.repository, reads=("NEWS.md",)))
    with pytest.raises(SettingsError, match=r"has no NEWS\.md that can be read"):
        files_in_scope(absent, clone)


def test_doctor_says_what_each_task_lacks(task: ReportedTask) -> None:
    rows = {row.what: row for row in examine_research()}
    assert rows["jargon"].health is Health.FINE
    assert (rows["parameter_golf"].health, rows["parameter_golf"].seen) == (
        Health.LIMITED, "cannot be played",
    )  # fmt: skip
    assert _VARIABLE in rows["parameter_golf"].advice
