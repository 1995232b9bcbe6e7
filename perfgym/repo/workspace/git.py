"""Git on values: a workspace and arguments -> a workspace, and what git said. Git runs in a jail alone.

Theory of operation
-------------------
* The *canonical repository* of a task (:mod:`perfgym.repo.workspace.canonical`) lies in the user's cache
  folder. Jails see it read-only. It holds one commit and no other object.
* A *workspace* is two tars: the tree, and a private git folder, which holds what the agent added. Its objects
  find those of the canonical repository through a variable. So workspaces share nothing that can be written.
* One call is one jailed process: it unpacks both, runs git, and packs both. It has no network, and no program
  except git, ``tar`` and a shell. The settings in the git folder are replaced before git runs, so that hooks,
  filters and monitors of an agent do not start; where one did, it would be in this jail.
* What comes back is hostile: names, kinds and sizes are not checked here beyond that the tree holds files and
  folders alone. A call that does not end well leaves the workspace as it was.
"""

import functools
import io
import re
import shutil
import tarfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from perfgym.errors import ToolchainMissingError
from perfgym.languages.archive import BadArchiveError, members
from perfgym.languages.discovery import ask, is_program
from perfgym.languages.jail_tools import SHELL, jail_tools
from perfgym.languages.mounts import at_home, libraries, merged, place_of
from perfgym.languages.toolchain import Toolchain
from perfgym.printable import clean_text
from perfgym.repo.workspace.canonical import CanonicalRepository, RawWorkspace
from perfgym.repo.workspace.git_arguments import refusal_of
from perfgym.repo.workspace.git_objects import DATE_S
from perfgym.sandbox import Sandbox
from perfgym.sandbox.request import (
    RUNTIME,
    SCRATCH,
    WORK,
    CodeSource,
    Limits,
    ProcessOutcome,
    ProcessRequest,
    ProcessResult,
)

__all__ = ["Git", "GitAnswer", "git_toolchain"]

_INSTALL = "run `apt install git`"
_LEAST_VERSION = (2, 32)  # GIT_CONFIG_GLOBAL
_BASE = f"{RUNTIME}/base.git"
_TREE, _GITDIR, _OUT = f"{SCRATCH}/repo", f"{SCRATCH}/git", f"{SCRATCH}/out"
_PACKED = f"{SCRATCH}/workspace.tar"
_MOST_PATCH_BYTES = 4 << 20
_LIMITS = Limits(
    wall_s=20.0,
    cpu_s=20.0,
    output_bytes=64 << 20,
    scratch_bytes=256 << 20,
    scratch_inodes=1 << 14,
)
# Settings of every call. The last ones keep git from leaving processes behind.
_SETTINGS = {
    "core.repositoryFormatVersion": "0",
    "core.bare": "false",
    "core.fileMode": "true",
    "core.logAllRefUpdates": "true",
    "core.hooksPath": "/dev/null",
    "core.attributesFile": "/dev/null",
    "core.excludesFile": "/dev/null",
    "core.quotePath": "false",
    "advice.detachedHead": "false",
    "protocol.allow": "never",
    "core.fsmonitor": "false",
    "gc.auto": "0",
    "maintenance.auto": "false",
}
_PLAIN = ("--no-ext-diff", "--no-textconv")
_FORCED = {
    "diff": _PLAIN,
    "log": _PLAIN,
    "show": _PLAIN,
    "blame": ("--no-textconv",),
    "grep": ("--no-textconv",),
}
_APPLY = ("apply", "--recount", "--whitespace=nowarn", "--", f"{WORK}/patch")
_MODE_LINES = re.compile(
    rb"^(?:(?:new|deleted) file mode|old mode|new mode|index [0-9a-f]+\.\.[0-9a-f]+)[ \t]+([0-7]+)[ \t\r]*$",
    re.MULTILINE,
)
_FILE_MODES = frozenset({0o100644, 0o100755})


def _layout() -> bytes:
    """A tar of the folders that a call needs: a jail has no ``mkdir``, and git wants a folder for objects."""
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name in ("repo", "git", "git/objects", "git/refs", "out"):
            folder = tarfile.TarInfo(name)
            folder.type, folder.mode = tarfile.DIRTYPE, 0o755
            archive.addfile(folder)
    return target.getvalue()


_LAYOUT = _layout()


# ---- the toolchain ------------------------------------------------------------------------------------


