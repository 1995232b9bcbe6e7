"""Which git operations and options an agent may ask for: operation and arguments -> why not, or nothing.

Options are allowed by name, so that one that writes a file (``--output``), starts a program (``-O``,
``--ext-diff``, ``-c alias``) or waits for a person (``-p``, ``-i``) is refused because nobody listed it. Git
accepts the beginnings of long options; this does not. What is not an option is a revision, a path or a value,
and can be anything: git runs in a jail.
"""

import functools
import re
from collections.abc import Iterator, Mapping, Sequence

from perfgym.errors import suggestion

__all__ = ["OPERATIONS", "refusal_of"]

_MOST_ARGUMENTS = 100
_MOST_BYTES = 32 << 10
_COUNT = re.compile(r"-[0-9]+")
_STASH_COMMANDS = ("push", "pop", "apply", "list", "show", "drop", "clear")

# A name alone takes no value. With "=" it takes one, here or as the next word; with "?" it may have one
# here. "-#" stands for a number such as -5.
_DIFF = """
    -p -u -s -R -w -b -a -z -U= -S= -G= -M? -C? -B? -D -W --patch --no-patch --raw --unified= --stat?
    --numstat --shortstat --dirstat? --summary --name-only --name-status --check --word-diff?
    --word-diff-regex= --diff-filter= --function-context --minimal --patience --histogram --diff-algorithm=
    --ignore-all-space --ignore-space-change --ignore-space-at-eol --ignore-blank-lines --find-renames?
    --find-copies? --no-renames --full-index --abbrev? --no-color --pickaxe-regex --inter-hunk-context=
    --exit-code --quiet --no-prefix --text
"""
_LOG = f"""
    {_DIFF} -# -n= -i -E -F -g --max-count= --skip= --oneline --graph --all --branches? --decorate?
    --no-decorate --format= --pretty? --abbrev-commit --since= --after= --until= --before= --author=
    --committer= --grep= --invert-grep --follow --reverse --date= --merges --no-merges --first-parent
    --topo-order --date-order --no-walk? --walk-reflogs --left-right
"""
_ALLOWED = {
    "status": """
        -s -b -v -z -u? --short --branch --verbose --long --porcelain? --untracked-files? --ignored?
        --show-stash --no-renames
    """,
    "diff": f"{_DIFF} --cached --staged --merge-base",
    "log": _LOG,
    "show": _LOG,
    "blame": """
        -L= -w -s -l -t -e -f -n -p -c -b -M? -C? --porcelain --line-porcelain --date= --abbrev= --root
    """,
    "grep": """
        -n -i -w -l -L -c -v -h -H -E -F -G -P -o -q -a -I -p -W -z -A= -B= -C= -e= -m= --line-number
        --column --ignore-case --word-regexp --files-with-matches --name-only --files-without-match --count
        --invert-match --extended-regexp --fixed-strings --basic-regexp --perl-regexp --only-matching
        --heading --break --show-function --function-context --after-context= --before-context= --context=
        --and --or --not --all-match --max-count= --max-depth= --untracked --cached --full-name --no-color
        --quiet --text
    """,
    "ls-files": """
        -c -m -o -d -s -t -u -i -k -z -v -x= --cached --modified --others --deleted --stage --unmerged
        --ignored --killed --exclude= --exclude-standard --directory --full-name --error-unmatch --abbrev?
        --eol
    """,
    "add": """
        -A -u -n -v -f -N --all --no-all --update --dry-run --verbose --force --intent-to-add
        --ignore-errors
    """,
    "commit": """
        -a -m= -q -v -n -o -i --all --message= --amend --no-edit --allow-empty --allow-empty-message
        --quiet --dry-run --short --only --include --no-verify --fixup= --reset-author
    """,
    "restore": """
        -S -W -s= -q -m --staged --worktree --source= --quiet --ours --theirs --merge --overlay
        --no-overlay
    """,
    "reset": "-q -N --hard --soft --mixed --keep --merge --quiet --intent-to-add",
    "checkout": """
        -b= -B= -f -q -d -m --force --quiet --detach --ours --theirs --merge --orphan= --no-track
    """,
    "branch": """
        -a -v -l -d -D -m -M -c -C -f -q -i --all --list --verbose --delete --move --copy --force --quiet
        --show-current --contains= --no-contains= --merged? --no-merged? --points-at= --sort= --format=
        --column? --abbrev? --no-color --no-track
    """,
    "stash": """
        -q -k -m= -u -S --message= --index --keep-index --no-keep-index --include-untracked --staged
        --quiet
    """,
    "clean": "-n -f -d -x -X -q -e= --dry-run --force --quiet --exclude=",
}
_ALLOWED_OF_STASH = {"list": _LOG, "show": _DIFF}

