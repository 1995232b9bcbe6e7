// Merge sort with a comparison function. What is moved is the place of a value in the input: a NaN that is
// read as a number may come back with other bits.
import * as fs from "node:fs";

const MAX_N = 10_000_000;
const INT_BYTES = Int32Array.BYTES_PER_ELEMENT;

type Comparison = (a: number, b: number) => number;

/** Ascending; -0 before +0; NaNs last and all alike. */
function compare(a: number, b: number): number {
  const aIsNaN = Number.isNaN(a), bIsNaN = Number.isNaN(b);
  if (aIsNaN || bIsNaN) return Number(aIsNaN) - Number(bIsNaN);
  if (a < b) return -1;
  if (a > b) return 1;
  return Number(Object.is(b, -0)) - Number(Object.is(a, -0));
}

function merge(places: Int32Array, from: number, middle: number, to: number, scratch: Int32Array, order: Comparison): void {
  let left = from, right = middle, out = from;
  while (left < middle && right < to)
    scratch[out++] = order(places[left], places[right]) <= 0 ? places[left++] : places[right++];
  while (left < middle) scratch[out++] = places[left++];
  while (right < to) scratch[out++] = places[right++];
  places.set(scratch.subarray(from, to), from);
}

function mergeSort(places: Int32Array, from: number, to: number, scratch: Int32Array, order: Comparison): void {
  if (to - from < 2) return;
  const middle = from + Math.floor((to - from) / 2);
  mergeSort(places, from, middle, scratch, order);
  mergeSort(places, middle, to, scratch, order);
  merge(places, from, middle, to, scratch, order);
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
const values = new Float32Array(bytes), bits = new Uint32Array(bytes);
const places = Int32Array.from({ length: n }, (_, i) => i);
mergeSort(places, 0, n, new Int32Array(n), (a, b) => compare(values[a], values[b]));
const sorted = new Uint32Array(n);
for (let i = 0; i < n; i++) sorted[i] = bits[places[i]];
writeAll(sorted);
