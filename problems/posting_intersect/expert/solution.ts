// Why it is fast: there is a set of bits for each list. A query looks the numbers of its shortest list up in
// the sets of the others. Nothing is sorted, merged or copied.
import * as fs from "node:fs";

const MOST_LISTS = 10_000;
const MOST_NUMBERS = 1_000_000;
const MOST_QUERIES = 1_000_000;

const input = fs.readFileSync(0);
const numbers = new Int32Array(new Uint8Array(input).buffer, 0, input.length >> 2);
let position = 0;

function takeInt(least: number, most: number): number {
  if (position >= numbers.length) process.exit(1);
  const value = numbers[position++];
  if (value < least || value > most) process.exit(1);
  return value;
}

const listCount = takeInt(1, MOST_LISTS), u = takeInt(1, MOST_NUMBERS);
const words = (u >> 5) + 1;
const sets = new Int32Array(listCount * words); // one after another
const starts = new Int32Array(listCount), ends = new Int32Array(listCount);

function takeList(list: number): void {
  const length = takeInt(0, u), set = list * words;
  if (numbers.length - position < length) process.exit(1);
  starts[list] = position;
  ends[list] = position + length;
  for (; position < ends[list]; position++) {
    const number = numbers[position];
    sets[set + (number >> 5)] |= 1 << (number & 31);
  }
}

function answer(shortest: number, a: number, b: number, c: number, results: Int32Array, at: number): void {
  let count = 0, sum = 0;
  const end = ends[shortest];
  a *= words;
  b *= words;
  c *= words;
  for (let i = starts[shortest]; i < end; i++) {
    const number = numbers[i], word = number >> 5;
    const there = ((sets[a + word] & sets[b + word] & sets[c + word]) >> (number & 31)) & 1;
    count += there;
    sum = (sum + (number & -there)) | 0;
  }
  results[at] = count;
  results[at + 1] = sum;
}

for (let i = 0; i < listCount; i++) takeList(i);
const q = takeInt(0, MOST_QUERIES), results = new Int32Array(2 * q);
const named = new Int32Array(4);
for (let i = 0; i < q; i++) {
  const count = takeInt(2, 4);
  let shortest = 0;
  for (let k = 0; k < 4; k++) {
    named[k] = k < count ? takeInt(0, listCount - 1) : named[0];
    if (ends[named[k]] - starts[named[k]] < ends[named[shortest]] - starts[named[shortest]]) shortest = k;
  }
  const list = named[shortest];
  named[shortest] = named[3];
  answer(list, named[0], named[1], named[2], results, 2 * i);
}
const bytes = new Uint8Array(results.buffer);
for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
