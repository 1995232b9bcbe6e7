"""An assembler of classic BPF: a table of what is done about each system call -> a seccomp filter.

libseccomp's Python bindings are not used: they need the distribution's libseccomp, and libseccomp cannot
decide by the address that a call returns to. That address tells calls of a simulated program from those of
its simulator.

The format is ``struct sock_filter`` of linux/filter.h; a filter reads ``struct seccomp_data``.
"""

import errno
import struct
from collections.abc import Iterable, Mapping

from perfgym.machine.architecture import Architecture
from perfgym.machine.system_calls import FIRST_UNKNOWN_CALL
from perfgym.sandbox.request import Simulator

__all__ = [
    "ARG0",
    "ARG1",
    "ARG2",
    "ARG3",
    "Body",
    "allow",
    "allow_unless_bits",
    "assemble",
    "only_value",
    "refuse",
    "refuse_bits",
    "refuse_unless_bits",
    "refuse_values",
]

Instruction = tuple[int, int, int, int]
"""Operation, instructions to skip if true, instructions to skip if false, operand."""

Body = list[Instruction]
"""The instructions that decide about one system call. The last one is a return."""

_LD_ABS, _JEQ, _JGE, _JSET, _RET = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_NUMBER, _ARCH, _RETURN, _RETURN_HIGH = 0, 4, 8, 12  # offsets in struct seccomp_data
ARG0, ARG1, ARG2, ARG3 = 16, 24, 32, 40  # offsets of the low halves of the arguments
_X32_BIT = (
    0x40000000  # in numbers of calls by x86-64's other convention; no other architecture has such numbers
)


def _ret(action: int) -> Instruction:
    return (_RET, 0, 0, action)


def _refuse(error: int) -> Instruction:
    return _ret(_ERRNO | error)


def allow() -> Body:
    """Allow the call."""
    return [_ret(_ALLOW)]


def refuse(error: int) -> Body:
    """Answer the call with an error number."""
    return [_refuse(error)]


def refuse_bits(argument: int, bits: int, otherwise: Body) -> Body:
    """Refuse the call when an argument has any of these bits; else do ``otherwise``."""
    return [(_LD_ABS, 0, 0, argument), (_JSET, 0, 1, bits), _refuse(errno.EPERM), *otherwise]


def allow_unless_bits(argument: int, bits: int, otherwise: Body) -> Body:
    """Allow the call unless an argument has any of these bits; else do ``otherwise``."""
    return [(_LD_ABS, 0, 0, argument), (_JSET, 1, 0, bits), _ret(_ALLOW), *otherwise]


def refuse_unless_bits(bits: int) -> Body:
    """Refuse the call unless the argument that was loaded last has any of these bits."""
    return [(_JSET, 1, 0, bits), _refuse(errno.EPERM)]


def refuse_values(argument: int, values: Iterable[int]) -> Body:
    """Refuse the call when an argument has one of these values."""
    checks = [step for value in values for step in ((_JEQ, 0, 1, value), _refuse(errno.EPERM))]
    return [(_LD_ABS, 0, 0, argument), *checks, _ret(_ALLOW)]


def only_value(argument: int, value: int, error: int) -> Body:
    """Refuse the call, with this error number, unless an argument has this value."""
    return [(_LD_ABS, 0, 0, argument), (_JEQ, 1, 0, value), _refuse(error), _ret(_ALLOW)]


def _unless_from(text: tuple[int, int], error: int) -> Body:
    """Refuse a call that returns to one of these addresses, which lie in the lowest 4 GiB."""
    return [
        *((_LD_ABS, 0, 0, _RETURN_HIGH), (_JEQ, 1, 0, 0), _ret(_ALLOW)),
        *((_LD_ABS, 0, 0, _RETURN), (_JGE, 1, 0, text[0]), _ret(_ALLOW)),
        *((_JGE, 0, 1, text[1]), _ret(_ALLOW), _refuse(error)),
    ]


def _guest_part(guest_return: int, needed: Mapping[int, Body]) -> Body:
    """Decide about the simulated program's own calls; fall through for any other call."""
    policy = {number: needed.get(number, refuse(errno.EPERM)) for number in range(FIRST_UNKNOWN_CALL + 1)}
    segments = [part for part in _segments(policy) if part[0] <= FIRST_UNKNOWN_CALL]
    decide: Body = [(_LD_ABS, 0, 0, _NUMBER), *_search(segments)]
    return [
        *((_LD_ABS, 0, 0, _RETURN_HIGH), (_JEQ, 0, len(decide) + 2, 0)),
        *((_LD_ABS, 0, 0, _RETURN), (_JEQ, 0, len(decide), guest_return)),
        *decide,
    ]


def _segments(policy: Mapping[int, Body]) -> list[tuple[int, Body]]:
    """Pairs of a call's number and what is done from there on, ascending; the last pair has no end."""
    segments: list[tuple[int, Body]] = []
    for number in range(max(policy) + 2):
        body = policy.get(number, allow())
        if not segments or segments[-1][1] != body:
            segments.append((number, body))
    return segments


def _search(segments: list[tuple[int, Body]]) -> Body:
    """A binary search: the kernel tries a new filter on every number there is, at the start of each run."""
    if len(segments) == 1:
        return segments[0][1]
    middle = len(segments) // 2
    below, above = _search(segments[:middle]), _search(segments[middle:])
    return [(_JGE, len(below), 0, segments[middle][0]), *below, *above]


def _numbered(machine: Architecture, policy: Mapping[str, Body]) -> dict[int, Body]:
    """The rules of a policy by the numbers of calls; calls that the architecture lacks are left out."""
    return {machine.calls[call]: body for call, body in policy.items() if call in machine.calls}


def assemble(
    machine: Architecture,
    policy: Mapping[str, Body],
    *,
    refuse_unknown: bool,
    simulator: Simulator | None = None,
    guest_needs: Mapping[str, Body] | None = None,
) -> bytes:
    """A filter as an array of ``struct sock_filter``. Calls of another architecture kill the program.

    Args:
        machine: The architecture whose calls are decided about.
        policy: Name of a system call to what is done about it; every other call is allowed.
        refuse_unknown: Whether calls newer than the policy fail with ENOSYS; else another filter decides.
        simulator: The tool that simulates the program, if one does. It executes nothing itself.
        guest_needs: What is done about each call that the simulated program may make; others are refused.
    """
    if simulator:
        unless = _unless_from(simulator.text, errno.EPERM)
        policy = {**policy, "execve": unless, "execveat": unless}
    numbered, needed = _numbered(machine, policy), _numbered(machine, guest_needs or {})
    segments = [(start, body) for start, body in _segments(numbered) if start < FIRST_UNKNOWN_CALL]
    unknown = _ERRNO | errno.ENOSYS if refuse_unknown else _ALLOW
    program: Body = [
        (_LD_ABS, 0, 0, _ARCH),
        (_JEQ, 1, 0, machine.audit),
        _ret(_KILL),
        *(_guest_part(simulator.guest_return, needed) if simulator else ()),
        (_LD_ABS, 0, 0, _NUMBER),
        (_JGE, 0, 1, _X32_BIT),
        _ret(_KILL),
        *_search([*segments, (FIRST_UNKNOWN_CALL, [_ret(unknown)])]),
    ]
    return b"".join(struct.pack("<HBBI", *instruction) for instruction in program)
