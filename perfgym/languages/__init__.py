"""How programs in each language are built and run: one file for each language.

A language turns source text into requests to the sandbox, and finds its toolchain. It runs no untrusted
program itself.
"""

from perfgym.languages.c import C
from perfgym.languages.go import Go
from perfgym.languages.language import Language, tidied
from perfgym.languages.python import Python
from perfgym.languages.rust import Rust
from perfgym.languages.toolchain import Toolchain
from perfgym.languages.typescript import TypeScript

__all__ = ["LANGUAGES", "Language", "Toolchain", "tidied"]

LANGUAGES: dict[str, Language] = {
    "c": C(),
    "rust": Rust(),
    "python": Python(),
    "typescript": TypeScript(),
    "go": Go(),
}
"""Name to language."""
