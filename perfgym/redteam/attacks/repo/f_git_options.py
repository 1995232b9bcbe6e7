"""class: F
tries: to have git run commands, write files, use the network and read other folders
expect: ACCEPTED
stopped by: operations and options are allowed by name, and git runs in a jail
"""

from collections.abc import Iterator

from perfgym.redteam.repo_episodes import AttackedRepository

_REFUSED: list[tuple[str, list[str]]] = [
    ("status", ["-c", "alias.x=!touch /tmp/attacked"]),
    ("-c", ["alias.x=!touch /tmp/attacked", "x"]),
    ("config", ["alias.x", "!touch /tmp/attacked"]),
    ("clone", ["ext::sh -c touch% /tmp/attacked", "x"]),
    ("fetch", ["ext::sh -c touch% /tmp/attacked"]),
    ("grep", ["-Otouch /tmp/attacked", "a"]),
    ("grep", ["--open-files-in-pager=touch /tmp/attacked", "a"]),
    ("grep", ["--no-index", "root", "/etc/passwd"]),
    ("diff", ["--output=/tmp/attacked"]),
    ("diff", ["--output", "/tmp/attacked"]),
    ("diff", ["--ext-diff"]),
    ("diff", ["--no-index", "/etc/passwd", "/dev/null"]),
    ("log", ["-p", "--output=/tmp/attacked"]),
    ("show", ["--textconv", "HEAD"]),
    ("blame", ["--contents", "/etc/passwd", "go.mod"]),
    ("checkout", ["--git-dir=/tmp/x", "main"]),
    ("commit", ["-F", "/etc/passwd"]),
    ("commit", ["--template=/etc/passwd"]),
    ("ls-files", ["--exclude-from=/etc/passwd"]),
    ("add", ["--pathspec-from-file=/etc/passwd"]),
    ("stash", ["create"]),
    ("branch", ["--edit-description"]),
    ("worktree", ["add", "/tmp/attacked"]),
    ("submodule", ["add", "ext::sh"]),
    ("update-ref", ["refs/heads/main", "HEAD"]),
    ("bisect", ["run", "touch", "/tmp/attacked"]),
    ("archive", ["--remote=ext::sh", "HEAD"]),
    ("filter-branch", []),
]


def play(episode: AttackedRepository) -> Iterator[str]:
    for operation, arguments in _REFUSED:
        told = episode.act(action_type="git", git_op=operation, git_args=arguments)
        if told.outcome != "REFUSED":
            yield f"git {operation} {' '.join(arguments)} was {told.outcome}: {told.feedback[:200]}"
    told = episode.act(action_type="git", git_op="diff", git_args=["/etc/passwd", "/dev/null"])
    if "root:" in told.feedback:
        yield "git diff showed /etc/passwd"
    told = episode.act(action_type="files", files_op="search", files_pattern="root", files_path="../../etc")
    if "root:" in told.feedback:
        yield "a search showed /etc/passwd"
