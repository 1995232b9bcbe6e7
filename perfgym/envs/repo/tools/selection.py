"""What an agent asks to be run -> packages and a regular expression for names."""

from collections.abc import Sequence

from perfgym.repo.workspace.refused import Refused

__all__ = ["chosen_packages", "inner_path", "split_suite"]


def inner_path(path: str) -> str:
    """A path as an agent writes it -> the path in the repository; empty for the repository itself."""
    inner = path.strip().removeprefix("/repo").strip("/").removeprefix("./")
    return "" if inner == "." else inner


def split_suite(suite: str) -> tuple[tuple[str, ...], str]:
    """Packages, and a regular expression for names: ``"./csv ./wrap TestParse"`` has two and one.

    A word that begins with a dot names packages, as Go's own command has it; what is left is the expression.

    Raises:
        Refused: The text has a character that no command line can hold.
    """
    if "\0" in suite or suite.encode(errors="replace") != suite.encode(errors="surrogatepass"):
        raise Refused("Packages and expressions cannot have NUL or half of a surrogate pair in them.")
    words = suite.split()
    packages = tuple(word.rstrip("/") or "." for word in words if word.startswith("."))
    return packages, " ".join(word for word in words if not word.startswith("."))


def chosen_packages(found: Sequence[str], known: Sequence[str], what: str) -> tuple[str, ...]:
    """The packages that were found.

    Raises:
        Refused: There are none; the text names those that there are.
    """
    if not found:
        raise Refused(f"No package with tests matches {what[:80]!r}; there are: {', '.join(known[:30])}.")
    return tuple(found)
