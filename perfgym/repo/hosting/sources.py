"""Where repositories come from: canonical ones on this machine, a running ``perfgym host``, a user's Gitea.

Each source describes repositories by the same records, and names a bare repository on this machine for a jail
to clone from. What an agent asks for in vain is a :class:`Refused`, whose text is for the agent.
"""

import base64
import contextlib
import http.client
import tempfile
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlencode, urlsplit

import msgspec

from perfgym.errors import MachineError, PerfgymError, SettingsError, suggestion
from perfgym.repo.hosting.hosted import OWNER, HostedRepository, catalogue, is_name, matching
from perfgym.repo.hosting.trusted_git import TrustedGit, git_settings
from perfgym.repo.workspace.refused import Refused

__all__ = [
    "LOCAL_URL",
    "LocalRepositories",
    "RemoteRepositories",
    "RepositorySource",
]

LOCAL_URL = "perfgym://local"
"""Address of the canonical repositories where no host serves them. It tells no path of this machine."""

_PAGE_LENGTH, _MOST_PAGES = 50, 40  # Gitea lists no more at once, and an agent needs no more altogether
_TIMEOUT_S, _CLONE_TIMEOUT_S = 30.0, 600.0
_MOST_BYTES = 16 << 20  # of an answer in JSON
_MOST_KIB = 512 << 10  # of a repository, as its server says
_MOST_FILE_BYTES = 128 << 20  # of what a server really sends, which is one packed file
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class RepositorySource(Protocol):
    """Lists repositories, and says what to clone."""

    def repositories(self) -> list[HostedRepository]:
        """Describe all repositories that the user can see."""
        ...

    def search(self, text: str) -> list[HostedRepository]:
        """Describe the repositories whose name contains ``text``."""
        ...

    def repository(self, name: str) -> HostedRepository:
        """Describe one repository.

        Args:
            name: ``NAME``, or ``OWNER/NAME``.

        Raises:
            Refused: There is none of this name, or there are several.
        """
        ...

    def bare(self, name: str, folder: Path) -> Path:
        """Return a bare repository on this machine that no agent can write to, for a jail to clone from.

        Args:
            name: ``NAME``, or ``OWNER/NAME``.
            folder: Where a source on another machine keeps its copies.

        Raises:
            Refused: It cannot be had.
        """
        ...


class LocalRepositories:
    """The canonical repositories themselves, without a server.

    Args:
        repositories: Name to path of a canonical bare repository.
        owner: Name of the user to whom they belong.
        descriptions: As for :func:`~perfgym.repo.hosting.hosted.catalogue`.

    Raises:
        SettingsError: A name cannot be served, or a path is no bare repository.
    """

    def __init__(
        self,
        repositories: Mapping[str, Path],
        *,
        owner: str = OWNER,
        descriptions: Mapping[str, str] | None = None,
    ) -> None:
        self._paths = dict(repositories)
        self._described = catalogue(repositories, owner, LOCAL_URL, descriptions)

    def repositories(self) -> list[HostedRepository]:
        """Describe all repositories."""
        return list(self._described.values())

    def search(self, text: str) -> list[HostedRepository]:
        """Describe the repositories whose name contains ``text``."""
        return matching(self.repositories(), text)

    def repository(self, name: str) -> HostedRepository:
        """Describe the repository ``NAME`` or ``OWNER/NAME``."""
        return _the_one(name, self.repositories())

    def bare(self, name: str, folder: Path) -> Path:
        """Return the canonical repository itself."""
        del folder
        return self._paths[self.repository(name).name]


