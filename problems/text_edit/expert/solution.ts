// Why it is fast: the text lies in pieces of at most a kilobyte, so that an edit moves some hundred bytes.
// The piece of a position is found in two steps: by the sums of the lengths of 32 pieces each, and then by
// the lengths of these pieces.
import * as fs from "node:fs";

const MAX_TEXT = 8_000_000;
const MAX_EDITS = 1_000_000;
const MAX_EDIT = 64;
const INSERT = 0, ERASE = 1;
const ROOM = 1024; // bytes of a piece
const FULL = 512; // bytes that a piece has at first
const GROUP = 32; // pieces

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

let length = takeInt(0, MAX_TEXT); // of the text
let count = Math.max(1, Math.ceil(length / FULL)); // of pieces
let pool = new Uint8Array(2 * count * ROOM);
let pieces = new Int32Array(2 * count); // in the order of the text: where in the pool they begin
let lengths = new Int32Array(2 * count);
let sums = new Int32Array(2 * count); // of the lengths of a group
let within = 0; // the position that was looked for, in its piece

function sumFrom(group: number): void {
  for (; group * GROUP < count; group++) {
    const end = Math.min(count, (group + 1) * GROUP);
    let sum = 0;
    for (let i = group * GROUP; i < end; i++) sum += lengths[i];
    sums[group] = sum;
  }
}

/** The first piece that ends at or behind a position. */
function find(position: number): number {
  const lastGroup = Math.floor((count - 1) / GROUP);
  let group = 0;
  for (; group < lastGroup && position > sums[group]; group++) position -= sums[group];
  let i = group * GROUP;
  for (; i + 1 < count && position > lengths[i]; i++) position -= lengths[i];
  within = position;
  return i;
}

function doubled<Numbers extends Uint8Array | Int32Array>(numbers: Numbers, larger: Numbers): Numbers {
  larger.set(numbers);
  return larger;
}

function split(i: number): void {
  if (count === pieces.length) {
    pool = doubled(pool, new Uint8Array(2 * pool.length));
    pieces = doubled(pieces, new Int32Array(2 * count));
    lengths = doubled(lengths, new Int32Array(2 * count));
    sums = doubled(sums, new Int32Array(2 * count));
  }
  pieces.copyWithin(i + 1, i, count);
  lengths.copyWithin(i + 1, i, count);
  const half = lengths[i] >> 1;
  pieces[i + 1] = count * ROOM;
  lengths[i + 1] -= half;
  pool.copyWithin(pieces[i + 1], pieces[i] + half, pieces[i] + lengths[i]);
  lengths[i] = half;
  count++;
  sumFrom(Math.floor(i / GROUP));
}

function changeLength(i: number, bytes: number): void {
  lengths[i] += bytes;
  sums[(i / GROUP) | 0] += bytes;
  length += bytes;
}

function insert(position: number, from: number, bytes: number): void {
  let i = find(position);
  if (lengths[i] + bytes > ROOM) {
    split(i);
    i = find(position);
  }
  const place = pieces[i] + within;
  pool.copyWithin(place + bytes, place, pieces[i] + lengths[i]);
  for (let j = 0; j < bytes; j++) pool[place + j] = input[from + j];
  changeLength(i, bytes);
}

function erase(position: number, bytes: number): void {
  for (let i = find(position); bytes > 0; i++, within = 0) {
    const here = Math.min(bytes, lengths[i] - within), place = pieces[i] + within;
    pool.copyWithin(place, place + here, pieces[i] + lengths[i]);
    changeLength(i, -here);
    bytes -= here;
  }
}

function writeAll(bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
}

for (let i = 0, left = length; i < count; i++, left -= FULL) {
  const bytes = Math.min(FULL, left), from = take(bytes);
  pieces[i] = i * ROOM;
  lengths[i] = bytes;
  pool.set(input.subarray(from, from + bytes), i * ROOM);
}
sumFrom(0);
for (let m = takeInt(0, MAX_EDITS); m > 0; m--) {
  const kind = takeInt(INSERT, ERASE), position = takeInt(0, length), bytes = takeInt(0, MAX_EDIT);
  if (kind === INSERT) insert(position, take(bytes), bytes);
  else if (position + bytes <= length) erase(position, bytes);
  else process.exit(1);
}
const text = new Uint8Array(length);
for (let i = 0, at = 0; i < count; at += lengths[i], i++)
  text.set(pool.subarray(pieces[i], pieces[i] + lengths[i]), at);
writeAll(text);
