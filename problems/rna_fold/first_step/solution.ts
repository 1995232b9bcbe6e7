// The most pairs of a folded string of bases: a second table is transposed, and both are read in order.
import * as fs from "node:fs";

const MAX_N = 1024;
const BETWEEN = 3;
const HEADER_BYTES = 4;
const PAIRS = ["AU", "UA", "CG", "GC", "GU", "UG"];

function mostPairs(bases: string, table: Int32Array[], turned: Int32Array[], i: number, j: number): number {
  let best = Math.max(table[i + 1][j], table[i][j - 1]);
  if (j - i > BETWEEN && PAIRS.includes(bases[i] + bases[j])) best = Math.max(best, table[i + 1][j - 1] + 1);
  const row = table[i], column = turned[j];
  for (let k = i + 1; k < j; k++) {
    const both = row[k] + column[k + 1];
    if (both > best) best = both;
  }
  return best;
}

function writeAll(data: ArrayBufferView): void {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
}

const input = fs.readFileSync(0);
if (input.length < HEADER_BYTES) process.exit(1);
const n = input.readInt32LE(0);
if (n < 1 || n > MAX_N || input.length < HEADER_BYTES + n) process.exit(1);
const bases = input.toString("latin1", HEADER_BYTES, HEADER_BYTES + n);
if (!/^[ACGU]*$/.test(bases)) process.exit(1);
const table = Array.from({ length: n }, () => new Int32Array(n)); // row i, column j: the bases i to j
const turned = Array.from({ length: n }, () => new Int32Array(n)); // row j, column i
for (let length = 2; length <= n; length++) {
  for (let i = 0; i + length <= n; i++) {
    const j = i + length - 1;
    table[i][j] = turned[j][i] = mostPairs(bases, table, turned, i, j);
  }
}
writeAll(table[0]);
