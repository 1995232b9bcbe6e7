"""OpenEnv's own client of Gitea, unmodified, against ``perfgym host``."""

from collections.abc import Generator
from pathlib import Path

import pytest

from perfgym.repo.tasks.load import load_task
from perfgym.repo.workspace.git_objects import base_commit
from perfgym.repo.workspace.tree import Tree
from tests.doubles.hosts import canonical, git, running_host

tools = pytest.importorskip(
    "openenv.core.tools.git_server_client", reason="OpenEnv is missing: pip install 'perfgym[openenv]'"
)

OWNER = "gitea"  # a user name of OpenEnv's examples


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("canonical")
    for name in ("strings", "logpipe"):
        canonical(folder, name, summary=f"The task {name}")
    return folder / "bare"


@pytest.fixture(scope="module")
def url(bare: Path) -> Generator[str]:
    with running_host(bare, "--owner", OWNER) as (url, _):
        yield url


@pytest.fixture
def client(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.setenv("HOME", str(tmp_path))
    client = tools.GitServerClient(url, OWNER, "any password", workspace_dir=str(tmp_path / "workspace"))
    assert client.wait_for_ready(timeout=30)
    return client


def test_it_lists_the_repositories(client: object, url: str) -> None:
    assert client.list_repositories() == [
        {
            "name": name,
            "full_name": f"{OWNER}/{name}",
            "clone_url": f"{url}/{OWNER}/{name}.git",
            "description": f"The task {name}",
        }
        for name in ("logpipe", "strings")
    ]


def test_it_clones_resets_and_runs_git(client: object, bare: Path) -> None:
    commit = git("rev-parse", "HEAD", folder=bare / "strings.git").strip()
    path = Path(client.clone_to_workspace("strings", commit=commit))
    assert client.get_current_commit("strings") == commit
    (path / "x.go").write_text("changed\n")
    assert client.reset_workspace("strings")
    assert (path / "x.go").read_text() == "package strings\n"
    assert client.execute_git_command("log --format=%s", "strings") == (0, "Base\n", "")


def test_its_push_is_refused(client: object, bare: Path) -> None:
    before = git("rev-parse", "HEAD", folder=bare / "strings.git")
    client.clone_to_workspace("strings", target_dir="mine")
    assert client.execute_git_command("commit --allow-empty --message=Mine", "mine")[0] == 0
    status, _, errors = client.execute_git_command("push", "mine")
    assert (status != 0, "403" in errors) == (True, True)
    assert git("rev-parse", "HEAD", folder=bare / "strings.git") == before


def test_it_clones_what_the_episodes_of_a_task_begin_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    with running_host(None, "--owner", OWNER, XDG_CACHE_HOME=str(tmp_path)) as (url, _):
        client = tools.GitServerClient(url, OWNER, "x", workspace_dir=str(tmp_path / "workspace"))
        assert client.wait_for_ready(timeout=30)
        assert {"strings", "logpipe"} <= {one["name"] for one in client.list_repositories()}
        path = Path(client.clone_to_workspace("strings"))
    task = load_task("strings")
    assert Tree.from_folder(path) == task.tree
    assert client.get_current_commit("strings") == base_commit(task.tree.files).name


def test_a_repository_that_is_not_there_is_an_error_of_its_own(client: object) -> None:
    with pytest.raises(RuntimeError, match="not found"):
        client.clone_to_workspace("nowhere")
