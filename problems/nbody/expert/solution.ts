// Why it is fast: coordinates lie in one float64 array each, so nothing is boxed or rounded on the way, and
// each pair is looked at once: the force on one body is the opposite of that on the other.
import * as fs from "node:fs";

const MAX_BODIES = 4096;
const MAX_STEPS = 1000;
const FIELDS = 7;
const HEADER_BYTES = 12;
const SOFTENING = 1e-6;

const input = fs.readFileSync(0);
if (input.length < HEADER_BYTES) process.exit(1);
const n = input.readInt32LE(0);
const steps = input.readInt32LE(4);
const dt = input.readFloatLE(8);
if (n < 1 || n > MAX_BODIES || steps < 1 || steps > MAX_STEPS) process.exit(1);
const end = HEADER_BYTES + n * FIELDS * Float32Array.BYTES_PER_ELEMENT;
if (input.length < end) process.exit(1);
const bodies = new Float32Array(new Uint8Array(input.subarray(HEADER_BYTES, end)).buffer);

const field = (index: number): Float64Array => Float64Array.from({ length: n }, (_, i) => bodies[i * FIELDS + index]);
const [x, y, z, vx, vy, vz, mass] = Array.from({ length: FIELDS }, (_, index) => field(index));
const ax = new Float64Array(n), ay = new Float64Array(n), az = new Float64Array(n);

/** Adds what body i and each later one do to each other. */
function attract(i: number): void {
  const xi = x[i], yi = y[i], zi = z[i], massI = mass[i];
  let axi = ax[i], ayi = ay[i], azi = az[i];
  for (let j = i + 1; j < n; j++) {
    const dx = x[j] - xi, dy = y[j] - yi, dz = z[j] - zi;
    const r2 = dx * dx + dy * dy + dz * dz + SOFTENING;
    const cubed = 1 / (r2 * Math.sqrt(r2));
    const pull = mass[j] * cubed, push = massI * cubed;
    axi += pull * dx;
    ayi += pull * dy;
    azi += pull * dz;
    ax[j] -= push * dx;
    ay[j] -= push * dy;
    az[j] -= push * dz;
  }
  ax[i] = axi;
  ay[i] = ayi;
  az[i] = azi;
}

/** One coordinate of all bodies; its acceleration is used up. */
function move(place: Float64Array, velocity: Float64Array, acceleration: Float64Array): void {
  for (let i = 0; i < n; i++) {
    velocity[i] += acceleration[i] * dt;
    place[i] += velocity[i] * dt;
    acceleration[i] = 0;
  }
}

for (let step = 0; step < steps; step++) {
  for (let i = 0; i < n; i++) attract(i);
  move(x, vx, ax);
  move(y, vy, ay);
  move(z, vz, az);
}
[x, y, z, vx, vy, vz].forEach((values, index) => values.forEach((value, i) => (bodies[i * FIELDS + index] = value)));
const bytes = new Uint8Array(bodies.buffer);
for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
