"""Repositories of users, imported as tasks. Nothing here is compiled."""

import subprocess
from pathlib import Path

import numpy as np
import pytest

from perfgym.authoring.new_task import write_task
from perfgym.bank import bank_folders
from perfgym.cli.main import main
from perfgym.errors import MachineError, SettingsError
from perfgym.repo.tasks.load import load_task, load_task_folder, task_folders

GO = """package wordy

func Split(text string, most int) []string {
	return nil
}

func Join(words []string, by []byte) (string, error) {
	return "", nil
}
"""
TEST = """package wordy

func TestSplit(t *testing.T) { Split("", 1); Split("", 2) }

func BenchmarkSplit(b *testing.B) {
	Join(nil, nil)
}
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A module without git."""
    folder = tmp_path / "wordy"
    (folder / "inner").mkdir(parents=True)
    (folder / "go.mod").write_text("module example.org/wordy\n\ngo 1.20\n")
    (folder / "wordy.go").write_text(GO)
    (folder / "wordy_test.go").write_text(TEST)
    (folder / "inner" / "inner.go").write_text("package inner\n")
    (folder / "LICENSE.md").write_text(
        "The MIT License\n\nPermission is hereby granted,\nfree of charge, to\n"
    )
    return folder


def test_a_folder_becomes_a_task_that_can_be_loaded(source: Path, tmp_path: Path) -> None:
    """Nothing of git's is copied, and what Go cannot use is named."""
    (source / "link").symlink_to("wordy.go")
    written = write_task("mine", str(source), tmp_path / "bank")
    task = load_task_folder(written.folder)
    assert task.tree is not None
    assert set(task.tree.files) == {"go.mod", "wordy.go", "wordy_test.go", "inner/inner.go", "LICENSE.md"}
    assert (task.module, task.licence) == ("example.org/wordy", "MIT")
    assert task.editable == ("*.go", "inner/**/*.go")
    assert task.benchmarks == {".": ("BenchmarkSplit",)}
    assert (task.expert, dict(task.expected), task.steps) == ("", {}, {})
    assert any(line.startswith("link, which is a link") for line in written.missing)
    assert any(line.startswith("hidden/") for line in written.missing)


def test_the_workloads_call_the_functions_that_tests_name_most_often(source: Path, tmp_path: Path) -> None:
    folder = write_task("mine", str(source), tmp_path).folder
    split, join = ((folder / "workloads" / name / "main.go").read_text() for name in ("split", "join"))
    assert 'library "example.org/wordy"' in split
    assert "result0 := library.Split(column0[i], int(column1[i]))" in split
    assert "result0, result1 := library.Join(column0[i], []byte(column1[i]))" in join
    assert "out.failure(result1)" in join


def test_generated_inputs_hold_what_the_programs_read(source: Path, tmp_path: Path) -> None:
    """The lengths are those of the texts, in bytes; all kinds can be drawn at all sizes."""
    task = load_task_folder(write_task("mine", str(source), tmp_path).folder)
    for kind in ("random", "words", "unicode", "few", "bytes"):
        raw = task.workloads["split"].problem.generate(np.random.default_rng(1), {"n": 7, "length": 9}, kind)
        assert int.from_bytes(raw[:4], "little") == 7
        lengths = np.frombuffer(raw, "<u4", 7, 4)
        assert len(raw) == 4 + 4 * 7 + int(lengths.sum()) + 8 * 7
        text = raw[32 : 32 + int(lengths.sum())]
        assert kind == "bytes" or text.decode()
        lists = task.workloads["join"].problem.generate(np.random.default_rng(1), {"n": 3, "length": 4}, kind)
        counts = np.frombuffer(lists, "<u4", 3, 4)
        assert len(lists) > 16 + 4 * int(counts.sum())
    empty = task.workloads["join"].problem.generate(np.random.default_rng(1), {"n": 0, "length": 4}, "few")
    assert empty == bytes(4)


def test_the_newest_commit_of_a_git_repository_is_taken(source: Path, tmp_path: Path) -> None:
    """Neither history, nor what was not committed."""
    git = ["git", "-C", str(source), "-c", "user.name=x", "-c", "user.email=x@example.org"]
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "first"]):
        subprocess.run([*git, *arguments], check=True)
    (source / "later.go").write_text("package wordy\n")
    folder = write_task("mine", str(source), tmp_path / "bank").folder
    assert not (folder / "tree" / "later.go").exists()
    assert not list(folder.rglob(".git"))
    assert "commit" in load_task_folder(folder).source
    other = write_task("other", f"file://{source}", tmp_path / "bank").folder
    assert (other / "tree" / "wordy.go").read_text() == GO


def test_what_cannot_be_a_task_is_refused_with_the_reason(source: Path, tmp_path: Path) -> None:
    bank = tmp_path / "bank"
    with pytest.raises(SettingsError, match="neither a folder nor the address"):
        write_task("mine", str(tmp_path / "nowhere"), bank)
    with pytest.raises(MachineError, match="cannot be read, git says"):
        write_task("mine", f"file://{tmp_path}/nowhere", bank)
    with pytest.raises(MachineError, match="cannot be read, git says"):
        write_task("mine", "ext::sh://x", bank)
    with pytest.raises(SettingsError, match="cannot be called 'My-Task'"):
        write_task("My-Task", str(source), bank)
    with pytest.raises(SettingsError, match="already has a task called strings"):
        write_task("strings", str(source), bank)
    (source / "go.mod").rename(source / "inner" / "go.mod")
    with pytest.raises(SettingsError, match=r"give the folder of one module, such as that of inner/go\.mod"):
        write_task("mine", str(source), bank)
    (source / "inner" / "go.mod").unlink()
    with pytest.raises(SettingsError, match="run `go mod init` in it first"):
        write_task("mine", str(source), bank)
    assert not bank.exists()


def test_other_modules_have_to_be_vendored(source: Path, tmp_path: Path) -> None:
    with (source / "go.mod").open("a") as definition:
        definition.write("\nrequire github.com/a/b v1.0.0\n")
    written = write_task("mine", str(source), tmp_path)
    assert "run `go mod vendor`" in written.missing[0]


def test_a_module_without_a_simple_function_gets_programs_to_be_written(source: Path, tmp_path: Path) -> None:
    (source / "wordy.go").write_text("package wordy\n\nfunc F(a io.Reader) error {\n\treturn nil\n}\n")
    folder = write_task("mine", str(source), tmp_path).folder
    task = load_task_folder(folder)
    assert set(task.workloads) == {"first", "second"}
    assert b'_ "example.org/wordy' in task.workloads["first"].main
    assert b"TODO" in task.workloads["first"].main


def test_the_command_lists_what_is_missing_and_the_id(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The task's ID is listed with PERFGYM_PROBLEMS, beside problems of the user's."""
    with pytest.raises(SystemExit) as ended:
        main(["new-task", "mine", "--from", str(source), "--folder", str(tmp_path / "bank")])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert "expert.patch" in said
    monkeypatch.setenv("PERFGYM_PROBLEMS", str(tmp_path / "bank"))
    assert bank_folders()[1:] == [tmp_path / "bank"]
    assert task_folders()["mine"] == tmp_path / "bank" / "mine"
    assert load_task("mine").name == "mine"
