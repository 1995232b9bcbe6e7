"""Source text of a submission -> :class:`~perfgym.records.Build`.

The compiler itself runs in the sandbox: what it is fed is hostile. Its exit status and the
artifact decide; what it says is only shown.
"""

from dataclasses import replace
from pathlib import Path

from perfgym.languages import Language, tidied
from perfgym.printable import clean_text
from perfgym.records import Build, Status
from perfgym.sandbox import Sandbox
from perfgym.sandbox.request import Limits, ProcessOutcome, ProcessResult

__all__ = ["compile_submission"]

_MEMORY_BYTES = 2 << 30
_SCRATCH_BYTES = 256 << 20
_PROCESSES = 64


def _limits(timeout_s: float) -> Limits:
    return Limits(
        wall_s=timeout_s,
        cpu_s=timeout_s,
        memory_bytes=_MEMORY_BYTES,
        processes=_PROCESSES,
        scratch_bytes=_SCRATCH_BYTES,
    )


def _failed(status: Status, diagnostics: str, toolchain: str, wall_ns: int = 0) -> Build:
    return Build(status=status, diagnostics=diagnostics, toolchain=toolchain, wall_ns=wall_ns)


def _why(result: ProcessResult, said: str) -> str:
    if result.outcome is ProcessOutcome.EXITED:
        return said or f"the compiler ended with exit status {result.exit_code} and said nothing"
    return f"the compiler was stopped: {result.detail}\n{said}".strip()


def compile_submission(
    source: str,
    language: Language,
    sandbox: Sandbox,
    *,
    timeout_s: float,
    max_source_bytes: int,
    hidden: tuple[Path, ...] = (),
    flags: tuple[str, ...] = (),
    core: int | None = None,
) -> Build:
    """Builds ``source``; whatever is wrong with it is in the build's status.

    Args:
        source: Source text, of any content.
        language: Language it is to be.
        sandbox: What contains the compiler.
        timeout_s: Wall-clock and CPU seconds the compiler may take.
        max_source_bytes: Largest source compiled.
        hidden: Host folders that the build must not see, wherever the toolchain lies.
        flags: A problem author's, for the compiler.
        core: Logical CPU it is pinned to, where one is given.

    Raises:
        ToolchainMissingError: The compiler is missing.
        HarnessError: The sandbox failed.
    """
    toolchain = " ".join((language.toolchain().identity, *flags))
    encoded = source.encode(errors="replace")  # lone surrogates are no text
    if len(encoded) > max_source_bytes:
        why = f"the source has {len(encoded)} bytes, at most {max_source_bytes} are compiled"
        return _failed(Status.COMPILE_ERROR, why, toolchain)
    request = language.build_request(encoded, _limits(timeout_s), tuple(map(str, hidden)), flags)
    result = sandbox.run(replace(request, core=core))
    said = clean_text(tidied(language, result.stderr))
    if result.outcome is ProcessOutcome.TIMED_OUT:
        return _failed(Status.COMPILE_TIMEOUT, _why(result, said), toolchain, result.wall_ns)
    if not (result.succeeded and result.artifact):
        return _failed(Status.COMPILE_ERROR, _why(result, said), toolchain, result.wall_ns)
    return Build(
        status=Status.ACCEPTED,
        artifact=result.artifact,
        diagnostics=said,
        toolchain=toolchain,
        wall_ns=result.wall_ns,
    )
