"""Training scripts that cheat at a verified evaluation: each fails, or gets what it predicted."""

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from perfgym.research.corpus import Splits
from perfgym.research.load import load_research
from perfgym.research.records import Part, Run, RunSeed
from perfgym.research.source import Source
from perfgym.research.status import ResearchStatus
from perfgym.research.verified import CpuBudget, VerifiedRuns
from perfgym.sandbox import Sandbox

_LETTERS = np.random.default_rng(5)
_SECRET = "xyzzy"  # in the hidden text alone
_HIDDEN = f"{_SECRET} ".encode() + bytes(_LETTERS.integers(97, 123, 1600, np.uint8))
_WITHHELD = "the program failed after it was told some bytes, so what it printed is withheld"
_BUDGET = CpuBudget(allowed_s=5.0, limit_s=5.0)

_TRAINS = """
if __name__ == "__main__":
    open("/tmp/model.bin", "wb").write(b"model")
else:
"""
# What a program can do while it is imported, when descriptor 3 leads to the evaluator.
_BEGINS = """
    import os, sys, time
    import numpy as np
    r, w = os.fdopen(0, "rb", 0), os.fdopen(3, "wb", 0)
    def told(count):
        got = b""
        while len(got) < count:
            got += os.read(0, count - len(got)) or sys.exit(0)
        return got
    b, n = map(int, np.frombuffer(told(8), np.uint32))
    z = np.zeros((b, 256), np.float32)
    def send(frame):
        left = memoryview(frame)
        while left:
            left = left[os.write(3, left):]
"""
_ROUND = """
    for i in range(n):
        send(z.tobytes()); x = np.frombuffer(told(b), np.uint8)
"""
_ENDS = """
    os._exit(0)
"""
_PEEK = """
    os.set_blocking(0, False)
    for i in range(n):
        try: x = os.read(0, b)
        except BlockingIOError: x = b""
        z[:] = 0
        if len(x) == b: z[np.arange(b), np.frombuffer(x, np.uint8)] = 50
        send(z.tobytes())
        while not x:
            try: x = os.read(0, b) or os._exit(0)
            except BlockingIOError: time.sleep(0)
"""
_LOOK = """
    found = []
    for folder, _, names in os.walk("/"):
        for name in names:
            path = os.path.join(folder, name)
            try: size = os.path.getsize(path)
            except OSError: continue
            if folder.startswith(("/work", "/tmp")):
                found.append(path)
            if size < 1 << 20 and not folder.startswith("/runtime"):
                try: text = open(path, "rb").read()
                except OSError: continue
                assert b"xy" + b"zzy" not in text, path
    assert sorted(found) == ["/work/driver.py", "/work/model.bin", "/work/train.py"], found
"""

Check = Callable[[float], bool]


def _is(bits: float) -> Check:
    return lambda found: math.isclose(found, bits, abs_tol=1e-6)


def _never(found: float | None) -> bool:
    return found is None


_CHILDREN: dict[str, tuple[str, ResearchStatus, Check]] = {
    "uniform, which is honest": (_ROUND + _ENDS, ResearchStatus.ACCEPTED, _is(8.0)),
    "learns from what was scored, which is honest": (
        "    c = np.ones(256)"
        + _ROUND
        + "        c += np.bincount(x, minlength=256); z[:] = np.log(c)"
        + _ENDS,
        ResearchStatus.ACCEPTED,
        lambda found: 4.7 < found < 6.0,
    ),
    "waits for the bytes before it predicts": (
        "    x = told(b)" + _ROUND + _ENDS,
        ResearchStatus.TIMED_OUT,
        _never,
    ),
    "peeks at the pipe without waiting": (_PEEK + _ENDS, ResearchStatus.ACCEPTED, _is(8.0)),
    "claims that every byte is certain": (
        "    z[:] = 1e4" + _ROUND + _ENDS,
        ResearchStatus.ACCEPTED,
        _is(8.0),
    ),
    "sends what is not a number": ("    z[:] = np.nan" + _ROUND, ResearchStatus.WRONG_OUTPUT, _never),
    "sends infinity": ("    z[:, 101] = np.inf" + _ROUND, ResearchStatus.WRONG_OUTPUT, _never),
    "sends two frames at once": (
        "    for i in range(n): send(z.tobytes() * 2); told(b)" + _ENDS,
        ResearchStatus.WRONG_OUTPUT,
        _never,
    ),
    "answers again after the bytes": (
        _ROUND + "        z[:] = 0; z[np.arange(b), x] = 30; send(z.tobytes())" + _ENDS,
        ResearchStatus.WRONG_OUTPUT,
        _never,
    ),
    "sends half a frame and falls silent": (
        "    send(z.tobytes()[:1000]); time.sleep(99)",
        ResearchStatus.TIMED_OUT,
        _never,
    ),
    "ends early with success": (_ENDS, ResearchStatus.CRASHED, _never),
    "ends early after some bytes": (
        "    for i in range(3): send(z.tobytes()); told(b)" + _ENDS,
        ResearchStatus.CRASHED,
        _never,
    ),
    "trickles for ever": (
        "    while True: send(b'0'); time.sleep(0.05)",
        ResearchStatus.TIMED_OUT,
        _never,
    ),
    "floods": ("    while True: send(z.tobytes())", ResearchStatus.WRONG_OUTPUT, _never),
    "looks for the hidden text in files": (_LOOK + _ROUND + _ENDS, ResearchStatus.ACCEPTED, _is(8.0)),
    "goes on after the last byte": (_ROUND + "    time.sleep(99)", ResearchStatus.TIMED_OUT, _never),
    "dies of a signal after the last byte": (_ROUND + "    os.abort()", ResearchStatus.CRASHED, _never),
}
_CHEAP = {"uniform, which is honest", "claims that every byte is certain", "sends two frames at once"}


