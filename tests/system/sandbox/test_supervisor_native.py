"""``supervisor.c`` and ``guard.c`` under strict compilers and sanitizers, odd messages and odd ends."""

import contextlib
import itertools
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import psutil
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import perfgym.sandbox
import perfgym.sandbox.supervisor as supervisor_module
from perfgym.errors import HarnessError, SandboxUnavailableError
from perfgym.languages import LANGUAGES
from perfgym.sandbox import SANDBOXES, Sandbox, wire
from perfgym.sandbox.jail import JailBuilder, JailView
from perfgym.sandbox.memory_file import memory_file, sealed_file
from perfgym.sandbox.native import SOURCES
from perfgym.sandbox.request import Limits, ProcessOutcome, ProcessRequest
from perfgym.sandbox.supervisor import Supervisor, outside_uid
from perfgym.sandbox.wire import REPORT_BYTES, Bounds, Step, decode_report

FOLDER = Path(perfgym.sandbox.__file__).parent
SOURCE = FOLDER / "supervisor.c"
WARNINGS = [
    "-Wall",
    "-Wextra",
    "-Wpedantic",
    "-Wconversion",
    "-Wshadow",
    "-Wstrict-prototypes",
    "-Wmissing-prototypes",
    "-Wformat=2",
    "-Wvla",
    "-Wundef",
    "-Werror",
]
SANITIZERS = ["-std=gnu17", "-g", "-O1", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"]
# The supervisor's environment is empty, and leak detection would trace it.
OPTIONS = """
const char *__asan_default_options(void);
const char *__asan_default_options(void) { return "detect_leaks=0"; }
"""
FINDING = re.compile(rb"ERROR: \w+Sanitizer.*|.*runtime error:.*")
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


def compiled(source: str, *flags: str) -> bytes:
    """A static binary made by the host's own compiler."""
    command = ["gcc", "-O1", "-static", *flags, "-x", "c", "-", "-o", "/dev/stdout"]
    with contextlib.closing(open(os.memfd_create("binary"), "w+b")) as binary:
        command[-1] = f"/proc/self/fd/{binary.fileno()}"
        subprocess.run(command, input=source.encode(), check=True, pass_fds=[binary.fileno()])
        return Path(f"/proc/self/fd/{binary.fileno()}").read_bytes()


def forking(program: bytes, **changes: object) -> ProcessRequest:
    """A run that may start processes."""
    request = ProcessRequest(argv=("x",), executable=program, limits=Limits(wall_s=5), may_fork=True)
    return replace(request, **changes)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def odd() -> bytes:
    """A program that misbehaves as its argument says."""
    return compiled(r"""
    #include <fcntl.h>
    #include <signal.h>
    #include <stdio.h>
    #include <stdlib.h>
    #include <string.h>
    #include <unistd.h>
    int main(int argc, char **argv) {
        const char *what = argv[1];
        char page[4096] = {1};
        if (!strcmp(what, "echo")) for (long n; (n = read(0, page, sizeof page)) > 0;) write(1, page, n);
        if (!strcmp(what, "flood")) for (;;) write(1, page, sizeof page);
        if (!strcmp(what, "sleep")) sleep(60);
        if (!strcmp(what, "spin")) for (;;) {}
        if (!strcmp(what, "crash")) raise(SIGSEGV);
        if (!strcmp(what, "memory"))
            for (char *p;;) if ((p = malloc(1 << 20))) memset(p, 1, 1 << 20); else return 7;
        if (!strcmp(what, "leave")) for (int i = 0; i < 5; i++) if (!fork()) { setsid(); sleep(60); }
        if (!strcmp(what, "artifact")) {
            int file = open(argv[2], O_CREAT | O_WRONLY, 0600);
            for (int i = 0; i < atoi(argv[3]); i++) write(file, page, sizeof page);
        }
        if (!strcmp(what, "list")) return access(argv[2], R_OK) ? 1 : 0;
        return 0;
    }
    """)  # fmt: skip


def wait_until(condition: Callable[[], object], timeout_s: float = 5.0) -> bool:
    """Whether it comes true in time."""
    end = time.monotonic() + timeout_s
    while not (held := condition()) and time.monotonic() < end:
        time.sleep(0.02)
    return bool(held)


def has_ended(pid: int) -> bool:
    """Whether nothing but perhaps a zombie is left of it."""
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def innermost(pid: int) -> psutil.Process:
    """The last in a line of only children: the supervisor, where no run is made."""
    process = psutil.Process(pid)
    while children := process.children():
        process = children[0]
    return process


# ---- compilers --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(["gcc", "-O2", "-static"], id="gcc"),
        pytest.param(["gcc", "-O0"], id="gcc-O0"),
        pytest.param(["gcc", "-O1", "-fanalyzer"], id="gcc-analyzer"),
        pytest.param(["clang", "-O2"], id="clang"),
    ],
)
def test_the_supervisor_compiles_without_a_warning(command: list[str], tmp_path: Path) -> None:
    if not shutil.which(command[0]):
        pytest.skip(f"{command[0]} is not installed")
    done = subprocess.run(
        [*command, "-std=gnu17", *WARNINGS, SOURCE, FOLDER / "guard.c", "-o", tmp_path / "binary"],
        capture_output=True,
        check=False,
    )
    assert not done.stderr.decode()
    assert done.returncode == 0


