"""Canonical repositories, hosts of them, and a Gitea that is none."""

import base64
import contextlib
import json
import os
import subprocess
import threading
from collections.abc import Callable, Generator, Iterable, Mapping
from pathlib import Path
from typing import Any

from perfgym.repo.hosting.host import RepositoryHost
from perfgym.repo.hosting.host_application import HostApplication
from perfgym.repo.hosting.http_server import BoundedServer
from tests.doubles.terminal import COMMAND, REPOSITORY

__all__ = ["GITEA_USER", "canonical", "git", "gitea", "running_host", "served"]

GITEA_USER = ("ada", "a secret: ü")


def git(*arguments: str, folder: Path | None = None, check: bool = True, **variables: str) -> str:
    """Run git without any settings of this user; return what it printed, errors too."""
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=120,
        env={"PATH": os.environ["PATH"], "GIT_CONFIG_GLOBAL": os.devnull, "GIT_TERMINAL_PROMPT": "0"}
        | variables,
    )
    assert done.returncode == 0 or not check, done.stdout
    return done.stdout


def canonical(folder: Path, name: str, *, content: bytes = b"", summary: str = "") -> Path:
    """Make a bare repository of one commit with one file."""
    source, bare = folder / f"{name}-source", folder / "bare" / f"{name}.git"
    git("init", "--quiet", "--initial-branch=main", str(source))
    (source / "x.go").write_bytes(content or f"package {name}\n".encode())
    git("add", ".", folder=source)
    identity = ("-c", "user.name=perfgym", "-c", "user.email=perfgym@example.org")
    git(*identity, "commit", "--quiet", "--message=Base", folder=source)
    git("clone", "--quiet", "--bare", str(source), str(bare))
    if summary:
        (bare / "description").write_text(f"{summary}\n")
    return bare


@contextlib.contextmanager
def running_host(
    folder: Path | None, *options: str, **variables: str
) -> Generator[tuple[str, "subprocess.Popen[str]"]]:
    """Run ``perfgym host``; gives its address and its process, which is killed if it does not end.

    Args:
        folder: The repositories; None for those of the tasks.
        options: Options of the command.
        variables: Variables of its environment.
    """
    process = subprocess.Popen(
        [*COMMAND, "host", *([str(folder)] if folder else []), "--port", "0", *options],
        cwd=REPOSITORY,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)} | variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        yield process.stdout.readline().strip(), process
    finally:
        process.terminate()
        try:
            process.communicate(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()


@contextlib.contextmanager
def served(server: BoundedServer) -> Generator[None]:
    """Serve in a thread of this process."""
    ended = threading.Event()

    def loop() -> None:
        while not ended.is_set():
            server.asyncore.loop(timeout=0.05, map=server._map, use_poll=True, count=1)

    thread = threading.Thread(target=loop)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


class _Gitea:
    """Answers as Gitea 1.24 does: more fields, users with passwords, and short pages."""

    def __init__(self, inner: HostApplication, longest_page: int) -> None:
        self._inner = inner
        self._longest_page = longest_page
        self._login = "Basic " + base64.b64encode(":".join(GITEA_USER).encode()).decode()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/moved/api/v1/repos/search":
            start_response("302 Found", [("Location", "/api/v1/repos/search")])
            return [b""]
        if environ.get("HTTP_AUTHORIZATION", self._login) != self._login:
            return self._say(start_response, "401 Unauthorized", {"message": "user does not exist"})
        if environ["PATH_INFO"] == "/api/v1/user/repos" and "HTTP_AUTHORIZATION" not in environ:
            return self._say(start_response, "401 Unauthorized", {"message": "token is required"})
        if environ["PATH_INFO"].startswith("/api/"):
            return self._more(environ, start_response)
        return self._inner(environ, start_response)

    def _say(self, start_response: Callable[..., Any], status: str, value: Any) -> Iterable[bytes]:
        start_response(status, [("Content-Type", "application/json;charset=utf-8")])
        return [json.dumps(value).encode()]

    def _more(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        shorter = environ["QUERY_STRING"].replace("limit=50", f"limit={self._longest_page}")
        value = json.loads(b"".join(self._inner(environ | {"QUERY_STRING": shorter}, start_response)))
        for one in value if isinstance(value, list) else value.get("data", [value]):
            one.update(stars_count=3, topics=[], licenses=None, parent=None, internal=False, mirror=False)
            one["owner"].update(email="", is_admin=False, created="2024-05-01T00:00:00Z")
        return [json.dumps(value).encode()]


@contextlib.contextmanager
def gitea(repositories: Mapping[str, Path], *, longest_page: int = 2) -> Generator[str]:
    """Serve repositories as a Gitea would, whose user is ``GITEA_USER``; gives its address."""
    with RepositoryHost(repositories, owner=GITEA_USER[0], port=0) as host:
        host._server.application = _Gitea(host._application, longest_page)
        with served(host._server):
            yield host.url
