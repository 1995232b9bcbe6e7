// Why it is fast: the window is not kept sorted. Counters tell how often each value occurs in it, and how
// many values are smaller than the median. When a value leaves and another comes, the median moves by few
// values that occur; the next one is found in a set of bits with two levels.
import * as fs from "node:fs";

const MOST_VALUES = 4_000_000;
const WIDEST = 65535;
const HEADER_BYTES = 8;
const WORDS = 2048;

const counts = new Uint16Array(65536);
const bits = new Int32Array(WORDS); // values that occur
const words = new Int32Array(WORDS / 32); // words of them that are not 0

function put(value: number): void {
  counts[value]++;
  bits[value >> 5] |= 1 << (value & 31);
  words[value >> 10] |= 1 << ((value >> 5) & 31);
}

function take(value: number): void {
  if (--counts[value] > 0) return;
  if ((bits[value >> 5] &= ~(1 << (value & 31))) === 0) words[value >> 10] &= ~(1 << ((value >> 5) & 31));
}

/** The largest value that occurs and is smaller; there is one. */
function before(value: number): number {
  let word = value >> 5;
  let some = bits[word] & ((1 << (value & 31)) - 1);
  if (some === 0) {
    let group = word >> 5;
    let filled = words[group] & ((1 << (word & 31)) - 1);
    while (filled === 0) filled = words[--group];
    word = group * 32 + 31 - Math.clz32(filled);
    some = bits[word];
  }
  return word * 32 + 31 - Math.clz32(some);
}

/** The smallest value that occurs and is larger; there is one. */
function after(value: number): number {
  let word = value >> 5;
  let some = bits[word] & (-2 << (value & 31));
  if (some === 0) {
    let group = word >> 5;
    let filled = words[group] & (-2 << (word & 31));
    while (filled === 0) filled = words[++group];
    word = group * 32 + 31 - Math.clz32(filled & -filled);
    some = bits[word];
  }
  return word * 32 + 31 - Math.clz32(some & -some);
}

/** Puts each median in the place of a value that has left. */
function replaceAll(values: Uint16Array, width: number): void {
  for (let i = 0; i < width; i++) put(values[i]);
  const half = width >> 1, last = values.length - width;
  let median = 0, smaller = 0;
  while (smaller + counts[median] <= half) smaller += counts[median++];
  for (let i = 0; i < last; i++) {
    const oldest = values[i], newest = values[i + width];
    values[i] = median;
    if (newest < median) smaller++;
    if (oldest < median) smaller--;
    put(newest);
    take(oldest);
    while (smaller > half) {
      median = before(median);
      smaller -= counts[median];
    }
    while (smaller + counts[median] <= half) {
      smaller += counts[median];
      median = after(median);
    }
  }
  values[last] = median;
}

const input = fs.readFileSync(0);
if (input.length < HEADER_BYTES) process.exit(1);
const n = input.readInt32LE(0), width = input.readInt32LE(4);
if (n < 1 || n > MOST_VALUES || width < 1 || width > WIDEST || width > n || width % 2 === 0) process.exit(1);
const end = HEADER_BYTES + 2 * n;
if (input.length < end) process.exit(1);
const bytes = new Uint8Array(input.subarray(HEADER_BYTES, end));
replaceAll(new Uint16Array(bytes.buffer), width);
const used = 2 * (n - width + 1);
for (let written = 0; written < used; ) written += fs.writeSync(1, bytes, written, used - written);
