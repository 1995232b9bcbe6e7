"""A language without a compiler, and a sandbox that answers every request as a test wishes."""

from perfgym.errors import ProblemError
from perfgym.languages.toolchain import Toolchain
from perfgym.sandbox import FakeSandbox
from perfgym.sandbox.request import CodeSource, Limits, ProcessRequest, ProcessResult

__all__ = ["AnsweringSandbox", "PlainLanguage"]


class PlainLanguage:
    """Its artifact is the source; a line of a diagnostic that begins with "noise" is left out."""

    name = "plain"
    title = "Plain"
    libraries = "nothing"
    source_name = "solution.plain"
    flags = ("-fast",)
    null_programs = ("",)
    simulated_spread = None
    measured_ms = (1.0, 2.0)
    code = CodeSource.PROGRAM

    def preloading(self, modules: tuple[str, ...]) -> "PlainLanguage":
        """Nothing is imported."""
        assert not modules
        return self

    def toolchain(self) -> Toolchain:
        """A toolchain that lies in /opt/plain."""
        return Toolchain(
            name="plaincc",
            version="7.1",
            flags=("-fast",),
            path="/opt/plain/bin/plaincc",
            program="/toolchain/plain/bin/plaincc",
            mounts={"/opt/plain": "/toolchain/plain"},
        )

    def build_request(
        self, source: bytes, limits: Limits, hidden: tuple[str, ...] = (), flags: tuple[str, ...] = ()
    ) -> ProcessRequest:
        """The flag -refused is refused."""
        if "-refused" in flags:
            raise ProblemError("plaincc takes no -refused")
        return ProcessRequest(
            argv=("plaincc", *flags),
            limits=limits,
            files={self.source_name: source},
            hidden=hidden,
            artifact="program",
        )

    def refusal(self, artifact: bytes) -> str:
        """A program that says so is refused."""
        return "the program must not run" if artifact == b"refused" else ""

    def run_request(
        self, artifact: bytes, stdin: bytes, limits: Limits, core: int | None = None
    ) -> ProcessRequest:
        """The artifact is the executable."""
        return ProcessRequest(argv=("solution",), executable=artifact, stdin=stdin, limits=limits, core=core)

    def tidy(self, said: str) -> str:
        """Leave out lines of noise."""
        return "\n".join(line for line in said.splitlines() if not line.startswith("noise"))


class AnsweringSandbox(FakeSandbox):
    """Answers requests with the results that it was given, in their order, and keeps the requests."""

    def __init__(self, *results: ProcessResult) -> None:
        super().__init__({})
        self._results = list(results)
        self.requests: list[ProcessRequest] = []

    def run(self, request: ProcessRequest) -> ProcessResult:
        """Return the next result. Raise IndexError if none is left."""
        self.requests.append(request)
        return self._results.pop(0)
