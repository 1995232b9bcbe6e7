"""The interface of a language, and what is the same for all languages."""

from typing import Protocol

from perfgym.languages.toolchain import Toolchain
from perfgym.sandbox.request import CodeSource, Limits, ProcessRequest

__all__ = ["Language", "tidied"]


class Language(Protocol):
    """One programming language.

    Attributes:
        name: Name in environment IDs.
        title: Name in texts, e.g. ``"C"``.
        libraries: What a program may use beside its own code, as the end of a sentence.
        code: Where the executable memory of a run may come from. ``CodeSource.ANYWHERE`` is for a run-time
            that compiles programs while they run.
        source_name: File name of a submission, also in a problem's folder.
        flags: Flags of every toolchain of the language. One may have more, e.g. for a linker that it has.
        null_programs: Programs that do nothing, each by a way of its own to start and to end cheaply; the
            first is the plain one. The cost of the cheapest is the language's start-up, so that no program
            can save what it does not pay. One that the toolchain refuses is left out.
        simulated_spread: Relative difference between simulated counts of one program on one input, from
            run to run; 0.0 if they never differ, None if programs in the language cannot be simulated.
        measured_ms: Least and most CPU time, in milliseconds without start-up, that a reference is meant to
            take in a measured run, on every machine. A short run is unlikely to see the core change its
            speed; a long run makes the work large beside a start-up whose cost varies.
    """

    name: str
    title: str
    libraries: str
    code: CodeSource
    source_name: str
    flags: tuple[str, ...]
    null_programs: tuple[str, ...]
    simulated_spread: float | None
    measured_ms: tuple[float, float]

    def preloading(self, modules: tuple[str, ...]) -> "Language":
        """This language, in which every run has imported some modules before its program begins.

        Every program pays for the imports in its start-up, the null program too, whether it uses the modules
        or not.

        Args:
            modules: Names of modules that a problem asks for; may be empty.

        Raises:
            ProblemError: Programs in this language cannot begin with one of the modules.
        """
        ...

    def toolchain(self) -> Toolchain:
        """The installed toolchain.

        Raises:
            ToolchainMissingError: It is missing or does not work; the message names the fix.
        """
        ...

    def build_request(
        self, source: bytes, limits: Limits, hidden: tuple[str, ...] = (), flags: tuple[str, ...] = ()
    ) -> ProcessRequest:
        """The request whose artifact is the program built from ``source``.

        Args:
            source: Source text.
            limits: What the build may use.
            hidden: Folders on the host that the build must not see.
            flags: The problem's compiler flags; they follow the toolchain's own flags and override them.

        Raises:
            ProblemError: There are flags, but programs in this language are built without flags.
        """
        ...

    def refusal(self, artifact: bytes) -> str:
        """Why a built program must not run, in words for its author; empty if it may run."""
        ...

    def run_request(
        self, artifact: bytes, stdin: bytes, limits: Limits, core: int | None = None
    ) -> ProcessRequest:
        """The request that runs a built program on ``stdin``."""
        ...

    def tidy(self, said: str) -> str:
        """Remove what does not help the author from the output of a build or of a failed run.

        Args:
            said: Any text of up to 64 KiB. The time that this takes is linear in its length.
        """
        ...


def tidied(language: Language, said: bytes) -> bytes:
    """The output of a build or of a failed run, ready to be shown to the program's author."""
    text = language.toolchain().without_places(said.decode(errors="replace"))
    return language.tidy(text).encode(errors="replace")