OPERATIONS = tuple(_ALLOWED)
"""The operations that an agent may ask for."""


@functools.cache
def _options(operation: str, command: str) -> Mapping[str, str]:
    """Name of each option to the sign for its value: nothing, ``"="`` or ``"?"``."""
    own = _ALLOWED_OF_STASH if operation == "stash" else {}
    words = own.get(command, _ALLOWED[operation]).split()
    return {word.rstrip("=?"): word[len(word.rstrip("=?")) :] for word in words}


def _long_option(word: str, options: Mapping[str, str]) -> tuple[bool, bool]:
    """Whether a long option is allowed, and whether the next argument is its value."""
    name, equals, _ = word.partition("=")
    sign = options.get(name)
    return sign is not None and bool(sign or not equals), sign == "=" and not equals


def _short_options(word: str, options: Mapping[str, str]) -> tuple[bool, bool]:
    """The same for letters, which may be joined, as in ``-am`` or ``-n5``."""
    for at, letter in enumerate(word[1:], 2):
        sign = options.get(f"-{letter}")
        if sign is None:
            return False, False
        if sign:
            return True, sign == "=" and at == len(word)
    return True, False


def _refused_options(options: Mapping[str, str], arguments: Sequence[str]) -> Iterator[str]:
    is_value = False
    for word in arguments:
        if is_value or word == "-" or not word.startswith("-"):
            is_value = False
            continue
        if word == "--":
            return
        if "-#" in options and _COUNT.fullmatch(word):
            continue
        allowed, is_value = (_long_option if word.startswith("--") else _short_options)(word, options)
        if not allowed:
            yield word


def _unreadable(arguments: Sequence[str]) -> str:
    if len(arguments) > _MOST_ARGUMENTS or sum(map(len, arguments)) > _MOST_BYTES:
        return f"at most {_MOST_ARGUMENTS} arguments of {_MOST_BYTES} characters in all are taken"
    text = "".join(arguments)
    if "\0" in text or text.encode(errors="replace") != text.encode(errors="surrogatepass"):
        return "the arguments contain a character that no command line can hold"
    return ""


def refusal_of(operation: str, arguments: Sequence[str]) -> str:
    """Why git is not asked for this; empty if it is.

    Args:
        operation: Name of the operation, e.g. ``"status"``.
        arguments: What follows it, one text for each word.
    """
    if operation not in _ALLOWED:
        return f"git {operation[:40]} is not available; {suggestion(operation[:40], OPERATIONS)}"
    if unreadable := _unreadable(arguments):
        return f"git {operation}: {unreadable}"
    command = arguments[0] if arguments and not arguments[0].startswith("-") else "push"
    if operation == "stash" and command not in _STASH_COMMANDS:
        return f"git stash {command[:40]} is not available; {suggestion(command[:40], _STASH_COMMANDS)}"
    options = _options(operation, command if operation == "stash" else "")
    for word in _refused_options(options, arguments):
        known = [name for name in options if name.startswith("--")]
        return f"git {operation}: the option {word[:80]!r} is not available; {suggestion(word[:80], known)}"
    return ""
