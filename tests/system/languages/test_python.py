"""Python: which files its programs see, how they read and write, and how failures are reported."""

import contextlib
import os
import shutil
import site
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import perfgym
from perfgym.errors import SandboxUnavailableError, ToolchainMissingError
from perfgym.languages import LANGUAGES, tidied
from perfgym.languages import python as module
from perfgym.languages.mounts import is_of_the_system
from perfgym.records import Build, Status
from perfgym.sandbox import Sandbox, make_sandbox
from perfgym.sandbox.request import Limits, ProcessResult
from tests.doubles import builds

PYTHON = LANGUAGES["python"]
FIND = vars(module)["_find"].__wrapped__


def build(sandbox: Sandbox, source: str) -> Build:
    """The record of a build."""
    return builds.build(PYTHON, sandbox, source)[0]


def run(sandbox: Sandbox, source: str, stdin: bytes = b"") -> ProcessResult:
    """One run of a program that has to build."""
    return builds.program(PYTHON, sandbox, source, Limits(memory_bytes=512 << 20)).run(stdin)


def answer(sandbox: Sandbox, source: str, stdin: bytes = b"") -> str:
    """Run a program that must succeed; return its output."""
    result = run(sandbox, source, stdin)
    assert result.succeeded, result.stderr.decode()
    return result.stdout.decode().strip()


@pytest.mark.parametrize(
    "reading",
    [
        "sys.stdin.buffer.read()",
        "sys.stdin.read().encode()",
        "os.read(0, 100)",
        "open(0, 'rb').read()",
        "b''.join(sys.stdin.buffer)",
        "(sys.stdin.readline() + sys.stdin.read()).encode()",
        "sys.stdin.buffer.readinto(space := bytearray(12)) and bytes(space)",
        "np.fromfile(sys.stdin, np.uint8).tobytes()",
        "np.fromfile(sys.stdin.buffer, '<i4').tobytes()",
        "np.frombuffer(sys.stdin.buffer.read(), np.uint8).tobytes()",
        "bytes(mmap.mmap(0, 0, access=mmap.ACCESS_READ))",
    ],
)
def test_programs_may_read_their_input_as_they_are_used_to(sandbox: Sandbox, reading: str) -> None:
    """They read the stream, the descriptor or a mapping, with NumPy or without."""
    numpy = "import numpy as np\n" if "np." in reading else ""
    source = f"import mmap, os, sys\n{numpy}os.write(1, {reading})\n"
    assert answer(sandbox, source, b"one\ntwo\nsix\n") == "one\ntwo\nsix"


@pytest.mark.parametrize(
    "writing",
    [
        "print(sum(a))",
        "sys.stdout.write(str(sum(a)))",
        "sys.stdout.buffer.write(b'6')",
        "os.write(1, b'6')",
        "open(1, 'wb').write(b'6')",
        "np.array([54], np.uint8).tofile(sys.stdout)",
    ],
)
def test_programs_may_write_their_output_as_they_are_used_to(sandbox: Sandbox, writing: str) -> None:
    """Output that was not flushed is written at the end."""
    assert answer(sandbox, f"import os, sys\nimport numpy as np\na = [1, 2, 3]\n{writing}\n") == "6"


def test_the_library_and_numpy_are_all_that_can_be_imported(sandbox: Sandbox) -> None:
    """Modules in C and NumPy's own libraries work; no other package of any site-packages is found."""
    source = """
        import bisect, collections, concurrent.futures, ctypes, dataclasses, decimal, functools, hashlib
        import heapq, itertools, json, math, operator, os, queue, random, re, sqlite3
        import ssl, struct, threading, zlib
        import numpy as np
        assert np.allclose(np.linalg.inv(np.eye(3) * 2) @ np.fft.fft(np.ones(3)).real, [1.5, 0, 0])
        assert np.random.default_rng(0).random() < 1
        for name in ("gymnasium", "perfgym", "psutil", "pytest", "pip", "setuptools"):
            try:
                __import__(name)
            except ModuleNotFoundError:
                continue
            print(name)
    """
    assert answer(sandbox, "if True:" + source) == ""


