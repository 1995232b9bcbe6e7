"""The host of repositories as a WSGI application: a part of Gitea's API v1, and git's smart HTTP for reading.

What a client asks for is looked up among the names that are served: no part of an address becomes a part of a
path. Whatever is not in the table of routes is refused.
"""

import gzip
import html
import io
import re
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import IO, Any, TypeAlias, cast
from urllib.parse import parse_qs

import msgspec

from perfgym.errors import HarnessError
from perfgym.repo.hosting.git_backend import FETCH, FETCH_TYPE, PUSH, BackendAnswer, GitBackend
from perfgym.repo.hosting.hosted import OWNER, HostedRepository, catalogue, matching

__all__ = ["API_VERSION", "LOOPBACK", "MOST_BODY_BYTES", "PAGE_LENGTH", "HostApplication"]

LOOPBACK = "127.0.0.1"
API_VERSION = "1.24.0+perfgym"
"""The answer to a client that asks for Gitea's version: whose API this is a part of, and who answers."""
PAGE_LENGTH = 50
"""Most repositories that are listed at once, as in Gitea."""
MOST_BODY_BYTES = 8 << 20
"""Largest body of a request, packed or not. git sends 50 bytes for each commit that it has or wants."""

_MOST_PARAMETERS = 20
_READ_ONLY = "this host serves repositories for reading alone"
_REPOSITORY = r"/(?P<owner>[^/]+)/(?P<name>[^/]+)"
_GIT = r"/(?P<owner>[^/]+)/(?P<name>[^/]+?)(?:\.git)?"

