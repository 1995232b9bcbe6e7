"""``perfgym repo fetch`` on machines that lack something; apt's client is imitated."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from perfgym.cli.main import main
from perfgym.errors import MachineError
from perfgym.repo.tasks.debian import fetch, why_absent
from perfgym.repo.tasks.load import load_task

Client = Callable[[str], None]


@pytest.fixture
def apt_get(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Write the client, a shell script; the cache is empty, and nothing else is on the path."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def write(script: str) -> None:
        (folder / "apt-get").write_text(f"#!/bin/sh\n{script}\n")
        (folder / "apt-get").chmod(0o755)

    return write


def test_without_apt_the_error_says_where_the_files_can_be_had(apt_get: Client) -> None:
    with pytest.raises(MachineError, match=r"apt-get is not on PATH.* fetch them on Debian 12"):
        fetch(load_task("uniseg"))


def test_without_lists_of_packages_the_error_says_how_to_get_them(apt_get: Client) -> None:
    apt_get("echo 'E: Unable to locate package x' >&2; exit 100")
    with pytest.raises(MachineError, match=r"cannot be had.*locate package x; run `apt-get update` as root"):
        fetch(load_task("uniseg"))


def test_without_a_network_the_error_says_what_apt_said(apt_get: Client) -> None:
    apt_get("echo 'E: Temporary failure resolving' >&2; exit 100")
    with pytest.raises(MachineError, match=r"said: E: Temporary failure resolving$"):
        fetch(load_task("uniseg"))


def test_one_task_that_cannot_be_had_does_not_keep_others_away(
    apt_get: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    apt_get("exit 100")
    with pytest.raises(SystemExit) as ended:
        main(["repo", "fetch", "uniseg", "strings", "gjson"])
    assert ended.value.code == 1
    printed = capsys.readouterr()
    assert printed.out == "strings: here\n"
    assert printed.err.count("it said nothing") == 2


def test_files_that_a_task_has_fetched_stay_while_others_are_fetched(
    apt_get: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They also stay valid when a workload of the task changes: they depend on what Debian has alone."""
    tasks = [load_task(name) for name in ("bitset", "decimal", "gjson", "levenshtein", "uniseg")]
    tree = load_task("strings").tree
    monkeypatch.setattr("perfgym.repo.tasks.debian._fetched", lambda name, debian: tree)
    held: list[int] = []
    monkeypatch.setattr("perfgym.languages.kept_folder._in_use", held)
    for task in tasks:
        fetch(task)
        while held:  # as if the process had ended
            os.close(held.pop())
    assert [why_absent(task) for task in tasks] == [""] * 5