@functools.cache
def git_toolchain() -> Toolchain:
    """Git as a jail sees it, found once per process: without a template, a helper or a hook.

    Raises:
        ToolchainMissingError: Git or GNU tar is missing, too old, or a script.
    """
    found = shutil.which("git")
    if found is None:
        raise ToolchainMissingError(f"git is not on PATH; {_INSTALL}")
    program = Path(found).resolve()
    numbers = re.findall(r"\d+", ask([found, "--version"], _INSTALL))
    version = ".".join(numbers[:3])
    if not is_program(program) or tuple(map(int, numbers[:2])) < _LEAST_VERSION:
        raise ToolchainMissingError(
            f"{program} is a script, or is git {version}, and jails need the program of git 2.32 or newer; "
            f"{_INSTALL}"
        )
    tools = jail_tools()
    mounts = merged(at_home([program]), libraries([program]), tools.mounts)
    return Toolchain(
        name="git",
        version=version,
        flags=(),
        path=str(program),
        program=place_of(program, mounts),
        mounts=mounts,
        symlinks=tools.symlinks,
    )


def _environment(program: str, time_s: int) -> dict[str, str]:
    return {
        **dict.fromkeys(("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"), "perfgym"),
        **dict.fromkeys(("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"), "agent@localhost"),
        **dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), f"{time_s} +0000"),
        "GIT_DIR": _GITDIR,
        "GIT_COMMON_DIR": _GITDIR,
        "GIT_WORK_TREE": _TREE,
        # A file objects/info/alternates would name a place in the jail, which is another one without a jail.
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": f"{_BASE}/objects",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": "/dev/null",
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_EXEC_PATH": str(Path(program).parent),  # its other programs are not shown
        "GIT_EDITOR": ":",
        "GIT_SEQUENCE_EDITOR": ":",
        "GIT_PAGER": "cat",
        "GIT_TERMINAL_PROMPT": "0",
        "HOME": SCRATCH,
        "LC_ALL": "C.UTF-8",
        "PATH": str(Path(program).parent),
        "TZ": "UTC",
    }


def _config() -> Iterator[str]:
    for name, value in _SETTINGS.items():
        section, _, key = name.partition(".")
        yield f"[{section}]\n{key} = {value}\n"


def _script() -> str:
    """Shell commands that unpack the workspace, run git by their arguments, and pack the workspace.

    The exit status is git's; without a packed workspace, something else failed.
    """
    tar = jail_tools().tar
    unpack = f"{tar} -x -f {WORK}"
    pack = f"{tar} -c --format=gnu --owner=0 --group=0 --numeric-owner --sort=name --mtime=@1"
    return "\n".join(
        (
            f"{unpack}/layout -C {SCRATCH} || exit",
            # Git compares the content of a file that is not older than the index. So files are new here, and
            # the index is of 1970: else a change within a second, after which times are equal, is not seen.
            f"{unpack}/tree --touch -C {_TREE} || exit",
            f"{unpack}/gitdir -C {_GITDIR} || exit",
            f'printf %s "$1" > {_GITDIR}/config || exit',
            "shift",
            f"cd {_TREE}",
            '"$@"',
            "status=$?",
            # From here on, messages are tar's.
            f"cd {_OUT} &&",
            rf"{pack} --transform='s,^\./,,' -f tree -C {_TREE} . &&",
            rf"{pack} --transform='s,^\./,,' -f gitdir -C {_GITDIR} . &&",
            f"{pack} -f {_PACKED} -C {_OUT} tree gitdir",
            "exit $status",
        )
    )


# ---- calls --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class GitAnswer:
    """What became of one call.

    Attributes:
        workspace: The workspace after it; the one before it where git was refused or stopped.
        refusal: Why git was not run, or why what it did was dropped; empty if git ended by itself.
        exit_code: Exit status of git; -1 where ``refusal`` is not empty.
        stdout: Standard output of git; hostile bytes.
        stderr: Standard error of git; hostile bytes.
        wall_ns: Wall-clock nanoseconds of the jailed process; 0 if there was none.
        cpu_ns: Its CPU time in nanoseconds.
    """

    workspace: RawWorkspace
    refusal: str = ""
    exit_code: int = -1
    stdout: bytes = field(default=b"", repr=False)
    stderr: bytes = field(default=b"", repr=False)
    wall_ns: int = 0
    cpu_ns: int = 0


def _refused_patch(patch: bytes) -> str:
    if len(patch) > _MOST_PATCH_BYTES:
        return f"the patch has {len(patch)} bytes; at most {_MOST_PATCH_BYTES} are applied"
    for mode in _MODE_LINES.findall(patch):
        if int(mode, 8) not in _FILE_MODES:
            kind = {0o120000: "a symbolic link", 0o160000: "a submodule"}.get(
                int(mode, 8), "no ordinary file"
            )
            return f"the patch has mode {mode.decode()}, which is {kind}; only 100644 and 100755 are applied"
    return ""


