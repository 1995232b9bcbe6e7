"""The history of a session in git: a branch of keeps, and a reference for every experiment.

The branch ``autoresearch/<tag>`` holds the baseline's commit and the keeps. Every experiment, a discarded one
too, stays reachable as ``refs/autoresearch/<tag>/<number>``. Files that are no part of the program lie in the
worktree and are never committed. Nothing is fetched or pushed, no hook runs, and neither the user's checkout
nor its index is touched: only this worktree, this branch and these references are written.
"""

import os
import re
import tempfile
from collections.abc import Collection, Mapping
from pathlib import Path

from perfgym.errors import MachineError, SettingsError
from perfgym.repo.hosting.trusted_git import TrustedGit, git_settings

__all__ = ["History", "check_tag", "write_bytes_whole", "write_whole"]

NOT_COMMITTED = ("results.tsv", "notes.md", "experiments.jsonl", "final.json")
"""Files that lie in the worktree of a session beside the program, and are no part of its history."""

_TIMEOUT_S = 120.0
_TAG = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_NAME, _EMAIL = "perfgym", "perfgym@localhost"
_FIRST_DATE = (
    1_767_225_600  # of a repository of ours, in seconds since 1970: equal sessions have equal commits
)
_SETTINGS = {
    "core.hooksPath": os.devnull,
    "core.fsmonitor": "false",
    "commit.gpgSign": "false",
    "gc.auto": "0",
    "protocol.allow": "never",  # nothing is fetched or pushed
    "advice.detachedHead": "false",
    "init.defaultBranch": "main",
}


def check_tag(tag: str) -> None:
    """Check that a text can name a session: letters, digits, dots, dashes and underscores, at most 64.

    Raises:
        SettingsError: It cannot.
    """
    if not _TAG.fullmatch(tag) or ".." in tag or tag.endswith((".", ".lock")):
        raise SettingsError(
            f"tag {tag[:80]!r} cannot name a session; use letters, digits, dots, dashes and underscores"
        )


