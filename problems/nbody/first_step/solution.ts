// Gravity between all pairs of bodies, each pair once: a body pulls another as the other pulls it.
import * as fs from "node:fs";

const MAX_BODIES = 4096;
const MAX_STEPS = 1000;
const FIELDS = 7;
const HEADER_BYTES = 12;
const FLOAT_BYTES = Float32Array.BYTES_PER_ELEMENT;
const { fround, sqrt } = Math;
const SOFTENING = fround(1e-6);

interface Vector {
  x: number;
  y: number;
  z: number;
}

interface Body {
  position: Vector;
  velocity: Vector;
  mass: number;
}

function readBody(input: Buffer, offset: number): Body {
  const field = (index: number): number => input.readFloatLE(offset + index * FLOAT_BYTES);
  return {
    position: { x: field(0), y: field(1), z: field(2) },
    velocity: { x: field(3), y: field(4), z: field(5) },
    mass: field(6),
  };
}

/** Adds to the accelerations of all bodies what body i and those after it do to each other. */
function attract(bodies: Body[], i: number, accelerations: Vector[]): void {
  const here = bodies[i].position;
  const a = accelerations[i];
  for (let j = i + 1; j < bodies.length; j++) {
    const there = bodies[j].position;
    const dx = fround(there.x - here.x);
    const dy = fround(there.y - here.y);
    const dz = fround(there.z - here.z);
    const planar = fround(fround(dx * dx) + fround(dy * dy));
    const r2 = fround(fround(planar + fround(dz * dz)) + SOFTENING);
    const s = fround(1 / fround(sqrt(r2)));
    const cubed = fround(fround(s * s) * s);
    addScaled(a, { x: dx, y: dy, z: dz }, fround(bodies[j].mass * cubed));
    addScaled(accelerations[j], { x: dx, y: dy, z: dz }, -fround(bodies[i].mass * cubed));
  }
}

function addScaled(to: Vector, from: Vector, factor: number): void {
  to.x = fround(to.x + fround(from.x * factor));
  to.y = fround(to.y + fround(from.y * factor));
  to.z = fround(to.z + fround(from.z * factor));
}

function step(bodies: Body[], dt: number): void {
  const accelerations = bodies.map(() => ({ x: 0, y: 0, z: 0 }));
  bodies.forEach((_, i) => attract(bodies, i, accelerations));
  bodies.forEach((body, i) => {
    addScaled(body.velocity, accelerations[i], dt);
    addScaled(body.position, body.velocity, dt);
  });
}

function packed(bodies: Body[]): Uint8Array {
  const fields = bodies.flatMap(({ position: p, velocity: v, mass }) => [p.x, p.y, p.z, v.x, v.y, v.z, mass]);
  return new Uint8Array(Float32Array.from(fields).buffer);
}

function writeAll(bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
}

const input = fs.readFileSync(0);
if (input.length < HEADER_BYTES) process.exit(1);
const n = input.readInt32LE(0);
const steps = input.readInt32LE(4);
const dt = input.readFloatLE(8);
if (n < 1 || n > MAX_BODIES || steps < 1 || steps > MAX_STEPS) process.exit(1);
if (input.length < HEADER_BYTES + n * FIELDS * FLOAT_BYTES) process.exit(1);
const bodies = Array.from({ length: n }, (_, i) => readBody(input, HEADER_BYTES + i * FIELDS * FLOAT_BYTES));
for (let i = 0; i < steps; i++) step(bodies, dt);
writeAll(packed(bodies));
