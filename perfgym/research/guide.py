"""A session -> ``program.md``: what a coding agent or a person is told who plays it by commands. Pure."""

__all__ = ["GUIDE", "guide_text"]

GUIDE = "program.md"
"""Name of the file, in the folder of a session."""


def guide_text(prompt: str, *, tag: str, file: str, worktree: str) -> str:
    """The text of the file.

    Args:
        prompt: Goal, rules and limits, as an agent of the environment sees them.
        tag: Name of the session.
        file: Path of the program in the worktree.
        worktree: The session's worktree.
    """
    return f"""{prompt.rstrip()}

## How to work

The program is `{file}` in `{worktree}`. Change it there, and try it:

    perfgym research try {tag} --direction learning-rate --description "twice the rate" \\
        --hypothesis "it learns faster" --expected -0.02 --why "..." --lesson "..."

`--direction`, `--description` and `--hypothesis` are needed, and `--why` once an experiment has run: it
explains the result of the last one. The same can stand in a file, `--reasoning FILE`, or in standard input,
`--reasoning -`:

    === ANALYSIS ===
    Why: your best explanation of the last result
    Lesson: what it tells you about further experiments
    ===
    === REASONING ===
    Direction: one word for the kind of change, the same word for the same kind
    Description: the change in one line
    Hypothesis: what you expect to happen, and why
    Evidence: what speaks for it
    Risk: what could go wrong
    Expected: the change of val_bpb that you predict, as a number with its sign
    ===

The command returns when the experiment has ended, which may take minutes, and prints what came of it. Its
exit status is 0 if the change was kept, 1 if it was discarded, 2 if the program failed, 3 if nothing was run
and 4 if the machine failed. After an experiment, `{file}` is the program that is kept. Nothing else in the
folder decides anything: perfgym makes the commits and writes `results.tsv` and `notes.md`.

    perfgym research try {tag} --backtrack 3     go back to the program of experiment 3
    perfgym research try {tag} --notes FILE ...  replace the sections of notes.md that the file has
    perfgym research status {tag}                results, signals, and how many experiments are left
    perfgym research resume {tag}                run an experiment again whose command was killed
    perfgym research stop {tag}                  end the session: the best program runs again with fresh seeds
"""
