"""The time that a run in a sandbox takes, compared with `posix_spawn` and with a jail built for each run.

There are four sections. Each is measured in rounds that use every way once, in random order, in this process:

    start    a static program that does nothing
    parent   the same, from a small parent process, then from one that has touched 2 GB: in an array,
             which may get huge pages, and in small pages, as a heap of objects has
    data     32 MB in and 32 MB out
    work     an evaluation: build a radix sort, run five small tests, run it once on 1,000,000 values

The "reference stack" is `taskset bwrap ... bash -c "ulimit ...; exec PROGRAM"` with pipes. Docker and other
container tools are measured if they are installed and work; otherwise a line says why not.

    python benchmarks/sandbox_overhead.py --runs 300 --rounds 20 -o result.json

The JSON file holds all series in pyperf's format (`python -m pyperf show result.json`).
"""

import contextlib
import mmap
import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import click
import numpy as np
import psutil
from launchers import (
    UnavailableError,
    check,
    compiled,
    containers,
    reference_stack,
    require,
    spawn,
    under_limits,
)
from rich.console import Console
from rich.table import Table
from series import Way, dump, interleaved, machine, quartiles, timed

import perfgym
from perfgym.errors import PerfgymError
from perfgym.languages import LANGUAGES
from perfgym.sandbox import SANDBOXES, Sandbox
from perfgym.sandbox.request import Limits, ProcessOutcome, ProcessRequest, ProcessResult

_NOTHING = "int main(void) { return 0; }\n"
_COPY = r"""
#include <unistd.h>
static char buffer[1 << 20];
int main(void) {
    for (ssize_t size; (size = read(0, buffer, sizeof buffer)) > 0;)
        for (ssize_t done = 0, part; done < size; done += part)
            if ((part = write(1, buffer + done, (size_t)(size - done))) <= 0) return 1;
    return 0;
}
"""
_DATA_BYTES = 32 << 20
_SMALL_TESTS, _SMALL_BYTES = 5, 64 << 10
_SORTED_VALUES = 1_000_000
_LIMITS = Limits(memory_bytes=512_000 << 10, cpu_s=10)


@dataclass(kw_only=True)
class OverheadBenchmark:
    """Settings, tools and results of all sections.

    Attributes:
        console: The console that tables are printed on.
        stack: Closes sandboxes and deletes files at the end.
        folder: A temporary folder.
        nothing: The static program that does nothing.
        core: Logical CPU of pinned runs.
        runs: Rounds of short runs.
        rounds: Rounds of long runs.
        parent_mb: Memory that the large parent has touched.
        sandboxes: Name to sandbox, made at the first use.
        series: All seconds measured, by section and way.
    """

    console: Console
    stack: contextlib.ExitStack
    folder: Path
    nothing: Path
    core: int
    runs: int
    rounds: int
    parent_mb: int
    sandboxes: dict[str, Sandbox] = field(default_factory=dict)
    series: dict[str, list[float]] = field(default_factory=dict)

    def sandbox(self, name: str) -> Sandbox:
        """Return the sandbox of that name; it is kept until the end of the benchmark."""
        if name not in self.sandboxes:
            self.sandboxes[name] = self.stack.enter_context(contextlib.closing(SANDBOXES[name]()))
        return self.sandboxes[name]

    def say(self, line: str) -> None:
        """Print a line without markup."""
        self.console.print(line, markup=False, highlight=False)

    def measure(self, section: str, title: str, ways: dict[str, Way], rounds: int, base: str) -> None:
        """Measure all ways of a section, and print them with their differences from the way ``base``."""
        taken = interleaved(ways, rounds)
        self.series |= {f"{section}: {name}": seconds for name, seconds in taken.items()}
        table = Table(title=f"{title} (ms, n = {rounds})", title_justify="left")
        table.add_column("way")
        for heading in ("median", "quartiles", "p95", f"over {base}"):
            table.add_column(heading, justify="right", no_wrap=True)
        bottom = float(np.median(taken[base]))
        for name, seconds in taken.items():
            low, middle, high, late = (1e3 * float(q) for q in np.quantile(seconds, (0.25, 0.5, 0.75, 0.95)))
            over = f"{middle - 1e3 * bottom:+.3f}"
            table.add_row(name, f"{middle:.3f}", f"{low:.3f} to {high:.3f}", f"{late:.3f}", over)
        self.console.print(table)


