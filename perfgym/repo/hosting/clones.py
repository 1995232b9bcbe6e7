"""Lists repositories and reads their files for agents, from a host that the user chose.

An agent names a repository and never an address. Only this process talks to the host; what it brings is read
by git in a jail, and agents get files.
"""

import contextlib
import functools
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from perfgym.errors import HarnessError, MachineError, SettingsError
from perfgym.repo.hosting.cloned_files import Checkout, checked_out
from perfgym.repo.hosting.hosted import HostedRepository
from perfgym.repo.hosting.sources import LocalRepositories, RemoteRepositories, RepositorySource
from perfgym.repo.hosting.task_repositories import task_repositories
from perfgym.sandbox import Sandbox
from perfgym.settings import HOST_PASSWORD, HOST_USER

__all__ = ["Clones", "HostFailedError", "open_clones"]

T = TypeVar("T")


class HostFailedError(Exception):
    """A host did not list or give a repository. An agent is told, and its episode goes on.

    It is no fault of perfgym's that ends the episode: an agent could bring it about at will, by a repository
    that cannot be had, and so leave an episode that goes badly.
    """


class Clones:
    """What agents can list and clone.

    Args:
        open_source: Opens the source of the repositories; it is called when an agent first asks for one.
        sandbox: Contains the git that reads what was cloned.
        at_close: Removes, when the environment closes, the folder that keeps copies of a host's repositories.
    """

    def __init__(
        self,
        open_source: Callable[[], RepositorySource],
        sandbox: Sandbox,
        at_close: contextlib.ExitStack,
    ) -> None:
        self._open_source = functools.cache(open_source)
        self._sandbox = sandbox
        self._at_close = at_close
        self._folder: Path | None = None

    def listed(self, text: str) -> list[HostedRepository]:
        """Describe the repositories whose name contains ``text``; all of them if it is empty.

        Raises:
            HostFailedError: The host does not answer, or refuses the user.
        """
        return _asked(lambda: self._source.search(text) if text else self._source.repositories())

    def described(self, name: str) -> HostedRepository:
        """Describe the repository ``NAME`` or ``OWNER/NAME``.

        Raises:
            Refused: There is none of this name, or there are several.
            HostFailedError: The host does not answer, or refuses the user.
        """
        return _asked(lambda: self._source.repository(name))

    def checkout(self, name: str) -> Checkout:
        """Read the files of a repository's default branch.

        Raises:
            Refused: There is no such repository, or its files cannot be had.
            HostFailedError: The host does not give it.
            HarnessError: The sandbox failed, or no copy can be kept on this machine.
        """
        try:
            bare = _asked(lambda: self._source.bare(name, self._copies()))
            return checked_out(self._sandbox, bare)
        except OSError as error:
            raise HarnessError(f"no copy of a repository can be kept: {error}") from error

    @property
    def _source(self) -> RepositorySource:
        return self._open_source()

    def _copies(self) -> Path:
        if self._folder is None:
            made = tempfile.TemporaryDirectory(prefix="perfgym-clones-", ignore_cleanup_errors=True)
            self._folder = Path(self._at_close.enter_context(made))
        return self._folder


def _asked(ask: Callable[[], T]) -> T:
    try:
        return ask()
    except (MachineError, SettingsError) as error:
        raise HostFailedError(str(error)) from error


def open_clones(
    host: str | RepositorySource | None, url: str, sandbox: Sandbox, at_close: contextlib.ExitStack
) -> Clones:
    """Open the source of repositories that a user chose.

    Args:
        host: The argument of an environment: a source, the address of a host, or None for ``url``.
        url: The setting: the address of a host; empty for the canonical repositories of this machine. The
            variables ``PERFGYM_HOST_USER`` and ``PERFGYM_HOST_PASSWORD`` name the user of a Gitea.
        sandbox: Contains the git that reads what was cloned.
        at_close: What is done when the environment closes.

    Raises:
        SettingsError: The address cannot be used, or the host refuses the user.
        MachineError: The host does not answer.
    """
    source: RepositorySource | None = None
    if host is not None and not isinstance(host, str):
        source = host
    elif url:
        user, password = os.environ.get(HOST_USER, ""), os.environ.get(HOST_PASSWORD, "")
        source = RemoteRepositories(url, username=user, password=password)
    if source is None:
        return Clones(_local, sandbox, at_close)
    source.search("")  # the user, and not an agent, is told what is wrong with it
    chosen = source
    return Clones(lambda: chosen, sandbox, at_close)


def _local() -> RepositorySource:
    found = task_repositories()
    return LocalRepositories(found.folders, descriptions=found.titles)
