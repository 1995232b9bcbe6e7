"""Git in the jail on honest and hostile workspaces: the real git in real sandboxes."""

import contextlib
import io
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Generator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from perfgym.errors import SandboxUnavailableError, ToolchainMissingError
from perfgym.languages.archive import members, packed
from perfgym.repo.workspace import canonical, git
from perfgym.repo.workspace.canonical import CanonicalRepository, RawWorkspace, canonical_repository
from perfgym.repo.workspace.git import Git, GitAnswer, git_toolchain
from perfgym.repo.workspace.git_objects import DATE_S
from perfgym.sandbox import SANDBOXES, Sandbox, make_sandbox
from perfgym.sandbox.request import ProcessRequest, ProcessResult


@dataclass(frozen=True)
class _File:
    content: bytes
    executable: bool = False


_GO = b"package a\n\nfunc A() int {\n\treturn 1\n}\n"
_FILES = {
    "go.mod": _File(b"module example.org/a\n"),
    "a/b.go": _File(_GO),
    "a.txt": _File(b"one\n"),
    "a-b/c": _File(b"1"),
    "run.sh": _File(b"#!/bin/sh\n", executable=True),
    "\N{SNOWMAN}.txt": _File(b"\xff\0"),
    f"{'l' * 120}/{'m' * 90}.txt": _File(b"a long path\n"),
}
_PATCH = b"\n".join(
    (
        b"--- a/a/b.go",
        b"+++ b/a/b.go",
        b"@@ -1,99 +1,7 @@",
        b" package a",
        b" ",
        b" func A() int {",
        b"-\treturn 1",
        b"+\treturn 2",
        b" }",
        b"",
    )
)


@pytest.fixture(autouse=True)
def _toolchain() -> None:
    try:
        git_toolchain()
    except ToolchainMissingError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def repository() -> CanonicalRepository:
    return canonical_repository(_FILES)


@pytest.fixture(scope="module")
def jailed(sandbox: Sandbox, repository: CanonicalRepository) -> Git:
    return Git(sandbox, repository)


@pytest.fixture
def base(repository: CanonicalRepository) -> RawWorkspace:
    return repository.workspace


def _facts(folder: Path) -> dict[str, tuple[int, int, int]]:
    found = (Path(parent, name) for parent, folders, names in os.walk(folder) for name in (*folders, *names))
    return {str(path): (path.stat().st_mtime_ns, path.stat().st_size, path.stat().st_mode) for path in found}


@pytest.fixture(autouse=True)
def _unchanged_host(repository: CanonicalRepository) -> Generator[None]:
    """Nothing is written to the canonical repository, to the temporary folder or to the working folder."""
    watched = (Path(tempfile.gettempdir()), Path())
    before = _facts(repository.folder), [set(folder.iterdir()) for folder in watched]
    yield
    assert _facts(repository.folder) == before[0]
    new = {
        path.name
        for folder, old in zip(watched, before[1], strict=True)
        for path in {*folder.iterdir()} - old
    }
    assert not [name for name in new if any(word in name for word in ("git", "repo", "marker", "out"))]


def _tree(workspace: RawWorkspace) -> dict[str, bytes]:
    return {member.name: member.content for member in members(workspace.tree)}


def _ran(answer: GitAnswer) -> str:
    """What git said; it must have succeeded."""
    assert (answer.refusal, answer.exit_code) == ("", 0), answer.stderr.decode()
    return (answer.stdout + answer.stderr).decode()


def _changed(jailed: Git, base: RawWorkspace) -> RawWorkspace:
    answer = jailed.apply(base, _PATCH)
    _ran(answer)
    return answer.workspace


# ---- the canonical repository -------------------------------------------------------------------------


def _git_on_host(folder: Path, *words: str) -> str:
    """Ask the host's git about the trusted repository."""
    environment = {"PATH": os.environ["PATH"], "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null"}
    done = subprocess.run(
        ["git", "-c", "safe.directory=*", "-c", "core.quotePath=false", *words],
        cwd=folder,
        env=environment,
        capture_output=True,
        check=True,
    )
    return (done.stdout + done.stderr).decode()


