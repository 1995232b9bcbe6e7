"""The processor architectures that perfgym runs on, and everything that differs between them.

No other module asks which architecture this is: it asks :func:`architecture` for what it needs.
"""

import platform
from collections.abc import Mapping
from dataclasses import dataclass

from perfgym.errors import MachineError
from perfgym.machine.system_calls import AARCH64_CALLS, X86_64_CALLS

__all__ = ["ARCHITECTURES", "Architecture", "ValgrindCode", "architecture"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ValgrindCode:
    """How Valgrind makes the system calls of a simulated program, in machine code.

    Attributes:
        platform: Name of the architecture in the names of Valgrind's tools.
        system_call: The instruction that makes a system call.
        request: The instructions by which a program speaks to Valgrind (``valgrind.h``).
        mask_signals: The instructions that prepare the call ``rt_sigprocmask(SIG_SETMASK, ...)``.
    """

    platform: str
    system_call: bytes
    request: bytes
    mask_signals: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Architecture:
    """A processor architecture, with the instruction set that programs are built for.

    Attributes:
        name: Name that the kernel gives a machine (``uname -m``).
        title: Name in messages.
        baseline: The instruction set that every program may use.
        baseline_has: What the instruction set brings, in words.
        beyond: Instructions that processors may have and the instruction set lacks, in words.
        processors: Processors that have it, in words.
        features_field: Field of /proc/cpuinfo that lists the features of a processor.
        features: Features that the kernel lists for a processor with the instruction set.
        c_flags: Options of gcc and clang that choose it.
        rust_flags: Options of rustc that choose it.
        go_environment: Variables that choose it for Go's tools.
        elf_machine: Number of the architecture in the header of an ELF program.
        audit: Number of the architecture in seccomp filters (``AUDIT_ARCH_*`` of linux/audit.h).
        calls: Name of a system call to its number. A name that is missing has no call.
        valgrind: How Valgrind makes the system calls of a program.
        end_in_c: A statement in C that ends the process at once, without a library.
        end_in_assembler: Lines of assembler that do the same, in the syntax that rustc reads.
        libc_sizes: Names of the variables that glibc's start code defines beside its first function; a
            program that replaces the function has to define them too.
    """

    name: str
    title: str
    baseline: str
    baseline_has: str
    beyond: str
    processors: str
    features_field: str
    features: frozenset[str]
    c_flags: tuple[str, ...]
    rust_flags: tuple[str, ...]
    go_environment: Mapping[str, str]
    elf_machine: int
    audit: int
    calls: Mapping[str, int]
    valgrind: ValgrindCode
    end_in_c: str
    end_in_assembler: tuple[str, ...]
    libc_sizes: tuple[str, ...]

    @property
    def statement(self) -> str:
        """A sentence for prompts that tells for which instruction set programs are built."""
        return (
            f"Programs run on {self.title} processors with the instruction set {self.baseline} "
            f"({self.baseline_has}), and compilers build for that set."
        )


_X86_64 = Architecture(
    name="x86_64",
    title="x86-64",
    baseline="x86-64-v3",
    baseline_has="AVX2, FMA, BMI2",
    beyond="AVX-512",
    processors="an Intel CPU from Haswell on, or an AMD CPU from Zen on",
    features_field="flags",
    features=frozenset({"avx2", "bmi1", "bmi2", "f16c", "fma", "movbe", "abm"}),
    c_flags=("-march=x86-64-v3",),
    rust_flags=("-Ctarget-cpu=x86-64-v3",),
    go_environment={"GOARCH": "amd64", "GOAMD64": "v3"},
    elf_machine=62,
    audit=0xC000003E,
    calls=X86_64_CALLS,
    valgrind=ValgrindCode(
        platform="amd64-linux",
        system_call=bytes.fromhex("0f05"),  # syscall
        request=bytes.fromhex("48c1c703 48c1c70d 48c1c73d 48c1c733"),  # rol rdi by 3, 13, 61 and 51
        # mov rax, rt_sigprocmask; mov rdi, SIG_SETMASK
        mask_signals=bytes.fromhex("48c7c00e000000 48c7c702000000"),
    ),
    end_in_c='for (;;) __asm__ volatile("syscall" : : "a"(231L), "D"(0L) : "rcx", "r11", "memory");',
    end_in_assembler=("mov eax, 231", "xor edi, edi", "syscall"),
    libc_sizes=tuple(
        f"__x86_{size}"
        for size in (
            "data_cache_size",
            "data_cache_size_half",
            "shared_cache_size",
            "shared_cache_size_half",
            "shared_non_temporal_threshold",
            "rep_movsb_threshold",
            "rep_movsb_stop_threshold",
            "rep_stosb_threshold",
            "string_control",
        )
    ),
)

_AARCH64 = Architecture(
    name="aarch64",
    title="aarch64",
    baseline="armv8.2-a",
    baseline_has="NEON, LSE atomics, CRC32",
    beyond="SVE",
    processors="an Arm Neoverse (AWS Graviton2, NVIDIA Grace, Ampere Altra) or Cortex-A55, A75 or later",
    features_field="Features",
    features=frozenset({"asimd", "atomics", "crc32", "asimdrdm", "dcpop"}),
    c_flags=("-march=armv8.2-a",),
    rust_flags=("-Ctarget-feature=+v8.2a",),
    go_environment={"GOARCH": "arm64"},
    elf_machine=183,
    audit=0xC00000B7,
    calls=AARCH64_CALLS,
    valgrind=ValgrindCode(
        platform="arm64-linux",
        system_call=bytes.fromhex("010000d4"),  # svc #0
        request=bytes.fromhex("8c0dcc93 8c35cc93 8ccdcc93 8cf5cc93"),  # ror x12 by 3, 13, 51 and 61
        # mov x8, rt_sigprocmask; mov x0, SIG_SETMASK
        mask_signals=bytes.fromhex("e81080d2 400080d2"),
    ),
    end_in_c='for (;;) __asm__ volatile("mov x8, 94; mov x0, 0; svc 0" : : : "x0", "x8", "memory");',
    end_in_assembler=("mov x8, #94", "mov x0, #0", "svc #0"),
    libc_sizes=(),
)

ARCHITECTURES: Mapping[str, Architecture] = {one.name: one for one in (_X86_64, _AARCH64)}
"""Name that the kernel gives a machine to its architecture."""


def architecture() -> Architecture:
    """The architecture of this machine.

    Raises:
        MachineError: perfgym does not run on it.
    """
    machine = platform.machine()
    if machine not in ARCHITECTURES:
        raise MachineError(
            f"this machine is {machine}, and perfgym runs on {' and '.join(ARCHITECTURES)} alone; use such a "
            "Linux machine"
        )
    return ARCHITECTURES[machine]
