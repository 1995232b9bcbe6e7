// The sort of typed arrays: a key for each number, and its place in the input to keep equal ones in order.
import * as fs from "node:fs";

const MAX_N = 10_000_000;
const INT_BYTES = Int32Array.BYTES_PER_ELEMENT;

/** A key whose order is that of the numbers: -0 before +0; NaNs last and all alike. */
function keyOf(bits: number): number {
  if ((bits & 0x7fffffff) > 0x7f800000) return 0xffffffff;
  return (bits < 0x80000000 ? bits | 0x80000000 : ~bits) >>> 0;
}

function writeAll(data: ArrayBufferView): void {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
}

const input = fs.readFileSync(0);
if (input.length < INT_BYTES) process.exit(1);
const n = input.readInt32LE(0);
if (n < 1 || n > MAX_N || input.length < INT_BYTES * (n + 1)) process.exit(1);
const bytes = new Uint8Array(input.subarray(INT_BYTES, INT_BYTES * (n + 1))).buffer;
const bits = new Uint32Array(bytes);
const pairs = new Uint32Array(2 * n);
for (let i = 0; i < n; i++) {
  pairs[2 * i] = i;
  pairs[2 * i + 1] = keyOf(bits[i]);
}
new BigUint64Array(pairs.buffer).sort(); // the key is the upper half
const sorted = new Uint32Array(n);
for (let i = 0; i < n; i++) sorted[i] = bits[pairs[2 * i]];
writeAll(sorted);
