"""Gravity between all pairs of bodies, each pair once: a body pulls another as the other pulls it."""

import math
import struct
import sys

MAX_BODIES, MAX_STEPS = 4096, 1000
BODY = struct.Struct("<7f")


class Body:
    def __init__(self, x, y, z, vx, vy, vz, mass):
        self.x, self.y, self.z = x, y, z
        self.vx, self.vy, self.vz = vx, vy, vz
        self.ax = self.ay = self.az = 0.0
        self.mass = mass

    def attract(self, others):
        """Add to the accelerations of this body and of others what they do to each other."""
        x, y, z, mass, sqrt = self.x, self.y, self.z, self.mass, math.sqrt
        ax = ay = az = 0.0
        for other in others:
            dx = other.x - x
            dy = other.y - y
            dz = other.z - z
            r2 = dx * dx + dy * dy + dz * dz + 1e-6
            cubed = 1.0 / (r2 * sqrt(r2))
            weight = other.mass * cubed
            back = mass * cubed
            ax += weight * dx
            ay += weight * dy
            az += weight * dz
            other.ax -= back * dx
            other.ay -= back * dy
            other.az -= back * dz
        self.ax += ax
        self.ay += ay
        self.az += az

    def move(self, dt):
        self.vx += self.ax * dt
        self.vy += self.ay * dt
        self.vz += self.az * dt
        self.x += self.vx * dt
        self.y += self.vy * dt
        self.z += self.vz * dt
        self.ax = self.ay = self.az = 0.0

    def packed(self):
        return BODY.pack(self.x, self.y, self.z, self.vx, self.vy, self.vz, self.mass)


def read_exactly(layout):
    """The fields of one record from standard input."""
    data = sys.stdin.buffer.read(layout.size)
    if len(data) != layout.size:
        sys.exit(1)
    return layout.unpack(data)


def main():
    n, steps, dt = read_exactly(struct.Struct("<iif"))
    if not (1 <= n <= MAX_BODIES and 1 <= steps <= MAX_STEPS):
        sys.exit(1)
    bodies = [Body(*read_exactly(BODY)) for _ in range(n)]
    for _ in range(steps):
        for i, body in enumerate(bodies):
            body.attract(bodies[i + 1 :])
        for body in bodies:
            body.move(dt)
    for body in bodies:
        sys.stdout.buffer.write(body.packed())


main()