def _unpacked(artifact: bytes) -> RawWorkspace:
    """The workspace in a call's artifact.

    Raises:
        BadArchiveError: It is incomplete, or its tree holds something else than files and folders.
    """
    parts = {member.name: member.content for member in members(artifact)}
    if not {"tree", "gitdir"} <= parts.keys():
        raise BadArchiveError("the workspace is incomplete")
    for _ in members(parts["tree"]):
        pass  # each is looked at
    return RawWorkspace(parts["tree"], parts["gitdir"])


class Git:
    """Git in the jail, on the workspaces of one task.

    Args:
        sandbox: The sandbox that contains it.
        repository: The task's canonical repository.
        limits: What one call may use. ``output_bytes`` bounds the workspace and standard output, each.
    """

    def __init__(self, sandbox: Sandbox, repository: CanonicalRepository, limits: Limits = _LIMITS) -> None:
        self._sandbox = sandbox
        self._repository = repository
        self._limits = limits

    def run(
        self, workspace: RawWorkspace, operation: str, arguments: Sequence[str] = (), *, time_s: int = DATE_S
    ) -> GitAnswer:
        """Run one of :data:`~perfgym.repo.workspace.git_arguments.OPERATIONS`.

        Whatever is wrong with the operation, the arguments or the workspace is in the answer.

        Args:
            workspace: The workspace before it.
            operation: Name of the operation, e.g. ``"status"``.
            arguments: What follows it, one text for each word.
            time_s: Time of commits, in Unix seconds. A fixed one makes equal calls give equal commits.

        Raises:
            ToolchainMissingError: Git or GNU tar is missing.
            HarnessError: The sandbox failed.
        """
        if refusal := refusal_of(operation, arguments):
            return GitAnswer(workspace=workspace, refusal=refusal)
        forced = _FORCED.get(operation, ())
        return self._call(workspace, (operation, *forced, *arguments), {}, time_s)

    def apply(self, workspace: RawWorkspace, patch: bytes, *, time_s: int = DATE_S) -> GitAnswer:
        """Apply a unified diff to the tree, all of it or nothing. Wrong numbers of lines in hunks are mended.

        Args:
            workspace: The workspace before it.
            patch: The diff.
            time_s: As for :meth:`run`.

        Raises:
            ToolchainMissingError: Git or GNU tar is missing.
            HarnessError: The sandbox failed.
        """
        if refusal := _refused_patch(patch):
            return GitAnswer(workspace=workspace, refusal=refusal)
        answer = self._call(workspace, _APPLY, {"patch": patch}, time_s)
        # Git checks a patch before it writes, but a file that it then cannot write leaves the others written.
        return replace(answer, workspace=workspace) if answer.exit_code else answer

    def _call(
        self, workspace: RawWorkspace, words: Sequence[str], files: Mapping[str, bytes], time_s: int
    ) -> GitAnswer:
        return self._answer(workspace, self._sandbox.run(self._request(workspace, words, files, time_s)))

    def _request(
        self, workspace: RawWorkspace, words: Sequence[str], files: Mapping[str, bytes], time_s: int
    ) -> ProcessRequest:
        toolchain = git_toolchain()
        return ProcessRequest(
            argv=(SHELL, "-c", _script(), "git", "".join(_config()), toolchain.program, *words),
            limits=self._limits,
            files={"layout": _LAYOUT, "tree": workspace.tree, "gitdir": workspace.gitdir, **files},
            mounts={**toolchain.mounts, str(self._repository.folder): _BASE},
            symlinks=toolchain.symlinks,
            environment=_environment(toolchain.program, time_s),
            may_fork=True,
            code=CodeSource.ANYWHERE,  # git compiles the patterns that it searches for
            # Git takes the names of its temporary files from there, unless it was built to ask the kernel.
            random=True,
            artifact=_PACKED,
        )

    def _answer(self, before: RawWorkspace, result: ProcessResult) -> GitAnswer:
        refusal, after, exit_code = "", before, -1
        if result.outcome is not ProcessOutcome.EXITED:
            refusal = f"git was stopped: {result.detail}; the workspace is as it was"
        elif result.artifact is None:
            why = clean_text(result.stderr) or result.detail
            refusal = f"the workspace could not be packed and is as it was: {why}"
        else:
            try:
                after, exit_code = _unpacked(result.artifact), result.exit_code
            except BadArchiveError as error:
                refusal = f"what git made was dropped, and the workspace is as it was: {error}"
        return GitAnswer(
            workspace=after,
            refusal=refusal,
            exit_code=exit_code,
            stdout=result.stdout,
            stderr=result.stderr,
            wall_ns=result.wall_ns,
            cpu_ns=result.cpu_ns,
        )
