"""Gravity between all pairs of bodies, kept as a list of objects."""

import math
import struct
import sys

MAX_BODIES, MAX_STEPS = 4096, 1000
BODY = struct.Struct("<7f")


class Body:
    def __init__(self, x, y, z, vx, vy, vz, mass):
        self.x, self.y, self.z = x, y, z
        self.vx, self.vy, self.vz = vx, vy, vz
        self.mass = mass

    def acceleration(self, bodies):
        ax = ay = az = 0.0
        for other in bodies:
            if other is self:
                continue
            dx = other.x - self.x
            dy = other.y - self.y
            dz = other.z - self.z
            r2 = dx * dx + dy * dy + dz * dz + 1e-6
            s = 1.0 / math.sqrt(r2)
            weight = other.mass * (s * s * s)
            ax += weight * dx
            ay += weight * dy
            az += weight * dz
        return ax, ay, az

    def move(self, acceleration, dt):
        ax, ay, az = acceleration
        self.vx += ax * dt
        self.vy += ay * dt
        self.vz += az * dt
        self.x += self.vx * dt
        self.y += self.vy * dt
        self.z += self.vz * dt

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
        accelerations = [body.acceleration(bodies) for body in bodies]
        for body, acceleration in zip(bodies, accelerations):
            body.move(acceleration, dt)
    for body in bodies:
        sys.stdout.buffer.write(body.packed())


main()
