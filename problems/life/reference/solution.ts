// Game of life on a torus: a cell is one byte, and the neighbours of each are counted one by one.
import * as fs from "node:fs";

const MAX_SIDE = 4096;
const MAX_GENERATIONS = 10_000;
const HEADER_BYTES = 12;

/** The torus has no border: what is left of the first is the last. */
function around(at: number, side: number): number {
  if (at < 0) return at + side;
  if (at >= side) return at - side;
  return at;
}

function neighbours(width: number, height: number, grid: Uint8Array, x: number, y: number): number {
  let count = 0;
  for (let j = -1; j <= 1; j++) {
    for (let i = -1; i <= 1; i++) {
      if (i === 0 && j === 0) continue;
      const row = around(y + j, height), column = around(x + i, width);
      if (grid[row * width + column] === 1) count++;
    }
  }
  return count;
}

function step(width: number, height: number, from: Uint8Array, to: Uint8Array): void {
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const here = y * width + x, count = neighbours(width, height, from, x, y);
      to[here] = count === 3 || (count === 2 && from[here] === 1) ? 1 : 0;
    }
  }
}

const input = fs.readFileSync(0);
if (input.length < HEADER_BYTES) process.exit(1);
const width = input.readInt32LE(0), height = input.readInt32LE(4), generations = input.readInt32LE(8);
if (width < 1 || width > MAX_SIDE || height < 1 || height > MAX_SIDE) process.exit(1);
if (generations < 0 || generations > MAX_GENERATIONS) process.exit(1);
const cells = width * height;
if (input.length < HEADER_BYTES + cells) process.exit(1);
let now = new Uint8Array(input.subarray(HEADER_BYTES, HEADER_BYTES + cells));
let next = new Uint8Array(cells);
for (let t = 0; t < generations; t++) {
  step(width, height, now, next);
  [now, next] = [next, now];
}
for (let written = 0; written < cells; ) written += fs.writeSync(1, now, written);
