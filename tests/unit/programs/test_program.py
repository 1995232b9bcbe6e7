"""One run of a built program. No process runs."""

from perfgym.programs.program import Program
from perfgym.records import Build, Status
from perfgym.sandbox.request import Limits, ProcessOutcome, ProcessResult
from tests.doubles.plain_language import AnsweringSandbox, PlainLanguage

RIGHT = ProcessResult(outcome=ProcessOutcome.EXITED, stdout=b"out", stderr=b"noise\nkept")


def program(*results: ProcessResult) -> tuple[Program, AnsweringSandbox]:
    sandbox = AnsweringSandbox(*results)
    build = Build(status=Status.ACCEPTED)
    limits = Limits(wall_s=2.0)
    return (
        Program(
            source="text",
            artifact=b"program",
            build=build,
            language=PlainLanguage(),
            sandbox=sandbox,
            limits=limits,
        ),
        sandbox,
    )


def test_a_run_gets_the_artifact_its_input_and_its_limits() -> None:
    one, sandbox = program(RIGHT, RIGHT)
    one.run(b"first")
    one.run(b"second", 4)
    first, second = sandbox.requests
    assert (first.executable, first.stdin, first.core) == (b"program", b"first", None)
    assert (second.executable, second.stdin, second.core) == (b"program", b"second", 4)
    assert first.limits == second.limits == Limits(wall_s=2.0)


def test_counters_are_attached_to_the_process_only_on_request() -> None:
    seen: list[int] = []
    one, sandbox = program(RIGHT, RIGHT)
    one.run(b"", attach=seen.append)
    one.run(b"")
    attached, plain = sandbox.requests
    assert attached.attach is not None
    attached.attach(17)
    assert (seen, plain.attach) == ([17], None)


def test_standard_error_of_a_failed_run_is_tidied() -> None:
    """The agent reads that text. The text of a run that succeeded stays as it is."""
    failed = ProcessResult(outcome=ProcessOutcome.EXITED, exit_code=1, stdout=b"half", stderr=b"noise\nkept")
    one, _ = program(failed, RIGHT)
    result = one.run(b"")
    assert (result.exit_code, result.stdout, result.stderr) == (1, b"half", b"kept")
    assert one.run(b"") == RIGHT
