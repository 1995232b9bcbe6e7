// Escape times of points of the Mandelbrot set in fixed-point numbers: point after point, step by step. A
// point that comes back to where it was before never gets out, so it is done.
import * as fs from "node:fs";

const MAX_POINTS = 1_000_000;
const MAX_STEPS = 65_535;
const HEADER_BYTES = 8;
const POINT_BYTES = 8;
const ONE = 2 ** 23;

function escapeTime(real: number, imaginary: number, most: number): number {
  let x = 0, y = 0, keptX = 0, keptY = 0;
  for (let steps = 0; steps < most; steps++) {
    const xx = Math.floor((x * x) / ONE), yy = Math.floor((y * y) / ONE);
    if (xx + yy > 4 * ONE) return steps;
    y = Math.floor((2 * x * y) / ONE) + imaginary;
    x = xx - yy + real;
    if (x === keptX && y === keptY) return most;
    if ((steps & (steps - 1)) === 0) {
      keptX = x;
      keptY = y;
    }
  }
  return most;
}

function writeAll(data: ArrayBufferView): void {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
}

const input = fs.readFileSync(0);
if (input.length < HEADER_BYTES) process.exit(1);
const n = input.readInt32LE(0), most = input.readInt32LE(4);
if (n < 1 || n > MAX_POINTS || most < 1 || most > MAX_STEPS) process.exit(1);
const end = HEADER_BYTES + n * POINT_BYTES;
if (input.length < end) process.exit(1);
const parts = new Int32Array(new Uint8Array(input.subarray(HEADER_BYTES, end)).buffer);
const times = new Uint16Array(n);
for (let i = 0; i < n; i++) times[i] = escapeTime(parts[2 * i], parts[2 * i + 1], most);
writeAll(times);
