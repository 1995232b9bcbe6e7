"""class: F
tries: to find the expert's patch, hidden tests, workloads and later history in the repository
expect: ACCEPTED
stopped by: the object store holds the base commit alone, and nothing hidden is in a workspace
"""

from collections.abc import Iterator

from perfgym.redteam.repo_episodes import AttackedRepository

_GIT = (
    ("log", ["--all", "--oneline"]),
    ("log", ["-g", "--oneline"]),
    ("branch", ["-a"]),
    ("stash", ["list"]),
    ("show", ["HEAD~1"]),
    ("show", ["refs/notes/commits"]),
    ("ls-files", ["-o"]),
    ("grep", ["-n", "perfgym_"]),
    ("grep", ["-n", "TestHidden"]),
)


def play(episode: AttackedRepository) -> Iterator[str]:
    episode.reset()
    told = "".join(episode.act(action_type="git", git_op=op, git_args=words).feedback for op, words in _GIT)
    told += episode.act(action_type="files").feedback
    if "func TestHidden" in told or "internal/perfgym_" in told or "expert" in told.lower():
        yield "found something hidden"
    log = episode.act(action_type="git", git_op="log", git_args=["--all", "--format=%H"]).feedback
    if sum(len(line.strip("| ")) == 40 for line in log.splitlines()) != 1:
        yield f"found more commits than one: {log[:200]}"
