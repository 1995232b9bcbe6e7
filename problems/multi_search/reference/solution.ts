// Each pattern is compared with the text at each place.
import * as fs from "node:fs";

const MAX_PATTERNS = 2000;
const MAX_TEXT = 5_000_000;
const SHORTEST = 3, LONGEST = 12;

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

function takeBytes(count: number): Uint8Array {
  const start = take(count);
  return input.subarray(start, start + count);
}

function takePattern(): Uint8Array {
  const length = input[take(1)];
  if (length < SHORTEST || length > LONGEST) process.exit(1);
  return takeBytes(length);
}

function search(text: Uint8Array, pattern: Uint8Array): [number, number] {
  let count = 0, sum = 0;
  for (let i = 0; i + pattern.length <= text.length; i++) {
    let j = 0;
    while (j < pattern.length && text[i + j] === pattern[j]) j++;
    if (j === pattern.length) {
      count++;
      sum = (sum + i) >>> 0;
    }
  }
  return [count, sum];
}

function writeAll(bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
}

const k = takeInt(0, MAX_PATTERNS);
const patterns: Uint8Array[] = [];
for (let i = 0; i < k; i++) patterns.push(takePattern());
const text = takeBytes(takeInt(0, MAX_TEXT));
const output = new Uint32Array(2 * k);
for (let i = 0; i < k; i++) output.set(search(text, patterns[i]), 2 * i);
writeAll(new Uint8Array(output.buffer));