class History:
    """The commits of one session.

    Args:
        worktree: Folder of the session's worktree.
        tag: Name of the session.
        file: Path of the program in the worktree, the only file that is ever committed.
        baseline: Name of the commit that the session begins with.
    """

    def __init__(self, worktree: Path, tag: str, file: str, baseline: str) -> None:
        self.worktree = worktree
        self.tag = tag
        self.baseline = baseline
        self._file = file
        self._git = _Git(worktree)

    @classmethod
    def begin(cls, worktree: Path, tag: str, file: str, files: Mapping[str, str]) -> "History":
        """Begin a session in a repository of its own.

        Args:
            worktree: A folder that does not exist, or is empty.
            tag: Name of the session.
            file: Path of the program.
            files: Path to text of all files that the repository begins with.

        Raises:
            SettingsError: The tag cannot name a session, or the folder is not empty.
            MachineError: Git is missing or failed.
        """
        check_tag(tag)
        if worktree.exists() and any(worktree.iterdir()):
            raise SettingsError(f"{worktree} is not empty, so no session can begin there; choose another tag")
        worktree.mkdir(parents=True, exist_ok=True)
        git = _Git(worktree)
        git("init", "--quiet")
        exclude = worktree / ".git" / "info" / "exclude"
        exclude.parent.mkdir(exist_ok=True)
        exclude.write_text("".join(f"/{name}\n" for name in NOT_COMMITTED), encoding="utf-8")
        for path, text in files.items():
            write_whole(worktree / path, text)
        git("add", "--", *files)
        git("commit", "--quiet", "--message", "baseline", date=_FIRST_DATE)
        git("checkout", "--quiet", "-b", _branch(tag))
        return cls(worktree, tag, file, git.said("rev-parse", "HEAD"))

    @classmethod
    def begin_in_clone(cls, clone: Path, worktree: Path, tag: str, file: str) -> "History":
        """Begin a session on a user's clone, in a worktree beside it, at the commit that is checked out.

        Args:
            clone: The user's clone.
            worktree: A folder that does not exist.
            tag: Name of the session.
            file: Path of the program.

        Raises:
            SettingsError: The tag cannot name a session, the branch or the folder exists, or the clone is no
                repository with a commit that has the file.
            MachineError: Git is missing or failed.
        """
        check_tag(tag)
        git = _Git(clone)
        if git.status("rev-parse", "--verify", "--quiet", "HEAD^{commit}"):
            raise SettingsError(f"{clone} is no git repository with a commit")
        if git.status("cat-file", "-e", f"HEAD:{file}"):
            raise SettingsError(f"the commit that is checked out in {clone} has no file {file}")
        if not git.status("rev-parse", "--verify", "--quiet", f"refs/heads/{_branch(tag)}"):
            raise SettingsError(
                f"{clone} has a branch {_branch(tag)} already; resume that session, or choose another tag"
            )
        if worktree.exists():
            raise SettingsError(f"{worktree} exists already; choose another tag")
        worktree.parent.mkdir(parents=True, exist_ok=True)
        git("worktree", "add", "--quiet", "-b", _branch(tag), str(worktree), "HEAD")
        return cls(worktree, tag, file, git.said("rev-parse", "HEAD"))

    def remove_from(self, clone: Path) -> None:
        """Remove the worktree from a clone, with the session's branch and references, and nothing else.

        Raises:
            MachineError: Git failed.
        """
        git = _Git(clone)
        git("worktree", "remove", "--force", str(self.worktree))
        prefix = f"refs/autoresearch/{self.tag}/"
        for name in git.said("for-each-ref", "--format=%(refname)", prefix).splitlines():
            git("update-ref", "-d", name)
        git("update-ref", "-d", f"refs/heads/{_branch(self.tag)}")

    @property
    def head(self) -> str:
        """Name of the commit that the branch is at."""
        return self._git.said("rev-parse", f"refs/heads/{_branch(self.tag)}")

    @property
    def program(self) -> str:
        """Text of the program in the worktree."""
        return (self.worktree / self._file).read_text(encoding="utf-8")

    def record(self, number: int, program: str, message: str) -> str:
        """Commit a program on the branch, as the experiment of this number; return the commit's name.

        Args:
            number: Number of the experiment.
            program: Text of the program.
            message: What the commit says, e.g. the experiment's description.
        """
        date = int(self._git.said("show", "--no-patch", "--format=%ct", self.baseline)) + 60 * number
        write_whole(self.worktree / self._file, program)
        self._git("add", "--", self._file)
        text = f"experiment {number}: {' '.join(message.split()) or 'no description'}"
        self._git("commit", "--quiet", "--allow-empty", "--message", text, date=date)
        commit = self._git.said("rev-parse", "HEAD")
        self._git("update-ref", self._reference(number), commit)
        return commit

    def go_to(self, commit: str) -> None:
        """Set the branch and the program to a commit of this session; other files stay as they are."""
        self._git("reset", "--quiet", "--hard", commit)

    def recover(self, kept: str, before: str, left: Collection[int]) -> None:
        """Bring the branch of a session whose process was killed back to the program that is kept.

        Args:
            kept: Name of the commit of the program that is kept.
            before: Name of the commit of the program that was kept before the last experiment.
            left: Numbers of the experiments that the process may have left on the branch.

        Raises:
            SettingsError: The branch is at a commit that is neither the keep's nor one of these experiments'.
            MachineError: Git failed.
        """
        for name in ("index.lock", "HEAD.lock", f"refs/heads/{_branch(self.tag)}.lock"):
            path = self.worktree / self._git.said("rev-parse", "--git-path", name)
            path.unlink(missing_ok=True)  # of a git that was killed; nobody else writes here
        head = self.head
        if head not in (kept, before):
            parent = self._git.said("rev-parse", "--verify", "--quiet", f"{head}^")
            subject = self._git.said("show", "--no-patch", "--format=%s", head)
            if parent not in (kept, before) or not any(
                subject.startswith(f"experiment {one}:") for one in left
            ):
                raise SettingsError(
                    f"the branch {_branch(self.tag)} in {self.worktree} is at {head[:12]} "
                    f"({subject[:60]!r}), and the session's last keep is {kept[:12]}; reset the branch with "
                    f"`git -C {self.worktree} reset --hard {kept[:12]}`, or begin another session"
                )
        self.go_to(kept)

    def commit_of(self, number: int) -> str:
        """Name of an experiment's commit; the baseline's for 0."""
        return self._git.said("rev-parse", self._reference(number)) if number else self.baseline

    def program_of(self, number: int) -> str:
        """Text of an experiment's program."""
        return self._git.said("show", f"{self.commit_of(number)}:{self._file}", strip=False)

    def has(self, path: str) -> bool:
        """Whether a path is in the commit that the session began with."""
        return not self._git.status("cat-file", "-e", f"{self.baseline}:{path}")

    def original(self, path: str) -> bytes:
        """Content of a file at the commit that the session began with.

        Raises:
            SettingsError: That commit has no such file.
        """
        if not self.has(path):
            raise SettingsError(f"commit {self.baseline[:7]} in {self.worktree} has no file {path}")
        return self._git.raw("show", f"{self.baseline}:{path}")

    def diff_of(self, number: int, parent: int) -> str:
        """What an experiment changed in its parent's program, as a unified diff."""
        ends = (self.commit_of(parent), self.commit_of(number))
        return self._git.said("diff", "--no-ext-diff", "--no-color", *ends, "--", self._file, strip=False)

    def write(self, name: str, text: str) -> None:
        """Write a file of the worktree that is never committed, whole or not at all."""
        write_whole(self.worktree / name, text)

    def _reference(self, number: int) -> str:
        return f"refs/autoresearch/{self.tag}/{number}"


