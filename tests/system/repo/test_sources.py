"""The same records of the same repositories: from this machine, from a host and from a Gitea."""

import threading
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest

from perfgym.errors import MachineError, SettingsError
from perfgym.repo.hosting import sources
from perfgym.repo.hosting.host import RepositoryHost
from perfgym.repo.hosting.hosted import HostedRepository, RepositoryOwner, bare_repositories
from perfgym.repo.hosting.sources import LOCAL_URL, LocalRepositories, RemoteRepositories, RepositorySource
from perfgym.repo.workspace.refused import Refused
from tests.doubles.hosts import GITEA_USER, canonical, git, gitea, served

USER, PASSWORD = GITEA_USER


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("canonical")
    for name in ("strings", "kv.codec", "logpipe", "textindex", "orderbook"):
        canonical(folder, name, summary=f"The task {name}")
    return bare_repositories(folder / "bare")


@pytest.fixture(scope="module")
def host_url(bare: dict[str, Path]) -> Generator[str]:
    with RepositoryHost(bare, port=0) as host, served(host._server):
        yield host.url


@pytest.fixture(scope="module")
def gitea_url(bare: dict[str, Path]) -> Generator[str]:
    with gitea(bare) as url:
        yield url


@pytest.fixture(params=["local", "host", "gitea", "gitea, anybody"])
def source(
    request: pytest.FixtureRequest, bare: dict[str, Path], host_url: str, gitea_url: str
) -> RepositorySource:
    made: dict[str, RepositorySource] = {
        "local": LocalRepositories(bare),
        "host": RemoteRepositories(host_url),
        "gitea": RemoteRepositories(f"{gitea_url}/", username=USER, password=PASSWORD),
        "gitea, anybody": RemoteRepositories(gitea_url),
    }
    return made[request.param]


def as_json(source: RepositorySource, url: str, owner: str) -> str:
    text = msgspec.json.encode(source.repositories()).decode()
    return text.replace(url, "URL").replace(f'"{owner}', '"OWNER').replace(f"/{owner}/", "/OWNER/")


def test_all_sources_describe_a_repository_in_the_same_words(
    bare: dict[str, Path], host_url: str, gitea_url: str
) -> None:
    texts = {
        as_json(LocalRepositories(bare), LOCAL_URL, "perfgym"),
        as_json(RemoteRepositories(host_url), host_url, "perfgym"),
        as_json(RemoteRepositories(gitea_url, username=USER, password=PASSWORD), gitea_url, USER),
        as_json(RemoteRepositories(gitea_url), gitea_url, USER),
    }
    assert len(texts) == 1
    assert str(next(iter(bare.values())).parent) not in texts.pop()


def test_a_listing_has_all_pages(source: RepositorySource, bare: dict[str, Path]) -> None:
    assert [one.name for one in source.repositories()] == sorted(bare)


def test_a_source_searches(source: RepositorySource) -> None:
    assert [one.name for one in source.search("INDEX")] == ["textindex"]
    assert source.search("a&b=c#%/..") == []


def test_a_repository_is_known_by_both_its_names(source: RepositorySource) -> None:
    one = source.repository("kv.codec")
    assert source.repository(one.full_name) == one == source.repository(one.full_name.upper())
    assert one.description == "The task kv.codec"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("strngs", "did you mean"),
        ("nobody/strings", "did you mean"),
        ("../strings", "give NAME or OWNER/NAME"),
        ("", "give NAME or OWNER/NAME"),
        ("a/b/c", "give NAME or OWNER/NAME"),
    ],
)
def test_what_is_not_there_is_refused_with_what_to_do(source: RepositorySource, name: str, says: str) -> None:
    with pytest.raises(Refused, match=says):
        source.repository(name)
    with pytest.raises(Refused):
        source.bare(name, Path("/nowhere"))


def test_of_equal_names_the_users_own_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    listed = [_of("ada", 1), _of("bob", 2)]
    monkeypatch.setattr(RemoteRepositories, "search", lambda _self, _text: listed)
    assert RemoteRepositories("http://h", username="bob").repository("same") == listed[1]
    assert RemoteRepositories("http://h").repository("ada/same") == listed[0]
    with pytest.raises(Refused, match="the name of ada/same, bob/same; give OWNER/NAME"):
        RemoteRepositories("http://h").repository("same")


