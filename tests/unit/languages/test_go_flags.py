"""Build flags of agents."""

import pytest

from perfgym.languages.go_flags import DIAGNOSTIC_FLAGS, command_flags, is_known_flag
from perfgym.languages.go_module import ModuleBuild


def test_flags_concern_the_modules_own_packages() -> None:
    """Otherwise the standard library would be compiled anew, which takes half a minute."""
    found = command_flags(["-gcflags=-l", "-tags=purego", "-gcflags=-N", "-tags=debug"], "example.org/m")
    assert found == ("-gcflags=example.org/m/...=-l -N", "-tags=purego,debug")
    assert command_flags([], "example.org/m") == ()


@pytest.mark.parametrize(
    "flag",
    [
        "-gcflags=-B",
        "-gcflags=all=-l",
        "-gcflags=-l -B",
        "-gcflags=-d=checkptr=0 -B",
        "-overlay=/tmp/x.json",
        "-toolexec=/bin/sh",
        "-ldflags=-X main.x=1",
        "-tags=a,b -toolexec=x",
        "-tags=",
        "-mod=mod",
        "-l",
        "",
    ],
)
def test_other_flags_are_not_known(flag: str) -> None:
    """They drop checks, replace files, run programs, or reach packages that are not the module's."""
    assert not is_known_flag(flag)
    with pytest.raises(ValueError, match="not known"):
        ModuleBuild(module="example.org/m", tests=(".",), flags=(flag,))


def test_what_every_task_allows_is_known() -> None:
    assert all(map(is_known_flag, DIAGNOSTIC_FLAGS))