def test_no_folder_of_packages_is_shown(sandbox: Sandbox) -> None:
    """No package but NumPy is shown, because the others may hold expert programs."""
    source = """
import os
for place, folders, files in os.walk("/"):
    if os.path.basename(place) in ("site-packages", "dist-packages"):
        print(*sorted(set(folders) - {"numpy", "numpy.libs"}), *files)
"""
    assert answer(sandbox, source) == ""
    for package in map(Path, site.getsitepackages()):
        assert str(package) not in PYTHON.toolchain().runtime_mounts


_SAY_WHERE = """
import os, sys, sysconfig
import numpy
print(*sys.path, sys.executable, sys.prefix, sys.exec_prefix, numpy.__file__, os.__file__, sep="\\n")
print(*sysconfig.get_paths().values(), *os.environ.values(), sep="\\n")
for place, folders, files in os.walk("/"):
    print(place, *(os.path.join(place, name) for name in (*folders, *files)), sep="\\n")
"""


def test_no_path_of_the_host_is_seen() -> None:
    """The interpreter, its library and NumPy have the same paths in a run on every host."""
    source = _SAY_WHERE.encode()
    imported = [Path(module.__file__ or "").parents[1] for module in (np, perfgym)]
    hosts = (sys.prefix, sys.base_prefix, Path.home(), *imported)
    telling = [str(path) for path in hosts if not is_of_the_system(Path(path))]
    assert telling
    with contextlib.closing(make_sandbox("auto")) as sandbox:
        said = sandbox.run(PYTHON.run_request(source, b"", Limits()))
    assert said.succeeded, said.stderr.decode()
    seen = set(said.stdout.decode().splitlines())
    assert {"/runtime/python/bin", "/runtime/python/lib", "/runtime/packages/numpy/__init__.py"} <= seen
    for place in seen:
        assert not any(path in place for path in telling), place
        assert "perfgym" not in place


_TELL_ALL = r"""
import gc, os, sys, sysconfig, types
import numpy
secrets = [bytes.fromhex(part) for part in "SECRETS".split()]
def tell(where, text):
    for secret in secrets:
        if secret in text:
            print(where, text[max(text.find(secret) - 40, 0):][:160])
for folder, folders, names in os.walk("/"):
    for name in folders + names:
        path = os.path.join(folder, name)
        tell("the name", os.fsencode(path))
        if os.path.islink(path):
            tell("the link " + path, os.fsencode(os.readlink(path)))
        elif os.path.isfile(path) and os.access(path, os.R_OK) and folder != "/work":
            with open(path, "rb") as file:
                tell("the file " + path, file.read())
tell("the configuration", repr((sysconfig.get_config_vars(), sysconfig.get_paths())).encode())
tell("the environment", repr(os.environ).encode())
tell("sys", repr([value for name, value in vars(sys).items() if name != "modules"]).encode())
for module in list(sys.modules.values()):
    plain = [value for name, value in vars(module).items() if isinstance(value, (str, bytes, tuple, list))]
    tell("the module " + repr(module), repr([value for value in plain if value is not secrets]).encode())
for found in gc.get_objects():
    if isinstance(found, types.FunctionType):
        tell("a function", found.__code__.co_filename.encode())
print("told", len(sys.modules) > 100)
"""


def test_nothing_that_a_run_can_read_names_a_folder_of_the_user(sandbox: Sandbox) -> None:
    """The program looks for them in all its files and in its own process."""
    folders = {Path(perfgym.__file__).parents[1], Path(sys.prefix), Path(np.__file__).parents[1]}
    if not is_of_the_system(Path(sys.base_prefix)):
        folders.add(Path(sys.base_prefix))
    named = {os.fsencode(one) for path in folders for one in (path, path.resolve())}
    source = _TELL_ALL.replace("SECRETS", " ".join(sorted(text.hex() for text in named)))
    assert answer(sandbox, source) == "told True"


