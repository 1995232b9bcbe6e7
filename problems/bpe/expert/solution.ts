// Why it is fast: a table remembers which tokens a word becomes, so that most words are only copied. Each
// word has one place in it. For a word that is not there, merges are looked up in a table of numbers, and
// only where a token has changed.
import * as fs from "node:fs";

const LETTERS = 26;
const MAX_MERGES = 5000;
const MAX_WORDS = 500_000;
const LONGEST = 16;
const A = 97;
const SLOT_BITS = 14;
const NONE = 0xffff;
const MEMORY_BITS = 15;

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

const bytes = new Uint8Array(input.buffer, input.byteOffset, input.length);
const pairs = new Int32Array(1 << SLOT_BITS); // plus 1; 0: unused
const joined = new Uint16Array(1 << SLOT_BITS).fill(NONE);
const places = new Int32Array(1 << MEMORY_BITS); // of a word's length in the input; 0: none
const tokens = new Uint16Array(LONGEST << MEMORY_BITS);
const counts = new Uint8Array(1 << MEMORY_BITS);
const merges = new Uint16Array(LONGEST);

/** The pair's slot, or the unused one where it belongs. */
function slotOf(pair: number): number {
  let at = Math.imul(pair, 0x9e3779b1) >>> (32 - SLOT_BITS);
  while (pairs[at] !== 0 && pairs[at] !== pair + 1) at = (at + 1) & ((1 << SLOT_BITS) - 1);
  return at;
}

function encode(place: number, entry: number): void {
  const first = entry * LONGEST, length = bytes[place];
  let count = length;
  for (let i = 0; i < length; i++) tokens[first + i] = bytes[place + 1 + i] - A;
  for (let i = 0; i + 1 < count; i++) {
    merges[i] = joined[slotOf((tokens[first + i] << 16) | tokens[first + i + 1])];
  }
  for (;;) {
    merges[count - 1] = NONE;
    let lowest = NONE;
    for (let i = 0; i < count; i++) lowest = Math.min(lowest, merges[i]);
    if (lowest === NONE) break;
    let kept = 0;
    for (let i = 0; i < count; i++, kept++) {
      tokens[first + kept] = tokens[first + i];
      if (merges[i] === lowest) {
        tokens[first + kept] = lowest;
        i++;
      }
      merges[kept] = merges[i];
    }
    count = kept;
    for (let i = 0; i + 1 < count; i++) {
      const left = tokens[first + i], right = tokens[first + i + 1];
      if (left === lowest || right === lowest) merges[i] = joined[slotOf((left << 16) | right)];
    }
  }
  counts[entry] = count;
}

function isSame(one: number, other: number, length: number): boolean {
  for (let i = 0; i <= length; i++) if (bytes[one + i] !== bytes[other + i]) return false;
  return true;
}

/** The place in memory of the word that begins with its length. */
function remember(place: number): number {
  const length = bytes[place];
  let hash = length;
  for (let i = 1; i <= length; i++) hash = Math.imul(hash ^ bytes[place + i], 0x9e3779b1) + (hash >>> 15);
  const entry = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35) >>> (32 - MEMORY_BITS);
  if (places[entry] === 0 || !isSame(places[entry], place, length)) {
    places[entry] = place;
    encode(place, entry);
  }
  return entry;
}

function writeAll(bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
}

const m = takeInt(0, MAX_MERGES);
for (let token = LETTERS; token < LETTERS + m; token++) {
  const pair = (takeInt(0, token - 1) << 16) | takeInt(0, token - 1);
  const slot = slotOf(pair);
  pairs[slot] = pair + 1;
  joined[slot] = token;
}
const output = new Uint16Array(input.length);
let used = 0;
for (let w = takeInt(0, MAX_WORDS); w > 0; w--) {
  const place = take(1), length = bytes[place];
  if (length < 1 || length > LONGEST) process.exit(1);
  take(length);
  const entry = remember(place), first = entry * LONGEST, count = counts[entry];
  for (let i = 0; i < count; i++) output[used + i] = tokens[first + i];
  used += count;
}
writeAll(new Uint8Array(output.buffer, 0, 2 * used));