def test_git_finds_the_canonical_repository_whole(repository: CanonicalRepository, tmp_path: Path) -> None:
    assert _git_on_host(repository.folder, "fsck", "--strict", "--full") == ""
    assert _git_on_host(repository.folder, "rev-list", "--all", "--objects").count("\n") == 5 + len(_FILES)
    _git_on_host(tmp_path, "clone", "-q", str(repository.folder), "clone")
    for path, file in _FILES.items():
        assert (tmp_path / "clone" / path).read_bytes() == file.content
        assert os.access(tmp_path / "clone" / path, os.X_OK) == file.executable
    assert _git_on_host(tmp_path / "clone", "status", "--porcelain") == ""


def test_the_canonical_repository_is_made_once_and_for_every_user(repository: CanonicalRepository) -> None:
    assert canonical_repository(dict(reversed(_FILES.items()))) == repository
    for path in (repository.folder, *repository.folder.rglob("*")):
        assert path.stat().st_mode & 0o777 == (0o755 if path.is_dir() else 0o444)


def test_a_cache_that_cannot_be_written_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def user_cache_path(name: str) -> Path:
        return tmp_path / "cache" / name

    monkeypatch.setattr(canonical, "user_cache_path", user_cache_path)
    (tmp_path / "cache").write_text("a file")
    with pytest.raises(ToolchainMissingError, match="XDG_CACHE_HOME"):
        canonical_repository({"only here": _File(b"1")})


# ---- honest use ---------------------------------------------------------------------------------------


def test_an_episode_begins_clean(jailed: Git, base: RawWorkspace) -> None:
    answer = jailed.run(base, "status", ["--porcelain", "--branch"])
    assert _ran(answer) == "## main\n"
    assert _tree(answer.workspace) == {path: file.content for path, file in _FILES.items()}
    modes = {member.name for member in members(answer.workspace.tree) if member.executable}
    assert modes == {"run.sh"}


def test_a_patch_with_wrong_numbers_of_lines_is_applied(jailed: Git, base: RawWorkspace) -> None:
    changed = _changed(jailed, base)
    assert _tree(changed)["a/b.go"] == _GO.replace(b"1", b"2")
    assert "-\treturn 1\n+\treturn 2\n" in _ran(jailed.run(changed, "diff"))


def test_every_operation_works(jailed: Git, base: RawWorkspace) -> None:
    workspace = _changed(jailed, base)
    for words, says in [
        ("add -A", ""),
        ("commit -qm work", ""),
        ("log --oneline", " Base\n"),
        ("show --stat", "a/b.go | 2 +-"),
        ("blame -s a/b.go", "4) \treturn 2"),
        ("grep -n return", "a/b.go:4:\treturn 2"),
        ("grep -nP ret(?=urn)", "a/b.go:4:"),
        ("ls-files", "a-b/c\na.txt\n"),
        ("branch", "* main"),
        ("checkout -b other HEAD~1", "Switched to a new branch"),
        ("status", "On branch other"),
        ("reset --hard main", "HEAD is now at"),
        ("restore --source=HEAD~1 a/b.go", ""),
        ("stash", "Saved working directory"),
        ("stash list", "stash@{0}: WIP on other"),
        ("stash pop", "modified:   a/b.go"),
        ("clean -fdx", ""),
        ("diff --stat", "a/b.go | 2 +-"),
    ]:
        operation, *arguments = words.split()
        answer = jailed.run(workspace, operation, arguments)
        assert says in _ran(answer), words
        workspace = answer.workspace
    assert _tree(workspace)["a/b.go"] == _GO


def test_an_argument_is_one_word_whatever_it_holds(jailed: Git, base: RawWorkspace) -> None:
    message = "two words; $(touch marker) `touch marker` '\"\n\n--output=marker \N{SNOWMAN}"
    committed = jailed.run(base, "commit", ["--allow-empty", "-m", message])
    assert message in _ran(jailed.run(committed.workspace, "log", ["-1", "--format=%B"]))
    assert "marker" not in _tree(committed.workspace)


def test_what_git_refuses_is_an_answer_with_its_exit_status(jailed: Git, base: RawWorkspace) -> None:
    answer = jailed.run(base, "checkout", ["nowhere"])
    assert (answer.refusal, answer.exit_code) == ("", 1)
    assert b"nowhere" in answer.stderr


