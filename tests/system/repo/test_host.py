"""`perfgym host`: git and clients of Gitea read from it; nobody writes to it, and nothing of it is left."""

import concurrent.futures
import contextlib
import gzip
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil
import pytest

from perfgym.errors import HarnessError, MachineError, SettingsError
from perfgym.repo.hosting import git_backend, http_server
from perfgym.repo.hosting.git_backend import FETCH_TYPE, GitBackend
from perfgym.repo.hosting.host import RepositoryHost
from perfgym.repo.hosting.host_application import MOST_BODY_BYTES
from perfgym.repo.hosting.hosted import bare_repositories
from perfgym.repo.tasks.load import load_task, task_folders
from perfgym.repo.workspace.canonical import canonical_repository
from perfgym.repo.workspace.tree import Tree
from tests.doubles.hosts import canonical, git, running_host, served
from tests.doubles.terminal import COMMAND, REPOSITORY

BIG = os.urandom(24 << 20)  # more than a socket's buffers hold, and no compression makes it smaller
NAP = f"3141.{os.getpid()}"  # seconds; nobody else sleeps as long
SLOW_GIT = """#!/bin/sh
case "$1" in
    http-backend) sleep {nap} & wait ;;
    *) exec {git} "$@" ;;
esac
"""


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of bare repositories, beside one that is not served."""
    folder = tmp_path_factory.mktemp("canonical")
    canonical(folder, "strings", summary="Joins strings")
    canonical(folder, "logpipe")
    canonical(folder, "kv.codec", content=BIG)
    (folder / "bare" / "no-repository").mkdir()
    canonical(folder / "secret", "secret")
    return folder / "bare"


@pytest.fixture(scope="module")
def running(bare: Path) -> Generator[tuple[str, psutil.Process]]:
    with running_host(bare) as (url, process):
        assert url.startswith("http://127.0.0.1:")
        yield url, psutil.Process(process.pid)
        assert process.poll() is None


@pytest.fixture(scope="module")
def url(running: tuple[str, psutil.Process]) -> str:
    return running[0]


def head(repository: Path) -> str:
    return git("rev-parse", "HEAD", folder=repository).strip()


def asked(
    url: str, path: str, method: str = "GET", body: Any = None, **headers: str
) -> tuple[int, dict[str, str], bytes]:
    """Send one request with exactly this path; return status, headers and body."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
    with contextlib.closing(connection):
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, named, encode_chunked="Transfer-Encoding" in named)
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()


def api(url: str, path: str) -> Any:
    status, headers, body = asked(url, f"/api/v1/{path}")
    assert (status, headers["content-type"]) == (200, "application/json; charset=utf-8")
    return json.loads(body)


# Reading.


@pytest.mark.parametrize("version", ["0", "1", "2"])
def test_git_clones_by_every_protocol(url: str, bare: Path, tmp_path: Path, version: str) -> None:
    copy = str(tmp_path / "copy")
    chosen = ("-c", f"protocol.version={version}")
    said = git(*chosen, "clone", f"{url}/perfgym/strings.git", copy, GIT_TRACE_PACKET="1")
    assert head(tmp_path / "copy") == head(bare / "strings.git")
    assert ("version 2" in said) == (version == "2")
    assert (tmp_path / "copy" / "x.go").read_text() == "package strings\n"


def test_git_clones_without_the_ending_and_fetches_nothing_new(url: str, tmp_path: Path) -> None:
    git("clone", f"{url}/perfgym/kv.codec", str(tmp_path / "copy"))
    assert (tmp_path / "copy" / "x.go").read_bytes() == BIG
    assert git("fetch", folder=tmp_path / "copy") == ""


def test_git_finds_out_what_both_sides_have(url: str, bare: Path, tmp_path: Path) -> None:
    """The client has so many commits of its own that it packs its request."""
    git("clone", f"{url}/perfgym/strings.git", str(tmp_path / "copy"))
    stream = "".join(
        f"commit refs/heads/main\ncommitter a <a> {n} +0000\ndata 1\nx\n"
        + ("from refs/heads/main^0\n" if n == 1 else "")
        for n in range(1, 400)
    )
    subprocess.run(
        ["git", "fast-import", "--quiet", "--force"],
        input=stream,
        text=True,
        cwd=tmp_path / "copy",
        check=True,
    )
    git("update-ref", "-d", "refs/remotes/origin/main", folder=tmp_path / "copy")
    said = git("fetch", f"{url}/perfgym/logpipe.git", "main", folder=tmp_path / "copy", GIT_TRACE_CURL="1")
    assert "Content-Encoding: gzip" in said
    assert git("rev-parse", "FETCH_HEAD", folder=tmp_path / "copy").strip() == head(bare / "logpipe.git")


