"""A neural network of three layers in int8: one sample after the other, sums by functions of the library."""

import struct
import sys
from operator import mul

LAYERS = 3
MAX_LENGTH, MAX_SAMPLES, MAX_SHIFT, MOST = 1024, 100_000, 24, 127


def read_exactly(kind, count):
    size = count * struct.calcsize(kind)
    data = sys.stdin.buffer.read(size)
    if len(data) != size:
        sys.exit(1)
    return struct.unpack(f"<{count}{kind}", data)


def read_layer(given, made):
    (shift,) = read_exactly("i", 1)
    if not 0 <= shift <= MAX_SHIFT:
        sys.exit(1)
    weights = [read_exactly("b", given) for _ in range(made)]
    return weights, read_exactly("i", made), shift


def apply(layer, given):
    weights, biases, shift = layer
    made = []
    for row, total in zip(weights, biases):
        total += sum(map(mul, row, given))
        made.append(min(max(total >> shift, 0), MOST))
    return made


def main():
    *lengths, samples = read_exactly("i", LAYERS + 2)
    if not (all(1 <= length <= MAX_LENGTH for length in lengths) and 0 <= samples <= MAX_SAMPLES):
        sys.exit(1)
    layers = [read_layer(lengths[i], lengths[i + 1]) for i in range(LAYERS)]
    for _ in range(samples):
        numbers = read_exactly("b", lengths[0])
        for layer in layers:
            numbers = apply(layer, numbers)
        sys.stdout.buffer.write(bytes(numbers))


main()
