// A binary search for each query.
import * as fs from "node:fs";

const MAX_COUNT = 5_000_000;
const INT_BYTES = 4;

const input = fs.readFileSync(0);
let position = 0;

function take(bytes: number): number {
  if (input.length - position < bytes) process.exit(1);
  position += bytes;
  return position - bytes;
}

function takeInt(least: number, most: number): number {
  const value = input.readInt32LE(take(4));
  if (value < least || value > most) process.exit(1);
  return value;
}

function takeInts(count: number): Int32Array {
  const start = take(INT_BYTES * count);
  const ints = new Int32Array(count);
  for (let i = 0; i < count; i++) ints[i] = input.readInt32LE(start + INT_BYTES * i);
  return ints;
}

function lowerBound(numbers: Int32Array, query: number): number {
  let low = 0, high = numbers.length;
  while (low < high) {
    const middle = low + ((high - low) >> 1);
    if (numbers[middle] < query) low = middle + 1;
    else high = middle;
  }
  return low;
}

function writeAll(bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
}

const n = takeInt(0, MAX_COUNT), q = takeInt(0, MAX_COUNT);
const numbers = takeInts(n), queries = takeInts(q);
const output = Buffer.alloc(INT_BYTES * q);
for (let i = 0; i < q; i++) output.writeInt32LE(lowerBound(numbers, queries[i]), INT_BYTES * i);
writeAll(output);
