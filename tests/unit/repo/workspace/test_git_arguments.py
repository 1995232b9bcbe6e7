"""Which git operations and options are allowed, and what an agent is told about the others."""

import pytest

from perfgym.repo.workspace.git_arguments import OPERATIONS, refusal_of


@pytest.mark.parametrize(
    ("operation", "arguments"),
    [
        ("status", ()),
        ("status", ("-sb", "--porcelain=v2", "-uall")),
        ("diff", ("-U3", "--stat=80", "HEAD~1", "--", "--output=is a path here")),
        ("log", ("-5", "-n", "5", "-n5", "--format=%H", "--format", "%s", "--oneline", "-p")),
        ("show", ("HEAD:a.go",)),
        ("blame", ("-L", "1,5", "-L1,5", "a.go")),
        ("grep", ("-nie", "-O is a pattern here", "--", "*.go")),
        ("commit", ("-am", "--output=is a message here")),
        ("commit", ("--message", "-c alias.x=!y")),
        ("checkout", ("-b", "work", "main")),
        ("checkout", ("-",)),
        ("stash", ()),
        ("stash", ("-u",)),
        ("stash", ("show", "-p", "stash@{0}")),
        ("stash", ("list", "--oneline")),
        ("clean", ("-fdx",)),
        ("branch", ("-D", "work")),
        ("reset", ("--hard", "HEAD~1")),
    ],
)
def test_ordinary_uses_are_allowed(operation: str, arguments: tuple[str, ...]) -> None:
    assert refusal_of(operation, arguments) == ""


@pytest.mark.parametrize(
    ("operation", "arguments"),
    [
        ("diff", ("--output=x",)),
        ("diff", ("--outp=x",)),
        ("diff", ("--output", "x")),
        ("diff", ("--ext-diff",)),
        ("diff", ("--no-index", "/etc/passwd", "x")),
        ("diff", ("-Ox",)),
        ("log", ("--textconv",)),
        ("show", ("--output-indicator-new=x",)),
        ("grep", ("-Ocmd", "x")),
        ("grep", ("-nOcmd", "x")),
        ("grep", ("--open-files-in-pager=cmd", "x")),
        ("grep", ("-f", "/etc/passwd")),
        ("grep", ("--no-index", "x")),
        ("commit", ("-F", "/etc/passwd")),
        ("commit", ("--template=/etc/passwd",)),
        ("commit", ("-p",)),
        ("commit", ("-S",)),
        ("add", ("-p",)),
        ("add", ("--interactive",)),
        ("add", ("--pathspec-from-file=/etc/passwd",)),
        ("blame", ("--contents", "/etc/passwd", "x")),
        ("branch", ("--edit-description",)),
        ("checkout", ("-p",)),
        ("stash", ("-p",)),
        ("clean", ("-i",)),
        ("ls-files", ("-X/etc/passwd",)),
        ("status", ("--short=x",)),
        ("reset", ("--pathspec-file-nul",)),
    ],
)
def test_options_that_nobody_listed_are_refused_by_name(operation: str, arguments: tuple[str, ...]) -> None:
    refusal = refusal_of(operation, arguments)
    assert refusal.startswith(f"git {operation}: the option {arguments[0]!r} is not available; ")


@pytest.mark.parametrize(
    "operation",
    ["-c", "--exec-path=/tmp", "config", "clone", "fetch", "push", "apply", "am", "", "sh", "!sh", "diff\n"],
)
def test_other_operations_are_refused(operation: str) -> None:
    refusal = refusal_of(operation, ("alias.x=!sh", "x"))
    assert refusal.startswith(f"git {operation} is not available; ")


def test_a_refusal_suggests_what_was_meant() -> None:
    assert refusal_of("statsu", ()).endswith("did you mean status?")
    assert refusal_of("diff", ("--stats",)).endswith("did you mean --stat?")
    assert "did you mean pop?" in refusal_of("stash", ("popp",))


@pytest.mark.parametrize(
    "arguments",
    [("x\0y",), ("\ud800",), ("x" * 40_000,), ("x",) * 200],
)
def test_what_no_command_line_can_hold_is_refused(arguments: tuple[str, ...]) -> None:
    for operation in OPERATIONS:
        assert refusal_of(operation, arguments).startswith(f"git {operation}: ")