def test_eight_clients_clone_at_once(url: str, bare: Path, tmp_path: Path) -> None:
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: git("clone", f"{url}/perfgym/strings.git", str(tmp_path / str(n))), range(8)))
    assert {head(copy) for copy in tmp_path.iterdir()} == {head(bare / "strings.git")}


def test_the_api_lists_what_gitea_would(url: str) -> None:
    listed = api(url, "user/repos")
    assert [one["full_name"] for one in listed] == ["perfgym/kv.codec", "perfgym/logpipe", "perfgym/strings"]
    strings = listed[-1]
    assert strings.pop("size") > 0
    assert strings == {
        "id": 3,
        "owner": {"id": 1, "login": "perfgym", "username": "perfgym"},
        "name": "strings",
        "full_name": "perfgym/strings",
        "description": "Joins strings",
        "empty": False,
        "private": False,
        "html_url": f"{url}/perfgym/strings",
        "url": f"{url}/api/v1/repos/perfgym/strings",
        "clone_url": f"{url}/perfgym/strings.git",
        "default_branch": "main",
        "archived": False,
        "permissions": {"admin": False, "push": False, "pull": True},
    }
    assert api(url, "repos/perfgym/strings") == strings | {"size": api(url, "repos/perfgym/strings")["size"]}
    assert api(url, "version") == {"version": "1.24.0+perfgym"}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["kv.codec", "logpipe", "strings"]),
        ("?q=LOG", ["logpipe"]),
        ("?q=nothing", []),
        ("?limit=2", ["kv.codec", "logpipe"]),
        ("?limit=2&page=2", ["strings"]),
        ("?page=99999999", []),
        ("?limit=-1&page=x", ["kv.codec", "logpipe", "strings"]),
        ("?limit=0&page=" + "9" * 5000, ["kv.codec", "logpipe", "strings"]),
    ],
)
def test_the_api_searches_and_pages(url: str, query: str, names: list[str]) -> None:
    found = api(url, f"repos/search{query}")
    assert found["ok"] is True
    assert [one["name"] for one in found["data"]] == names


def test_a_listing_says_how_many_there_are(url: str) -> None:
    assert asked(url, "/api/v1/user/repos?limit=1")[1]["x-total-count"] == "3"


def test_the_command_prints_json(bare: Path) -> None:
    with running_host(bare, "--json") as (line, process):
        assert (line, process.stdout is not None) == ("{", True)
        text = ""
        while not text.endswith("\n}\n"):
            text += process.stdout.readline()
        printed = json.loads("{" + text)
        assert printed["repositories"] == api(printed["url"], "user/repos")


def test_without_a_folder_it_serves_what_episodes_begin_with(tmp_path: Path) -> None:
    with running_host(None) as (url, _):
        listed = {one["name"]: one["description"] for one in api(url, "user/repos")}
        git("clone", f"{url}/perfgym/strings.git", str(tmp_path / "copy"))
    task = load_task("strings")
    assert listed.keys() <= task_folders().keys()
    assert listed["strings"] == task.title
    assert task.tree == Tree.from_folder(tmp_path / "copy")
    assert head(tmp_path / "copy") == canonical_repository(task.tree.files).commit
    assert git("log", "--all", "--format=%s", folder=tmp_path / "copy") == "Base\n"


def test_a_person_sees_what_to_clone(url: str) -> None:
    status, _, page = asked(url, "/")
    assert (status, f"git clone {url}/perfgym/strings.git" in page.decode()) == (200, True)


# Refusing.


