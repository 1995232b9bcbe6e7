"""Sessions in git: keeps on a branch, every experiment reachable, and nothing of the user's touched."""

import os
import subprocess
from pathlib import Path

import pytest

from perfgym.errors import SettingsError
from perfgym.research.history import History, check_tag

FILE = "train.py"


def git(folder: Path, *arguments: str) -> str:
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    environment |= {
        f"GIT_{who}_{what}": "user@x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env=environment, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def begin(folder: Path, tag: str = "mar18") -> History:
    return History.begin(folder, tag, FILE, {FILE: "rate = 1\n", "program.md": "the task\n"})


def play(history: History) -> None:
    """Keep one experiment, and discard another."""
    history.record(1, "rate = 2\n", "lr 2")
    history.record(2, "rate = 3\n", "lr\n3")
    history.write("results.tsv", "row\n")
    history.go_to(history.commit_of(1))


def test_the_branch_holds_keeps_and_the_references_everything(tmp_path: Path) -> None:
    history = begin(tmp_path / "run")
    play(history)
    assert git(history.worktree, "log", "--format=%s", "autoresearch/mar18").split("\n") == [
        "experiment 1: lr 2",
        "baseline",
    ]
    references = git(history.worktree, "for-each-ref", "--format=%(refname) %(subject)", "refs/autoresearch")
    assert references.split("\n") == [
        "refs/autoresearch/mar18/1 experiment 1: lr 2",
        "refs/autoresearch/mar18/2 experiment 2: lr 3",
    ]
    assert (history.program, history.program_of(2), history.program_of(0)) == (
        "rate = 2\n",
        "rate = 3\n",
        "rate = 1\n",
    )
    assert "-rate = 1\n+rate = 3\n" in history.diff_of(2, 0)
    assert (history.worktree / "results.tsv").read_text() == "row\n"
    assert history.head == history.commit_of(1)
    assert git(history.worktree, "status", "--porcelain") == ""


def test_equal_sessions_have_equal_commits(tmp_path: Path) -> None:
    heads: list[str] = []
    for name in ("a", "b"):
        history = begin(tmp_path / name)
        play(history)
        heads.append(history.head)
    assert heads[0] == heads[1]


def test_a_clone_of_the_user_is_left_alone(tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    clone.mkdir()
    git(clone, "init", "--quiet", "--initial-branch=main")
    (clone / FILE).write_text("rate = 1\n")
    git(clone, "add", FILE)
    git(clone, "commit", "--quiet", "--message", "mine")
    git(clone, "remote", "add", "origin", "https://example.org/x.git")
    (clone / FILE).write_text("rate = 1  # not committed\n")
    (clone / "staged").write_text("x")
    git(clone, "add", "staged")
    hook = clone / ".git" / "hooks" / "pre-commit"
    hook.write_text(f"#!/bin/sh\ntouch {tmp_path}/hooked\nexit 1\n")
    hook.chmod(0o755)
    before = (git(clone, "status", "--porcelain", "--branch"), git(clone, "config", "--list", "--local"))
    history = History.begin_in_clone(clone, tmp_path / "runs" / "mar18", "mar18", FILE)
    play(history)
    assert (
        git(clone, "status", "--porcelain", "--branch"),
        git(clone, "config", "--list", "--local"),
    ) == before
    assert not (tmp_path / "hooked").exists()
    assert git(clone, "log", "--format=%s", "autoresearch/mar18").split("\n") == [
        "experiment 1: lr 2",
        "mine",
    ]
    with pytest.raises(SettingsError, match="has a branch autoresearch/mar18 already"):
        History.begin_in_clone(clone, tmp_path / "runs" / "again", "mar18", FILE)


def test_a_clone_without_the_program_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="is no git repository with a commit"):
        History.begin_in_clone(tmp_path, tmp_path / "run", "a", FILE)
    run = begin(tmp_path / "clone").worktree
    with pytest.raises(SettingsError, match="has no file other"):
        History.begin_in_clone(run, tmp_path / "run", "a", "other.py")


def test_a_folder_that_is_in_use_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SettingsError, match="is not empty"):
        begin(tmp_path)


def test_the_mode_of_the_program_stays(tmp_path: Path) -> None:
    history = begin(tmp_path / "run")
    (history.worktree / FILE).chmod(0o755)
    history.record(1, "rate = 2\n", "")
    assert git(history.worktree, "ls-tree", "HEAD", FILE).startswith("100755")


@pytest.mark.parametrize("tag", ["", "../x", "a b", "-x", "a..b", "x.lock", "x.", "a/b", "x" * 65, "a\n"])
def test_a_tag_that_is_no_name_is_refused(tag: str) -> None:
    with pytest.raises(SettingsError, match="cannot name a session"):
        check_tag(tag)