# ---- ends -------------------------------------------------------------------------------------------

HARNESS = """
import contextlib, os, resource, signal, sys
from pathlib import Path
from perfgym.sandbox import SANDBOXES
from perfgym.sandbox.request import Limits, ProcessRequest

program = Path(sys.argv[1]).read_bytes()

def run(name="supervisor", **changes):
    with contextlib.closing(SANDBOXES[name]()) as sandbox:
        request = ProcessRequest(argv=("x",), executable=program, limits=Limits(), **changes)
        print(sandbox.run(request).outcome.value, flush=True)
"""


def harness(script: str, tmp_path: Path, **options: object) -> "subprocess.CompletedProcess[str]":
    """A harness of its own, which may be spoilt."""
    program = tmp_path / "program"
    program.write_bytes(compiled("int main(void) { return 0; }"))
    command = [sys.executable, "-c", HARNESS + textwrap.dedent(script), str(program)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.run(command, capture_output=True, text=True, timeout=30, check=False, env=environment)


@pytest.mark.parametrize(
    "limit", ["RLIMIT_CORE, (0, 0)", "RLIMIT_STACK, (1 << 23, 1 << 23)", "RLIMIT_NOFILE, (99, 99)"]
)
def test_a_host_with_stricter_limits_makes_runs(limit: str, tmp_path: Path) -> None:
    """``ulimit -Hc 0`` is common; no one but root may raise it again."""
    done = harness(f"resource.setrlimit(resource.{limit}); run()", tmp_path)
    assert done.stdout == "exited\n", done.stderr


def test_a_jail_of_a_harness_that_ignores_sigterm_ends(tmp_path: Path) -> None:
    """What is ignored is inherited; the guard has to listen."""
    done = harness("signal.signal(signal.SIGTERM, signal.SIG_IGN); run()", tmp_path)
    assert done.stdout == "exited\n", done.stderr


def test_a_jail_of_a_harness_with_many_descriptors_ends(tmp_path: Path) -> None:
    """The guard lets go of the control socket, whatever its number is."""
    script = """
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    print("enough" if most > 2000 else "few")
    files = [os.open("/dev/null", os.O_RDONLY) for _ in range(1500 if most > 2000 else 0)]
    run()
    """
    done = harness(script, tmp_path)
    if done.stdout.startswith("few"):
        pytest.skip("this host allows too few descriptors")
    assert (done.stdout, done.stderr) == ("enough\nexited\n", "")


def test_a_control_group_goes_with_its_jail_though_the_harness_dies_over_it(tmp_path: Path) -> None:
    """The guard removes it, not the harness, which may be killed at any moment."""
    script = """
    from perfgym.sandbox import cgroup
    remove = cgroup._remove
    def die_instead(folder, *arguments):
        if len(made) == 1:  # of a trial
            return remove(folder, *arguments)
        print(folder, flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
    made = []
    class Counted(cgroup._Cgroup):
        def __init__(self, folder, version):
            made.append(folder)
            super().__init__(folder, version)
    cgroup._Cgroup = Counted
    cgroup._remove = die_instead
    run("bubblewrap")
    """
    *_, folder = harness(script, tmp_path).stdout.split()
    if folder == "exited":
        pytest.skip("there is no control group to be had")
    assert wait_until(lambda: not Path(folder).exists())


@pytest.mark.parametrize("name", ["supervisor", "bubblewrap", "unsafe-none"])
def test_a_held_program_ends_with_its_harness(name: str, tmp_path: Path) -> None:
    """Also where a forked child of the harness still holds every socket."""
    script = f"""
    def attach(pid):
        child = os.fork()
        if child == 0:
            import time
            os.closerange(0, 3)
            time.sleep(60)
        print(pid, child, flush=True)
        os.kill(os.getpid(), signal.SIGKILL)

    run({name!r}, attach=attach)
    """
    held, child = map(int, harness(script, tmp_path).stdout.split())
    try:
        assert wait_until(lambda: has_ended(held))
    finally:
        os.kill(child, signal.SIGKILL)


@pytest.mark.parametrize("name", ["supervisor", "unsafe-none"])
def test_a_supervisor_killed_in_the_middle_of_a_run_takes_the_program_along(name: str, odd: bytes) -> None:
    """The fault is perfgym's, is called by its name, and nothing is left."""
    found: list[int] = []

    def kill_the_supervisor() -> None:
        time.sleep(0.3)
        program = psutil.Process(found[0])
        parents = [program, *program.parents()]
        # The program, init (in a jail), the supervisor.
        parents[2 if name == "supervisor" else 1].kill()

    killer = threading.Thread(target=kill_the_supervisor)

    def attach(pid: int) -> None:
        found.append(pid)
        killer.start()

    with (
        contextlib.closing(SANDBOXES[name]()) as sandbox,
        pytest.raises(HarnessError, match="in the middle of a run"),
    ):
        sandbox.run(
            ProcessRequest(argv=("x", "sleep"), executable=odd, limits=Limits(wall_s=20), attach=attach)
        )
    killer.join()
    assert wait_until(lambda: has_ended(found[0]))


@pytest.mark.parametrize("name", ["supervisor", "unsafe-none"])
def test_a_fork_bomb_dies_with_its_run(name: str) -> None:
    """Where no namespace kills all of it at once, it could make up for each of it that dies."""
    bomb = compiled("""
    #include <time.h>
    #include <unistd.h>
    int main(void) {
        time_t end = time(0) + 20;
        if (!fork()) while (time(0) < end) fork();
        usleep(100000);
        return 0;
    }
    """)
    start = time.monotonic()
    with contextlib.closing(SANDBOXES[name]()) as sandbox:
        result = sandbox.run(forking(bomb, limits=Limits(wall_s=5, processes=300)))
    assert result.outcome is ProcessOutcome.LEFT_PROCESSES
    assert time.monotonic() - start < 15


@pytest.mark.parametrize("name", ["supervisor", "unsafe-none"])
def test_what_the_program_killed_itself_is_not_left(name: str) -> None:
    """A process that was dead when the program ended is not running, though no one waited for it."""
    killing = compiled("""
    #include <signal.h>
    #include <sys/wait.h>
    #include <unistd.h>
    int main(void) {
        pid_t child = fork();
        if (child < 0) return 1;
        if (!child) pause();
        kill(child, SIGKILL);
        return waitid(P_PID, (id_t)child, &(siginfo_t){0}, WEXITED | WNOWAIT);  /* until it is dead */
    }
    """)
    with contextlib.closing(SANDBOXES[name]()) as sandbox:
        result = sandbox.run(forking(killing))
        assert (result.outcome, result.exit_code) == (ProcessOutcome.EXITED, 0)


def test_other_processes_of_the_same_user_take_none_of_a_run_s_away() -> None:
    """Unjailed, the kernel counts them all against one limit."""
    start_one = compiled("""
    #include <sys/wait.h>
    #include <unistd.h>
    int main(void) {
        pid_t child = fork();
        if (child < 0) return 1;
        if (!child) _exit(0);
        return wait(0) != child;
    }
    """)
    others = [subprocess.Popen(["sleep", "60"], user=outside_uid()) for _ in range(Limits().processes + 8)]
    try:
        with contextlib.closing(SANDBOXES["unsafe-none"]()) as sandbox:
            assert sandbox.run(forking(start_one)).exit_code == 0
    finally:
        for other in others:
            other.kill()
            other.wait()


# ---- sanitizers -------------------------------------------------------------------------------------


@dataclass
class Sanitized:
    """A binary that notices its own faults, and all that its processes said."""

    binary: bytes
    logs: list[int] = field(default_factory=list)

    @property
    def findings(self) -> list[bytes]:
        """What the sanitizers reported."""
        return [found for log in self.logs for found in FINDING.findall(os.pread(log, 1 << 20, 0))]

    def messages(self, name: str) -> int:
        """As :func:`memory_file`; the file is kept."""
        descriptor = memory_file(name)
        self.logs.append(os.dup(descriptor))
        return descriptor

    @contextlib.contextmanager
    def in_place(self) -> Generator[None]:
        """Supervisors and guards are this binary; jails show its libraries."""
        plain = JailView.arguments

        def arguments(view: JailView) -> list[str]:
            if view.mounts:  # a build's: all libraries are there
                return plain(view)
            folders = [folder for folder in ("/lib", "/lib64") if Path(folder).exists()]
            links = tuple(
                (folder, str(Path(folder).readlink())) for folder in folders if Path(folder).is_symlink()
            )
            solid = [(folder, folder) for folder in folders if not Path(folder).is_symlink()]
            return plain(replace(view, mounts=(("/usr", "/usr"), *solid), symlinks=links))

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(JailView, "arguments", arguments)
            patch.setattr(supervisor_module, "native_program", lambda _: self.binary)
            patch.setattr(supervisor_module, "memory_file", self.messages)
            yield


def sanitized_from(source: str, folder: Path) -> Sanitized:
    """The program with ``source`` as its main file, built with sanitizers."""
    for name in SOURCES["supervisor"]:
        shutil.copy(FOLDER / name, folder)
    (folder / "supervisor.c").write_text(source)
    (folder / "options.c").write_text(OPTIONS)
    command = ["gcc", *SANITIZERS, "supervisor.c", "guard.c", "options.c", "-o", "binary"]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    if done.returncode:
        pytest.skip(f"gcc has no sanitizers here: {done.stderr.decode()[-200:]}")
    return Sanitized((folder / "binary").read_bytes())


@pytest.fixture(scope="module")
def sanitized(tmp_path_factory: pytest.TempPathFactory) -> Generator[Sanitized]:
    made = sanitized_from(SOURCE.read_text(), tmp_path_factory.mktemp("sanitized"))
    with made.in_place():
        yield made
    assert made.findings == []


def outcomes(sandbox: Sandbox, odd: bytes) -> None:
    """A run of every kind; each comes out as it should."""
    request = ProcessRequest(
        argv=("x",), executable=odd, limits=Limits(wall_s=3, cpu_s=3, memory_bytes=256 << 20)
    )

    def run(*arguments: str, **changes: object) -> tuple[ProcessOutcome, int]:
        result = sandbox.run(replace(request, argv=("x", *arguments), **changes))  # type: ignore[arg-type]
        assert not FINDING.search(result.stderr)
        return result.outcome, result.exit_code

    short = replace(request.limits, wall_s=0.3)
    assert run("flood", limits=replace(short, output_bytes=1 << 20))[0] is ProcessOutcome.OUTPUT_TOO_LARGE
    assert run("sleep", limits=short)[0] is ProcessOutcome.TIMED_OUT
    assert run("spin", limits=short)[0] is ProcessOutcome.TIMED_OUT
    assert run("crash")[0] is ProcessOutcome.SIGNALED
    assert run("memory", limits=replace(request.limits, memory_bytes=96 << 20)) in (
        (ProcessOutcome.OUT_OF_MEMORY, 0),
        (ProcessOutcome.EXITED, 7),
    )
    assert run("leave", may_fork=True)[0] is ProcessOutcome.LEFT_PROCESSES
    for pages, at_most in ((2, 8192), (3, 8192), (0, 8192)):
        made = replace(
            request, argv=("x", "artifact", "/tmp/a", str(pages)), artifact="/tmp/a", artifact_bytes=at_most
        )
        artifact = sandbox.run(made).artifact
        assert (None if artifact is None else len(artifact)) == (pages * 4096 if pages < 3 else None)
    assert sandbox.run(replace(request, argv=("x", "none"), artifact="/tmp/a")).artifact is None
    attached: list[int] = []
    assert run("none", attach=attached.append) == (ProcessOutcome.EXITED, 0)
    assert len(attached) == 1
    for number in range(3):
        text = bytes([65 + number]) * 5000
        assert sandbox.run(replace(request, argv=("x", "echo"), stdin=text)).stdout == text
    assert run("list", "/work/there", files={"there": b"x", "too": b"y"}) == (ProcessOutcome.EXITED, 0)
    assert run("list", "/work/there") == (ProcessOutcome.EXITED, 1)
    assert run("none", core=min(os.sched_getaffinity(0))) == (ProcessOutcome.EXITED, 0)
    missing = ProcessRequest(argv=("/nowhere",), limits=Limits())
    assert sandbox.run(missing).outcome is ProcessOutcome.NOT_STARTED


@pytest.mark.parametrize("name", ["supervisor", "bubblewrap", "landlock", "unsafe-none"])
def test_no_run_trips_a_sanitizer(name: str, sanitized: Sanitized, odd: bytes) -> None:
    """In every mode: whatever a program does, the supervisor and the guard keep to their own memory."""
    if name == "landlock":
        try:
            SANDBOXES[name]()
        except SandboxUnavailableError as error:
            pytest.skip(str(error))
    with contextlib.closing(SANDBOXES[name]()) as sandbox:
        outcomes(sandbox, odd)
        source = b"int main(void) { return 3; }"
        built = sandbox.run(LANGUAGES["c"].build_request(source, Limits(memory_bytes=2 << 30)))
        assert built.artifact, built
        assert sandbox.run(replace(forking(built.artifact), may_fork=False)).exit_code == 3
    assert sanitized.findings == []


# ---- messages ---------------------------------------------------------------------------------------


class Line:
    """A supervisor that is talked to directly, and started anew when a message ended it."""

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
        """Of the process that takes the next message."""
        return innermost(self._supervisor._guard_pid).pid

    def _receive(self) -> tuple[wire.Report | None, bool]:
        """A report, or None at the end; and whether a descriptor came with it."""
        answer, descriptors, _, _ = socket.recv_fds(self._supervisor._control, REPORT_BYTES, 1)
        for descriptor in descriptors:
            os.close(descriptor)
        return (decode_report(answer) if answer else None), bool(descriptors)

    def tell(self, message: bytes, descriptors: Sequence[int] = ()) -> wire.Report | None:
        """The answer to one message, where there is one; afterwards it takes another, or has ended."""
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
        """Path of an input that no message has dropped."""
        name = f"input{next(self._names)}"
        self._supervisor._put(name, b"hello")
        return name

    def close(self) -> None:
        """Ends it."""
        self._supervisor.close()


@pytest.fixture(scope="module")
def line(sanitized: Sanitized) -> Generator[Line]:
    with contextlib.closing(Line()) as line:
        yield line


def run_message(**changes: object) -> bytes:
    """A request that is answered by exit status 5, with changes; it goes with three descriptors."""
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
        "descriptors": 0b1011,
        "seccomp_filter": b"",
    }
    return wire.encode_run(**(request | changes))  # type: ignore[arg-type]


