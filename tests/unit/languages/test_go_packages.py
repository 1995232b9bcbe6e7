"""Packages of a Go module by their names, and the names of their binaries."""

import pytest

from perfgym.languages.go_module import ModuleBuild, diagnostics_request
from perfgym.languages.go_packages import binary_name, files_for_tests, is_package, packages_with_tests
from perfgym.sandbox.request import Limits

_PATHS = (
    "a_test.go",
    "x.go",
    "internal/c/c_test.go",
    "internal/c/d_test.go",
    "internal/cd/x_test.go",
    "internal/e/e.go",
    "testdata/t_test.go",
    "vendor/v/v_test.go",
    ".git/g_test.go",
    "_old/o_test.go",
)


@pytest.mark.parametrize(
    ("patterns", "expected"),
    [
        (("./...",), (".", "./internal/c", "./internal/cd")),
        (("./internal/c/...",), ("./internal/c",)),
        (("./internal/c",), ("./internal/c",)),
        ((".",), (".",)),
        (("./internal/...", "."), (".", "./internal/c", "./internal/cd")),
        (("./...x", "all"), ()),
    ],
)
def test_packages_with_tests_are_found_by_patterns(
    patterns: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    assert packages_with_tests(_PATHS, patterns) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("", "./", "/x", "x", "..", "./..", "./a/../b", "./-x", "./a;b", "./a b", "./a\n", "./$(x)"),
        *("./vendor/v", "./testdata", "./a//b", "./...", "fmt", "./.git", "./_x"),
    ],
)
def test_a_package_is_named_by_a_folder_of_the_module(text: str) -> None:
    assert not is_package(text)
    with pytest.raises(ValueError, match="is no package"):
        ModuleBuild(module="x", tests=(text,))


def test_only_files_of_the_folder_testdata_are_shown_to_tests() -> None:
    files = {
        "p/testdata/a/b": b"1",
        "p/testdata": b"",
        "p/x.go": b"",
        "testdata/c": b"2",
        "pp/testdata/d": b"",
    }
    assert files_for_tests(files, "./p") == {"testdata/a/b": b"1"}
    assert files_for_tests(files, ".") == {"testdata/c": b"2"}


@pytest.mark.parametrize(
    ("tests", "programs"), [((), ()), ((), ("./a/x", "./b/x")), ((), ("./a/x", "./x/v2"))]
)
def test_a_build_makes_something_and_programs_have_names_of_their_own(
    tests: tuple[str, ...], programs: tuple[str, ...]
) -> None:
    with pytest.raises(ValueError, match="a build needs a package"):
        ModuleBuild(module="example.org/m", tests=tests, programs=programs)


@pytest.mark.parametrize("flag", ["-B", "-d=ssa/check_bce -B", "-m=3", "-asmhdr=/tmp/x", "-importcfg=x"])
def test_other_flags_of_the_compiler_are_refused(flag: str) -> None:
    with pytest.raises(ValueError, match="the compiler takes"):
        diagnostics_request(b"", (".",), Limits(), (flag,))


@pytest.mark.parametrize(
    ("module", "package", "name"),
    [
        ("example.org/demo", ".", "demo"),
        ("example.org/demo/v2", ".", "demo"),
        ("example.org/demo/v2", "./x/codec", "codec"),
        ("example.org/demo", "./codec/v10", "codec"),
        ("example.org/demo", "./codec/v1", "v1"),
        ("example.org/demo", "./codec/v02", "v02"),
        ("v2", ".", "v2"),
    ],
)
def test_a_version_is_no_name_of_a_binary(module: str, package: str, name: str) -> None:
    assert binary_name(module, package) == name
