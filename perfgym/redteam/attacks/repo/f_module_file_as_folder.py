"""class: F
tries: to make the harness fail by a folder that has the name of a file of the module's
expect: ACCEPTED
stopped by: what takes the place of a fixed file is left out of builds
"""

from collections.abc import Iterator

from perfgym.redteam.repo_episodes import AttackedRepository


def play(episode: AttackedRepository) -> Iterator[str]:
    module = episode.base.files["go.mod"].content.decode()
    lines = "".join(f"-{line}\n" for line in module.splitlines())
    count = len(module.splitlines())
    episode.act(
        action_type="patch",
        patch_diff=f"diff --git a/go.mod b/go.mod\ndeleted file mode 100644\n--- a/go.mod\n+++ /dev/null\n@@ -1,{count} +0,0 @@\n{lines}",
    )
    if episode.write("go.mod/x.go", "package x\n").outcome != "OK":
        yield "could not make the folder, so this shows nothing"
    folder = next(iter(episode.packages))
    episode.act(action_type="tests", test_suite=f"./{folder}" if folder else ".")
    episode.act(action_type="escape_analysis")
    told = episode.evaluate()
    if told.status != "ACCEPTED":
        yield f"the evaluation was {told.status}"
