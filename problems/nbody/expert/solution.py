"""Gravity, each pair of bodies looked at once, and coordinates in lists of their own."""

import struct
import sys


def forces(places, masses):
    """Accelerations along each axis."""
    xs, ys, zs = places
    n = len(masses)
    ax, ay, az = [0.0] * n, [0.0] * n, [0.0] * n
    for i in range(n - 1):
        x, y, z, mass = xs[i], ys[i], zs[i], masses[i]
        fx, fy, fz = ax[i], ay[i], az[i]
        for j in range(i + 1, n):
            dx = xs[j] - x
            dy = ys[j] - y
            dz = zs[j] - z
            s = (dx * dx + dy * dy + dz * dz + 1e-6) ** -1.5
            weight = masses[j] * s
            fx += weight * dx
            fy += weight * dy
            fz += weight * dz
            weight = mass * s
            ax[j] -= weight * dx
            ay[j] -= weight * dy
            az[j] -= weight * dz
        ax[i], ay[i], az[i] = fx, fy, fz
    return ax, ay, az


def main():
    data = sys.stdin.buffer.read()
    n, steps, dt = struct.unpack_from("<iif", data)
    numbers = struct.unpack_from(f"<{7 * n}f", data, 12)
    places = [list(numbers[axis::7]) for axis in range(3)]
    speeds = [list(numbers[axis::7]) for axis in range(3, 6)]
    masses = numbers[6::7]
    for _ in range(steps):
        pulls = forces(places, masses)
        speeds = [[v + a * dt for v, a in zip(*pair)] for pair in zip(speeds, pulls)]
        places = [[p + v * dt for p, v in zip(*pair)] for pair in zip(places, speeds)]
    bodies = zip(*places, *speeds, masses)
    sys.stdout.buffer.write(struct.pack(f"<{7 * n}f", *[number for body in bodies for number in body]))


main()