def test_a_push_is_refused(url: str, bare: Path, tmp_path: Path) -> None:
    before = head(bare / "strings.git")
    git("clone", f"{url}/perfgym/strings.git", str(tmp_path))
    git("-c", "user.name=a", "-c", "user.email=a", "commit", "--allow-empty", "-m", "mine", folder=tmp_path)
    assert "403" in git("push", folder=tmp_path, check=False)
    asking = "/perfgym/strings.git/info/refs?service=git-receive-pack"
    sending = "/perfgym/strings.git/git-receive-pack"
    assert asked(url, asking)[0] == 403
    assert (
        asked(url, sending, "POST", b"0000", Content_Type="application/x-git-receive-pack-request")[0] == 403
    )
    assert head(bare / "strings.git") == before


@pytest.mark.parametrize("method", ["HEAD", "PUT", "DELETE", "PATCH", "POST", "OPTIONS", "PROPFIND"])
def test_other_methods_are_refused(url: str, method: str) -> None:
    for path in ("/", "/api/v1/user/repos", "/perfgym/strings.git/info/refs?service=git-upload-pack"):
        status, headers, _ = asked(url, path, method)
        assert (status, headers["allow"]) == (405, "GET")


HOSTILE = [
    "/perfgym/strings.git",
    "/perfgym/strings.git/HEAD",
    "/perfgym/strings.git/config",
    "/perfgym/strings.git/objects/info/packs",
    "/perfgym/strings.git/git-upload-archive",
    "/perfgym/no-repository.git/info/refs",
    "/perfgym/STRINGS.git/info/refs",
    "/other/strings.git/info/refs",
    "/../../etc/passwd",
    "/perfgym/../../../etc/passwd",
    "/perfgym/..%2f..%2f..%2fetc%2fpasswd",
    "/perfgym/%2e%2e/secret/bare/secret.git/info/refs",
    "/perfgym/../secret/bare/secret.git/info/refs",
    "/perfgym/strings.git/../../secret/bare/secret.git/info/refs",
    "/perfgym/strings.git/info/../info/refs",
    "/perfgym/strings.git/./info/refs",
    "/perfgym//strings.git/info/refs",
    "/perfgym/strings.git%00/info/refs",
    "/perfgym/strings%0a.git/info/refs",
    "/perfgym/strings.git.git/info/refs",
    "/perfgym/.git/info/refs",
    "/perfgym/~root/info/refs",
    "/api/v1/repos/perfgym/..",
    "/api/v1/repos/perfgym/%2e%2e%2fstrings",
    "/api/v1/admin/users",
    "/" + "a/" * 4000,
    "/%ff%fe/%c0%ae%c0%ae",
]


@pytest.mark.parametrize("path", HOSTILE, ids=range(len(HOSTILE)))
def test_a_path_that_is_not_served_is_refused(url: str, path: str) -> None:
    status, _, body = asked(url, f"{path}?service=git-upload-pack")
    assert status == 404
    assert b"root:" not in body


def test_several_slashes_at_the_beginning_count_as_one(url: str) -> None:
    assert asked(url, "//perfgym/strings.git/info/refs?service=git-upload-pack")[0] == 200
    assert asked(url, "//etc/passwd")[0] == 404


def test_an_absolute_path_is_refused(url: str, bare: Path) -> None:
    for path in (f"{bare}/strings.git", f"/perfgym{bare}/strings.git", f"/perfgym/{bare}/strings.git"):
        assert asked(url, f"{path}/info/refs?service=git-upload-pack")[0] == 404


def test_a_service_that_is_not_known_is_refused(url: str) -> None:
    for query in (
        "",
        "?service=",
        "?service=git-upload-archive",
        "?service=git-upload-pack&service=git-receive-pack",
    ):
        assert asked(url, f"/perfgym/strings.git/info/refs{query}")[0] == 403
    assert asked(url, "/?" + "&".join(f"a{n}=1" for n in range(100)))[0] == 400


def fetch(url: str, body: Any, **headers: str) -> int:
    path = "/perfgym/strings.git/git-upload-pack"
    return asked(url, path, "POST", body, **{"Content_Type": FETCH_TYPE} | headers)[0]


def test_a_large_body_is_refused_before_it_is_read(url: str) -> None:
    asking = (
        b"POST /perfgym/strings.git/git-upload-pack HTTP/1.1\r\nHost: a\r\nContent-Length: 1099511627776\r\n"
    )
    with contextlib.closing(begun(url, asking + b"\r\n")) as connection:
        assert b"413" in connection.recv(1 << 16)


