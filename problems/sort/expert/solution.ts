// Radix sort on the bits: three passes of 11 bits over keys that order as unsigned integers, with all three
// histograms counted in the pass that makes the keys. No comparison, so no branch to mispredict; NaNs
// are split off first, which keeps their order.
import * as fs from "node:fs";

const MAX_N = 10_000_000;
const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;
const INT_BYTES = Uint32Array.BYTES_PER_ELEMENT;
const INFINITY_BITS = 0x7f800000;

/** Keys of all numbers, in place, to the front; NaNs to `nans`. Counts each digit. Returns how many. */
function makeKeys(values: Int32Array, nans: Int32Array, low: Int32Array, middle: Int32Array, high: Int32Array): number {
  let numbers = 0, others = 0;
  for (let i = 0; i < values.length; i++) {
    const bits = values[i];
    if ((bits & 0x7fffffff) > INFINITY_BITS) {
      nans[others++] = bits;
      continue;
    }
    // Flips negative numbers entirely and the sign bit of the others: unsigned order is float order.
    const key = bits ^ ((bits >> 31) | 0x80000000);
    values[numbers++] = key;
    low[key & (DIGITS - 1)]++;
    middle[(key >>> DIGIT_BITS) & (DIGITS - 1)]++;
    high[key >>> (2 * DIGIT_BITS)]++;
  }
  return numbers;
}

function startOffsets(counts: Int32Array): void {
  let total = 0;
  for (let digit = 0; digit < counts.length; digit++) {
    const count = counts[digit];
    counts[digit] = total;
    total += count;
  }
}

function scatter(from: Int32Array, to: Int32Array, n: number, offsets: Int32Array, shift: number): void {
  for (let i = 0; i < n; i++) {
    const key = from[i];
    to[offsets[(key >>> shift) & (DIGITS - 1)]++] = key;
  }
}

function scatterBits(from: Int32Array, to: Int32Array, n: number, offsets: Int32Array): void {
  for (let i = 0; i < n; i++) {
    const key = from[i];
    to[offsets[key >>> (2 * DIGIT_BITS)]++] = key ^ (~(key >> 31) | 0x80000000);
  }
}

const input = fs.readFileSync(0);
if (input.length < INT_BYTES) process.exit(1);
const n = input.readInt32LE(0);
if (n < 1 || n > MAX_N || input.length < INT_BYTES * (n + 1)) process.exit(1);
const values = new Int32Array(new Uint8Array(input.subarray(INT_BYTES, INT_BYTES * (n + 1))).buffer);
const sorted = new Int32Array(n), nans = new Int32Array(n);
const counts = [0, 1, 2].map(() => new Int32Array(DIGITS));
const numbers = makeKeys(values, nans, counts[0], counts[1], counts[2]);
counts.forEach(startOffsets);
scatter(values, sorted, numbers, counts[0], 0);
scatter(sorted, values, numbers, counts[1], DIGIT_BITS);
scatterBits(values, sorted, numbers, counts[2]);
sorted.set(nans.subarray(0, n - numbers), numbers);
const bytes = new Uint8Array(sorted.buffer);
for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
