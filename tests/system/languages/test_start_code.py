"""No program in C or Rust replaces the start code of libc, which every other program pays for."""

from pathlib import Path

import pytest

from perfgym.errors import ToolchainMissingError
from perfgym.languages import LANGUAGES
from perfgym.languages.discovery import c_compiler, compiler_file
from perfgym.languages.start_code import START_CODE, members
from perfgym.sandbox import Sandbox
from perfgym.sandbox.request import Limits

_NOTHING = "int main(void) { return 0; }\n"
_EXIT = '{ for (;;) __asm__ volatile("syscall" : : "a"(231L), "D"(0L) : "rcx", "r11", "memory"); }\n'


@pytest.fixture
def libc() -> Path:
    """The static C library. The test is skipped unless it is glibc's."""
    library = compiler_file(c_compiler("", "")[1], "libc.a", "")
    if set(members(library, START_CODE)) != set(START_CODE):
        pytest.skip("the static C library is not glibc's")
    return library


def _errors(sandbox: Sandbox, source: str, language: str = "c") -> str:
    """Return the errors of a build; empty if it succeeds."""
    result = sandbox.run(LANGUAGES[language].build_request(source.encode(), Limits(wall_s=60)))
    return "" if result.artifact else result.stderr.decode()


@pytest.mark.parametrize(
    "name", ["__libc_start_main", "_dl_aux_init", "__tunables_init", "__libc_enable_secure"]
)
def test_a_program_with_start_code_of_its_own_is_refused(sandbox: Sandbox, libc: Path, name: str) -> None:
    """The functions run before libc asks the processor for its features.

    The last name is a variable beside ``__libc_init_secure``, which libc before glibc 2.36 calls first.
    """
    assert f"multiple definition of '{name}'" in _errors(sandbox, f"void {name}(void) {_EXIT}{_NOTHING}")


@pytest.mark.parametrize(
    "name", ["__libc_start_main", "_dl_aux_init", "__tunables_init", "_dl_relocate_static_pie"]
)
def test_a_program_in_rust_with_start_code_of_its_own_is_refused(
    sandbox: Sandbox, libc: Path, name: str
) -> None:
    """The last function moves the program to its address."""
    try:
        LANGUAGES["rust"].toolchain()
    except ToolchainMissingError as error:
        pytest.skip(str(error))
    source = f'#[no_mangle]\npub extern "C" fn {name}() {{ loop {{}} }}\nfn main() {{}}\n'
    said = _errors(sandbox, source, "rust")
    assert name in said
    assert "duplicate symbol" in said or "multiple definition" in said


def test_start_code_that_a_program_hides_is_refused_too(sandbox: Sandbox, libc: Path) -> None:
    """It also defines what else lies beside the function, so that no other function needs the library's."""
    sizes = "".join(
        f"long __x86_{size};\n"
        for size in ("data_cache_size", "data_cache_size_half", "shared_cache_size", "shared_cache_size_half",
                     "shared_non_temporal_threshold", "rep_movsb_threshold", "rep_movsb_stop_threshold",
                     "rep_stosb_threshold", "string_control")
    )  # fmt: skip
    source = f"{sizes}void __libc_start_main(void) {_EXIT}{_NOTHING}"
    assert "multiple definition of '__libc_start_main'" in _errors(sandbox, source)


def test_a_program_that_replaces_other_functions_of_libc_is_built(sandbox: Sandbox, libc: Path) -> None:
    source = f"int puts(const char *text) {{ return text[0]; }}\n{_NOTHING}"
    assert not _errors(sandbox, source)


def test_members_of_an_archive_are_found_by_name(tmp_path: Path) -> None:
    """Names of more than 15 characters lie in a table; a member of odd size is padded."""

    def entry(name: str, content: bytes) -> bytes:
        return (
            f"{name:<16}{0:<12}{0:<6}{0:<6}{644:<8}{len(content):<10}`\n".encode()
            + content
            + b"\n" * (len(content) % 2)
        )

    archive = tmp_path / "lib.a"
    table = b"a-very-long-member.o/\nanother-long-member.o/\n"
    entries = (entry("/", b"symbols!"), entry("//", table), entry("odd.o/", b"odd"), entry("/22", b"long"))
    archive.write_bytes(b"!<arch>\n" + b"".join(entries))
    assert members(archive, ("odd.o", "another-long-member.o", "gone.o")) == {
        "odd.o": b"odd",
        "another-long-member.o": b"long",
    }
    archive.write_text("GROUP ( libm-2.36.a )")
    assert members(archive, ("odd.o",)) == {}
