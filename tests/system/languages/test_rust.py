"""Properties of Rust that other languages do not have."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from perfgym.errors import ToolchainMissingError
from perfgym.languages import rust
from perfgym.languages.rust import Rust
from perfgym.programs.judge import status_of
from perfgym.records import Build, Status
from perfgym.sandbox import Sandbox
from perfgym.sandbox.request import Limits, ProcessResult
from tests.doubles import builds

_RUST = Rust()


@pytest.fixture
def needs_rust() -> None:
    """Skip the test if this machine has no Rust that works."""
    try:
        _RUST.toolchain()
    except ToolchainMissingError as error:
        pytest.skip(str(error))


def _build(sandbox: Sandbox, source: str) -> Build:
    return builds.build(_RUST, sandbox, source)[0]


def _run(sandbox: Sandbox, source: str, stdin: bytes = b"") -> ProcessResult:
    return builds.program(_RUST, sandbox, source).run(stdin)


@pytest.fixture
def only_on_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder that is the whole PATH. Toolchains are searched for again in the test and after it."""
    monkeypatch.setenv("PATH", str(tmp_path))
    rust._find.cache_clear()  # pyright: ignore[reportPrivateUsage]
    yield tmp_path
    rust._find.cache_clear()  # pyright: ignore[reportPrivateUsage]


def test_a_missing_compiler_is_named_with_the_fix(only_on_path: Path) -> None:
    with pytest.raises(ToolchainMissingError, match=r"rustc is not on PATH; .*rustup\.rs"):
        _RUST.toolchain()


@pytest.mark.usefixtures("needs_rust")
def test_a_missing_linker_is_named_with_the_fix(only_on_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def said(_rustc: str, *_arguments: str) -> str:
        return "/nowhere\nhost: any\nrelease: 1\nLLVM version: 1\n"

    monkeypatch.setattr(rust, "_ask", said)
    (only_on_path / "rustc").touch(0o755)
    with pytest.raises(
        ToolchainMissingError, match=r"none of gcc, clang, cc is on PATH; run `apt install gcc"
    ):
        _RUST.toolchain()


@pytest.mark.usefixtures("needs_rust")
def test_the_compiler_itself_is_used_and_not_the_proxy_of_rustup() -> None:
    path = Path(_RUST.toolchain().path)
    assert path.resolve().name == "rustc"
    assert path.parents[1].joinpath("lib").is_dir()


@pytest.mark.usefixtures("needs_rust")
def test_no_path_of_this_host_is_part_of_the_identity() -> None:
    assert "/" not in _RUST.toolchain().identity.removeprefix("rustc ")


@pytest.mark.usefixtures("needs_rust")
def test_a_run_sees_no_file_of_the_host() -> None:
    request = _RUST.run_request(b"program", b"", Limits())
    assert (request.mounts, request.symlinks, request.may_fork) == ({}, {}, False)


@pytest.mark.usefixtures("needs_rust")
def test_five_errors_are_shown_and_no_advice(sandbox: Sandbox) -> None:
    wrong = "\n".join(f"let _: u8 = undeclared_{i};" for i in range(8))
    said = _build(sandbox, f"fn main() {{ let unused = 1;\n{wrong}\n}}").diagnostics
    assert [f"undeclared_{i}" in said for i in range(8)] == [True] * 5 + [False] * 3
    assert said.endswith("... and 3 more errors")
    assert "--explain" not in said
    assert "unused" not in said.replace("let unused", "")


@pytest.mark.usefixtures("needs_rust")
def test_a_linker_error_names_the_symbol_without_the_command(sandbox: Sandbox) -> None:
    source = 'extern "C" { fn missing_function(); } fn main() { unsafe { missing_function() } }'
    said = _build(sandbox, source).diagnostics
    assert "missing_function" in said
    assert "-nodefaultlibs" not in said


@pytest.mark.usefixtures("needs_rust")
def test_a_panic_is_shown_with_its_place_and_without_advice(sandbox: Sandbox) -> None:
    result = _run(sandbox, 'fn main() {\n    let none: Option<u8> = None;\n    none.expect("a value");\n}')
    said = result.stderr.decode()
    assert status_of(result) is Status.CRASHED
    assert "panicked at solution.rs:3:10:\na value" in said
    assert "RUST_BACKTRACE" not in said


@pytest.mark.usefixtures("needs_rust")
@pytest.mark.parametrize(
    "attribute",
    ['crate_type = "proc-macro"', 'crate_type = "dylib"', 'crate_type = "staticlib"', "no_main"],
)
def test_only_a_program_is_ever_built(sandbox: Sandbox, attribute: str) -> None:
    """A source that declares another kind of crate is built to a program or refused."""
    build, artifact = builds.build(_RUST, sandbox, f"#![{attribute}]\nfn main() {{}}")
    if build.status is Status.ACCEPTED:
        assert artifact[:4] == b"\x7fELF"
        assert _run(sandbox, f"#![{attribute}]\nfn main() {{}}").succeeded
    assert build.status in (Status.ACCEPTED, Status.COMPILE_ERROR)


@pytest.mark.usefixtures("needs_rust")
@pytest.mark.parametrize(
    "reading",
    [
        "stdin().read_to_end(&mut bytes).unwrap();",
        "stdin().lock().read_to_end(&mut bytes).unwrap();",
        "bytes.extend(stdin().bytes().map(Result::unwrap));",
        "while stdin().lock().read_until(b'\\n', &mut bytes).unwrap() > 0 {}",
        "BufReader::with_capacity(7, stdin()).read_to_end(&mut bytes).unwrap();",
        "unsafe { File::from_raw_fd(0) }.read_to_end(&mut bytes).unwrap();",
        "File::from(stdin().as_fd().try_clone_to_owned().unwrap()).read_to_end(&mut bytes).unwrap();",
    ],
)
def test_programs_read_standard_input_in_any_way(sandbox: Sandbox, reading: str) -> None:
    source = f"""
        use std::{{fs::File, io::*, os::fd::*}};
        fn main() {{
            let mut bytes: Vec<u8> = Vec::new();
            {reading}
            stdout().write_all(&bytes).unwrap();
        }}
    """
    sent = bytes(range(256)) * 40
    assert _run(sandbox, source, sent).stdout == sent


def test_tidying_keeps_messages_of_the_program() -> None:
    said = "error reading the input\n\nnote: N is 0\n\nError: InvalidData"
    assert _RUST.tidy(said) == said