def test_equal_calls_make_equal_workspaces(jailed: Git, base: RawWorkspace) -> None:
    """Commits have a fixed time, or the one that is given."""
    changed = _changed(jailed, base)

    def commit(time_s: int) -> str:
        after = jailed.run(changed, "commit", ["-qam", "x"], time_s=time_s).workspace
        return _ran(jailed.run(after, "log", ["-1", "--format=%H %ct"]))

    assert commit(DATE_S) == commit(DATE_S)
    assert commit(DATE_S + 60).endswith(f" {DATE_S + 60}\n")


def test_a_tree_may_become_empty(jailed: Git, base: RawWorkspace) -> None:
    gone = jailed.run(replace(base, tree=packed({})), "status", ["--porcelain"])
    assert _ran(gone).count(" D ") == len(_FILES)
    restored = jailed.run(gone.workspace, "restore", ["."])
    assert _tree(restored.workspace) == _tree(base)


def test_a_change_of_equal_size_is_seen(jailed: Git, base: RawWorkspace) -> None:
    """Also within one second: git compares no smaller parts of times, and all else is equal."""
    seen = jailed.run(base, "status").workspace
    files = {**_tree(base), "a.txt": b"two\n"}
    changed = RawWorkspace(packed(files, frozenset({"run.sh"})), seen.gitdir)
    assert _ran(jailed.run(changed, "status", ["-s"])) == " M a.txt\n"


def test_episodes_at_one_time_give_what_each_gives_alone(
    sandbox: Sandbox, repository: CanonicalRepository, base: RawWorkspace
) -> None:
    def episode(number: int) -> str:
        own = Git(sandbox, repository)
        after = own.run(base, "checkout", ["-qb", "work"]).workspace
        after = own.run(after, "commit", ["-q", "--allow-empty", "-m", f"of {number}"]).workspace
        return _ran(own.run(after, "log", ["--format=%H %s", "--all"]))

    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(episode, range(8)))
    assert together == [episode(number) for number in range(8)]


@pytest.mark.parametrize("name", [name for name in SANDBOXES if name != "supervisor"])
def test_it_works_in_every_sandbox(name: str, repository: CanonicalRepository, base: RawWorkspace) -> None:
    try:
        other = make_sandbox(name)
    except SandboxUnavailableError as error:
        pytest.skip(str(error))
    with contextlib.closing(other):
        own = Git(other, repository)
        changed = _changed(own, base)
        stashed = own.run(changed, "stash")
        _ran(stashed)
        committed = own.run(own.run(stashed.workspace, "stash", ["pop"]).workspace, "commit", ["-qam", "x"])
        assert _ran(own.run(committed.workspace, "log", ["--format=%s"])) == "x\nBase\n"


# ---- hostile patches ----------------------------------------------------------------------------------


def _new_file(path: str, mode: str = "100644", text: str = "x") -> bytes:
    head = f"diff --git a/{path} b/{path}\nnew file mode {mode}\n"
    return (
        f"{head}--- /dev/null\n+++ b/{path}\n@@ -0,0 +1 @@\n+{text}\n\\ No newline at end of file\n".encode()
    )


@pytest.mark.parametrize(
    ("patch", "why"),
    [
        (_new_file("link", "120000", "/etc/passwd"), "a symbolic link"),
        (_new_file("link", "0120000", "/etc/passwd"), "a symbolic link"),
        (_new_file("link", "  120000 ", "/etc/passwd"), "a symbolic link"),
        (_new_file("module", "160000", f"Subproject commit {'1' * 40}"), "a submodule"),
        (_new_file("device", "060000"), "no ordinary file"),
        (b"diff --git a/a.txt b/a.txt\nold mode 100644\nnew mode 120000\n", "a symbolic link"),
        (b"diff --git a/a.txt b/a.txt\nindex 5626abf..d00491f 120000\n--- a/a.txt\n", "a symbolic link"),
        (b"x" * (5 << 20), "at most"),
    ],
)
def test_a_patch_that_makes_no_ordinary_file_is_refused(
    jailed: Git, base: RawWorkspace, patch: bytes, why: str
) -> None:
    answer = jailed.apply(base, patch)
    assert why in answer.refusal
    assert answer.workspace == base
    assert answer.wall_ns == 0


