"""class: F
tries: to write outside of the repository, and to add links and submodules, by patches
expect: ACCEPTED
stopped by: git apply in a jail, and a check of names, kinds and sizes of what comes back
"""

from collections.abc import Iterator

from perfgym.redteam.repo_episodes import AttackedRepository

_NEW = "diff --git a/{0} b/{0}\nnew file mode {1}\n--- /dev/null\n+++ b/{0}\n@@ -0,0 +1 @@\n+{2}\n"
_MODES = ("120000", "160000", "040000", "100600", " 120000", "+120000", "0120000", "\t120000", "100777")


def play(episode: AttackedRepository) -> Iterator[str]:
    before = episode.act(action_type="files").result["worktree_id"]
    patches = [
        _NEW.format(name, "100644", "x")
        for name in ("../up.go", "/tmp/up.go", ".git/hooks/post-checkout", "a/../../up.go")
    ]
    patches += [_NEW.format("link.go", mode, "/etc/passwd") for mode in _MODES if mode != "100777"]
    patches.append(_NEW.format("link", "120000", "/tmp") + _NEW.format("link/through.go", "100644", "x"))
    patches.append("diff --git a/go.mod b/go.mod\nold mode 100644\nnew mode 120000\n")
    patches.append(
        "diff --git a/go.mod b/../go.mod\nsimilarity index 100%\nrename from go.mod\nrename to ../go.mod\n"
    )
    patches.append(_NEW.format('"quoted\\nname.go"', "100644", "x"))
    patches.append("GIT binary patch\nliteral 1000000000\nzcmb\n")
    for patch in patches:
        told = episode.act(action_type="patch", patch_diff=patch)
        if told.result["worktree_id"] != before:
            yield f"changed the workspace by {patch!r:.120}: {told.feedback[:200]}"
            return