def works(line: Line) -> bool:
    """Whether a valid run is made as ever."""
    report = line.tell(run_message(stdin_name=line.fresh_input()), [*line.files, line.program])
    # Standard output, standard error and the program, which comes third, are the mask's bits 0, 1 and 3.
    return report is not None and (report.failed_step, report.wait_status) == (Step.NONE, 5 << 8)


def harmless(message: bytes) -> bool:
    """Whether it loads no system-call filter into the supervisor itself, which would rightly be its end."""
    return message[4:8] != wire.encode_filter(b"", 1, 1)[4:8]


HEADER = wire._REQUEST
FIELDS = st.one_of(
    st.integers(0, 12), st.sampled_from([255, 256, 257, 4096, 1 << 15, 1 << 31, (1 << 32) - 1])
)
NAMES = st.one_of(
    st.sampled_from(
        ["", ".", "..", "/", "a/b", "a/b/c", "a/", "./x", "../x", "0", "0/x", "x" * 4096, "a//b"]
    ),
    st.text(st.characters(min_codepoint=1, max_codepoint=255), max_size=12),
)


@st.composite
def broken_requests(draw: st.DrawFn) -> bytes:
    """A valid request in which counts, sizes or bytes are wrong, or that ends too early."""
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
    """With any number of descriptors, of which none stays open there."""
    if harmless(message):
        line.tell(message, [*line.files, line.program, *line.files, *line.files, *line.files][:count])
        assert sanitized.findings == []