@pytest.mark.parametrize(
    "path",
    [
        "../out",
        "a/../../out",
        "/tmp/out",
        ".git/hooks/pre-commit",
        ".GIT/config",
        "a/.git/x",
        "./.git/x",
        "a.txt/x",
    ],
)
def test_a_patch_beyond_the_tree_changes_nothing(jailed: Git, base: RawWorkspace, path: str) -> None:
    """The good half of such a patch is not applied either."""
    answer = jailed.apply(base, _PATCH + _new_file(path))
    if answer.exit_code == 0:  # git takes out what leads nowhere, as in a//tmp/out
        assert set(_tree(answer.workspace)) - set(_tree(base)) <= {"tmp/out"}
    else:
        assert answer.refusal == ""
        assert _tree(answer.workspace) == _tree(base)
        assert answer.stderr


@pytest.mark.parametrize(
    "patch", [b"", b"no patch", b"\0" * 1000, b"--- a/a.txt\n+++ b/a.txt\n@@ garbage @@\n"]
)
def test_what_is_no_patch_is_an_answer(jailed: Git, base: RawWorkspace, patch: bytes) -> None:
    answer = jailed.apply(base, patch)
    assert answer.exit_code > 0
    assert _tree(answer.workspace) == _tree(base)


# ---- hostile workspaces -------------------------------------------------------------------------------


def _tar(*entries: tuple[tarfile.TarInfo, bytes]) -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        for entry, content in entries:
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return target.getvalue()


def _entry(name: str, content: bytes = b"", *, mode: int = 0o755) -> tuple[tarfile.TarInfo, bytes]:
    entry = tarfile.TarInfo(name)
    entry.mode = mode
    return entry, content


def _link(name: str, target: str) -> tuple[tarfile.TarInfo, bytes]:
    entry = tarfile.TarInfo(name)
    entry.type, entry.linkname = tarfile.SYMTYPE, target
    return entry, b""


def _with_gitdir(base: RawWorkspace, *more: tuple[tarfile.TarInfo, bytes]) -> RawWorkspace:
    """The workspace with more files in its git folder."""
    own = [_entry(member.name, member.content) for member in members(base.gitdir)]
    return replace(base, gitdir=_tar(*own, *more))


_PROGRAM = b"#!/bin/sh\necho x > /tmp/repo/marker; cat\n"
_CONFIG = b"""[core]
\tfsmonitor = /tmp/git/evil
\thooksPath = /tmp/git/hooks
\tpager = /tmp/git/evil
\teditor = /tmp/git/evil
\tsshCommand = /tmp/git/evil
[alias]
\tstatus = !/tmp/git/evil
\tx = !/tmp/git/evil
[filter "x"]
\tclean = sh /tmp/git/evil
\tsmudge = sh /tmp/git/evil
\tprocess = sh /tmp/git/evil
[diff "x"]
\ttextconv = sh /tmp/git/evil
\tcommand = sh /tmp/git/evil
[diff]
\texternal = sh /tmp/git/evil
[include]
\tpath = /tmp/repo/config
"""
_HOOKS = ("pre-commit", "post-checkout", "post-index-change", "reference-transaction", "commit-msg")


def _armed(base: RawWorkspace, config: bytes = _CONFIG) -> RawWorkspace:
    """A workspace whose git folder would start a program in many ways."""
    return _with_gitdir(
        base,
        _entry("config", config),
        _entry("evil", _PROGRAM),
        _entry("info/attributes", b"* filter=x diff=x\n"),
        *(_entry(f"hooks/{name}", _PROGRAM) for name in _HOOKS),
    )


_STARTING = [
    ("status", []),
    ("diff", []),
    ("diff", ["HEAD"]),
    ("log", ["-p"]),
    ("show", []),
    ("blame", ["a.txt"]),
    ("add", ["-A"]),
    ("commit", ["--allow-empty", "-m", "x"]),
    ("checkout", ["-b", "x"]),
    ("restore", ["."]),
    ("stash", []),
    ("grep", ["one"]),
]


@pytest.mark.parametrize(("operation", "arguments"), _STARTING, ids=str)
def test_settings_hooks_and_filters_of_an_agent_do_not_start(
    jailed: Git, base: RawWorkspace, operation: str, arguments: list[str]
) -> None:
    armed = _armed(replace(base, tree=packed({**_tree(base), "a.txt": b"two\n"})))
    answer = jailed.run(armed, operation, arguments)
    assert answer.refusal == ""
    assert "marker" not in _tree(answer.workspace)