def _by_tier(names: list[str]) -> list[object]:
    return [pytest.param(name, marks=() if name in _CHEAP else pytest.mark.full, id=name) for name in names]


@pytest.fixture
def runs(sandbox: Sandbox) -> VerifiedRuns:
    """Runs on a small text, and a second to be scored."""
    task = load_research("jargon")
    task = replace(
        task,
        score=replace(task.score, wall_s=2.0),
        limits=replace(task.limits, memory_bytes=256 << 20),
    )
    return VerifiedRuns(task, Splits(train=(b"one", b"two"), search=_HIDDEN, final=_HIDDEN), sandbox)


def _run(runs: VerifiedRuns, program: str) -> Run:
    return runs.run(Source.of(program), RunSeed(part=Part.SEARCH, number=0, value=1), _BUDGET)


@pytest.mark.parametrize("name", _by_tier(list(_CHILDREN)))
def test_a_cheat_at_the_protocol_earns_nothing(runs: VerifiedRuns, name: str) -> None:
    body, status, is_right = _CHILDREN[name]
    run = _run(runs, _TRAINS + _BEGINS + body)
    assert run.status is status, (run.detail, run.log)
    assert is_right(run.val_bpb), run.val_bpb
    assert _SECRET not in run.log


_MODEL = """
import os, sys, time
import numpy as np
class Model:
    @classmethod
    def load(cls, artifact):
        return cls()
    def start(self, streams):
        self.streams = streams
    def logits(self):
        return np.zeros((self.streams, 256))
    def see(self, found):
        pass
"""
_WRITES = 'open("/tmp/model.bin", "wb").write(b"model")\n'


def _training(body: str) -> str:
    indented = "".join(f"    {line}\n" for line in body.splitlines())
    return f'{_MODEL}if __name__ == "__main__":\n{indented}'


_TRAININGS: dict[str, tuple[str, ResearchStatus, str]] = {
    "prints a figure of its own": (_WRITES + "print('val_bpb: 0.1')", ResearchStatus.ACCEPTED, ""),
    "leaves no artifact": ("pass", ResearchStatus.CRASHED, "training left no file /tmp/model.bin"),
    "leaves a link": (
        "os.symlink('/work/train.bin', '/tmp/model.bin')",
        ResearchStatus.CRASHED,
        "training left no file /tmp/model.bin",
    ),
    "leaves a pipe": (
        "os.mkfifo('/tmp/model.bin')",
        ResearchStatus.CRASHED,
        "training left no file /tmp/model.bin",
    ),
    "leaves a large artifact": (
        "open('/tmp/model.bin', 'wb').write(bytes(128_000))",
        ResearchStatus.ARTIFACT_TOO_LARGE,
        "but may have 128000",
    ),
    "leaves a sparse artifact": (
        "open('/tmp/model.bin', 'wb').truncate((1 << 22) + 1)",
        ResearchStatus.ARTIFACT_TOO_LARGE,
        "have more than 4194304 bytes together",
    ),
    "starts a process": ("os.fork()", ResearchStatus.CRASHED, "exit status 1"),
    "opens a socket": (
        "import socket; socket.create_connection(('127.0.0.1', 80))",
        ResearchStatus.CRASHED,
        "exit status 1",
    ),
    "reads texts of the library": (
        "import pydoc_data.topics",
        ResearchStatus.CRASHED,
        "exit status 1",
    ),
    "takes all memory": ("x = np.ones(1 << 28)", ResearchStatus.OUT_OF_MEMORY, "memory"),
    "computes without end": ("while True: pass", ResearchStatus.TIMED_OUT, "5 s of CPU time"),
    "prints without end": (
        "while True: print('x' * 65536)",
        ResearchStatus.OUTPUT_TOO_LARGE,
        "wrote more than 4194304 bytes",
    ),
}