Environ: TypeAlias = Mapping[str, Any]
StartResponse: TypeAlias = Callable[[str, list[tuple[str, str]]], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Request:
    """A request whose path is in the table of routes."""

    environ: Environ
    query: Mapping[str, list[str]]
    full_name: str = ""

    @property
    def protocol(self) -> str:
        return self.environ.get("HTTP_GIT_PROTOCOL", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reply:
    status: HTTPStatus = HTTPStatus.OK
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    content: IO[bytes]


class _RefusedError(Exception):
    """What a client asked for cannot be had; it is told why."""

    def __init__(self, status: HTTPStatus, why: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(why)
        self.status, self.headers = status, headers or {}


class HostApplication:
    """Answers requests, in any number of threads.

    Args:
        repositories: Name to path of a canonical bare repository. They must not change while they are served.
        owner: Name of the user to whom they belong, as a part of their addresses.
        port: Port at which clients reach the server on loopback.
        descriptions: As for :func:`~perfgym.repo.hosting.hosted.catalogue`.

    Raises:
        SettingsError: A name cannot be served, or a path is no bare repository.
        MachineError: git is missing, or has no ``http-backend``.
    """

    def __init__(
        self,
        repositories: Mapping[str, Path],
        *,
        owner: str = OWNER,
        port: int,
        descriptions: Mapping[str, str] | None = None,
    ) -> None:
        self._url = f"http://{LOOPBACK}:{port}"
        described = catalogue(repositories, owner, self._url, descriptions)
        self._catalogue = {one.full_name: one for one in described.values()}
        self._paths = {one.full_name: repositories[name].absolute() for name, one in described.items()}
        self._git = GitBackend()
        self._routes = tuple(
            (re.compile(pattern), method, answer)
            for pattern, method, answer in (
                (r"/", "GET", self._page),
                (r"/api/v1/version", "GET", self._version),
                (r"/api/v1/user/repos", "GET", self._list),
                (r"/api/v1/repos/search", "GET", self._search),
                (rf"/api/v1/repos{_REPOSITORY}", "GET", self._describe),
                (rf"{_GIT}/info/refs", "GET", self._references),
                (rf"{_GIT}/{FETCH}", "POST", self._fetch),
                (rf"{_GIT}/{PUSH}", "POST", self._push),
            )
        )

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request, as PEP 3333 says; the server has read it wholly."""
        try:
            reply = self._answer(environ)
        except _RefusedError as refusal:
            reply = self._refusal(refusal)
        start_response(f"{reply.status.value} {reply.status.phrase}", list(reply.headers.items()))
        return cast("Iterable[bytes]", environ["wsgi.file_wrapper"](reply.content))

    @property
    def repositories(self) -> list[HostedRepository]:
        """What is served."""
        return list(self._catalogue.values())

    def close(self) -> None:
        """End all git processes; git's requests that come later are refused."""
        self._git.close()

    def _answer(self, environ: Environ) -> _Reply:
        query = _query(environ)
        for pattern, method, answer in self._routes:
            if found := pattern.fullmatch(environ["PATH_INFO"]):
                full_name = "/".join(found.groups())
                if full_name and full_name not in self._paths:
                    break
                if environ["REQUEST_METHOD"] != method:
                    raise _RefusedError(HTTPStatus.METHOD_NOT_ALLOWED, f"use {method}", {"Allow": method})
                return answer(_Request(environ=environ, query=query, full_name=full_name))
        raise _RefusedError(HTTPStatus.NOT_FOUND, "there is nothing at this address")

    def _refusal(self, refusal: _RefusedError) -> _Reply:
        said = {"message": str(refusal), "url": f"{self._url}/api/v1"}
        return _json(said, refusal.headers, refusal.status)

    def _page(self, _request: _Request) -> _Reply:
        rows = "".join(
            f"<li><code>git clone {html.escape(one.clone_url)}</code> {html.escape(one.description)}</li>\n"
            for one in self.repositories
        )
        page = f"<!DOCTYPE html>\n<title>perfgym host</title>\n<h1>perfgym host</h1>\n<ul>\n{rows}</ul>\n"
        headers = {
            "Content-Type": "text/html; charset=utf-8",
            "Content-Security-Policy": "default-src 'none'",
        }
        return _Reply(headers=headers, content=io.BytesIO(page.encode()))

    def _version(self, _request: _Request) -> _Reply:
        return _json({"version": API_VERSION})

    def _list(self, request: _Request) -> _Reply:
        listed, headers = _one_page(self.repositories, request)
        return _json(listed, headers)

    def _search(self, request: _Request) -> _Reply:
        found = matching(self.repositories, request.query.get("q", [""])[0])
        listed, headers = _one_page(found, request)
        return _json({"ok": True, "data": listed}, headers)

    def _describe(self, request: _Request) -> _Reply:
        return _json(self._catalogue[request.full_name])

    def _references(self, request: _Request) -> _Reply:
        service = request.query.get("service", [])
        if service == [PUSH]:
            raise _RefusedError(HTTPStatus.FORBIDDEN, _READ_ONLY)
        if service != [FETCH]:
            raise _RefusedError(HTTPStatus.FORBIDDEN, "ask by git's smart HTTP")
        path = self._paths[request.full_name]
        return _from_git(lambda: self._git.references(path, request.protocol))

    def _fetch(self, request: _Request) -> _Reply:
        if request.environ.get("CONTENT_TYPE") != FETCH_TYPE:
            raise _RefusedError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"send {FETCH_TYPE}")
        path, body = self._paths[request.full_name], _body(request.environ)
        return _from_git(lambda: self._git.fetch(path, request.protocol, body))

    def _push(self, _request: _Request) -> _Reply:
        raise _RefusedError(HTTPStatus.FORBIDDEN, _READ_ONLY)


def _query(environ: Environ) -> dict[str, list[str]]:
    try:
        return parse_qs(environ.get("QUERY_STRING", ""), max_num_fields=_MOST_PARAMETERS)
    except ValueError as error:
        raise _RefusedError(HTTPStatus.BAD_REQUEST, str(error)) from error


def _json(value: Any, headers: Mapping[str, str] | None = None, status: HTTPStatus = HTTPStatus.OK) -> _Reply:
    content = io.BytesIO(msgspec.json.encode(value))
    json_headers = {"Content-Type": "application/json; charset=utf-8"}
    return _Reply(status=status, headers=json_headers | dict(headers or {}), content=content)


def _number(request: _Request, name: str, default: int) -> int:
    """A parameter that is a positive number; as in Gitea, another text counts as none."""
    text = request.query.get(name, [""])[0]
    is_number = text.isascii() and text.isdecimal() and len(text) < len(str(1 << 31))
    return int(text) or default if is_number else default


def _one_page(
    repositories: Sequence[HostedRepository], request: _Request
) -> tuple[Sequence[HostedRepository], dict[str, str]]:
    """Return what one page lists, and the header that tells how many there are altogether."""
    length = min(_number(request, "limit", PAGE_LENGTH), PAGE_LENGTH)
    first = (_number(request, "page", 1) - 1) * length
    return repositories[first : first + length], {"X-Total-Count": str(len(repositories))}


def _body(environ: Environ) -> bytes:
    """The body of a request, which the server has bounded; a packed one is unpacked and bounded again."""
    file = environ["wsgi.input"]
    encoding = environ.get("HTTP_CONTENT_ENCODING", "identity")
    if encoding not in ("identity", "gzip", "x-gzip"):
        raise _RefusedError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "send a body as it is, or packed by gzip")
    unpacked = file if encoding == "identity" else gzip.GzipFile(fileobj=file)
    try:
        body = unpacked.read(MOST_BODY_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise _RefusedError(HTTPStatus.BAD_REQUEST, f"the body cannot be unpacked: {error}") from error
    if len(body) > MOST_BODY_BYTES:
        raise _RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "the body is too large")
    return body


def _from_git(ask: Callable[[], BackendAnswer]) -> _Reply:
    try:
        answer = ask()
    except TimeoutError as error:
        raise _RefusedError(HTTPStatus.GATEWAY_TIMEOUT, str(error)) from error
    except HarnessError as error:
        raise _RefusedError(HTTPStatus.SERVICE_UNAVAILABLE, "the host is about to end") from error
    return _Reply(status=answer.status, headers=answer.headers, content=answer.content)