def test_a_body_in_chunks_is_bounded_too(url: str) -> None:
    def chunks() -> Iterator[bytes]:
        for _ in range(2 * MOST_BODY_BYTES >> 16):
            yield bytes(1 << 16)

    with contextlib.suppress(
        BrokenPipeError, ConnectionResetError
    ):  # the host may close before it has read all
        assert fetch(url, chunks(), Transfer_Encoding="chunked") == 413


def test_a_packed_body_is_bounded_after_it_is_unpacked(url: str) -> None:
    bomb = gzip.compress(bytes(1 << 28))
    assert len(bomb) < MOST_BODY_BYTES
    assert fetch(url, bomb, Content_Encoding="gzip") == 413


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"not packed", {"Content_Encoding": "gzip"}, 400),
        (gzip.compress(b"0000", mtime=0)[:-6], {"Content_Encoding": "gzip"}, 400),
        (b"0000", {"Content_Encoding": "br"}, 415),
        (b"0000", {"Content_Type": "text/plain"}, 415),
    ],
)
def test_a_body_of_another_form_is_refused(
    url: str, body: bytes, headers: dict[str, str], status: int
) -> None:
    assert fetch(url, body, **headers) == status


@pytest.mark.parametrize("body", [b"", b"\0" * 100, b"ffff", b"0032want " + b"z" * 40 + b"\n00000009done\n"])
@pytest.mark.parametrize("protocol", ["version=2", "version=0", "version=9; x", "\x7f"])
def test_nonsense_for_git_harms_nobody(url: str, body: bytes, protocol: str) -> None:
    assert fetch(url, body, Git_Protocol=protocol) in (200, 400, 500)
    assert api(url, "version")


def test_large_headers_are_refused(url: str) -> None:
    assert asked(url, "/", X="x" * (1 << 16))[0] == 431


def test_it_listens_on_loopback_alone(running: tuple[str, psutil.Process]) -> None:
    url, process = running
    listening = [one.laddr for one in process.net_connections() if one.status == psutil.CONN_LISTEN]
    assert listening == [("127.0.0.1", urlsplit(url).port)]


def test_every_user_and_password_is_accepted(url: str, tmp_path: Path) -> None:
    login = url.replace("http://", "http://somebody:secret@")
    git("clone", f"{login}/perfgym/strings.git", str(tmp_path))
    assert asked(url, "/api/v1/user/repos", Authorization="token none")[0] == 200


# Slow clients.


def test_it_holds_no_more_than_a_hundred_connections(
    running: tuple[str, psutil.Process], tmp_path: Path
) -> None:
    url, process = running
    with contextlib.ExitStack() as open_ones:
        for _ in range(130):
            open_ones.enter_context(contextlib.closing(begun(url, b"GET / HT")))
        time.sleep(1)
        held = [one for one in process.net_connections() if one.status == psutil.CONN_ESTABLISHED]
        assert 90 <= len(held) <= 100
    git("clone", f"{url}/perfgym/strings.git", str(tmp_path))


def begun(url: str, sent: bytes) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", urlsplit(url).port), timeout=60)
    connection.sendall(sent)
    return connection


def test_clients_that_send_slowly_hinder_nobody(url: str, tmp_path: Path) -> None:
    head_alone = (
        b"POST /perfgym/strings.git/git-upload-pack HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\nx"
    )
    with contextlib.ExitStack() as open_ones:
        for sent in (b"GET / HT", head_alone, b"") * 10:
            open_ones.enter_context(contextlib.closing(begun(url, sent)))
        git("clone", f"{url}/perfgym/strings.git", str(tmp_path))


def test_clients_that_read_slowly_hinder_nobody(url: str, bare: Path, tmp_path: Path) -> None:
    """Each asks for 24 MiB and reads nothing, and they are more than the host has threads."""
    want = f"0032want {head(bare / 'kv.codec.git')}\n00000009done\n".encode()
    asking = (
        f"POST /perfgym/kv.codec.git/git-upload-pack HTTP/1.1\r\nHost: a\r\nContent-Type: {FETCH_TYPE}\r\n"
        f"Content-Length: {len(want)}\r\n\r\n"
    )
    with contextlib.ExitStack() as open_ones:
        for _ in range(6):
            open_ones.enter_context(contextlib.closing(begun(url, asking.encode() + want)))
        git("clone", f"{url}/perfgym/strings.git", str(tmp_path))


