"""Odd messages to a supervisor: each is answered, refused, or ends it, and none harms its memory."""

import contextlib
import itertools
import os
import socket
import time
from collections.abc import Generator, Sequence
from pathlib import Path

import psutil
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perfgym.sandbox import wire
from perfgym.sandbox.jail import JailBuilder, JailView
from perfgym.sandbox.memory_file import memory_file, sealed_file
from perfgym.sandbox.request import Limits
from perfgym.sandbox.supervisor import Supervisor
from perfgym.sandbox.wire import REPORT_BYTES, Bounds, Step, decode_report
from tests.doubles.c_programs import compiled
from tests.doubles.sanitized import SOURCE, Sanitized, sanitized_from

BOUNDS = Bounds(
    wall_ns=2 * 10**9,
    cpu_s=2,
    address_space_bytes=(1 << 64) - 1,
    file_bytes=1 << 20,
    processes=16,
    open_files=64,
    stack_bytes=8 << 20,
    scratch_bytes=1 << 20,
    scratch_inodes=64,
    artifact_bytes=1 << 16,
)


def innermost(pid: int) -> psutil.Process:
    """Follow the only child of each process to the last one. When no run is made, that is the supervisor."""
    process = psutil.Process(pid)
    while children := process.children():
        process = children[0]
    return process


class Line:
    """A connection to a supervisor. It starts another supervisor when a message has ended the first."""

    def __init__(self) -> None:
        self._names = itertools.count()
        self.program = sealed_file("program", compiled("int main(void) { return 5; }"))
        self.files = [memory_file(f"file{number}") for number in range(2)]
        self._start()

    def _start(self) -> None:
        command = JailBuilder("serve")._command(JailView((), (), (), devices=False))
        self._supervisor = Supervisor(command, None, Limits())
        assert self._supervisor.input_name(b"hello") == "0"

    @property
    def init_pid(self) -> int:
        """The process ID of the process that takes the next message."""
        return innermost(self._supervisor._guard_pid).pid

    def _receive(self) -> tuple[wire.Report | None, bool]:
        """Receive a report, or None at the end of the stream; return whether a descriptor came with it."""
        answer, descriptors, _, _ = socket.recv_fds(self._supervisor._control, REPORT_BYTES, 1)
        for descriptor in descriptors:
            os.close(descriptor)
        return (decode_report(answer) if answer else None), bool(descriptors)

    def send(self, message: bytes, descriptors: Sequence[int] = ()) -> wire.Report | None:
        """Send one message; return the answer, or None if the supervisor ended or sends none.

        Afterwards the supervisor, or another one, is ready for the next message.
        """
        control = self._supervisor._control
        control.settimeout(10)
        socket.send_fds(control, [message], list(descriptors))
        answer: wire.Report | None = None
        if message[:8] != wire.encode_drop("")[:8]:
            answer, _ = self._receive()
            if answer is None:
                self.close()
                self._start()
                return None
        control.send(wire.encode_put(f"probe{next(self._names)}"))
        while not (probe := self._receive())[1]:  # a refused drop is answered
            answer, _ = probe
            assert answer
            assert answer.failed_step in (Step.PUT, Step.REQUEST)
        return answer

    def fresh_input(self) -> str:
        """Store an input under a new name; return the name."""
        name = f"input{next(self._names)}"
        self._supervisor._put(name, b"hello")
        return name

    def close(self) -> None:
        """End the supervisor."""
        self._supervisor.close()


@pytest.fixture(scope="module")
def line(sanitized: Sanitized) -> Generator[Line]:
    with contextlib.closing(Line()) as line:
        yield line


def run_message(**changes: object) -> bytes:
    """Return a request that needs three descriptors and gets exit status 5, with some fields changed."""
    request: dict[str, object] = {
        "stdin_name": "0",
        "work_name": "",
        "artifact_path": "",
        "argv": ["x"],
        "environment": ["A=b"],
        "rules": [],
        "bounds": BOUNDS,
        "core": -1,
        "proc": False,
        "executable_work": False,
        "descriptors": 0b1011,
        "seccomp_filter": b"",
    }
    return wire.encode_run(**(request | changes))  # type: ignore[arg-type]


def works(line: Line) -> bool:
    """Whether a valid run succeeds."""
    report = line.send(run_message(stdin_name=line.fresh_input()), [*line.files, line.program])
    # Standard output, standard error and the program, which comes third, are the mask's bits 0, 1 and 3.
    return report is not None and (report.failed_step, report.wait_status) == (Step.NONE, 5 << 8)


def harmless(message: bytes) -> bool:
    """Whether a message loads no system-call filter into the supervisor, which would rightly end it."""
    return message[4:8] != wire.encode_filter(b"", 1, 1)[4:8]


HEADER = wire._REQUEST
FIELDS = st.one_of(
    st.integers(0, 12), st.sampled_from([255, 256, 257, 4096, 1 << 15, 1 << 31, (1 << 32) - 1])
)
NAMES = st.one_of(
    st.sampled_from(
        [
            *("", ".", "..", "/", "a/b", "a/b/c", "a/", "./x", "../x", "0", "0/x", "x" * 4096, "a//b"),
            *("a/../x", "a/..", "a..b", "..a/b", "a/b/c/d/e/f"),
        ]
    ),
    st.text(st.characters(min_codepoint=1, max_codepoint=255), max_size=12),
)


