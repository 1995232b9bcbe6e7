"""Python whose runs begin with NumPy imported: programs see no difference, and none avoids the cost."""

import pytest

from perfgym.bank import load_problem
from perfgym.errors import ProblemError
from perfgym.evaluation.evaluate import Evaluator
from perfgym.languages import LANGUAGES
from perfgym.languages.language import Language
from perfgym.measure import FakeBackend
from perfgym.sandbox import Sandbox
from perfgym.sandbox.request import Limits, ProcessResult
from perfgym.settings import Settings
from tests.doubles import builds

PLAIN = LANGUAGES["python"]
PRELOADING = PLAIN.preloading(("numpy",))


def run(sandbox: Sandbox, language: Language, source: str) -> ProcessResult:
    """One run of a program that has to build, without input."""
    return builds.program(language, sandbox, source, Limits(memory_bytes=512 << 20)).run(b"")


_DESCRIBE_ITSELF = """
'''What it is for.'''
import inspect, pickle, sys
count: int = 3
class Kept: pass
print(*(f"{name}={value}" for name, value in sorted(globals().items()) if name != "__loader__"))
print(__loader__.name, __loader__.path, sys.argv, sys.path, sys.modules["__main__"].Kept is Kept)
print(inspect.getsource(Kept), type(pickle.loads(pickle.dumps(Kept()))))
raise SystemExit(7)
"""


def test_a_program_finds_its_module_as_without_the_runner(sandbox: Sandbox) -> None:
    """Its globals, arguments, search path, source text and exit status are the same."""
    plain, preloaded = (run(sandbox, language, _DESCRIBE_ITSELF) for language in (PLAIN, PRELOADING))
    assert b"__name__=__main__" in plain.stdout
    assert (preloaded.stdout, preloaded.stderr) == (plain.stdout, plain.stderr)
    assert preloaded.exit_code == plain.exit_code == 7


@pytest.mark.parametrize("failing", ["raise ValueError('no')", "[][1]", "import absent"])
def test_a_traceback_does_not_show_the_runner(sandbox: Sandbox, failing: str) -> None:
    """File, line numbers and source lines are the program's."""
    source = f"def f():\n    {failing}\n\nf()\n"
    plain, preloaded = (run(sandbox, language, source) for language in (PLAIN, PRELOADING))
    assert preloaded.stderr == plain.stderr
    assert b'File "solution.py", line 2, in f' in preloaded.stderr


_LOOK = "import sys\nprint('numpy._core._multiarray_umath' in sys.modules)\n"


@pytest.mark.parametrize(
    "source",
    [
        _LOOK,
        f"{_LOOK}import numpy\n",
        f"{_LOOK}del sys.modules['numpy']\n",
        f"{_LOOK}sys.stdout.flush()\nimport os\nos._exit(0)\n",
        f"'''It uses no module.'''\nfrom __future__ import annotations\n{_LOOK}",
        f"# coding: latin-1\n{_LOOK}",
    ],
)
def test_every_run_pays_for_numpy_whatever_its_program_says(sandbox: Sandbox, source: str) -> None:
    """NumPy's library is loaded when the first statement runs, so no text of a program avoids its cost."""
    assert run(sandbox, PLAIN, source).stdout == b"False\n"
    assert run(sandbox, PRELOADING, source).stdout == b"True\n"


@pytest.mark.parametrize(
    "source",
    [
        "print('written, not flushed')\n",
        "open(1, 'wb').write(b'not closed')\n",
        "files = [open(1, 'wb')]\nfiles[0].write(b'not closed, in a cycle')\nfiles.append(files)\n",
        "import sys\nprint('written')\nsys.stdout.close()\n",
        "import sys\nprint('written')\nsys.stdout = None\n",
        "import sys\nprint('written')\nsys.exit()\n",
        "import atexit\natexit.register(print, 'at the end')\n",
        "import threading\nthreading.Timer(0.05, print, ['later']).start()\n",
        "class Last:\n    def __del__(self):\n        print('gone')\n\nlast = Last()\n",
    ],
)
def test_a_program_ends_as_without_the_runner(sandbox: Sandbox, source: str) -> None:
    """What it has not written, closed or waited for by its last statement is not lost."""
    plain, preloaded = (run(sandbox, language, source) for language in (PLAIN, PRELOADING))
    assert plain.stdout
    assert (preloaded.stdout, preloaded.stderr, preloaded.exit_code) == (plain.stdout, plain.stderr, 0)


def test_nobody_pays_for_the_end_of_numpy(sandbox: Sandbox) -> None:
    """Otherwise a program that ends by os._exit() would save what all others pay."""
    source = (
        "import sys, numpy\nnumpy.last = type('Last', (), {'__del__': lambda _: sys.stderr.write('end')})()\n"
    )
    assert run(sandbox, PLAIN, source).stderr == b"end"
    assert run(sandbox, PRELOADING, source).stderr == b""


def test_all_programs_of_a_problem_begin_alike(sandbox: Sandbox) -> None:
    """Reference, null programs and submissions are run by one runner."""
    problem = load_problem("matmul")
    evaluator = Evaluator(problem, PLAIN, sandbox, FakeBackend(), Settings())
    with evaluator.leased() as leased:
        for program in (leased.setup.reference, *leased.setup.nulls):
            request = program.language.run_request(program.artifact, b"", program.limits)
            plain = PLAIN.run_request(program.artifact, b"", program.limits)
            assert "__import__" not in " ".join(plain.argv)
            assert "__import__" in " ".join(request.argv)
            assert request.argv[-2:] == (plain.argv[-1], "numpy")
            assert request.files == plain.files
    assert evaluator.language is leased.setup.reference.language


def test_no_module_of_the_program_s_folder_is_imported_instead(sandbox: Sandbox) -> None:
    """The runner imports NumPy itself, wherever a program's files lie."""
    result = run(sandbox, PRELOADING, "import numpy\nprint(numpy.__file__)\n")
    assert result.stdout == b"/runtime/packages/numpy/__init__.py\n"


def test_only_numpy_is_preloaded() -> None:
    """A module that a run does not see, or that another language would need, is the author's error."""
    assert PLAIN.preloading(()).measured_ms == PLAIN.measured_ms
    with pytest.raises(ProblemError, match="'scipy' imported, only with: numpy"):
        PLAIN.preloading(("numpy", "scipy"))
    for name in LANGUAGES.keys() - {"python"}:
        assert LANGUAGES[name].preloading(()) is LANGUAGES[name]
        with pytest.raises(ProblemError, match="only with: none"):
            LANGUAGES[name].preloading(("numpy",))


def test_a_problem_without_the_table_preloads_nothing(sandbox: Sandbox) -> None:
    """Its programs run as they are."""
    evaluator = Evaluator(load_problem("sort"), PLAIN, sandbox, FakeBackend(), Settings())
    request = evaluator.language.run_request(b"", b"", Limits())
    assert request.argv == PLAIN.run_request(b"", b"", Limits()).argv
    assert request.argv[-1] == "/work/solution.py"
