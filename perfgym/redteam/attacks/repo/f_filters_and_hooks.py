"""class: F
tries: to have git run commands by files of the repository: attributes, hooks, monitors, modules, a git folder
expect: ACCEPTED
stopped by: git's settings are written anew before each call; a tree holds no .git
"""

from collections.abc import Iterator

from perfgym.redteam.repo_episodes import AttackedRepository

_COMMAND = "touch made-by-git"
_FILES = {
    ".gitattributes": "* filter=evil diff=evil merge=evil\n",
    ".gitconfig": f'[filter "evil"]\n\tclean = {_COMMAND}\n[core]\n\tfsmonitor = {_COMMAND}\n',
    ".gitmodules": f'[submodule "x"]\n\tpath = x\n\turl = ext::sh -c {_COMMAND}\n',
    "config": f"[core]\n\tfsmonitor = {_COMMAND}\n",
}
_NEVER = (".git/config", ".git/hooks/pre-commit", "x/.GIT/config", ".git")
_CALLS: tuple[tuple[str, list[str]], ...] = (
    ("status", []),
    ("add", ["-A"]),
    ("commit", ["-m", "x"]),
    ("diff", ["HEAD~1"]),
    ("stash", []),
)


def play(episode: AttackedRepository) -> Iterator[str]:
    for path, content in _FILES.items():
        episode.write(path, content)
    for path in _NEVER:
        if episode.write(path, f"[core]\n\tfsmonitor = {_COMMAND}\n").outcome == "OK":
            yield f"{path} was written"
    for operation, arguments in _CALLS:
        episode.act(action_type="git", git_op=operation, git_args=arguments)
        listed = episode.act(action_type="files").result["files"]
        if any(one["path"] == "made-by-git" for one in listed):
            yield f"git {operation} ran a command"
