// Game of life on a torus: the rows above and below are found once for a row, not once for each cell.
import * as fs from "node:fs";

const MAX_SIDE = 4096;
const MAX_GENERATIONS = 10_000;
const HEADER_BYTES = 12;

function step(width: number, height: number, from: Uint8Array, to: Uint8Array): void {
  for (let y = 0; y < height; y++) {
    const row = y * width;
    const above = (y === 0 ? height - 1 : y - 1) * width, below = (y === height - 1 ? 0 : y + 1) * width;
    for (let x = 0; x < width; x++) {
      const left = x === 0 ? width - 1 : x - 1, right = x === width - 1 ? 0 : x + 1;
      const count = from[above + left] + from[above + x] + from[above + right] + from[row + left] +
        from[row + right] + from[below + left] + from[below + x] + from[below + right];
      to[row + x] = (count | from[row + x]) === 3 ? 1 : 0; // three, or two around a living cell
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