def finished(result: ProcessResult) -> ProcessResult:
    """Return the result of a run that must have succeeded.

    Raises:
        UnavailableError: The run failed.
    """
    if result.outcome is not ProcessOutcome.EXITED or result.exit_code:
        raise UnavailableError(f"a run in the sandbox ended as {result.outcome}: {result.detail}")
    return result


def in_sandbox(sandbox: Sandbox, request: ProcessRequest) -> Way:
    """Return the way that makes one run in a sandbox."""
    return timed(lambda: finished(sandbox.run(request)))


def by_command(command: list[str]) -> Way:
    """Return the way that runs a command and captures its output."""
    return timed(lambda: check(subprocess.run(command, capture_output=True, check=False)))


def in_stack(benchmark: OverheadBenchmark, program: Path) -> list[str]:
    """Copy a program to a working folder; return the reference stack's command for it."""
    work = Path(tempfile.mkdtemp(dir=benchmark.folder))
    (work / "program").write_bytes(program.read_bytes())
    (work / "program").chmod(0o755)
    return reference_stack(work, benchmark.core, "/work/program")


def measure_start(benchmark: OverheadBenchmark) -> None:
    """Measure section ``start``."""
    program = benchmark.nothing
    request = ProcessRequest(argv=("program",), executable=program.read_bytes(), limits=_LIMITS)
    held = replace(request, attach=lambda _: None)
    ways = {"posix_spawn": timed(lambda: spawn(program))}
    for name, wanted, variant in (
        ("supervisor", request, ""),
        ("supervisor", held, ", held for counters"),
        ("supervisor", replace(held, core=benchmark.core), ", held and pinned"),
        ("bubblewrap", request, ", a jail for each run"),
        ("landlock", request, ""),
    ):
        try:
            ways[f"{name}{variant}"] = in_sandbox(benchmark.sandbox(name), wanted)
        except PerfgymError as error:
            benchmark.say(f"{name}{variant}: {error}")
    ways["reference stack"] = by_command(in_stack(benchmark, program))
    commands, absent = containers(program, benchmark.stack)
    ways |= {tool: by_command(command) for tool, command in commands.items()}
    for tool, why in absent.items():
        benchmark.say(f"{tool} {why}")
    benchmark.measure("start", "A static program that does nothing", ways, benchmark.runs, "posix_spawn")


