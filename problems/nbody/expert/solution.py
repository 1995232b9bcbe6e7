"""Gravity, each pair of bodies looked at once, and coordinates in lists of their own."""

import struct
import sys
from math import sqrt


def pulls(places, masses):
    """Accelerations along each axis."""
    n = len(masses)
    ax, ay, az = [0.0] * n, [0.0] * n, [0.0] * n
    bodies = list(zip(range(n), *places, masses))
    for i, x, y, z, mass in bodies:
        own_x = own_y = own_z = 0.0
        for j, dx, dy, dz, weight in bodies[:i]:
            dx -= x
            dy -= y
            dz -= z
            r2 = dx * dx + dy * dy + dz * dz + 1e-6
            s = 1.0 / (r2 * sqrt(r2))
            weight *= s
            own_x += weight * dx
            own_y += weight * dy
            own_z += weight * dz
            s *= mass
            ax[j] -= s * dx
            ay[j] -= s * dy
            az[j] -= s * dz
        ax[i], ay[i], az[i] = own_x, own_y, own_z
    return ax, ay, az


def main():
    data = sys.stdin.buffer.read()
    n, steps, dt = struct.unpack_from("<iif", data)
    numbers = struct.unpack_from(f"<{7 * n}f", data, 12)
    places = [numbers[axis::7] for axis in range(3)]
    speeds = [numbers[axis::7] for axis in range(3, 6)]
    masses = numbers[6::7]
    for _ in range(steps):
        speeds = [[v + a * dt for v, a in zip(*axis)] for axis in zip(speeds, pulls(places, masses))]
        places = [[p + v * dt for p, v in zip(*axis)] for axis in zip(places, speeds)]
    bodies = zip(*places, *speeds, masses)
    sys.stdout.buffer.write(struct.pack(f"<{7 * n}f", *[number for body in bodies for number in body]))


main()
