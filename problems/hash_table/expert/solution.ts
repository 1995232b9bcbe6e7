// Open addressing over the input itself: one read, one write, one table. A slot holds the hash and where the
// pair lies in the input, so that most probes look at no key, no string is made and nothing is copied
// but the answers.
import * as fs from "node:fs";

const INT_BYTES = 4;

const input = fs.readFileSync(0);
const { length } = input;
let position = 0;

function intAt(offset: number): number {
  return input[offset] | (input[offset + 1] << 8) | (input[offset + 2] << 16) | (input[offset + 3] << 24);
}

function takeInt(): number {
  if (length - position < INT_BYTES) process.exit(1);
  const value = intAt(position);
  if (value < 0) process.exit(1);
  position += INT_BYTES;
  return value;
}

/** Where the text that comes now begins, its length included. */
function takeText(): number {
  const offset = position;
  const bytes = takeInt();
  if (bytes > length - position) process.exit(1);
  position += bytes;
  return offset;
}

function hash(offset: number): number {
  const bytes = intAt(offset), begin = offset + INT_BYTES, end = begin + bytes;
  let state = bytes, at = begin;
  for (; at + INT_BYTES <= end; at += INT_BYTES) {
    state = Math.imul(state ^ intAt(at), 0x9e3779b1);
    state ^= state >>> 15;
  }
  for (; at < end; at++) state = Math.imul(state ^ input[at], 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return state ^ (state >>> 16);
}

function equal(one: number, other: number): boolean {
  const end = one + INT_BYTES + intAt(one); // the lengths stand in front and are compared as well
  for (; one < end; one++, other++) if (input[one] !== input[other]) return false;
  return true;
}

const n = takeInt();
if (n > length / (2 * INT_BYTES)) process.exit(1);
const count = 2 ** Math.ceil(Math.log2(Math.max(16, 2 * n)));
const slots = new Int32Array(2 * count); // the hash, and the key's offset plus 1; 0 is an empty slot

/** Index of the key's slot, or of the empty one where it belongs. */
function find(key: number, hashed: number): number {
  for (let i = hashed & (count - 1); ; i = (i + 1) & (count - 1)) {
    const stored = slots[2 * i + 1];
    if (stored === 0 || (slots[2 * i] === hashed && equal(stored - 1, key))) return 2 * i;
  }
}

for (let i = 0; i < n; i++) {
  const key = takeText(), hashed = hash(key), slot = find(key, hashed);
  takeText();
  slots[slot] = hashed;
  slots[slot + 1] = key + 1;
}

let out = new Uint8Array(1 << 20), used = 0;

function makeRoom(bytes: number): void {
  if (out.length - used >= bytes) return;
  const larger = new Uint8Array(2 * (out.length + bytes));
  larger.set(out);
  out = larger;
}

for (let m = takeInt(); m > 0; m--) {
  const key = takeText(), stored = slots[find(key, hash(key)) + 1];
  const from = stored === 0 ? 0 : stored - 1 + INT_BYTES + intAt(stored - 1);
  const bytes = stored === 0 ? 0 : INT_BYTES + intAt(from); // a value with its length, as it is to be written
  makeRoom(INT_BYTES + bytes);
  out[used] = stored === 0 ? 0 : 1; // the rest of the number is zero already
  used += INT_BYTES;
  for (let i = 0; i < bytes; i++) out[used + i] = input[from + i];
  used += bytes;
}
for (let written = 0; written < used; ) written += fs.writeSync(1, out, written, used - written);
