"""Size and kind -> a program for the machine and a budget, as bytes; and what is right for small inputs."""

from collections.abc import Callable, Mapping

import numpy as np

__all__ = ["answer", "generate"]

_HALT, _SET, _ADD, _SUB, _MUL, _XOR, _AND, _SHR, _LOAD, _STORE, _JUMP, _ADDI, _MOV = range(13)
# How often an instruction comes in straight code. All kinds have the same, and jumps in like number, so that
# they cost the same.
_DECK = {
    _ADD: 8, _SUB: 4, _MUL: 3, _XOR: 6, _AND: 2, _SHR: 3, _LOAD: 5, _STORE: 3, _ADDI: 3, _MOV: 2, _SET: 1
}  # fmt: skip
_FREE = 9  # registers that straight code writes; the others steer
_STATE, _FACTOR, _INCREMENT, _MIDDLE, _COUNTER, _INNER, _LIMIT = range(_FREE, 16)
_STRAIGHT = 24  # instructions between two jumps
_OFTEN = 0.25  # share of the jumps at random that are taken
# Code comes again and again in small parts: how well a processor predicts what a program does depends on how
# much of it there is, and the more parts there are, the more alike programs cost.
_GROUP = 3  # pieces
_ROUNDS = 20, 60
_WORDS, _REGISTERS = 256, 16
_ARITHMETIC = {
    _ADD: int.__add__, _SUB: int.__sub__, _MUL: int.__mul__, _XOR: int.__xor__, _AND: int.__and__
}  # fmt: skip
_KINDS = ("loops", "walk", "ladder", "straight", "halt", "self", "restart", "every", "still", "full")