@pytest.mark.parametrize("name", ["supervisor", "landlock", "unsafe-none"])
def test_a_toolchain_path_may_have_spaces_and_letters_outside_ascii(name: str, tmp_path: Path) -> None:
    """perfgym may be cloned into such a folder, which then holds the virtual environment."""
    packages = tmp_path / "perf gym é" / "perfgym" / ".venv" / "packages"
    packages.mkdir(parents=True)
    numpy = Path(np.__file__).parent
    for folder in filter(Path.is_dir, (numpy, numpy.with_name("numpy.libs"))):
        shutil.copytree(folder, packages / folder.name, ignore=shutil.ignore_patterns("tests"))
    for folder in packages.parents[: len(packages.relative_to(tmp_path).parts) + 2]:
        folder.chmod(0o755)  # pytest's own folders are closed to the user that sandboxes change to
    script = f"""
import sys
from perfgym.errors import SandboxUnavailableError
from perfgym.languages import LANGUAGES
from perfgym.sandbox import SANDBOXES
from perfgym.sandbox.request import Limits
import numpy
print(numpy.__file__)
try:
    sandbox = SANDBOXES[{name!r}]()
except SandboxUnavailableError as error:
    sys.exit(f"unavailable: {{error}}")
source = b"import numpy as np; print(np.linalg.inv(np.eye(2) * 2)[0, 0], np.__file__)"
result = sandbox.run(LANGUAGES["python"].run_request(source, b"", Limits()))
sandbox.close()
print(result.outcome, result.stdout.decode(), result.stderr.decode())
"""
    paths = [str(packages), str(Path(perfgym.__file__).parents[1]), *site.getsitepackages()]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(paths)}
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False
    )
    if done.stderr.startswith("unavailable"):
        pytest.skip(done.stderr)
    where, _, said = done.stdout.partition("\n")
    assert where.startswith(str(packages)), done.stderr
    assert said.startswith("exited 0.5 "), said
    assert "perf gym" not in said


def test_no_module_is_imported_from_the_working_or_scratch_folder(sandbox: Sandbox) -> None:
    """Neither folder is on the search path."""
    source = (
        "import sys\nprint(*[path for path in sys.path if not path.startswith('/')], '/work' in sys.path)"
    )
    assert answer(sandbox, source) == "False"


def test_sets_of_strings_have_one_order(sandbox: Sandbox) -> None:
    """A program therefore costs the same in each run."""
    orders = {answer(sandbox, "print({'one', 'two', 'three', 'four', 'five'})") for _ in range(3)}
    assert len(orders) == 1


def test_numpy_computes_in_one_thread(sandbox: Sandbox) -> None:
    """A run has one core."""
    source = """
import os
import numpy as np
a = np.ones((300, 300)) @ np.ones((300, 300))
import threading
print(os.environ["OPENBLAS_NUM_THREADS"], threading.active_count())
"""
    assert answer(sandbox, source) == "1 1"


@pytest.mark.parametrize(
    ("source", "says"),
    [
        (
            "x = 1\n\tif x:\n",
            'File "solution.py", line 2\n    \tif x:\n    ^\nIndentationError: unexpected indent',
        ),
        (
            "def f():\nreturn 1\n",
            "line 2\n    return 1\n    ^^^^^^\nIndentationError: expected an indented block",
        ),
        ("# coding: nonsense\n", "SyntaxError: unknown encoding: nonsense"),
        ("print('\x00')", "null bytes"),
        ("x = '\n", "line 1\n    x = '\n        ^\nSyntaxError: unterminated string literal"),
        ("1" + "+1" * 100_000, "RecursionError"),
    ],
)
def test_an_invalid_program_is_a_compile_error(sandbox: Sandbox, source: str, says: str) -> None:
    """The diagnostics are Python's own message, with the line."""
    built = build(sandbox, source)
    assert built.status is Status.COMPILE_ERROR
    assert says in built.diagnostics
    assert "Traceback" not in built.diagnostics


