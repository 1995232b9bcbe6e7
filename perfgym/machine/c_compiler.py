"""The C compiler of this machine: builds the sandbox's own programs and C submissions, and links Rust."""

import shutil

__all__ = ["C_COMPILERS", "find_c_compiler"]

C_COMPILERS = ("gcc", "clang", "cc")
"""Names of C compilers, in the order in which they are tried."""


def find_c_compiler() -> tuple[str, str] | None:
    """Name and path of the first C compiler on PATH; None where there is none."""
    found = ((name, shutil.which(name)) for name in C_COMPILERS)
    return next(((name, path) for name, path in found if path), None)