class _Program:
    """Code that is being written. Jumps are filled in at the end."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        self.code = bytearray()
        self.labels: dict[int, int] = {}
        self.jumps: list[tuple[int, int]] = []
        self.deck: list[int] = []

    def put(self, *numbers: int) -> None:
        self.code += bytes(numbers)

    def set(self, register: int, value: int) -> None:
        self.put(_SET, register, *(value % 2**32).to_bytes(4, "little"))

    def label(self, name: int) -> None:
        self.labels[name] = len(self.code)

    def jump_if_less(self, a: int, b: int, name: int) -> None:
        self.put(_JUMP, a, b, 0, 0)
        self.jumps.append((len(self.code), name))

    def straight(self, count: int) -> None:
        """So many instructions without a jump."""
        numbers = self.rng.integers(2**16, size=(count, 4)).tolist()
        for first, second, third, k in numbers:
            if not self.deck:
                cards = [operation for operation, often in _DECK.items() for _ in range(often)]
                self.deck = [cards[i] for i in self.rng.permutation(len(cards))]
            operation, a = self.deck.pop(), first % _FREE
            b, c = second % (_FREE + 1), third % (_FREE + 1)  # the state brings fresh bits into the others
            if operation == _SET:
                self.set(a, k * k)
            elif operation == _SHR:
                self.put(_SHR, a, b, k % 13)
            elif operation == _ADDI:
                self.put(_ADDI, a, k % 256)
            elif operation in (_LOAD, _STORE, _MOV):
                self.put(operation, a, b)
            else:
                self.put(operation, a, b, c)

    def stir(self) -> None:
        """The next pseudo-random number into the register that decides at jumps."""
        self.put(_MUL, _STATE, _STATE, _FACTOR)
        self.put(_ADD, _STATE, _STATE, _INCREMENT)

    def begin(self) -> None:
        for register in range(_FREE + 1):
            self.set(register, int(self.rng.integers(-(2**31), 2**31)))
        self.set(_FACTOR, int(self.rng.integers(2**28)) * 8 + 5)
        self.set(_INCREMENT, int(self.rng.integers(2**31)) * 2 + 1)
        self.set(_MIDDLE, int((_OFTEN - 0.5) * 2**32) + int(self.rng.integers(-(2**26), 2**26)))
        self.set(_COUNTER, 0)
        self.set(_LIMIT, 2**31 - 1)

    def end(self) -> bytes:
        self.put(_HALT)
        for after, name in self.jumps:
            self.code[after - 2 : after] = (self.labels[name] - after).to_bytes(2, "little", signed=True)
        return bytes(self.code)


def _lengths(rng: np.random.Generator, count: int) -> list[int]:
    """Of pieces of straight code; together they are always as long."""
    lengths = np.full(count, _STRAIGHT)
    some = rng.integers(-6, 7, count // 2)
    lengths[: count // 2] += some
    lengths[count // 2 : count // 2 * 2] -= some
    return rng.permutation(lengths).tolist()


def _loops(program: _Program, pieces: int) -> None:
    """Loops in an endless loop, with pieces in them that are skipped or not."""
    lengths = _lengths(program.rng, 2 * pieces)
    rounds = program.rng.integers(*_ROUNDS, pieces).tolist()
    top, ends, inner = 0, 1, pieces + 1
    program.label(top)
    for i in range(pieces):
        if i % 2 == 0:
            program.put(_MOV, _INNER, _COUNTER)
            program.label(inner + i)
        program.stir()
        program.jump_if_less(_STATE, _MIDDLE, ends + i)
        program.straight(lengths[2 * i] - 4)
        program.label(ends + i)
        program.straight(lengths[2 * i + 1] // 2 - 2)
        if i % 2 == 1:
            program.put(_ADDI, _INNER, 1)
            program.set(_LIMIT, rounds[i])
            program.jump_if_less(_INNER, _LIMIT, inner + i - 1)
    program.set(_LIMIT, 2**31 - 1)
    program.jump_if_less(_COUNTER, _LIMIT, top)


def _again(program: _Program, name: int) -> None:
    """Back to a label, for some ten rounds."""
    program.put(_ADDI, _INNER, 1)
    program.set(_LIMIT, int(program.rng.integers(*_ROUNDS)))
    program.jump_if_less(_INNER, _LIMIT, name)


def _walk(program: _Program, pieces: int) -> None:
    """Groups of pieces each of which goes on with the next or with any other of its group, at random."""
    lengths, top = _lengths(program.rng, pieces), pieces
    program.label(top)
    for first in range(0, pieces, _GROUP):
        group = range(first, min(first + _GROUP, pieces))
        program.put(_MOV, _INNER, _COUNTER)
        for i, target in zip(group, program.rng.permutation(group).tolist(), strict=True):
            program.label(i)
            program.straight(lengths[i])
            program.stir()
            program.jump_if_less(_STATE, _MIDDLE, target)
        _again(program, first)
    program.jump_if_less(_COUNTER, _LIMIT, top)


def _ladder(program: _Program, pieces: int) -> None:
    """Groups of three pieces of which one is chosen at random."""
    lengths, top = _lengths(program.rng, pieces), 3 * pieces
    program.label(top)
    for i in range(0, pieces - _GROUP + 1, _GROUP):
        program.put(_MOV, _INNER, _COUNTER)
        program.label(2 * pieces + i)
        program.stir()
        program.jump_if_less(_STATE, _MIDDLE, i)
        program.straight(lengths[i])
        program.jump_if_less(_COUNTER, _LIMIT, pieces + i)
        program.label(i)
        program.stir()
        program.jump_if_less(_MIDDLE, _STATE, i + 1)
        program.straight(lengths[i + 1])
        program.jump_if_less(_COUNTER, _LIMIT, pieces + i)
        program.label(i + 1)
        program.straight(lengths[i + 2])
        program.label(pieces + i)
        _again(program, 2 * pieces + i)
    program.jump_if_less(_COUNTER, _LIMIT, top)


def _straight(program: _Program, pieces: int) -> None:
    program.straight(pieces * _STRAIGHT)


def _self(program: _Program, pieces: int) -> None:
    program.straight(pieces)
    program.label(0)
    program.jump_if_less(_COUNTER, _LIMIT, 0)


def _restart(program: _Program, pieces: int) -> None:
    """From the end back to the very first instruction, which is not the first of a loop otherwise."""
    program.labels[0] = 0
    program.straight(pieces)
    program.jump_if_less(_COUNTER, _LIMIT, 0)


def _every(program: _Program, pieces: int) -> None:
    """Each instruction with the largest and the smallest operands, and with equal registers."""
    for value in (-(2**31), 2**31 - 1, -1):
        program.set(15, value)
        program.set(14, -value)
        for operation in (_ADD, _SUB, _MUL, _XOR, _AND):
            program.put(operation, operation, 15, 14)
            program.put(operation, operation + 5, 15, 15)
        program.put(_SHR, 1, 15, 31)
        program.put(_SHR, 15, 15, 0)
        program.put(_STORE, 15, 15)
        program.put(_LOAD, 12, 15)
        program.put(_STORE, 1, 14)
        program.put(_ADDI, 15, 255)
        program.put(_ADDI, 14, 0)
        program.put(_MOV, 0, 0)
        for a, b in ((14, 15), (15, 14), (15, 15)):
            program.jump_if_less(a, b, len(program.code))
            program.put(_ADDI, 13, 1)
            program.label(program.jumps[-1][1])
    program.straight(pieces)


def _still(program: _Program, pieces: int) -> None:
    """Jumps that lead to the instruction behind them, in an endless loop."""
    program.label(0)
    for i in range(1, pieces + 1):
        program.straight(1)
        program.jump_if_less(_STATE, i % _FREE, i)
        program.label(i)
    program.jump_if_less(_COUNTER, _LIMIT, 0)


def _full(program: _Program, pieces: int) -> None:
    """Short instructions, 60 bytes a piece. Some halts are jumped over; a jump at the end leads to one."""
    size, steps, first = 60 * pieces, program.rng.integers(256, size=(20 * pieces, 4)).tolist(), 0
    program.jump_if_less(_COUNTER, _LIMIT, 1)
    program.label(first)
    program.put(_ADDI, 0, 7)
    program.put(_HALT)
    program.label(1)
    for name, (a, b, k, choice) in enumerate(steps, 2):
        if len(program.code) > size - 20:
            break
        if choice < 8:
            program.jump_if_less(_COUNTER, _LIMIT, name)
            program.put(_HALT)
            program.label(name)
        elif choice < 128:
            program.put(_ADDI, a % _FREE, k)
        else:
            program.put((_LOAD, _STORE, _MOV)[choice % 3], a % _FREE, b % _FREE)
    program.jump_if_less(_COUNTER, _LIMIT, first)
    program.put(*[_HALT] * (size - 1 - len(program.code)))


_WRITERS: dict[str, Callable[[_Program, int], None]] = {
    "loops": _loops, "walk": _walk, "ladder": _ladder, "straight": _straight, "self": _self,
    "restart": _restart, "every": _every, "still": _still, "full": _full,
}  # fmt: skip


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """Budget, size of the code, and the code, little-endian.

    Args:
        rng: All randomness comes from it.
        size: ``budget``, and ``pieces``, the number of pieces of some ten instructions that code has.
        kind: How control flows; one of :data:`_KINDS`.

    Raises:
        ValueError: There is no such kind.
    """
    if kind not in _KINDS:
        raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")
    program = _Program(rng)
    if kind != "halt":
        program.begin()
        _WRITERS[kind](program, size["pieces"])
    code = program.end()
    return np.array([size["budget"], len(code)], "<i4").tobytes() + code


def _value(step: bytes, registers: list[int], memory: list[int]) -> int:
    """Return the value that an instruction writes into its register, before it is taken modulo 2**32."""
    operation, a, b, c, *_ = (*step, 0, 0, 0)
    match operation:
        case 1:
            return int.from_bytes(step[2:], "little")
        case 7:
            return registers[b] >> c
        case 8:
            return memory[registers[b] % _WORDS]
        case 11:
            return registers[a] + b
        case 12:
            return registers[b]
        case _:
            return _ARITHMETIC[operation](registers[b], registers[c])


def answer(stdin: bytes) -> bytes:
    """The right output: instructions are decoded once, and executed as functions."""
    budget, code = int.from_bytes(stdin[:4], "little"), stdin[8:]
    registers, memory, position, steps = [0] * _REGISTERS, [0] * _WORDS, 0, {}
    sizes = {_HALT: 1, _SET: 6, _JUMP: 5, _LOAD: 3, _STORE: 3, _ADDI: 3, _MOV: 3}
    while position < len(code):
        length = sizes.get(code[position], 4)
        steps[position] = (code[position : position + length], position + length)
        position += length
    position = 0
    for _ in range(budget):
        step, position = steps[position]
        operation, a, b, *_ = (*step, 0, 0)
        if operation == _HALT:
            break
        if operation == _JUMP:
            if (registers[a] ^ 2**31) < (registers[b] ^ 2**31):
                position += int.from_bytes(step[3:5], "little", signed=True)
        elif operation == _STORE:
            memory[registers[b] % _WORDS] = registers[a]
        else:
            registers[a] = _value(step, registers, memory) % 2**32
    return np.array(registers + memory, "<u4").tobytes()