class RemoteRepositories:
    """The repositories of a running ``perfgym host`` or of a Gitea.

    A repository is cloned at ``URL/OWNER/NAME.git``, whatever address the server itself believes to have.
    Redirections are refused, so a password reaches no other server.

    Args:
        url: The server's address, e.g. ``"http://127.0.0.1:3000"``.
        username: User of a Gitea; empty for what everybody can see.
        password: The user's password or token.

    Raises:
        SettingsError: The address cannot be used.
    """

    def __init__(self, url: str, *, username: str = "", password: str = "") -> None:
        self._url = _checked(url)
        self._username = username
        self._login = ""
        if username:
            self._login = "Basic " + base64.b64encode(f"{username}:{password}".encode()).decode()
        self._is_local = urlsplit(self._url).hostname in _LOOPBACK
        proxies: dict[str, str] | None = {} if self._is_local else None
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler(proxies), _NoRedirection())

    def repositories(self) -> list[HostedRepository]:
        """Describe all repositories that the user can see, but no more than some thousands.

        Raises:
            SettingsError: The server refuses the user.
            MachineError: The server does not answer, or is none of repositories.
        """
        if not self._username:
            return self.search("")
        return self._pages("/api/v1/user/repos", {}, list[HostedRepository])

    def search(self, text: str) -> list[HostedRepository]:
        """Describe the repositories whose name contains ``text``."""
        return self._pages("/api/v1/repos/search", {"q": text}, _Found)

    def repository(self, name: str) -> HostedRepository:
        """Describe the repository ``NAME`` or ``OWNER/NAME``; of equal names the user's own comes first."""
        _, alone = _split(name)
        return _the_one(name, self.search(alone) or self.repositories(), preferred=self._username)

    def bare(self, name: str, folder: Path) -> Path:
        """Return a copy of a repository, which is cloned into ``folder`` unless it is there.

        A copy has the last commit of the default branch and no older one. A copy that is there is not
        brought up to date, so all episodes get the same commit.
        """
        repository = self.repository(name)
        if repository.size > _MOST_KIB:
            raise Refused(f"{repository.full_name} has {repository.size} KiB; the most is {_MOST_KIB}")
        if repository.empty:
            raise Refused(f"{repository.full_name} is empty")
        owner, alone = repository.owner.login, repository.name
        if not (is_name(owner) and is_name(alone)):
            raise Refused(f"{repository.full_name!r} is no name that can be cloned")
        copy = folder / owner / f"{alone}.git"
        return copy if copy.exists() else self._clone(f"{self._url}/{owner}/{alone}.git", copy)

    def _pages(
        self, path: str, query: Mapping[str, str], kind: "type[list[HostedRepository] | _Found]"
    ) -> list[HostedRepository]:
        repositories: list[HostedRepository] = []
        for page in range(1, _MOST_PAGES + 1):
            parameters = urlencode({**query, "page": page, "limit": _PAGE_LENGTH})
            body, total = self._get(f"{self._url}{path}?{parameters}")
            listed = self._decoded(body, kind)
            repositories += listed
            if not listed or len(repositories) >= total:
                break
        return repositories

    def _get(self, address: str) -> tuple[bytes, int]:
        """Return the body of an answer, and the number of things that are listed in all its pages."""
        request = urllib.request.Request(address, headers={"Accept": "application/json"})
        if self._login:
            request.add_header("Authorization", self._login)
        try:
            with self._opener.open(request, timeout=_TIMEOUT_S) as answer:
                total = answer.headers.get("X-Total-Count", "")
                return answer.read(_MOST_BYTES), int(total) if total.isdecimal() else _MOST_BYTES
        except urllib.error.HTTPError as error:
            raise self._refused(error) from error
        except (OSError, http.client.HTTPException) as error:
            raise MachineError(
                f"no host of repositories answers at {self._url} ({error}); start one with `perfgym host`, "
                "or give another address"
            ) from error

    def _refused(self, error: urllib.error.HTTPError) -> PerfgymError:
        with error:
            if error.code in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
                return SettingsError(
                    f"{self._url} refuses the user {self._username!r}; mend name and password"
                )
            return MachineError(
                f"{self._url} answers {error.code} {error.reason}; is it the address of a Gitea?"
            )

    def _decoded(self, body: bytes, kind: "type[list[HostedRepository] | _Found]") -> list[HostedRepository]:
        try:
            value = msgspec.json.decode(body, type=kind)
        except msgspec.DecodeError as error:
            raise MachineError(f"{self._url} does not answer as a Gitea does: {error}") from error
        return value.data if isinstance(value, _Found) else value

    def _clone(self, address: str, copy: Path) -> Path:
        copy.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=copy.parent, ignore_cleanup_errors=True) as folder:
            begun = Path(folder) / "begun"
            options = ("--quiet", "--bare", "--template=", "--depth=1", "--no-tags")
            arguments = ["clone", *options, "--", address, str(begun)]
            try:
                status, errors = TrustedGit().run(
                    arguments,
                    self._git_variables(),
                    timeout_s=_CLONE_TIMEOUT_S,
                    most_file_bytes=_MOST_FILE_BYTES,
                )
            except TimeoutError as error:
                raise MachineError(f"{address} cannot be cloned: {error}") from error
            if status:
                raise MachineError(f"{address} cannot be cloned: {errors or f'exit status {status}'}")
            with contextlib.suppress(OSError):  # another process was faster
                begun.rename(copy)
        return copy

    def _git_variables(self) -> dict[str, str]:
        settings = {
            "protocol.allow": "never",
            "protocol.http.allow": "always",
            "protocol.https.allow": "always",
            "http.followRedirects": "false",
            "fetch.unpackLimit": "1",  # so that all objects are in one file, whose size is limited
            "http.lowSpeedLimit": "1",
            "http.lowSpeedTime": f"{_TIMEOUT_S:g}",
        }
        if self._is_local:
            settings["http.proxy"] = ""
        if self._login:
            settings["http.extraHeader"] = f"Authorization: {self._login}"
        return git_settings(settings)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What Gitea answers to a search."""

    data: list[HostedRepository]


class _NoRedirection(urllib.request.HTTPRedirectHandler):
    """Lets a redirection be the error that its status is: the password would go where it leads."""

    def redirect_request(self, *request: Any, **more: Any) -> None:
        del request, more


def _checked(url: str) -> str:
    try:
        parts = urlsplit(url)
        is_usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # of a port or an address in brackets
        is_usable, parts = False, None
    if not is_usable or parts is None or parts.query or parts.fragment:
        raise SettingsError(f"{url!r} is no address of a host; give one like http://127.0.0.1:3000")
    if parts.username is not None:
        raise SettingsError("give user name and password apart from the address, which others may see")
    return url.rstrip("/")


def _split(name: str) -> tuple[str, str]:
    """Split ``OWNER/NAME`` or ``NAME`` into the owner, who may be empty, and the name."""
    owner, slash, alone = name.rpartition("/")
    if not is_name(alone) or bool(slash) != is_name(owner):
        raise Refused(f"{name!r} is no name of a repository; give NAME or OWNER/NAME")
    return owner, alone


def _the_one(name: str, listed: Sequence[HostedRepository], preferred: str = "") -> HostedRepository:
    """Choose the repository that is called ``NAME`` or ``OWNER/NAME``, in upper or lower case as in Gitea."""
    owner, _ = _split(name)
    known = [one.full_name if owner else one.name for one in listed]
    called = [one for one in listed if name.lower() in (one.name.lower(), one.full_name.lower())]
    own = [one for one in called if one.owner.login == preferred]
    if own or len(called) == 1:
        return (own or called)[0]
    if called:
        several = ", ".join(one.full_name for one in called)
        raise Refused(f"{name!r} is the name of {several}; give OWNER/NAME")
    raise Refused(f"no repository is called {name!r}; {suggestion(name, known)}")
