"""Serves canonical bare repositories on loopback, for reading alone, until it is told to end.

Theory of operation
-------------------
* Waitress (``http_server.py``) reads HTTP. It bounds a request's headers and body, and has the whole request
  before one of its threads calls the application. It sends what the application returned after the thread has
  gone. So a slow client holds a connection, of which there are a hundred, and neither a thread nor a git
  process, of which there are four. A connection that stands still is closed soon, others after ten minutes.
* The application (``host_application.py``) looks up what a client asks for among the names that are served.
  It starts ``git http-backend`` and nothing else, whose answer is complete before its first byte is sent.
* Closing the host kills what runs of git, then ends the threads, then closes the connections.
"""

from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from perfgym.errors import MachineError, SettingsError
from perfgym.repo.hosting.host_application import LOOPBACK, MOST_BODY_BYTES, HostApplication
from perfgym.repo.hosting.hosted import OWNER, HostedRepository

if TYPE_CHECKING:
    from perfgym.repo.hosting.http_server import BoundedServer

__all__ = ["PORT", "RepositoryHost"]

PORT = 3000
"""The port of Gitea, which its clients take when an address names none."""


class RepositoryHost:
    """A host of repositories: it listens when it is made, and answers while :meth:`run` runs.

    ::

        with RepositoryHost(bare_repositories(Path("canonical"))) as host:
            print(host.url)
            host.run()

    Args:
        repositories: Name to path of a canonical bare repository. They must not change while they are served.
        owner: Name of the user to whom they belong, as a part of their addresses.
        port: Port on loopback; 0 for one that is free.
        descriptions: As for :func:`~perfgym.repo.hosting.hosted.catalogue`.

    Raises:
        SettingsError: The port or a name cannot be used, or a path is no bare repository.
        MachineError: git, its ``http-backend`` or waitress is missing.
    """

    def __init__(
        self,
        repositories: Mapping[str, Path],
        *,
        owner: str = OWNER,
        port: int = PORT,
        descriptions: Mapping[str, str] | None = None,
    ) -> None:
        self._server = _listening(port)
        try:
            self._application = HostApplication(
                repositories, owner=owner, port=self._server.effective_port, descriptions=descriptions
            )
        except BaseException:
            self._server.close()
            raise
        self._server.application = self._application

    @property
    def url(self) -> str:
        """The host's address, without a slash at its end."""
        return f"http://{LOOPBACK}:{self._server.effective_port}"

    @property
    def repositories(self) -> list[HostedRepository]:
        """What the host lists."""
        return self._application.repositories

    def run(self) -> None:
        """Answer requests in this thread and others, until KeyboardInterrupt or SystemExit is raised here."""
        self._server.run()

    def close(self) -> None:
        """End all git processes, threads and connections."""
        self._application.close()
        self._server.close()

    def __enter__(self) -> "RepositoryHost":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


def _listening(port: int) -> "BoundedServer":
    try:
        from perfgym.repo.hosting.http_server import BoundedServer
    except ModuleNotFoundError as error:
        if error.name != "waitress":
            raise
        raise MachineError(
            "waitress is missing, which reads HTTP; run `pip install 'perfgym[host]'`"
        ) from error
    try:
        return BoundedServer(LOOPBACK, port, most_body_bytes=MOST_BODY_BYTES)
    except OSError as error:
        raise SettingsError(f"port {port} cannot be used: {error.strerror}; give another one") from error
