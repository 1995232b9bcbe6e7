"""What a git client sent by smart HTTP -> the answer of ``git http-backend``, for reading alone."""

import http.client
import logging
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import IO

from perfgym.errors import MachineError
from perfgym.repo.hosting.trusted_git import TrustedGit, git_settings

__all__ = ["FETCH", "FETCH_TYPE", "PUSH", "BackendAnswer", "GitBackend"]

FETCH, PUSH = "git-upload-pack", "git-receive-pack"
"""Names of git's two services in an address."""
FETCH_TYPE = f"application/x-{FETCH}-request"
"""The type of what a client sends in order to fetch."""

_TIMEOUT_S = 120.0
_PROTOCOLS = ("version=0", "version=1", "version=2")
_SETTINGS = {
    "http.receivepack": "false",
    "http.getanyfile": "false",
    "pack.threads": "1",  # other processes of this machine measure meanwhile
}
_PASSED_ON = ("Content-Type", "Cache-Control", "Expires", "Pragma")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class BackendAnswer:
    """What git answered.

    Attributes:
        status: HTTP status.
        headers: Headers of the answer.
        content: A file, at the place where the body begins; whoever sends it closes it.
    """

    status: HTTPStatus
    headers: dict[str, str]
    content: IO[bytes]


class GitBackend:
    """Runs ``git http-backend``, once for each request.

    It gets a path, a method and a query of ours; of the client's it gets the body and the protocol's version
    alone. Its answer is complete before the client gets the first byte, so a slow client holds no process.

    Raises:
        MachineError: git is missing, or has no ``http-backend``.
    """

    def __init__(self) -> None:
        self._git = TrustedGit()
        if not self._git.has("http-backend"):
            raise MachineError("git has no command http-backend; install it, e.g. with `apk add git-daemon`")

    def references(self, repository: Path, protocol: str) -> BackendAnswer:
        """List the branches and tags that a client can fetch, or what this git can do.

        Args:
            repository: Absolute path of a canonical bare repository.
            protocol: What the client's header ``Git-Protocol`` says.

        Raises:
            TimeoutError: It took too long.
            HarnessError: This object was closed.
        """
        asked = {"PATH_INFO": "/info/refs", "REQUEST_METHOD": "GET", "QUERY_STRING": f"service={FETCH}"}
        return self._ask(repository, protocol, asked, b"")

    def fetch(self, repository: Path, protocol: str, body: bytes) -> BackendAnswer:
        """Answer a request for commits.

        Args:
            repository: Absolute path of a canonical bare repository.
            protocol: What the client's header ``Git-Protocol`` says.
            body: What the client sent, unpacked.

        Raises:
            TimeoutError: It took too long.
            HarnessError: This object was closed.
        """
        asked = {"PATH_INFO": f"/{FETCH}", "REQUEST_METHOD": "POST", "CONTENT_TYPE": FETCH_TYPE}
        return self._ask(repository, protocol, asked | {"CONTENT_LENGTH": str(len(body))}, body)

    def close(self) -> None:
        """Kill what is running; requests that come later fail. Calling it twice is harmless."""
        self._git.close()

    def _ask(self, repository: Path, protocol: str, asked: Mapping[str, str], body: bytes) -> BackendAnswer:
        variables = {"GIT_PROJECT_ROOT": str(repository), "GIT_HTTP_EXPORT_ALL": "1", **asked}
        if protocol in _PROTOCOLS:
            variables["GIT_PROTOCOL"] = protocol
        said = tempfile.TemporaryFile()  # noqa: SIM115 - whoever sends the answer closes it
        try:
            self._run(variables | git_settings(_SETTINGS), body, said)
            return _read_answer(said)
        except BaseException:
            said.close()
            raise

    def _run(self, variables: Mapping[str, str], body: bytes, said: IO[bytes]) -> None:
        with open(os.memfd_create("body"), "w+b") as sent:
            sent.write(body)
            sent.seek(0)
            status, errors = self._git.run(
                ["http-backend"], variables, timeout_s=_TIMEOUT_S, stdin=sent, stdout=said
            )
        if status:
            _log.warning("git http-backend: %s", errors or f"exit status {status}")


def _read_answer(said: IO[bytes]) -> BackendAnswer:
    """Read the headers of an answer in the form of CGI; a program that failed may have written none."""
    said.seek(0)
    headers = http.client.parse_headers(said)  # pyright: ignore[reportArgumentType]  # it needs readline alone
    status = HTTPStatus(int((headers["Status"] or "200").split()[0]))
    if "Content-Type" not in headers and status is HTTPStatus.OK:
        status = HTTPStatus.INTERNAL_SERVER_ERROR
    kept = {name: headers[name] for name in _PASSED_ON if name in headers}
    return BackendAnswer(status=status, headers=kept, content=said)