@fuzzed
@given(name=NAMES, drop=st.booleans(), nul=st.booleans())
def test_any_name_of_an_input_is_taken_or_refused(
    line: Line, sanitized: Sanitized, name: str, drop: bool, nul: bool
) -> None:
    message = (wire.encode_drop if drop else wire.encode_put)(name)
    line.tell(message if nul else message[:-1])
    assert sanitized.findings == []


def test_the_largest_message_and_a_larger_one_are_refused(line: Line, sanitized: Sanitized) -> None:
    """And so are counts that are above what there is room for."""
    for message in (
        run_message(argv=["x" * (128 * 1024 - HEADER.size - 20)]),
        run_message(argv=["x" * (128 * 1024)]),
        run_message(argv=["x"] * 257),
        run_message(environment=["x"] * 257),
        run_message(rules=["r/"] * 257),
        run_message(seccomp_filter=b"\0" * 32776),
    ):
        line.tell(message, [*line.files, line.program])
    assert sanitized.findings == []
    assert works(line)


def test_descriptors_that_were_not_asked_for_are_refused_and_closed(line: Line) -> None:
    """Whether the message is otherwise right or not, none is kept."""
    assert works(line)
    time.sleep(0.3)  # until the init of that run has made way for the next
    files = [*line.files, line.program]

    def open_there() -> int:
        time.sleep(0.1)  # it closes what it has sent only after it was sent
        return len(list(Path(f"/proc/{line.init_pid}/fd").iterdir()))

    before = open_there() if os.geteuid() == 0 else None  # it is not dumpable
    for message in (run_message(), run_message(descriptors=0), b"x" * 200, wire.encode_put("surplus")):
        for count in (4, 6, 7, 20):
            report = line.tell(message, (files * 7)[:count])
            assert report
            assert report.failed_step is Step.REQUEST
    if before is None:
        pytest.skip("only root sees the supervisor's descriptors")
    assert open_there() == before


def test_an_empty_landlock_rule_is_refused(line: Line) -> None:
    """There is no path behind its letter."""
    report = line.tell(run_message(rules=[""]), [*line.files, line.program])
    assert report
    assert report.failed_step is Step.REQUEST


def test_a_valid_run_works_after_all_that(line: Line, sanitized: Sanitized) -> None:
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
    """A planted bug is reported: the tests above can fail."""
    source = SOURCE.read_text()
    assert source.count(check) == 1
    planted = sanitized_from(source.replace(check, ""), tmp_path)
    if not finding:  # a filter that is said to begin before the message does
        finding, header = b"AddressSanitizer", list(HEADER.unpack(run_message()[: HEADER.size]))
        header[5] = 4096
        message = HEADER.pack(*header)
    with planted.in_place(), contextlib.closing(Line()) as line:
        line.tell(message, [*line.files, line.program])
    assert any(finding in found for found in planted.findings)