@pytest.mark.parametrize(
    ("limit", "value"),
    [("channel_timeout", 1), ("_LONGEST_CONNECTION_S", 1.0)],
)
def test_a_connection_that_takes_too_long_is_closed(
    bare: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: float
) -> None:
    monkeypatch.setitem(http_server._LIMITS, "cleanup_interval", 1)
    if limit in http_server._LIMITS:
        monkeypatch.setitem(http_server._LIMITS, limit, value)
    else:
        monkeypatch.setattr(http_server, limit, value)
    with (
        RepositoryHost(bare_repositories(bare), port=0) as host,
        served(host._server),
        contextlib.closing(begun(host.url, b"GET / HTTP/1.1\r\nHost: a\r\n")) as connection,
    ):
        assert connection.recv(1) == b""


# Ending.


@pytest.fixture
def slow_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A git whose http-backend starts a process and never ends; gives the PATH on which it is first."""
    (real,) = re.findall(
        r"\S+", subprocess.run(["which", "git"], capture_output=True, text=True, check=True).stdout
    )
    program = tmp_path / "bin" / "git"
    program.parent.mkdir()
    program.write_text(SLOW_GIT.format(git=real, nap=NAP))
    program.chmod(0o755)
    return f"{program.parent}:{os.environ['PATH']}"


def sleepers() -> list[int]:
    return [one.pid for one in psutil.process_iter(["cmdline"]) if one.info["cmdline"] == ["sleep", NAP]]


def wait_until(count: int) -> None:
    until = time.monotonic() + 30
    while len(sleepers()) != count and time.monotonic() < until:
        time.sleep(0.02)
    assert len(sleepers()) == count


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_host_and_all_that_it_started(bare: Path, slow_git: str, number: int) -> None:
    with running_host(bare, PATH=slow_git) as (url, process), contextlib.ExitStack() as open_ones:
        asking = b"GET /perfgym/strings.git/info/refs?service=git-upload-pack HTTP/1.1\r\nHost: a\r\n\r\n"
        for _ in range(6):
            open_ones.enter_context(contextlib.closing(begun(url, asking)))
        wait_until(4)
        process.send_signal(number)
        _, errors = process.communicate(timeout=30)
        assert (process.returncode, errors.splitlines()[-1]) == (0, "perfgym: the host has ended")
    wait_until(0)


def test_a_git_that_does_not_end_is_killed(
    bare: Path, slow_git: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", slow_git)
    monkeypatch.setattr(git_backend, "_TIMEOUT_S", 0.5)
    with RepositoryHost(bare_repositories(bare), port=0) as host, served(host._server):
        assert asked(host.url, "/perfgym/strings.git/info/refs?service=git-upload-pack")[0] == 504
    wait_until(0)


def test_a_closed_backend_starts_nothing(bare: Path) -> None:
    backend = GitBackend()
    backend.close()
    with pytest.raises(HarnessError, match="closed"):
        backend.references(bare / "strings.git", "version=2")


# What the caller or the machine does wrong.


def test_a_host_without_repositories_says_how_to_make_one(tmp_path: Path) -> None:
    done = subprocess.run(
        [*COMMAND, "host", str(tmp_path)], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "git clone --bare" in done.stderr


def test_a_port_that_is_taken_is_named(bare: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=f"port {port} cannot be used"):
            RepositoryHost(bare_repositories(bare), port=port)


def test_missing_packages_are_named(bare: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with monkeypatch.context() as patch:
        patch.setenv("PATH", str(tmp_path))
        with pytest.raises(MachineError, match="apt-get install git"):
            RepositoryHost(bare_repositories(bare), port=0)
    monkeypatch.delitem(sys.modules, "perfgym.repo.hosting.http_server")
    monkeypatch.setitem(sys.modules, "waitress", None)
    with pytest.raises(MachineError, match=r"perfgym\[host\]"):
        RepositoryHost(bare_repositories(bare), port=0)
