// Greedy compression: every distance is tried, but most are ruled out by a single byte. Bytes are compared
// one by one only if the byte that would make the best match longer is equal.
import * as fs from "node:fs";

const MAX_N = 1_000_000;
const WINDOW = 4096;
const LEAST = 3;
const MOST = 255;
const HEADER_BYTES = 4;

function commonLength(text: Uint8Array, a: number, b: number, most: number): number {
  let length = 0;
  while (length < most && text[a + length] === text[b + length]) length++;
  return length;
}

function longestMatch(text: Uint8Array, place: number): { length: number; distance: number } {
  const most = Math.min(MOST, text.length - place);
  let best = 0, nearest = 0;
  for (let distance = 1; distance <= WINDOW && distance <= place; distance++) {
    if (text[place - distance + best] !== text[place + best]) continue;
    const length = commonLength(text, place - distance, place, most);
    if (length <= best) continue;
    best = length;
    nearest = distance;
    if (best === most) break;
  }
  return { length: best, distance: nearest };
}

function writeAll(bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
}

const input = fs.readFileSync(0);
if (input.length < HEADER_BYTES) process.exit(1);
const n = input.readInt32LE(0);
if (n < 0 || n > MAX_N || input.length < HEADER_BYTES + n) process.exit(1);
const text = input.subarray(HEADER_BYTES, HEADER_BYTES + n);
const tokens: number[] = [];
for (let place = 0; place < n; ) {
  const { length, distance } = longestMatch(text, place);
  if (length >= LEAST) {
    tokens.push(1, distance % 256, Math.floor(distance / 256), length);
    place += length;
  } else {
    tokens.push(0, text[place]);
    place++;
  }
}
writeAll(Uint8Array.from(tokens));
