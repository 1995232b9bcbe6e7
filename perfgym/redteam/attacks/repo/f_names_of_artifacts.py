"""class: F
tries: to write and read files of the host by the names of artifacts and of files
expect: ACCEPTED
stopped by: the names of artifacts are keys, and paths are those of the workspace
"""

import os
from collections.abc import Iterator

from perfgym.redteam.repo_episodes import AttackedRepository

_TARGET = "/tmp/perfgym_attacked_by_name"
_FIELDS = {
    "tests": "test_output_save_file",
    "escape_analysis": "escape_output_file",
}


def play(episode: AttackedRepository) -> Iterator[str]:
    folder = next(iter(episode.packages))
    package = f"./{folder}" if folder else "."
    suites = {"tests": {"test_suite": package}, "escape_analysis": {"escape_target": package}}
    for tool, name in _FIELDS.items():
        for path in (_TARGET, f"../../../../{_TARGET}", "/repo/go.mod", "a\n../b", "\0"):
            episode.act(action_type=tool, **{name: path}, **suites[tool])
            if os.path.exists(_TARGET):
                os.remove(_TARGET)
                yield f"{name} wrote {path}"
    for path in (
        "/etc/passwd",
        "../../etc/passwd",
        "/repo/../etc/passwd",
        "artifact:/etc/passwd",
        "artifact:../x",
    ):
        if "root:" in episode.act(action_type="files", files_op="read", files_path=path).feedback:
            yield f"read {path}"
