// Why it is fast: a word is two numbers of five bits a letter, so that the words with a prefix are a range.
// They are sorted by digits of three letters, no deeper than the longest prefix needs. A table gives the
// place of each beginning of three letters; a longer prefix is searched for within its entry.
import * as fs from "node:fs";

const LONGEST = 12;
const LETTER_BITS = 5;
const HALF = LONGEST / 2; // letters a number
const DIGIT_LETTERS = 3;
const DIGIT_BITS = DIGIT_LETTERS * LETTER_BITS;
const DIGITS = 1 << DIGIT_BITS;
const MAX_WORDS = 300_000;
const MAX_PREFIXES = 1_000_000;

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

class Keys {
  high: Int32Array;
  low: Int32Array;
  readonly lengths: Uint8Array;

  constructor(count: number) {
    this.high = new Int32Array(count);
    this.low = new Int32Array(count);
    this.lengths = new Uint8Array(count);
  }

  take(i: number): void {
    const length = input[take(1)];
    if (length < 1 || length > LONGEST) process.exit(1);
    let at = take(length), high = 0, low = 0;
    const end = at + length, half = Math.min(end, at + HALF);
    for (; at < half; at++) high = (high << LETTER_BITS) | (input[at] & 31);
    for (; at < end; at++) low = (low << LETTER_BITS) | (input[at] & 31);
    this.high[i] = high << (LETTER_BITS * Math.max(0, HALF - length));
    this.low[i] = low << (LETTER_BITS * Math.min(HALF, LONGEST - length));
    this.lengths[i] = length;
  }

  /** Sorts by one of four digits; the last is 3. */
  sort(digit: number, high: Int32Array, low: Int32Array): void {
    const by = digit < 2 ? this.high : this.low, shift = digit % 2 === 0 ? DIGIT_BITS : 0;
    const starts = new Int32Array(DIGITS);
    for (let i = 0; i < by.length; i++) starts[(by[i] >> shift) & (DIGITS - 1)]++;
    let total = 0;
    for (let value = 0; value < DIGITS; value++) {
      const count = starts[value];
      starts[value] = total;
      total += count;
    }
    for (let i = 0; i < by.length; i++) {
      const to = starts[(by[i] >> shift) & (DIGITS - 1)]++;
      high[to] = this.high[i];
      low[to] = this.low[i];
    }
  }
}

/** The first place whose number is not less. */
function search(from: number, to: number, high: number, low: number): number {
  const highs = words.high, lows = words.low;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (highs[middle] < high || (highs[middle] === high && lows[middle] < low)) from = middle + 1;
    else to = middle;
  }
  return from;
}

function count(high: number, low: number, length: number): number {
  const first = high >> DIGIT_BITS;
  if (length <= HALF) {
    const end = high + (1 << (LETTER_BITS * (HALF - length)));
    if (length <= DIGIT_LETTERS) return top[end >> DIGIT_BITS] - top[first];
    const from = search(top[first], top[first + 1], high, 0);
    return search(from, top[first + 1], end, 0) - from;
  }
  const from = search(top[first], top[first + 1], high, low);
  return search(from, top[first + 1], high, low + (1 << (LETTER_BITS * (LONGEST - length)))) - from;
}

function writeAll(bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
}

const words = new Keys(takeInt(0, MAX_WORDS));
const n = words.high.length;
for (let i = 0; i < n; i++) words.take(i);
const prefixes = new Keys(takeInt(0, MAX_PREFIXES));
const q = prefixes.high.length;
for (let i = 0; i < q; i++) prefixes.take(i);
let longest = 1;
for (let i = 0; i < q; i++) longest = Math.max(longest, prefixes.lengths[i]);
let high = new Int32Array(n), low = new Int32Array(n);
for (let digit = Math.ceil(longest / DIGIT_LETTERS) - 1; digit >= 0; digit--) {
  words.sort(digit, high, low);
  [words.high, high] = [high, words.high];
  [words.low, low] = [low, words.low];
}
const top = new Int32Array(DIGITS + 1); // where words begin that are not less than three letters
for (let letters = 0, at = 0; letters <= DIGITS; letters++) {
  while (at < n && words.high[at] >> DIGIT_BITS < letters) at++;
  top[letters] = at;
}
const output = new Int32Array(q);
for (let i = 0; i < q; i++) output[i] = count(prefixes.high[i], prefixes.low[i], prefixes.lengths[i]);
writeAll(new Uint8Array(output.buffer));
