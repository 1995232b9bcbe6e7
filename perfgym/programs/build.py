"""A submission -> :class:`~perfgym.records.Build` and the built program.

The compiler itself runs in the sandbox, because its input is hostile. Its exit status and the artifact
decide; its messages are only shown.
"""

import hashlib
from dataclasses import replace
from pathlib import Path

from perfgym.languages import Language, tidied
from perfgym.printable import clean_text
from perfgym.records import Build, Status, Submission
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


def _cause(result: ProcessResult, diagnostics: str) -> str:
    if result.outcome is ProcessOutcome.EXITED:
        return diagnostics or f"the compiler ended with exit status {result.exit_code} and said nothing"
    return f"the compiler was stopped: {result.detail}\n{diagnostics}".strip()


def compile_submission(
    submission: Submission,
    language: Language,
    sandbox: Sandbox,
    *,
    timeout_s: float,
    max_source_bytes: int,
    hidden: tuple[Path, ...] = (),
    core: int | None = None,
) -> tuple[Build, bytes]:
    """Build a submission of one file. Whatever is wrong with it is in the build's status.

    Args:
        submission: Its file is the one that the language calls a submission's source.
        language: Language of the source.
        sandbox: The sandbox that contains the compiler.
        timeout_s: Wall-clock and CPU seconds that the compiler may take.
        max_source_bytes: Largest source that is compiled.
        hidden: Host folders that the build must not see, wherever the toolchain lies.
        core: Logical CPU that the compiler is pinned to, if given.

    Returns:
        The record of the build, and the program; it is empty unless the status is ``ACCEPTED``.

    Raises:
        ToolchainMissingError: The compiler is missing.
        HarnessError: The sandbox failed.
    """
    toolchain = " ".join((language.toolchain().identity, *submission.flags))
    source = submission.files[language.source_name]
    if len(source) > max_source_bytes:
        cause = f"the source has {len(source)} bytes, at most {max_source_bytes} are compiled"
        return Build(status=Status.COMPILE_ERROR, diagnostics=cause, toolchain=toolchain), b""
    request = language.build_request(source, _limits(timeout_s), tuple(map(str, hidden)), submission.flags)
    result = sandbox.run(replace(request, core=core))
    diagnostics = clean_text(tidied(language, result.stderr))
    refusal = language.refusal(result.artifact) if result.succeeded and result.artifact else ""
    if result.succeeded and result.artifact and not refusal:
        build = Build(
            status=Status.ACCEPTED,
            digest=hashlib.sha256(result.artifact).hexdigest(),
            diagnostics=diagnostics,
            toolchain=toolchain,
            wall_ns=result.wall_ns,
        )
        return build, result.artifact
    timed_out = result.outcome is ProcessOutcome.TIMED_OUT
    build = Build(
        status=Status.COMPILE_TIMEOUT if timed_out else Status.COMPILE_ERROR,
        diagnostics=refusal or _cause(result, diagnostics),
        toolchain=toolchain,
        wall_ns=result.wall_ns,
    )
    return build, b""
