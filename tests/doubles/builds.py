"""Builds of source text for the tests of languages."""

from perfgym.languages import Language
from perfgym.programs.build import compile_submission
from perfgym.programs.program import Program
from perfgym.records import Build, Status, Submission
from perfgym.sandbox import Sandbox
from perfgym.sandbox.request import Limits


def build(language: Language, sandbox: Sandbox, source: str) -> tuple[Build, bytes]:
    """The record of a build with plenty of time, and the artifact."""
    submission = Submission(files={language.source_name: source.encode(errors="replace")})
    return compile_submission(submission, language, sandbox, timeout_s=60, max_source_bytes=1 << 20)


def program(language: Language, sandbox: Sandbox, source: str, limits: Limits | None = None) -> Program:
    """A program whose build has to succeed."""
    record, artifact = build(language, sandbox, source)
    assert record.status is Status.ACCEPTED, record.diagnostics
    return Program(
        source=source,
        artifact=artifact,
        build=record,
        language=language,
        sandbox=sandbox,
        limits=limits or Limits(),
    )