def measure_parent(benchmark: OverheadBenchmark) -> None:
    """Measure section ``parent``."""
    program = benchmark.nothing
    request = ProcessRequest(argv=("program",), executable=program.read_bytes(), limits=_LIMITS)
    ways = {
        "posix_spawn": timed(lambda: spawn(program)),
        "supervisor": in_sandbox(benchmark.sandbox("supervisor"), request),
        "subprocess, preexec_fn": timed(lambda: under_limits(program)),
        "reference stack": by_command(in_stack(benchmark, program)),
    }
    benchmark.measure("small parent", "From a small parent", ways, benchmark.runs, "posix_spawn")
    free_mb = psutil.virtual_memory().available >> 20
    if free_mb < 2 * benchmark.parent_mb:
        benchmark.say(
            f"large parent: skipped, {free_mb} MB of memory are free, but twice --parent-mb are needed"
        )
        return
    wanted = benchmark.parent_mb << 20
    array = np.ones(wanted // 8)
    title = f"From a parent that has touched {benchmark.parent_mb} MB, in an array"
    benchmark.measure("large parent", title, ways, benchmark.runs, "posix_spawn")
    del array
    with mmap.mmap(-1, wanted, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS) as memory:
        memory.madvise(mmap.MADV_NOHUGEPAGE)
        for start in range(0, wanted, mmap.PAGESIZE):
            memory[start] = 1
        title = f"From a parent that has touched {benchmark.parent_mb} MB, in small pages"
        benchmark.measure("large parent, small pages", title, ways, benchmark.runs, "posix_spawn")


def measure_data(benchmark: OverheadBenchmark) -> None:
    """Measure section ``data``."""
    program = compiled(_COPY, benchmark.folder / "copy")
    data = np.random.default_rng(0).bytes(_DATA_BYTES)
    sandbox = benchmark.sandbox("supervisor")
    request = ProcessRequest(argv=("copy",), executable=program.read_bytes(), stdin=data, limits=_LIMITS)

    def same(got: bytes) -> None:
        if got != data:
            raise UnavailableError("the output differs from the input that was copied")

    def fresh() -> float:
        """Run with a copy of the input: the sandbox keeps the last input, but a copy is new to it."""
        wanted = replace(request, stdin=bytes(bytearray(data)))
        return in_sandbox(sandbox, wanted)()

    def through_pipes(command: list[str]) -> Way:
        return timed(lambda: check(subprocess.run(command, input=data, capture_output=True, check=False)))

    stack = in_stack(benchmark, program)
    same(sandbox.run(request).stdout)
    same(check(subprocess.run(stack, input=data, capture_output=True, check=False)))
    ways = {
        "subprocess, pipes": through_pipes([str(program)]),
        "supervisor, a new input": fresh,
        "supervisor, the input of the run before": in_sandbox(sandbox, request),
        "reference stack, pipes": through_pipes(stack),
    }
    title = f"{_DATA_BYTES >> 20} MB in and {_DATA_BYTES >> 20} MB out"
    benchmark.measure("data", title, ways, benchmark.rounds, "subprocess, pipes")


# ---- equal work ------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Task:
    """One evaluation: a source, and inputs with their expected outputs. The last run is measured."""

    source: str
    inputs: list[bytes]
    outputs: list[bytes]


def draw_task(rng: np.random.Generator, expected: Callable[[bytes], bytes]) -> Task:
    """Draw fresh inputs of the sorting problem: five small ones and a large one."""
    problem = perfgym.load_problem("sort")
    small = [test.stdin for test in problem.draw_tests(rng, "c") if len(test.stdin) <= _SMALL_BYTES]
    inputs = [*small[-_SMALL_TESTS:], problem.generate(rng, {"n": _SORTED_VALUES}, "random")]
    return Task(source=problem.experts["c"], inputs=inputs, outputs=list(map(expected, inputs)))


def verify(got: bytes, expected: bytes) -> None:
    """Check an output.

    Raises:
        UnavailableError: The output is wrong.
    """
    if got != expected:
        raise UnavailableError("a run of the sort has a wrong output")


def evaluate_in_sandbox(sandbox: Sandbox, core: int, task: Task) -> None:
    """Evaluate as perfgym does: one resident jail for builds, and one for runs."""
    language = LANGUAGES["c"]
    limits = Limits(memory_bytes=2 << 30, processes=64, scratch_bytes=256 << 20)
    built = finished(sandbox.run(language.build_request(task.source.encode(), limits)))
    for number, (stdin, expected) in enumerate(zip(task.inputs, task.outputs, strict=True), start=1):
        measured = number == len(task.inputs)
        request = language.run_request(built.artifact or b"", stdin, _LIMITS, core if measured else None)
        if measured:
            request = replace(request, attach=lambda _: None)  # counters would be opened here
        verify(finished(sandbox.run(request)).stdout, expected)


def perf_wrapper() -> list[str]:
    """Return the command prefix that counts events of a program; empty if perf does not work here."""
    command = ["perf", "stat", "-x", ",", "-e", "task-clock", "--"]
    with contextlib.suppress(OSError):
        if subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0:
            return command
    return []


def evaluate_in_stack(folder: Path, core: int, wrapper: list[str], task: Task) -> None:
    """Evaluate in the usual way: a new jail for the compiler and for each run, and pipes."""
    with tempfile.TemporaryDirectory(dir=folder) as name:
        work = Path(name)
        (work / "solution.c").write_text(task.source)
        build = "gcc -O2 -march=x86-64-v3 -o program solution.c -lm"
        check(subprocess.run(reference_stack(work, core, build), capture_output=True, check=False))
        plain = reference_stack(work, core, "/work/program")
        measured = reference_stack(work, core, "/work/program", wrapper)
        commands = [*[plain] * (len(task.inputs) - 1), measured]
        for command, stdin, expected in zip(commands, task.inputs, task.outputs, strict=True):
            done = subprocess.run(command, input=stdin, capture_output=True, check=False)
            verify(check(done), expected)


def measure_work(benchmark: OverheadBenchmark) -> None:
    """Measure section ``work``; both ways get the same fresh inputs in a round."""
    sandbox, wrapper = benchmark.sandbox("supervisor"), perf_wrapper()
    if not wrapper:
        benchmark.say("perf does not work here: nothing counts events of the reference stack's measured run")
    problem = perfgym.load_problem("sort")
    trusted = compiled(problem.experts["c"], benchmark.folder / "trusted")

    def expected(stdin: bytes) -> bytes:
        return check(subprocess.run([trusted], input=stdin, capture_output=True, check=False))

    rng = np.random.default_rng()
    drawn: dict[str, list[Task]] = {"perfgym": [], "reference stack": []}

    def next_task(way: str) -> Task:
        if not drawn[way]:
            task = draw_task(rng, expected)
            for waiting in drawn.values():
                waiting.append(task)
        return drawn[way].pop(0)

    def ours() -> float:
        task = next_task("perfgym")
        return timed(lambda: evaluate_in_sandbox(sandbox, benchmark.core, task))()

    def theirs() -> float:
        task = next_task("reference stack")
        return timed(lambda: evaluate_in_stack(benchmark.folder, benchmark.core, wrapper, task))()

    ways: dict[str, Way] = {"perfgym": ours, "reference stack": theirs}
    benchmark.measure("work", "Build, five small tests, one measured run", ways, benchmark.rounds, "perfgym")
    pairs = zip(benchmark.series["work: reference stack"], benchmark.series["work: perfgym"], strict=True)
    ratios = quartiles([stack / own for stack, own in pairs], "times perfgym's", 1.0)
    benchmark.say(f"wall time of the reference stack: {ratios}, n = {benchmark.rounds} pairs on equal inputs")


SECTIONS: dict[str, Callable[[OverheadBenchmark], None]] = {
    "start": measure_start,
    "parent": measure_parent,
    "data": measure_data,
    "work": measure_work,
}


@contextlib.contextmanager
def laid_out(runs: int, rounds: int, parent_mb: int) -> Iterator[OverheadBenchmark]:
    """Yield a benchmark, and remove its files and processes afterwards."""
    with contextlib.ExitStack() as stack:
        require("gcc", "bwrap", "taskset")
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="perfgym-benchmark-")))
        yield OverheadBenchmark(
            console=Console(width=110),
            stack=stack,
            folder=folder,
            nothing=compiled(_NOTHING, folder / "nothing"),
            core=max(os.sched_getaffinity(0)),
            runs=runs,
            rounds=rounds,
            parent_mb=parent_mb,
        )