def test_building_runs_nothing(sandbox: Sandbox) -> None:
    """The program's statements are executed by a run alone."""
    built = build(sandbox, "raise SystemExit('ran')\n")
    assert (built.status, built.diagnostics) == (Status.ACCEPTED, "")


@pytest.mark.parametrize(
    "source", ["# coding: latin-1\nprint('\u00e9')\n", "\ufeffprint('\u00e9')\n", "print('\u00e9')"]
)
def test_text_is_read_as_the_source_says(sandbox: Sandbox, source: str) -> None:
    """Encoding declarations and byte-order marks have the same meaning in runs and in builds."""
    expected = "\u00e9" if "latin" not in source else "\u00e9".encode().decode("latin-1")
    assert answer(sandbox, source) == expected


def test_a_traceback_keeps_the_program_s_frames_alone(sandbox: Sandbox) -> None:
    """The library's frames and paths are left out, and the error stays."""
    source = """
import json
def read(text):
    return json.loads(text)
read("{")
"""
    said = run(sandbox, source).stderr.decode()
    assert 'File "solution.py", line 4, in read\n    return json.loads(text)' in said
    assert said.rstrip().endswith("(char 1)")
    assert "decoder.py" not in said


def test_tidying_leaves_other_text_as_it_is() -> None:
    """Text that resembles a traceback is kept too."""
    text = 'said\n    so\n  File "solution.py", line 1\n    here\n  File "x/y.py", line 2\n    there\nE: 1\n'
    assert PYTHON.tidy(text) == text.replace('  File "x/y.py", line 2\n    there\n', "")


def test_messages_contain_no_folders() -> None:
    """Folders of the host and folders of a run are left out."""
    toolchain = PYTHON.toolchain()
    places = ("/runtime/packages/numpy", toolchain.program)
    host = {place: path for path, place in toolchain.runtime_mounts.items()}
    for numpy, python in (places, [host[place] for place in places]):
        said = f"RuntimeError: {numpy}/core.py and {python}".encode()
        assert tidied(PYTHON, said) == f"RuntimeError: numpy/core.py and {Path(python).name}".encode()


def test_a_python_that_cannot_be_found_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """An embedded interpreter has no program of its own, or names a program that is not Python."""
    monkeypatch.setattr(sys, "_base_executable", "")
    monkeypatch.setattr(sys, "executable", "")
    with pytest.raises(ToolchainMissingError, match="does not name this Python's program"):
        FIND()
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(ToolchainMissingError, match="install Python"):
        FIND()


@pytest.mark.skipif(
    not Path("/usr/bin/python3").exists(), reason="this machine has no Python of the system's"
)
def test_the_system_s_python_works_too(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """Debian keeps the library and the packages in different folders."""
    monkeypatch.setattr(sys, "_base_executable", "/usr/bin/python3")
    found = FIND()
    monkeypatch.setattr(module, "_find", lambda: found)
    assert answer(sandbox, "import sys, json, ssl\nprint(sys.prefix)\n") == "/runtime/python"


def test_without_a_jail_packages_beside_the_library_cannot_be_read() -> None:
    """Landlock cannot hide a folder in a visible one, so only the other entries get rules."""
    try:
        landlock = make_sandbox("landlock")
    except SandboxUnavailableError as error:
        pytest.skip(str(error))
    source = """
import json, os, ssl
import numpy
place = os.path.join(os.path.dirname(os.__file__), "site-packages")
for name in os.listdir(place) if os.path.isdir(place) else ():
    try:
        open(os.path.join(place, name, "__init__.py")).close()
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        continue
    print(name)
"""
    with contextlib.closing(landlock):
        assert answer(landlock, source) == ""
