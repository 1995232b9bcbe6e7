"""Agents list and clone repositories: of this machine, of a running host, of a Gitea, and hostile ones."""

import contextlib
import json
import os
import pickle
import tempfile
from collections.abc import Generator
from pathlib import Path
from typing import Any, cast

import gymnasium as gym
import pytest

from perfgym.envs.repo.action import read_action
from perfgym.envs.repo.env import PerfRepoEnv
from perfgym.envs.repo.tools import host
from perfgym.envs.repo.tools.files import files_tool
from perfgym.envs.repo.tools.git import git_tool
from perfgym.envs.repo.workbench import Workbench
from perfgym.errors import HarnessError, MachineError, SettingsError
from perfgym.repo.hosting import cloned_files, sources
from perfgym.repo.hosting.cloned_files import checked_out
from perfgym.repo.hosting.clones import Clones, HostFailedError, open_clones
from perfgym.repo.hosting.hosted import bare_repositories
from perfgym.repo.hosting.sources import LOCAL_URL, LocalRepositories, RemoteRepositories, RepositorySource
from perfgym.repo.tasks.load import load_task
from perfgym.repo.workspace.git import git_toolchain
from perfgym.repo.workspace.refused import Refused
from perfgym.repo.workspace.tree import Limits, Tree
from perfgym.sandbox import Sandbox
from perfgym.settings import Settings
from tests.doubles.hosts import GITEA_USER, canonical, git, gitea, running_host

ID = "PerfRepo-strings-go-v0"


@pytest.fixture(scope="module", autouse=True)
def _toolchain() -> None:
    try:
        git_toolchain()
    except MachineError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("canonical")
    for name in ("other", "another"):
        canonical(folder, name, summary=f"The library {name}")
    return bare_repositories(folder / "bare")


@pytest.fixture(scope="module")
def gitea_url(bare: dict[str, Path]) -> Generator[str]:
    with gitea(bare) as url:
        yield url


@contextlib.contextmanager
def workbench(
    sandbox: Sandbox, source: RepositorySource | None = None, url: str = ""
) -> Generator[Workbench]:
    """The workspace of an episode that has just begun."""
    task = load_task("strings")
    assert task.tree is not None
    with contextlib.ExitStack() as at_close:
        clones = open_clones(source, url, sandbox, at_close)
        yield Workbench(task, task.tree, sandbox, Settings(), clones)


def told(bench: Workbench, git_op: str, **action: Any) -> tuple[str, dict[str, Any], str]:
    """Outcome, fields and text of an operation."""
    try:
        result = git_tool(bench, read_action({"action_type": "git", "git_op": git_op, **action}))
    except Refused as refusal:
        return "REFUSED", {}, str(refusal)
    return str(result.outcome), dict(result.fields), result.text


@pytest.mark.full
def test_an_episode_reads_what_was_cloned_and_evaluates_none_of_it() -> None:
    with contextlib.closing(gym.make(ID, backend="fake")) as made:
        env = cast("PerfRepoEnv", made.unwrapped)
        env.reset(seed=1)
        before = env._submission()
        observation, *_, info = env.step({"action_type": "git", "git_op": "list_repos"})
        assert env.observation_space.contains(observation)
        listed = json.loads(observation["stdout"])
        assert listed == info["result"]["repositories"]
        assert {"logpipe", "strings"} <= {one["name"] for one in listed}
        *_, info = env.step({"action_type": "git", "git_op": "clone", "git_repo_name": "logpipe"})
        assert (info["outcome"], info["result"]["clone"]["folder"]) == ("OK", "extra/logpipe")
        assert info["result"]["repo_git_status"] == {"changed": [], "ignored": {}}
        assert env._submission() == before
        env.reset(seed=2)
        *_, info = env.step({"action_type": "files", "files_path": "extra"})
        assert info["outcome"] == "REFUSED"


def test_without_a_host_an_agent_clones_what_other_tasks_begin_with(sandbox: Sandbox) -> None:
    with workbench(sandbox) as bench:
        outcome, listing, _ = told(bench, "list_repos", git_repo_name="LOGP")
        assert (outcome, [one["name"] for one in listing["repositories"]]) == ("OK", ["logpipe"])
        assert listing["repositories"][0]["clone_url"] == "perfgym://local/perfgym/logpipe.git"
        assert told(bench, "clone", git_repo_name="logpipe")[0] == "OK"
        tree = load_task("logpipe").tree
        assert bench.extra == Tree({f"extra/logpipe/{path}": file for path, file in tree.files.items()})
        search = {"files_op": "search", "files_pattern": "^module .*logpipe"}
        found = files_tool(bench, read_action({"action_type": "files", **search}))
        assert found.stdout.startswith("extra/logpipe/go.mod:1:")
        read = {"files_op": "read", "files_path": "extra/logpipe/go.mod"}
        assert "module " in files_tool(bench, read_action({"action_type": "files", **read})).stdout