class _Git:
    """Git in one folder, with settings that no repository can change."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._git = TrustedGit()

    def __call__(self, *arguments: str, date: int | None = None) -> None:
        """Run git.

        Raises:
            MachineError: It failed.
        """
        self.said(*arguments, date=date)

    def status(self, *arguments: str) -> int:
        """Run git, and return its exit status."""
        return self._run(arguments, None)[0]

    def said(self, *arguments: str, date: int | None = None, strip: bool = True) -> str:
        """Run git, and return what it wrote.

        Raises:
            MachineError: It failed.
        """
        output = self.raw(*arguments, date=date).decode(errors="replace")
        return output.strip() if strip else output

    def raw(self, *arguments: str, date: int | None = None) -> bytes:
        """Run git, and return what it wrote, as it wrote it.

        Raises:
            MachineError: It failed.
        """
        status, output, errors = self._run(arguments, date)
        if status:
            raise MachineError(f"`git {arguments[0]}` failed in {self._folder}: {errors or status}")
        return output

    def _run(self, arguments: tuple[str, ...], date: int | None) -> tuple[int, bytes, str]:
        identity = {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER")
                    for what, value in (("NAME", _NAME), ("EMAIL", _EMAIL))}  # fmt: skip
        dates = (
            {} if date is None else dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), f"{date} +0000")
        )
        variables = {**git_settings(_SETTINGS), **identity, **dates}
        with tempfile.TemporaryFile() as output:
            status, errors = self._git.run(
                ["-C", str(self._folder), *arguments], variables, timeout_s=_TIMEOUT_S, stdout=output
            )
            output.seek(0)
            return status, output.read(), errors


def _branch(tag: str) -> str:
    return f"autoresearch/{tag}"


def write_whole(path: Path, text: str) -> None:
    """Write a text file whole or not at all. See :func:`write_bytes_whole`."""
    write_bytes_whole(path, text.encode())


def write_bytes_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; keep its mode if it exists. A link is replaced and not followed.

    Raises:
        MachineError: It cannot be written, e.g. because the disk is full.
    """
    try:
        _write(path, content)
    except OSError as error:
        raise MachineError(
            f"{path} cannot be written: {error.strerror}; make room, and resume the session"
        ) from error


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".perfgym-", delete=False) as file:
        file.write(content)
    is_file = path.is_file() and not path.is_symlink()
    Path(file.name).chmod(path.stat().st_mode & 0o777 if is_file else 0o644)
    Path(file.name).replace(path)