def test_the_settings_would_start_a_program_if_they_were_read(
    jailed: Git, base: RawWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """This is why the test above can fail. Also then, the program is in the jail."""
    monkeypatch.setattr(git, "_config", lambda: iter((_CONFIG.decode(),)))
    armed = _armed(replace(base, tree=packed({**_tree(base), "a.txt": b"two\n"})))
    assert "marker" in _tree(jailed.run(armed, "add", ["-A"]).workspace)


@pytest.mark.parametrize(
    "more",
    [
        [_entry("commondir", b"/tmp/repo\n")],
        [_entry("config.worktree", _CONFIG), _entry("evil", _PROGRAM)],
        [_link("config", "/tmp/repo/go.mod")],
        [_link("objects/info/alternates", "/etc/passwd")],
        [_entry("objects/info/alternates", b"/work\n/etc\n../../..\n")],
        [_entry("../repo/marker", b"x")],
        [_entry("/tmp/repo/marker", b"x")],
        [_link("out", "/tmp/out"), _entry("out/tree", b"x")],
        [_entry("HEAD", b"ref: ../../../../etc/passwd\n")],
        [_entry("index", b"DIRC" + b"\xff" * 100)],
    ],
    ids=lambda more: more[0][0].name,
)
def test_an_odd_git_folder_leads_nowhere(
    jailed: Git, base: RawWorkspace, more: list[tuple[tarfile.TarInfo, bytes]]
) -> None:
    for operation in ("status", "log"):
        answer = jailed.run(_with_gitdir(base, *more), operation)
        assert b"root:" not in answer.stdout + answer.stderr
        assert set(_tree(answer.workspace)) <= {*_tree(base)}


@pytest.mark.parametrize("link", ["/etc/passwd", "..", "a.txt"])
def test_a_tree_with_a_link_is_dropped(jailed: Git, base: RawWorkspace, link: str) -> None:
    hostile = replace(base, tree=_tar(_link("link", link), _entry("link2", b"x")))
    answer = jailed.run(hostile, "status")
    assert "'link' is neither a file nor a folder" in answer.refusal
    assert answer.workspace == hostile


@pytest.mark.parametrize("damage", [b"", b"garbage", b"\xff" * 2048], ids=["empty", "text", "bytes"])
def test_a_workspace_that_is_none_is_an_answer(jailed: Git, base: RawWorkspace, damage: bytes) -> None:
    for hostile in (replace(base, tree=damage), replace(base, gitdir=damage)):
        answer = jailed.run(hostile, "status")
        assert answer.refusal or answer.exit_code


def test_a_program_in_the_jail_sees_the_base_and_three_programs(
    sandbox: Sandbox, jailed: Git, base: RawWorkspace
) -> None:
    """Whoever makes git start a program gets this far."""
    asked = jailed._request(base, ["status"], {}, DATE_S)
    script = """
        for path in /etc/passwd /root /home /proc/self /usr/lib/git-core /work/wt /runtime/base.git/hooks; do
            [ -e $path ] && echo "sees $path"
        done
        for path in /runtime/base.git/x /runtime/x /usr/bin/x /work/x /dev/x; do
            ( : > $path ) 2>/dev/null && echo "writes $path"
        done
        for path in /usr/bin/* /runtime/* /dev/*; do echo $path; done
    """
    result = sandbox.run(replace(asked, argv=("/bin/sh", "-c", script), artifact=""))
    seen = set(result.stdout.decode().split("\n")) - {""}
    programs = {"/usr/bin/git", "/usr/bin/sh", "/usr/bin/tar"}
    assert seen == programs | {"/runtime/base.git", "/dev/null", "/dev/urandom"}


def test_the_harness_starts_no_git(jailed: Git, base: RawWorkspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def started(command: list[str], *_: object, **__: object) -> None:
        raise AssertionError(command)

    jailed.run(base, "status")  # the jail is built
    for name in ("run", "Popen", "call", "check_output"):
        monkeypatch.setattr(subprocess, name, started)
    monkeypatch.setattr(os, "posix_spawn", started)
    assert jailed.apply(jailed.run(_armed(base), "status").workspace, _PATCH).exit_code == 0


@pytest.mark.parametrize(
    ("operation", "arguments"),
    [
        ("-c", ["alias.x=!touch marker", "x"]),
        ("clone", ["ext::sh -c touch% marker", "x"]),
        ("diff", ["--output=marker"]),
        ("grep", ["-Otouch marker", "one"]),
        ("config", ["core.fsmonitor", "touch marker"]),
    ],
)
def test_a_refused_operation_starts_no_jail(
    repository: CanonicalRepository, base: RawWorkspace, operation: str, arguments: list[str]
) -> None:
    class _NoSandbox:
        name, memory_tier, missing = "none", "none", ()

        def run(self, request: ProcessRequest) -> ProcessResult:
            raise AssertionError(request)

        def close(self) -> None:
            """Nothing is open."""

    answer = Git(_NoSandbox(), repository).run(base, operation, arguments)
    assert "is not available" in answer.refusal
    assert (answer.workspace, answer.exit_code) == (base, -1)


# ---- what takes too much ------------------------------------------------------------------------------


def _limited(sandbox: Sandbox, repository: CanonicalRepository, **limits: float) -> Git:
    return Git(sandbox, repository, replace(git._LIMITS, **limits))  # type: ignore[arg-type]


def _hard_to_find(size: int) -> Mapping[str, bytes]:
    return {"n" * 90: b"ab" * size + b"\n", "go.mod": b"x"}


def test_git_that_does_not_end_is_stopped(
    sandbox: Sandbox, repository: CanonicalRepository, base: RawWorkspace
) -> None:
    slow = replace(base, tree=packed(_hard_to_find(50_000)))
    asked = ["--untracked", "-c", "-E", r"(.*)(.*)(.*)\1\2\3x", "--", "nnn*"]
    answer = _limited(sandbox, repository, wall_s=1.0).run(slow, "grep", asked)
    assert answer.refusal.startswith("git was stopped: still running after 1 s")
    assert answer.workspace == slow


def test_output_without_end_is_refused(
    sandbox: Sandbox, repository: CanonicalRepository, base: RawWorkspace
) -> None:
    large = replace(base, tree=packed({"n" * 90: b"x\n" * 5000}))
    answer = _limited(sandbox, repository, output_bytes=1 << 17).run(
        large, "grep", ["--untracked", "-n", "x"]
    )
    assert answer.refusal.startswith("git was stopped: wrote more than 131072 bytes")
    assert answer.workspace == large


@pytest.mark.parametrize(
    "limits", [{"scratch_bytes": 1 << 16}, {"scratch_inodes": 30}, {"output_bytes": 4096}], ids=str
)
def test_a_workspace_that_is_too_large_stays_as_it_was(
    sandbox: Sandbox, repository: CanonicalRepository, base: RawWorkspace, limits: dict[str, float]
) -> None:
    large = replace(base, tree=packed({f"f{number}": b"x" * 5000 for number in range(40)}))
    answer = _limited(sandbox, repository, **limits).run(large, "add", ["-A"])
    assert answer.refusal
    assert answer.workspace == large


def test_many_commits_leave_no_process(jailed: Git, base: RawWorkspace) -> None:
    """Git would pack objects in the background at some number of them."""
    loose = [_entry(f"objects/17/{number:038x}", b"x") for number in range(300)]
    answer = jailed.run(_with_gitdir(base, *loose), "commit", ["--allow-empty", "-qm", "x"])
    assert (answer.refusal, answer.exit_code) == ("", 0)


# ---- machines that lack something ---------------------------------------------------------------------


def _said(text: str) -> Callable[..., str]:
    return lambda *_, **__: text


def test_without_git_the_error_names_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(ToolchainMissingError, match="apt install git"):
        git_toolchain.__wrapped__()


def test_an_old_git_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git, "ask", _said("git version 2.25.1"))
    with pytest.raises(ToolchainMissingError, match=r"git 2\.25\.1.*git 2\.32 or newer"):
        git_toolchain.__wrapped__()


def test_a_tar_of_another_kind_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("perfgym.languages.jail_tools.ask", _said("bsdtar 3.6.2 - libarchive 3.6.2"))
    with pytest.raises(ToolchainMissingError, match="GNU tar is not on PATH"):
        git.jail_tools.__wrapped__()
