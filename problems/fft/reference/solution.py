"""The peak power spectrum of a signal's windows, each transformed recursively, even and odd samples apart."""

import cmath
import sys
from array import array

MAX_K, MAX_HOP, MAX_WINDOWS = 15, 32768, 4000


def transform(values):
    n = len(values)
    if n == 1:
        return values
    even = transform(values[0::2])
    odd = transform(values[1::2])
    result = [0j] * n
    for i in range(n // 2):
        turned = odd[i] * cmath.exp(-2j * cmath.pi * i / n)
        result[i] = even[i] + turned
        result[i + n // 2] = even[i] - turned
    return result


def read_exactly(kind, count):
    """So many numbers from standard input."""
    numbers = array(kind)
    data = sys.stdin.buffer.read(count * numbers.itemsize)
    if len(data) != count * numbers.itemsize:
        sys.exit(1)
    numbers.frombytes(data)
    return numbers


def main():
    k, hop, windows = read_exactly("i", 3)
    if not (0 <= k <= MAX_K and 1 <= hop <= MAX_HOP and 1 <= windows <= MAX_WINDOWS):
        sys.exit(1)
    n = 2**k
    parts = read_exactly("f", 2 * ((windows - 1) * hop + n))
    signal = [complex(parts[i], parts[i + 1]) for i in range(0, len(parts), 2)]
    power = [0.0] * n
    for w in range(windows):
        spectrum = transform(signal[w * hop : w * hop + n])
        for i in range(n):
            power[i] = max(power[i], spectrum[i].real ** 2 + spectrum[i].imag ** 2)
    peaks = array("f", [most / n for most in power])
    sys.stdout.buffer.write(peaks.tobytes())


main()