def test_what_was_cloned_is_no_part_of_the_repository(sandbox: Sandbox) -> None:
    with workbench(sandbox) as bench:
        assert told(bench, "clone", git_repo_name="logpipe")[0] == "OK"
        assert (
            told(bench, "status", git_args=["--porcelain"])[2] == "Nothing has changed since the last commit."
        )
        assert (bench.tree, bench.buildable(), bench.changes()) == (bench.base, bench.base, {})
        bench.begin()
        assert bench.extra == Tree({})


def test_a_host_and_this_machine_answer_the_same(sandbox: Sandbox) -> None:
    """The host is the command, in a process of its own."""
    answers: list[Any] = []
    with running_host(None) as (url, _):
        for address in ("", url):
            with workbench(sandbox, url=address) as bench:
                told_of = told(bench, "list_repos", git_repo_name="pipe")
                cloned = told(bench, "clone", git_repo_name="perfgym/logpipe", git_target_dir="a/b")
                text = json.dumps([told_of, cloned]).replace(address or LOCAL_URL, "HOST")
                answers.append((text, bench.extra))
    assert answers[0] == answers[1]


def test_a_gitea_asks_for_its_user(gitea_url: str, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERFGYM_HOST", gitea_url)
    monkeypatch.setenv("PERFGYM_HOST_USER", GITEA_USER[0])
    monkeypatch.setenv("PERFGYM_HOST_PASSWORD", GITEA_USER[1])
    with contextlib.closing(gym.make(ID, backend="fake", sandbox=sandbox)) as env:
        bench = cast("PerfRepoEnv", env.unwrapped)._bench
        _, listing, _ = told(bench, "list_repos")
        assert [one["full_name"] for one in listing["repositories"]] == ["ada/another", "ada/other"]
        assert told(bench, "clone", git_repo_name="other", git_target_dir="mine")[0] == "OK"
        assert bench.extra.files["extra/mine/x.go"].content == b"package other\n"
        assert GITEA_USER[1] not in json.dumps(listing)
    monkeypatch.setenv("PERFGYM_HOST_PASSWORD", "wrong")
    with pytest.raises(SettingsError, match="refuses the user 'ada'"):
        gym.make(ID, backend="fake", sandbox=sandbox)


def test_an_agent_cannot_choose_the_address(bare: dict[str, Path], sandbox: Sandbox) -> None:
    with workbench(sandbox, LocalRepositories(bare)) as bench:
        for name in ("http://127.0.0.1:1/perfgym/other.git", "ext::sh -c id", "../bare/other", "/etc", "a b"):
            assert told(bench, "clone", git_repo_name=name)[0] == "REFUSED"
        for words in (["--upload-pack=id"], ["http://127.0.0.1:1/x.git"]):
            assert told(bench, "clone", git_repo_name="other", git_args=words)[0] == "REFUSED"
        assert told(bench, "clone")[0] == "REFUSED"


@pytest.mark.parametrize(
    "target",
    ["..", "../x", "a/../../b", "/.git/hooks", "x\0y", "x" * 240, "extra/extra/..", "other", "other/y"],
)
def test_a_folder_that_is_there_or_outside_of_extra_is_refused(
    bare: dict[str, Path], sandbox: Sandbox, target: str
) -> None:
    with workbench(sandbox, LocalRepositories(bare)) as bench:
        assert told(bench, "clone", git_repo_name="other")[0] == "OK"
        before = bench.extra
        assert told(bench, "clone", git_repo_name="another", git_target_dir=target)[0] == (
            "OK" if target == "other/y" else "REFUSED"
        )
        assert before.files.items() <= bench.extra.files.items()
        assert all(path.startswith("extra/other/") for path in bench.extra.files)


def test_all_clones_together_are_bounded(
    bare: dict[str, Path], sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(host, "MOST_FILES", Limits(files=2))
    with workbench(sandbox, LocalRepositories(bare)) as bench:
        for number in range(3):
            outcome, _, said = told(bench, "clone", git_repo_name="other", git_target_dir=str(number))
        assert (outcome, "more than 2 files" in said, len(bench.extra.files)) == ("REFUSED", True, 2)


def test_a_host_that_goes_away_is_told_to_the_agent(bare: dict[str, Path], sandbox: Sandbox) -> None:
    """A fault would end the episode, and an agent could bring it about."""
    with contextlib.ExitStack() as running:
        url = running.enter_context(gitea(bare))
        with workbench(sandbox, url=url) as bench:
            running.close()
            for operation in ("list_repos", "clone"):
                outcome, _, said = told(bench, operation, git_repo_name="other")
                assert (outcome, "no host of repositories answers" in said) == ("FAILED", True)


def test_a_full_disk_is_no_answer_to_an_agent(
    bare: dict[str, Path], sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    with (
        gitea(bare) as url,
        workbench(sandbox, url=url) as bench,
        pytest.raises(HarnessError, match="no copy of a repository can be kept"),
    ):
        told(bench, "clone", git_repo_name="other")


def test_a_host_that_does_not_answer_is_told_to_the_user(sandbox: Sandbox) -> None:
    with pytest.raises(MachineError, match="perfgym host"):
        gym.make(ID, backend="fake", sandbox=sandbox, host="http://127.0.0.1:9")
    with pytest.raises(SettingsError, match="apart from the address"):
        gym.make(ID, backend="fake", sandbox=sandbox, host="http://ada:secret@127.0.0.1:9")


def test_a_source_can_be_given_to_workers(gitea_url: str) -> None:
    source = pickle.loads(pickle.dumps(RemoteRepositories(gitea_url)))
    assert [one.name for one in source.search("")] == ["another", "other"]


# Hostile repositories.


def repository(folder: Path, **files: str | bytes) -> Path:
    """A bare repository of one commit with these files, besides those that are in the folder."""
    git("init", "--quiet", "--initial-branch=main", str(folder))
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return committed(folder)


def committed(folder: Path) -> Path:
    git("add", "--force", ".", folder=folder)
    identity = ("-c", "user.name=a", "-c", "user.email=a@example.org")
    git(*identity, "commit", "--quiet", "--message=x", folder=folder)
    bare = folder.with_suffix(".git")
    git("clone", "--quiet", "--bare", str(folder), str(bare))
    return bare


def test_no_attribute_changes_or_hides_a_file(tmp_path: Path, sandbox: Sandbox) -> None:
    files = {
        ".gitattributes": "a.txt export-ignore\n*.go export-subst eol=crlf ident filter=x\n",
        "a.txt": "seen\n",
        "x.go": "package x // $Format:%H$ $Id$\n",
    }
    found = checked_out(sandbox, repository(tmp_path / "x", **files)).tree
    assert {path: file.content.decode() for path, file in found.files.items()} == files


def test_a_link_is_refused(tmp_path: Path, sandbox: Sandbox) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "passwd").symlink_to("/etc/passwd")
    with pytest.raises(Refused, match="'passwd' is neither a file nor a folder"):
        checked_out(sandbox, repository(tmp_path / "x"))


def test_a_name_that_no_tree_has_is_refused(tmp_path: Path, sandbox: Sandbox) -> None:
    with pytest.raises(Refused, match="control character"):
        checked_out(sandbox, repository(tmp_path / "x", **{"a\x1b]0;b": "x"}))


def test_a_repository_without_a_commit_is_refused(tmp_path: Path, sandbox: Sandbox) -> None:
    git("init", "--quiet", "--bare", str(tmp_path / "x.git"))
    with pytest.raises(Refused, match="no commit"):
        checked_out(sandbox, tmp_path / "x.git")


def test_settings_and_hooks_of_a_repository_are_not_read(tmp_path: Path, sandbox: Sandbox) -> None:
    bare = repository(tmp_path / "x", **{"x.go": "package x\n"})
    with (bare / "config").open("a") as config:
        config.write(
            '[tar "tar"]\n\tcommand = "false"\n[core]\n\tfsmonitor = false\n[include]\n\tpath = /x\n'
        )
    (bare / "objects" / "info" / "alternates").write_text(f"{os.fspath(tmp_path)}\n")
    assert list(checked_out(sandbox, bare).tree.files) == ["x.go"]


@pytest.mark.parametrize("bytes_too_many", [True, False])
def test_too_large_a_tree_is_refused(
    tmp_path: Path, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, bytes_too_many: bool
) -> None:
    """A few bytes in a pack can be a large file."""
    bare = repository(tmp_path / "x", x=b"\0" * (8 << 20), y=b"y")
    few = Limits(files=1, file_bytes=1 << 30, total_bytes=1 << 30)
    if not bytes_too_many:
        monkeypatch.setattr(cloned_files, "MOST_FILES", few)
    with pytest.raises(Refused, match="larger than" if bytes_too_many else "more than 1 files"):
        checked_out(sandbox, bare)


def test_a_server_that_lies_about_a_size_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sandbox: Sandbox
) -> None:
    folder = tmp_path / "canonical"
    folder.mkdir()
    big = {"big": canonical(folder, "big", content=os.urandom(3 << 20))}
    monkeypatch.setattr(sources, "_MOST_FILE_BYTES", 1 << 20)
    monkeypatch.setattr(RemoteRepositories, "repository", _lying(RemoteRepositories.repository))
    with gitea(big) as url, contextlib.ExitStack() as at_close:
        clones = open_clones(None, url, sandbox, at_close)
        with pytest.raises(HostFailedError, match="cannot be cloned"):
            clones.checkout("big")
        assert _bytes_of(clones) < 2 << 20


def _lying(honest: Any) -> Any:
    def repository_of(self: RemoteRepositories, name: str) -> Any:
        found = honest(self, name)
        return type(found)(**{key: getattr(found, key) for key in found.__slots__} | {"size": 1})

    return repository_of


def _bytes_of(clones: Clones) -> int:
    return sum(path.stat().st_size for path in clones._copies().rglob("*") if path.is_file())
