// Why it is fast: places that begin with the same three bytes are chained from the nearest to the farthest,
// so that only they are tried; a candidate is compared only if it also has the byte that would make the best
// match longer.
import * as fs from "node:fs";

const MAX_N = 1_000_000;
const WINDOW = 4096;
const LEAST = 3;
const MOST = 255;
const HEADER_BYTES = 4;
const HASH_BITS = 14;

// Places, counted from 1; 0 ends a chain. That of a place is overwritten when it has left the window.
const nearest = new Int32Array(1 << HASH_BITS), before = new Int32Array(WINDOW);

const input = fs.readFileSync(0);
if (input.length < HEADER_BYTES) process.exit(1);
const n = input.readInt32LE(0);
if (n < 0 || n > MAX_N || input.length < HEADER_BYTES + n) process.exit(1);
const text = new Uint8Array(n + LEAST);
text.set(input.subarray(HEADER_BYTES, HEADER_BYTES + n));
const tokens = new Uint8Array(2 * n + 4);

function hash(place: number): number {
  const bytes = text[place] | (text[place + 1] << 8) | (text[place + 2] << 16);
  return Math.imul(bytes, 0x9e3779b1) >>> (32 - HASH_BITS);
}

function enter(place: number): void {
  const chain = hash(place);
  before[place & (WINDOW - 1)] = nearest[chain];
  nearest[chain] = place + 1;
}

/** The match's length in the lower eight bits and its distance above; 0 if there is none of LEAST bytes. */
function longestMatch(place: number): number {
  const most = Math.min(MOST, n - place), low = Math.max(0, place - WINDOW);
  if (most < LEAST) return 0;
  let best = LEAST - 1, distance = 0;
  for (let other = nearest[hash(place)]; other > low; other = before[(other - 1) & (WINDOW - 1)]) {
    const there = other - 1;
    if (text[there + best] !== text[place + best]) continue;
    let length = 0;
    while (length < most && text[there + length] === text[place + length]) length++;
    if (length <= best) continue;
    best = length;
    distance = place - there;
    if (best === most) break;
  }
  return best < LEAST ? 0 : best | (distance << 8);
}

let used = 0;
for (let place = 0; place < n; ) {
  const match = longestMatch(place);
  let length = 1;
  if (match === 0) {
    used++; // a zero, which is there
    tokens[used++] = text[place];
  } else {
    length = match & 255;
    tokens[used++] = 1;
    tokens[used++] = match >> 8;
    tokens[used++] = match >> 16;
    tokens[used++] = length;
  }
  for (; length > 0; length--) enter(place++);
}
for (let written = 0; written < used; ) written += fs.writeSync(1, tokens, written, used - written);
