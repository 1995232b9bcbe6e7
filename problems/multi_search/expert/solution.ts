// Why it is fast: all patterns are looked for in one pass. The three bytes at each place are hashed into a
// table, which rules out nearly all places, because no pattern begins that way; it stays in the nearest
// cache. The places that are left are compared with the patterns of the same hash.
import * as fs from "node:fs";

const MAX_PATTERNS = 2000;
const MAX_TEXT = 5_000_000;
const SHORTEST = 3, LONGEST = 12;
const HASH_BITS = 14;

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

const k = takeInt(0, MAX_PATTERNS);
const starts = new Int32Array(k), lengths = new Int32Array(k), nexts = new Int32Array(k);
const begins = new Int16Array(1 << HASH_BITS); // the first pattern with a hash, counted from 1
const output = new Uint32Array(2 * k); // a count and a sum a pattern

/** Of three bytes. */
function hashOf(three: number): number {
  return Math.imul(three, 0x9e3779b1) >>> (32 - HASH_BITS);
}

function isAt(bytes: Uint8Array, place: number, number: number): boolean {
  const start = starts[number], length = lengths[number];
  for (let i = 0; i < length; i++) if (bytes[place + i] !== bytes[start + i]) return false;
  return true;
}

function search(bytes: Uint8Array, start: number, end: number): void {
  let three = (bytes[start] << 8) | (bytes[start + 1] << 16);
  for (let at = start; at + SHORTEST <= end; at++) {
    three = (three >>> 8) | (bytes[at + 2] << 16);
    for (let number = begins[hashOf(three)] - 1; number >= 0; number = nexts[number]) {
      if (at + lengths[number] > end || !isAt(bytes, at, number)) continue;
      output[2 * number]++;
      output[2 * number + 1] += at - start;
    }
  }
}

function writeAll(bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
}

for (let i = 0; i < k; i++) {
  const length = input[take(1)];
  if (length < SHORTEST || length > LONGEST) process.exit(1);
  const start = take(length);
  const hash = hashOf(input[start] | (input[start + 1] << 8) | (input[start + 2] << 16));
  starts[i] = start;
  lengths[i] = length;
  nexts[i] = begins[hash] - 1;
  begins[hash] = i + 1;
}
const n = takeInt(0, MAX_TEXT);
const start = take(n);
search(new Uint8Array(input.buffer, input.byteOffset, input.length), start, start + n);
writeAll(new Uint8Array(output.buffer));
