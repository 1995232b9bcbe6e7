// Why it is fast: queries are sorted by radix, together with where they came from, and then walk along the
// numbers once. Nearly nothing is mispredicted, and the numbers are read as they lie in memory.
import * as fs from "node:fs";

const MAX_COUNT = 5_000_000;
const HEADER = 2;
const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;

const file = fs.readFileSync(0);
const bytes = file.byteOffset % 4 === 0 ? file : new Uint8Array(file);
const input = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
if (input.length < HEADER) process.exit(1);
const n = input[0], q = input[1];
if (n < 0 || n > MAX_COUNT || q < 0 || q > MAX_COUNT || input.length < HEADER + n + q) process.exit(1);
const numbers = input.subarray(HEADER, HEADER + n);

/** Sorts queries by some of their bits; signs are turned so that numbers without a sign are in order. */
function sort(
  from: Int32Array, fromIndex: Int32Array, to: Int32Array, toIndex: Int32Array, shift: number,
): void {
  const starts = new Int32Array(DIGITS);
  for (let i = 0; i < q; i++) starts[((from[i] ^ 0x80000000) >>> shift) & (DIGITS - 1)]++;
  let total = 0;
  for (let digit = 0; digit < DIGITS; digit++) {
    const count = starts[digit];
    starts[digit] = total;
    total += count;
  }
  for (let i = 0; i < q; i++) {
    const at = starts[((from[i] ^ 0x80000000) >>> shift) & (DIGITS - 1)]++;
    to[at] = from[i];
    toIndex[at] = fromIndex[i];
  }
}

function walk(queries: Int32Array, index: Int32Array, output: Int32Array): void {
  let at = 0;
  for (let i = 0; i < q; i++) {
    const query = queries[i];
    while (at < n && numbers[at] < query) at++;
    output[index[i]] = at;
  }
}

let queries = input.slice(HEADER + n, HEADER + n + q), other = new Int32Array(q);
let index = new Int32Array(q), otherIndex = new Int32Array(q);
for (let i = 0; i < q; i++) index[i] = i;
for (let shift = 0; shift < 32; shift += DIGIT_BITS) {
  sort(queries, index, other, otherIndex, shift);
  [queries, other] = [other, queries];
  [index, otherIndex] = [otherIndex, index];
}
walk(queries, index, other);
const result = new Uint8Array(other.buffer);
for (let written = 0; written < result.length; ) written += fs.writeSync(1, result, written);