@pytest.mark.full
@pytest.mark.parametrize("name", list(_TRAININGS))
def test_a_cheat_at_training_earns_nothing(runs: VerifiedRuns, name: str) -> None:
    body, status, words = _TRAININGS[name]
    run = _run(runs, _training(body))
    if name == "takes all memory" and run.status is ResearchStatus.CRASHED:
        assert "MemoryError" in run.log  # where the address space is limited instead
        return
    assert (run.status, words in run.detail) == (status, True), (run.detail, run.log)
    assert run.val_bpb is None or run.val_bpb == pytest.approx(8.0)


@pytest.mark.full
def test_training_text_and_leftovers_are_gone_when_a_model_is_scored(runs: VerifiedRuns) -> None:
    left = "open('/tmp/left', 'wb').write(b'x')\n"
    looks = _MODEL.replace(
        "return cls()",
        "assert not os.path.exists('/tmp/left') and os.listdir('/tmp') == []\n"
        "        assert sorted(os.listdir('/work')) == ['driver.py', 'model.bin', 'train.py']\n"
        "        return cls()",
    )
    run = _run(runs, _training(left + _WRITES).replace(_MODEL, looks))
    assert run.status is ResearchStatus.ACCEPTED, run.log


@pytest.mark.full
@pytest.mark.parametrize("end", ["raise ValueError(found)", "os._exit(int(found[0]))", "time.sleep(99)"])
def test_what_a_program_was_told_never_reaches_the_agent(runs: VerifiedRuns, end: str) -> None:
    """It prints the hidden text, and fails; neither its output nor its exit status is shown."""
    tells = _MODEL.replace(
        "        pass\n",
        f"        print(bytes(found), flush=True)\n        print(found, file=sys.stderr)\n        {end}\n",
    )
    run = _run(runs, _training(_WRITES).replace(_MODEL, tells))
    assert (run.status, run.detail) in {
        (ResearchStatus.TIMED_OUT, "scoring: still running after 2 s"),
        (ResearchStatus.CRASHED, f"scoring: {_WITHHELD}"),
    }
    assert run.log == ""


@pytest.mark.full
def test_what_fails_before_anything_was_told_is_shown(runs: VerifiedRuns) -> None:
    fails = _MODEL.replace("return cls()", "raise KeyError('no such layer')")
    run = _run(runs, _training(_WRITES + "print('trained')").replace(_MODEL, fails))
    assert (run.status, run.detail) == (ResearchStatus.CRASHED, "scoring: exit status 1")
    assert "trained" in run.log
    assert "no such layer" in run.log
    wrong = _MODEL.replace("(self.streams, 256)", "(256, self.streams)")
    run = _run(runs, _training(_WRITES).replace(_MODEL, wrong))
    assert "logits() returned an array of shape (256, 16), expected (16, 256)" in run.log


@pytest.mark.full
def test_a_fixed_seed_does_not_make_runs_agree(sandbox: Sandbox) -> None:
    """The documents of every run have another order, which a program cannot know."""
    task = load_research("jargon")
    splits = Splits.draw(task.documents, task.shares, np.random.default_rng(1))
    runs = VerifiedRuns(task, splits, sandbox, scale=task.test_scale)
    fixed = Source.of(task.baseline.replace("train(text, int(seed))", "train(text, 42)"))
    assert fixed != Source.of(task.baseline)
    first, again, other = (
        runs.run(fixed, RunSeed(part=Part.SEARCH, number=0, value=seed), runs.baseline_budget)
        for seed in (1, 1, 2)
    )
    assert first.artifact_sha256 == again.artifact_sha256 != other.artifact_sha256
    assert first.val_bpb == again.val_bpb != other.val_bpb