def _of(owner: str, number: int) -> HostedRepository:
    return HostedRepository(
        id=number, owner=RepositoryOwner(login=owner), name="same", full_name=f"{owner}/same", clone_url="u"
    )


def test_a_source_gives_a_bare_repository_of_the_same_commit(
    source: RepositorySource, bare: dict[str, Path], tmp_path: Path
) -> None:
    path = source.bare("kv.codec", tmp_path)
    assert git("rev-parse", "--is-bare-repository", "HEAD", folder=path) == git(
        "rev-parse", "--is-bare-repository", "HEAD", folder=bare["kv.codec"]
    )
    assert source.bare("kv.codec", tmp_path) == path
    assert not (path / "hooks").exists() or isinstance(source, LocalRepositories)


def test_local_repositories_are_not_copied(bare: dict[str, Path], tmp_path: Path) -> None:
    assert LocalRepositories(bare).bare("strings", tmp_path) == bare["strings"]
    assert list(tmp_path.iterdir()) == []


def test_several_processes_may_copy_one_repository(host_url: str, tmp_path: Path) -> None:
    """They are threads here; each has a source of its own, and all begin at once."""
    barrier = threading.Barrier(4)

    def copy(_: int) -> Path:
        barrier.wait()
        return RemoteRepositories(host_url).bare("strings", tmp_path)

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(copy, range(4)))) == 1
    assert [path.name for path in (tmp_path / "perfgym").iterdir()] == ["strings.git"]


def test_a_large_repository_is_not_copied(
    host_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "_MOST_KIB", 0)
    with pytest.raises(Refused, match="KiB; the most is 0"):
        RemoteRepositories(host_url).bare("strings", tmp_path)


def test_a_password_stays_out_of_copies(gitea_url: str, tmp_path: Path) -> None:
    path = RemoteRepositories(gitea_url, username=USER, password=PASSWORD).bare("strings", tmp_path)
    config = (path / "config").read_text()
    assert f"{gitea_url}/ada/strings.git" in config
    assert "uthorization" not in config


def test_a_wrong_password_is_refused(gitea_url: str) -> None:
    with pytest.raises(SettingsError, match="refuses the user 'ada'"):
        RemoteRepositories(gitea_url, username=USER, password="wrong").repositories()


def test_a_redirection_is_refused(gitea_url: str) -> None:
    with pytest.raises(MachineError, match="302 Found"):
        RemoteRepositories(f"{gitea_url}/moved").search("")


def test_a_server_of_something_else_is_named(gitea_url: str) -> None:
    with pytest.raises(MachineError, match="answers 404"):
        RemoteRepositories(f"{gitea_url}/perfgym").repositories()


def test_no_server_is_a_fault_with_a_fix() -> None:
    with pytest.raises(MachineError, match="start one with `perfgym host`"):
        RemoteRepositories("http://127.0.0.1:9").repositories()


@pytest.mark.parametrize(
    "url",
    [
        "",
        "gitea",
        "ftp://h",
        "file:///etc",
        "http://",
        "http://h:0",
        "http://h:x",
        "http://[",
        "http://h/?q=1",
    ],
)
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(SettingsError, match="is no address of a host"):
        RemoteRepositories(url)


def test_a_password_in_an_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(SettingsError, match="apart from the address") as refused:
        RemoteRepositories("http://ada:secret@h")
    assert "secret" not in str(refused.value)


def test_a_server_that_answers_nonsense_is_named(bare: dict[str, Path]) -> None:
    with RepositoryHost(bare, port=0) as host, served(host._server):
        for body in (b"", b"{}", b'{"ok": true, "data": [{"name": 3}]}', b"<html>"):
            host._server.application = lambda _environ, start, body=body: (start("200 OK", []), [body])[1]
            with pytest.raises(MachineError, match="does not answer as a Gitea does"):
                RemoteRepositories(host.url).repositories()
