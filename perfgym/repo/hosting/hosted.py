"""Canonical bare repositories -> their descriptions, in the form of Gitea's API v1.

A server, a client and an environment without a server describe repositories by these records. They hold the
fields of Gitea 1.24 (``modules/structs/repo.go``) that say where a repository is and what it is. Fields about
stars, issues and the like are left out, and ignored where a real Gitea sends them.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from perfgym.errors import SettingsError

__all__ = [
    "OWNER",
    "HostedRepository",
    "Permissions",
    "RepositoryOwner",
    "bare_repositories",
    "catalogue",
    "is_name",
    "matching",
]

OWNER = "perfgym"
"""Name of the user to whom all repositories of a perfgym host belong."""

_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9_-])?")
_ENDINGS = (".git", ".wiki", ".rss", ".atom")  # Gitea refuses them too: they are parts of its addresses
_BRANCH_IN_HEAD = re.compile(r"ref: refs/heads/(.+)")
_GITS_DESCRIPTION = "Unnamed repository"
_LONGEST_DESCRIPTION = 2048


@dataclass(frozen=True, slots=True, kw_only=True)
class RepositoryOwner:
    """The user or the organization that a repository belongs to.

    Attributes:
        id: Number of the owner on its server.
        login: The owner's name, a part of the repository's address.
        username: The same, for older clients.
    """

    id: int = 0
    login: str
    username: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Permissions:
    """What the asking user may do with a repository."""

    admin: bool = False
    push: bool = False
    pull: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class HostedRepository:
    """One repository, with the names and meanings of Gitea's API v1.

    Attributes:
        id: Number of the repository on its server.
        owner: Whom it belongs to.
        name: Its name without the owner.
        full_name: ``OWNER/NAME``.
        description: One line about it; may be empty.
        empty: Whether it has no commit.
        private: Whether only some users see it.
        size: Size of its files in KiB.
        html_url: Address of its page.
        url: Address of its description in JSON.
        clone_url: Address for ``git clone``.
        default_branch: The branch that a clone checks out.
        archived: Whether its owner has closed it.
        permissions: What the asking user may do with it.
    """

    id: int
    owner: RepositoryOwner
    name: str
    full_name: str
    description: str = ""
    empty: bool = False
    private: bool = False
    size: int = 0
    html_url: str = ""
    url: str = ""
    clone_url: str
    default_branch: str = "main"
    archived: bool = False
    permissions: Permissions | None = field(default_factory=Permissions)


def is_name(text: str) -> bool:
    """Whether ``text`` can be the name of a repository or of an owner, as a part of an address."""
    return bool(_NAME.fullmatch(text)) and not text.lower().endswith(_ENDINGS)


def bare_repositories(folder: Path) -> dict[str, Path]:
    """Find the bare repositories that lie in a folder as ``NAME.git`` or ``NAME``.

    Returns:
        Name to absolute path, in the order of the names.

    Raises:
        SettingsError: The folder cannot be read, or two of its folders stand for one name.
    """
    try:
        paths = sorted(path for path in folder.iterdir() if _is_bare_repository(path))
    except OSError as error:
        raise SettingsError(f"{folder} cannot be read: {error.strerror}") from error
    found: dict[str, Path] = {}
    for path in paths:
        name = path.name.removesuffix(".git")
        if name in found:
            raise SettingsError(f"{found[name]} and {path} have one name; rename one of them")
        found[name] = path.absolute()
    return dict(sorted(found.items()))


def catalogue(
    repositories: Mapping[str, Path], owner: str, url: str, descriptions: Mapping[str, str] | None = None
) -> dict[str, HostedRepository]:
    """Describe repositories that are all served below one address.

    Args:
        repositories: Name to path of a bare repository.
        owner: Whom they belong to.
        url: The server's address, without a slash at its end.
        descriptions: Name to one line about a repository; by default what its file ``description`` says.

    Returns:
        Name to description, in the order of the names.

    Raises:
        SettingsError: A name cannot be a part of an address, or a path is no bare repository.
    """
    said = descriptions or {}
    return {
        name: _described(number, name, repositories[name], owner, url, said.get(name, ""))
        for number, name in enumerate(sorted(repositories), start=1)
    }


def matching(repositories: Iterable[HostedRepository], text: str) -> list[HostedRepository]:
    """Return the repositories whose name contains ``text``, in upper or lower case."""
    return [repository for repository in repositories if text.lower() in repository.name.lower()]


def _is_bare_repository(path: Path) -> bool:
    return (path / "HEAD").is_file() and (path / "objects").is_dir() and (path / "refs").is_dir()


def _described(
    number: int, name: str, path: Path, owner: str, url: str, description: str
) -> HostedRepository:
    for text in (owner, name):
        if not is_name(text):
            raise SettingsError(
                f"{text!r} cannot be a part of an address; use letters, digits, '.', '_' and '-', 100 at most"
            )
    if not _is_bare_repository(path):
        raise SettingsError(f"{path} is no bare repository; make one with `git clone --bare`")
    page = f"{url}/{owner}/{name}"
    return HostedRepository(
        id=number,
        owner=RepositoryOwner(id=1, login=owner, username=owner),
        name=name,
        full_name=f"{owner}/{name}",
        description=description or _description(path),
        empty=_is_empty(path),
        size=sum(file.stat().st_size for file in path.rglob("*") if file.is_file()) >> 10,
        html_url=page,
        url=f"{url}/api/v1/repos/{owner}/{name}",
        clone_url=f"{page}.git",
        default_branch=_default_branch(path),
    )


def _description(path: Path) -> str:
    """What the file ``description`` says, unless it is what git writes into every new repository."""
    try:
        text = (path / "description").read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""
    return "" if text.startswith(_GITS_DESCRIPTION) else text[:_LONGEST_DESCRIPTION]


def _default_branch(path: Path) -> str:
    found = _BRANCH_IN_HEAD.fullmatch((path / "HEAD").read_text(encoding="utf-8", errors="replace").strip())
    return found[1] if found else ""


def _is_empty(path: Path) -> bool:
    packed = path / "packed-refs"
    has_packed = packed.is_file() and any(line[:1] != b"#" for line in packed.read_bytes().splitlines())
    return not has_packed and not any(file.is_file() for file in (path / "refs" / "heads").rglob("*"))