@click.command()
@click.option("--runs", default=300, show_default=True, type=click.IntRange(2), help="Rounds of short runs.")
@click.option("--rounds", default=20, show_default=True, type=click.IntRange(2), help="Rounds of long runs.")
@click.option(
    "--only",
    type=click.Choice(list(SECTIONS)),
    multiple=True,
    help="Measure only this section; may be given again.",
)
@click.option(
    "--parent-mb",
    default=2048,
    show_default=True,
    type=click.IntRange(1),
    help="MB of memory that the large parent touches.",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="pyperf JSON file to write all series to."
)
def main(runs: int, rounds: int, only: tuple[str, ...], parent_mb: int, output: Path | None) -> None:
    """Measure the time that a run in a sandbox takes."""
    started = time.monotonic()
    try:
        with laid_out(runs, rounds, parent_mb) as benchmark:
            benchmark.say(f"{machine()}, {os.cpu_count()} logical CPUs, load {os.getloadavg()[0]:.2f}")
            for name in only or SECTIONS:
                SECTIONS[name](benchmark)
            if output:
                dump(benchmark.series, output)
            benchmark.say(f"took {time.monotonic() - started:.0f} s")
    except (UnavailableError, PerfgymError) as error:
        raise click.ClickException(str(error)) from None


if __name__ == "__main__":
    main()
