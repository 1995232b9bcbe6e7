"""Size and kind -> a complex signal and how it is cut into windows, as bytes; and its power by NumPy."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["answer", "generate"]

Reals = NDArray[np.float32]
Signal = NDArray[np.complex64]

_MEASURED = ("bursts", "chirp", "random", "tones")
_KINDS = (*_MEASURED, "alternating", "constant", "impulse", "flat", "real", "zeros")
_MOST = 2  # of a sample's parts
_NOISE = 0.7  # standard deviation of a part of noise
_BURST = 512  # samples
_BELOW = 0.999  # so that rounding does not go beyond what is allowed


def _noise(rng: np.random.Generator, count: int) -> Signal:
    parts: Reals = rng.standard_normal(2 * count, dtype=np.float32)
    parts *= np.float32(_NOISE)
    return parts.clip(-_MOST, _MOST, out=parts).view(np.complex64)


def _turning(cycles: NDArray[np.float64]) -> Signal:
    """Numbers of magnitude 1 that have turned around so often."""
    angles = ((cycles % 1) * (2 * np.pi)).astype(np.float32)
    turning = np.empty(len(cycles), np.complex64)
    turning.real, turning.imag = np.cos(angles), np.sin(angles)
    return turning


def _other_signal(rng: np.random.Generator, count: int, kind: str) -> Signal:
    """A signal of a kind that is not measured."""
    match kind:
        case "real":
            return _noise(rng, count).real.astype(np.complex64)
        case "flat":
            parts = rng.random(2 * count, dtype=np.float32) * np.float32(2 * _MOST * _BELOW)
            return (parts - np.float32(_MOST * _BELOW)).view(np.complex64)
        case "constant" | "alternating":
            level = np.complex64(complex(*rng.uniform(-_MOST * _BELOW, _MOST * _BELOW, 2)))
            return level * (
                1 - 2 * (np.arange(count) % 2) if kind == "alternating" else np.ones(count)
            ).astype(np.float32)
        case "impulse" | "zeros":
            signal = np.zeros(count, np.complex64)
            if kind == "impulse":
                signal[rng.integers(count)] = complex(*rng.uniform(1, _MOST * _BELOW, 2))
            return signal
        case _:
            raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")


def _signal(rng: np.random.Generator, count: int, kind: str) -> Signal:
    times = np.arange(count)
    match kind:
        case "random":
            return _noise(rng, count)
        case "tones":
            signal = _noise(rng, count) * np.float32(0.5)
            for cycles in rng.random(3):
                signal += np.float32(rng.uniform(0.1, 0.3)) * _turning(cycles * times + rng.random())
            return signal
        case "chirp":
            rate = rng.uniform(0.1, 0.5) / max(count, 1)
            return np.float32(0.4) * _noise(rng, count) + _turning((rate * times + rng.random()) * times)
        case "bursts":
            strength = rng.uniform(0.1, 1, count // _BURST + 1).astype(np.float32)
            return _noise(rng, count) * strength.repeat(_BURST)[:count]
        case _:
            return _other_signal(rng, count, kind)


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """The numbers k, hop and m as int32, then the samples as pairs of float32, little-endian.

    Args:
        rng: All randomness comes from it.
        size: ``k`` (a window has 2^k samples), ``hop`` (samples from one window's beginning to the next) and
            ``m``, the number of windows.
        kind: ``random`` (noise), ``tones`` (three frequencies in noise), ``chirp`` (one that rises, in
            noise), ``bursts`` (noise of a strength that varies), ``real`` (noise without imaginary parts),
            ``flat`` (parts anywhere in their range), ``constant``, ``alternating`` (one value with changing
            sign), ``impulse`` (zero but for one sample) or ``zeros``.

    Raises:
        ValueError: There is no such kind.
    """
    k, hop, m = size["k"], size["hop"], size["m"]
    signal = _signal(rng, (m - 1) * hop + (1 << k), kind)
    return np.array([k, hop, m], "<i4").tobytes() + signal.astype("<c8").tobytes()


def answer(stdin: bytes) -> bytes:
    """What a right program writes for this input."""
    k, hop, _ = (int(number) for number in np.frombuffer(stdin, "<i4", 3))
    signal = np.frombuffer(stdin, "<c8", offset=12).astype(np.complex128)
    windows = np.lib.stride_tricks.sliding_window_view(signal, 1 << k)[::hop]
    power = (np.abs(np.fft.fft(windows)) ** 2).max(0) / (1 << k)
    return power.astype("<f4").tobytes()
