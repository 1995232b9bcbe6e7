// Posting lists: each query merges its first two lists into a new one, then that with the next, and so on.
import * as fs from "node:fs";

const MOST_LISTS = 10_000;
const MOST_NUMBERS = 1_000_000;
const MOST_QUERIES = 1_000_000;
const INT_BYTES = 4;

class Reader {
  private position = 0;

  constructor(private readonly input: Buffer) {}

  int(least: number, most: number): number {
    if (this.input.length - this.position < INT_BYTES) process.exit(1);
    const value = this.input.readInt32LE(this.position);
    this.position += INT_BYTES;
    if (value < least || value > most) process.exit(1);
    return value;
  }

  list(u: number): Int32Array {
    const length = this.int(0, u), end = this.position + INT_BYTES * length;
    if (this.input.length < end) process.exit(1);
    const bytes = new Uint8Array(this.input.subarray(this.position, end));
    this.position = end;
    return new Int32Array(bytes.buffer);
  }
}

/** Puts the numbers that are in both lists into a third, and returns how many there are. */
function intersect(one: Int32Array, length: number, other: Int32Array, both: Int32Array): number {
  let i = 0, k = 0, count = 0;
  while (i < length && k < other.length) {
    if (one[i] < other[k]) {
      i++;
    } else if (one[i] > other[k]) {
      k++;
    } else {
      both[count++] = one[i];
      i++;
      k++;
    }
  }
  return count;
}

function writeAll(bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
}

const reader = new Reader(fs.readFileSync(0));
const listCount = reader.int(1, MOST_LISTS), u = reader.int(1, MOST_NUMBERS);
const lists: Int32Array[] = [];
for (let i = 0; i < listCount; i++) lists.push(reader.list(u));
let common = new Int32Array(u), next = new Int32Array(u);
const q = reader.int(0, MOST_QUERIES);
const results = new Int32Array(2 * q);
for (let i = 0; i < q; i++) {
  const named = reader.int(2, 4), first = lists[reader.int(0, listCount - 1)];
  let length = first.length, sum = 0;
  common.set(first);
  for (let k = 1; k < named; k++) {
    length = intersect(common, length, lists[reader.int(0, listCount - 1)], next);
    [common, next] = [next, common];
  }
  for (let k = 0; k < length; k++) sum = (sum + common[k]) | 0;
  results[2 * i] = length;
  results[2 * i + 1] = sum;
}
writeAll(new Uint8Array(results.buffer));
