"""What a program loses, and what it keeps, where it can make no code while it runs."""

import pytest

from perfgym.errors import ToolchainMissingError
from perfgym.languages import LANGUAGES
from perfgym.programs.build import compile_submission
from perfgym.records import Build, Status, Submission
from perfgym.sandbox import Sandbox
from perfgym.sandbox.request import Limits

_NESTED = """
#include <stdlib.h>
int main(int count, char **names) {
    (void)names;
    int added(const void *a, const void *b) { return *(const int *)a - *(const int *)b + count; }
    int numbers[] = {2, 1};
    qsort(numbers, 2, sizeof *numbers, added);
    return 0;
}
"""
_NATIVE_PARTS = """
import ctypes, decimal, hashlib, re, sqlite3, threading, zlib
import numpy as np
answers = []
thread = threading.Thread(target=lambda: answers.append(ctypes.CDLL(None).abs(-3)))
thread.start()
thread.join()
answers.append(decimal.Decimal(49).sqrt())
answers.append(hashlib.sha256(b"").hexdigest()[:4])
answers.append(re.sub("a+", "b", "caat"))
database = sqlite3.connect(":memory:")
database.create_function("more", 1, lambda value: value + 1)
answers.append(database.execute("select more(1)").fetchone()[0])
answers.append(len(zlib.compress(bytes(1000))) < 100)
answers.append(float((np.ones((8, 8)) @ np.ones((8, 8)))[0, 0]))
try:
    ctypes.CFUNCTYPE(ctypes.c_int)(lambda: 0)
except MemoryError:
    answers.append("no callback")
print(*answers)
"""


def built(sandbox: Sandbox, name: str, source: str) -> tuple[Build, bytes]:
    """Build a program. Skip the test where this machine lacks the language."""
    language = LANGUAGES[name]
    try:
        language.toolchain()
    except ToolchainMissingError as error:
        pytest.skip(str(error))
    submission = Submission(files={language.source_name: source.encode()})
    return compile_submission(submission, language, sandbox, timeout_s=60, max_source_bytes=1 << 20)


def test_a_program_that_needs_an_executable_stack_is_told_so_by_its_build(sandbox: Sandbox) -> None:
    """A nested function whose address is taken is an honest reason."""
    if LANGUAGES["c"].toolchain().name != "gcc":
        pytest.skip("only gcc knows nested functions")
    build, artifact = built(sandbox, "c", _NESTED)
    assert (build.status, artifact) == (Status.COMPILE_ERROR, b"")
    assert "needs an executable stack, as a nested function does" in build.diagnostics


def test_the_native_parts_of_pythons_library_work_except_callbacks(sandbox: Sandbox) -> None:
    """A callback needs a closure of libffi, which is code made while the program runs."""
    _, artifact = built(sandbox, "python", _NATIVE_PARTS)
    run = sandbox.run(LANGUAGES["python"].run_request(artifact, b"", Limits()))
    assert run.stdout.decode() == "3 7 e3b0 cbt 2 True 8.0 no callback\n", run.stderr.decode()
