// Repeated five-point averages on a grid: each sweep reads one grid and writes the other, row by row.
import * as fs from "node:fs";

const MAX_SIDE = 2048;
const MAX_ITERATIONS = 1000;
const HEADER_BYTES = 12;
const { fround } = Math;

function sweep(width: number, height: number, from: Float32Array, to: Float32Array): void {
  for (let y = 1; y + 1 < height; y++) {
    for (let x = 1; x + 1 < width; x++) {
      const here = y * width + x;
      const up = from[here - width], down = from[here + width];
      const left = from[here - 1], right = from[here + 1];
      to[here] = fround(fround(fround(fround(up + down) + left) + right) + from[here]) / 5;
    }
  }
}

function writeAll(data: ArrayBufferView): void {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
}

const input = fs.readFileSync(0);
if (input.length < HEADER_BYTES) process.exit(1);
const width = input.readInt32LE(0), height = input.readInt32LE(4), iterations = input.readInt32LE(8);
if (width < 1 || width > MAX_SIDE || height < 1 || height > MAX_SIDE) process.exit(1);
if (iterations < 0 || iterations > MAX_ITERATIONS) process.exit(1);
const end = HEADER_BYTES + width * height * Float32Array.BYTES_PER_ELEMENT;
if (input.length < end) process.exit(1);
let now = new Float32Array(new Uint8Array(input.subarray(HEADER_BYTES, end)).buffer);
let next = now.slice(); // the border is in both grids and never changes
for (let i = 0; i < iterations; i++) {
  sweep(width, height, now, next);
  [now, next] = [next, now];
}
writeAll(now);
