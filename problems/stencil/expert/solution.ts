// Why it is fast: the sweep is asm.js, which is compiled ahead with real float32 arithmetic, where JavaScript
// converts to float64 and back around each addition; and rows are walked as they lie in memory.
import * as fs from "node:fs";

const MAX_SIDE = 2048;
const MAX_ITERATIONS = 1000;
const HEADER_BYTES = 12;
const LEAST_HEAP_BYTES = 1 << 16; // an asm.js heap has this, or a multiple of 16 MiB, or a power of two between
const LARGE_HEAP_BYTES = 1 << 24;

/** Two grids in one heap; `from` and `to` are their first bytes. As text, as esbuild takes "use asm" away. */
const SWEEPER = `"use asm";
  var fround = stdlib.Math.fround;
  var cells = new stdlib.Float32Array(heap);
  function sweep(width, height, from, to) {
    width = width | 0;
    height = height | 0;
    from = from | 0;
    to = to | 0;
    var at = 0, last = 0, shift = 0;
    width = width << 2;
    shift = (to - from) | 0;
    from = (from + width) | 0;
    for (height = (height - 2) | 0; (height | 0) > 0; height = (height - 1) | 0) {
      last = (from + width - 4) | 0;
      for (at = (from + 4) | 0; (at | 0) < (last | 0); at = (at + 4) | 0)
        cells[(at + shift) >> 2] = fround(fround(fround(fround(fround(
          cells[(at - width) >> 2] + cells[(at + width) >> 2]) + cells[(at - 4) >> 2]) +
          cells[(at + 4) >> 2]) + cells[at >> 2]) / fround(5.0));
      from = (from + width) | 0;
    }
  }
  return { sweep: sweep };`;

type Sweep = (width: number, height: number, from: number, to: number) => void;

function heapBytes(needed: number): number {
  if (needed > LARGE_HEAP_BYTES) return Math.ceil(needed / LARGE_HEAP_BYTES) * LARGE_HEAP_BYTES;
  return 2 ** Math.ceil(Math.log2(Math.max(needed, LEAST_HEAP_BYTES)));
}

const input = fs.readFileSync(0);
if (input.length < HEADER_BYTES) process.exit(1);
const width = input.readInt32LE(0), height = input.readInt32LE(4), iterations = input.readInt32LE(8);
if (width < 1 || width > MAX_SIDE || height < 1 || height > MAX_SIDE) process.exit(1);
if (iterations < 0 || iterations > MAX_ITERATIONS) process.exit(1);
const gridBytes = width * height * Float32Array.BYTES_PER_ELEMENT;
if (input.length < HEADER_BYTES + gridBytes) process.exit(1);
const heap = new Uint8Array(heapBytes(2 * gridBytes));
const grid = input.subarray(HEADER_BYTES, HEADER_BYTES + gridBytes);
heap.set(grid);
heap.set(grid, gridBytes); // the border is in both grids and never changes
const sweep: Sweep = new Function("stdlib", "foreign", "heap", SWEEPER)(globalThis, undefined, heap.buffer).sweep;
let now = 0, next = gridBytes;
for (let i = 0; i < iterations && width > 2; i++) {
  sweep(width, height, now, next);
  [now, next] = [next, now];
}
const bytes = heap.subarray(now, now + gridBytes);
for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