@st.composite
def broken_requests(draw: st.DrawFn) -> bytes:
    """Draw a valid request, and change counts, sizes or bytes, or cut off its end."""
    rules = draw(st.lists(st.sampled_from(["", "r", "r/", "x/tmp", "w/nowhere", "q/work"]), max_size=3))
    filter_bytes = draw(st.sampled_from([b"", b"\6" + b"\0" * 7, b"\1" * 8, b"x" * 9, b"\0" * 40000]))
    message = bytearray(run_message(rules=rules, seccomp_filter=filter_bytes))
    fields = list(HEADER.unpack(message[: HEADER.size]))
    for index in draw(st.lists(st.integers(1, len(fields) - 1), max_size=3)):
        fields[index] = draw(FIELDS) if index > 7 else min(draw(FIELDS), (1 << 31) - 1)
    message[: HEADER.size] = HEADER.pack(*fields)
    for _ in range(draw(st.integers(0, 3))):
        message[draw(st.integers(0, len(message) - 1))] = draw(st.integers(0, 255))
    return bytes(message[: draw(st.one_of(st.just(len(message)), st.integers(1, len(message))))])


fuzzed = settings(
    max_examples=150,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@fuzzed
@given(message=st.one_of(st.binary(max_size=300), broken_requests()), count=st.integers(0, 8))
def test_any_message_is_answered_or_ends_the_supervisor(
    line: Line, sanitized: Sanitized, message: bytes, count: int
) -> None:
    """Any number of descriptors comes with the message."""
    if harmless(message):
        line.send(message, [*line.files, line.program, *line.files, *line.files, *line.files][:count])
        assert sanitized.findings == []


@fuzzed
@given(name=NAMES, drop=st.booleans(), nul=st.booleans())
def test_any_name_of_an_input_is_taken_or_refused(
    line: Line, sanitized: Sanitized, name: str, drop: bool, nul: bool
) -> None:
    message = (wire.encode_drop if drop else wire.encode_put)(name)
    line.send(message if nul else message[:-1])
    assert sanitized.findings == []


def test_the_largest_message_and_a_larger_one_are_refused(line: Line, sanitized: Sanitized) -> None:
    """The supervisor also refuses more strings or filter bytes than it has room for."""
    for message in (
        run_message(argv=["x" * (128 * 1024 - HEADER.size - 20)]),
        run_message(argv=["x" * (128 * 1024)]),
        run_message(argv=["x"] * 257),
        run_message(environment=["x"] * 257),
        run_message(rules=["r/"] * 257),
        run_message(seccomp_filter=b"\0" * 32776),
    ):
        line.send(message, [*line.files, line.program])
    assert sanitized.findings == []
    assert works(line)


def test_surplus_descriptors_are_refused_and_closed(line: Line) -> None:
    """The supervisor keeps none of them, whether the message is otherwise valid or not."""
    assert works(line)
    time.sleep(0.3)  # until the init of that run has made way for the next
    files = [*line.files, line.program]

    def open_there() -> int:
        time.sleep(0.1)  # it closes what it has sent only after it was sent
        return len(list(Path(f"/proc/{line.init_pid}/fd").iterdir()))

    before = open_there() if os.geteuid() == 0 else None  # it is not dumpable
    for message in (run_message(), run_message(descriptors=0), b"x" * 200, wire.encode_put("surplus")):
        for count in (4, 6, 7, 20):
            report = line.send(message, (files * 7)[:count])
            assert report
            assert report.failed_step is Step.REQUEST
    if before is None:
        pytest.skip("only root sees the supervisor's descriptors")
    assert open_there() == before


def test_an_empty_landlock_rule_is_refused(line: Line) -> None:
    """An empty rule has neither a letter nor a path."""
    report = line.send(run_message(rules=[""]), [*line.files, line.program])
    assert report
    assert report.failed_step is Step.REQUEST


def test_a_valid_run_works_after_all_odd_messages(line: Line, sanitized: Sanitized) -> None:
    assert works(line)
    assert sanitized.findings == []


@pytest.mark.parametrize(
    ("check", "message", "finding"),
    [
        ("request->argc > MAX_STRINGS || ", run_message(argv=["x"] * 300), b"runtime error"),
        ("bytes > size - sizeof run->request || ", run_message(stdin_name="")[:5], b""),
    ],
    ids=["undefined", "address"],
)
def test_a_missing_check_would_be_found(check: str, message: bytes, finding: bytes, tmp_path: Path) -> None:
    """The sanitizers report a planted bug, so the tests above can fail."""
    source = SOURCE.read_text()
    assert source.count(check) == 1
    planted = sanitized_from(source.replace(check, ""), tmp_path)
    if not finding:  # a filter that is said to begin before the message does
        finding, header = b"AddressSanitizer", list(HEADER.unpack(run_message()[: HEADER.size]))
        header[5] = 4096
        message = HEADER.pack(*header)
    with planted.in_place(), contextlib.closing(Line()) as line:
        line.send(message, [*line.files, line.program])
    assert any(finding in found for found in planted.findings)
