"""Speaks the protocol of :mod:`perfgym.research.score` for the class ``Model`` of a program.

It runs inside the jail, in one process with the program, and nothing that it does is believed. It is sent
there as text, so it imports nothing of perfgym's. What the program prints goes to standard error.

Arguments: the program's file, the file of its artifact.
"""

import importlib.util
import os
import struct
import sys
from pathlib import Path
from typing import Any

import numpy as np

_SYMBOLS = 256


def _model(program: str) -> Any:
    spec = importlib.util.spec_from_file_location("program", program)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["program"] = module
    spec.loader.exec_module(module)
    return module.Model


def _read(count: int) -> bytes:
    """Read from standard input. The evaluator closes it when it wants nothing more."""
    got = b""
    while len(got) < count:
        part = os.read(0, count - len(got))
        if not part:
            sys.exit("the evaluator stopped")
        got += part
    return got


def _write(descriptor: int, frame: bytes) -> None:
    left = memoryview(frame)
    while left:
        left = left[os.write(descriptor, left) :]


def _frame(logits: Any, streams: int) -> bytes:
    frame = np.ascontiguousarray(logits, dtype="<f4")
    if frame.shape != (streams, _SYMBOLS):
        sys.exit(f"logits() returned an array of shape {frame.shape}, expected {(streams, _SYMBOLS)}")
    return frame.tobytes()


def main() -> None:
    """Load the model, then predict and see one byte of every stream after another."""
    evaluator = os.dup(1)
    os.dup2(2, 1)
    _, program, artifact = sys.argv
    model = _model(program).load(Path(artifact).read_bytes())
    streams, positions = struct.unpack("<II", _read(8))
    model.start(streams)
    for _ in range(positions):
        _write(evaluator, _frame(model.logits(), streams))
        model.see(np.frombuffer(_read(streams), np.uint8))


if __name__ == "__main__":
    main()
