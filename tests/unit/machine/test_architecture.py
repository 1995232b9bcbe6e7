"""What is said of each architecture that perfgym runs on."""

import platform

import pytest

from perfgym.errors import MachineError
from perfgym.machine.architecture import ARCHITECTURES, architecture


@pytest.mark.parametrize(
    ("name", "statement"),
    [
        ("x86_64", "Programs run on x86-64 processors with the instruction set x86-64-v3 (AVX2, "),
        ("aarch64", "Programs run on aarch64 processors with the instruction set armv8.2-a (NEON, "),
    ],
)
def test_a_statement_names_the_instruction_set_that_compilers_build_for(name: str, statement: str) -> None:
    """The options of the compilers name the same instruction set."""
    described = ARCHITECTURES[name]
    assert described.statement.startswith(statement)
    assert described.statement.endswith(", and compilers build for that set.")
    assert f"-march={described.baseline}" in described.c_flags


def test_a_machine_of_another_architecture_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "machine", lambda: "riscv64")
    with pytest.raises(MachineError, match=r"riscv64.*x86_64 and aarch64"):
        architecture()
