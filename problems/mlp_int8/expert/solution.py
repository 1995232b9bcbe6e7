"""Why it is fast: all samples go through a layer as one product of matrices, by NumPy.

The product is in float32, in which whole numbers below 2^24 are exact.
"""

import sys

import numpy as np

LAYERS = 3
MAX_LENGTH, MAX_SAMPLES, MAX_SHIFT, MOST = 1024, 100_000, 24, 127


def read_exactly(kind, count):
    size = count * np.dtype(kind).itemsize
    data = sys.stdin.buffer.read(size)
    if len(data) != size:
        sys.exit(1)
    return np.frombuffer(data, kind)


def read_layer(given, made):
    shift = int(read_exactly("<i4", 1)[0])
    if not 0 <= shift <= MAX_SHIFT:
        sys.exit(1)
    weights = read_exactly("i1", given * made).reshape(made, given).T.astype(np.float32)
    return weights, read_exactly("<i4", made), shift


def main():
    *lengths, count = read_exactly("<i4", LAYERS + 2).tolist()
    if not (all(1 <= length <= MAX_LENGTH for length in lengths) and 0 <= count <= MAX_SAMPLES):
        sys.exit(1)
    layers = [read_layer(lengths[i], lengths[i + 1]) for i in range(LAYERS)]
    numbers = read_exactly("i1", count * lengths[0]).reshape(count, lengths[0])
    for weights, biases, shift in layers:
        sums = (numbers.astype(np.float32) @ weights).astype(np.int32)
        sums += biases
        sums >>= shift
        numbers = np.clip(sums, 0, MOST, out=sums)
    sys.stdout.buffer.write(numbers.astype(np.uint8).tobytes())


main()
