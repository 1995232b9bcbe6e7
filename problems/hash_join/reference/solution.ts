// Hash table with chains: each row is an object of its own and linked into its bucket.
import * as fs from "node:fs";

const MAX_ROWS = 500_000;
const MAX_KEYS = 1_000_000;
const MAX_SHIFTS = 1000;
const INT_BYTES = 4;

interface Row {
  key: number;
  value: number;
  next: Row | undefined;
}

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

// The bits of a uint32 as an int32: Node.js makes an object of each larger number that it stores.
function takeNumber(): number {
  return input.readInt32LE(take(INT_BYTES));
}

class Table {
  private readonly buckets: (Row | undefined)[];

  constructor(rows: number) {
    this.buckets = new Array(rows + 1).fill(undefined);
  }

  insert(key: number, value: number): void {
    const bucket = this.bucketOf(key);
    this.buckets[bucket] = { key, value, next: this.buckets[bucket] };
  }

  find(key: number): Row | undefined {
    let row = this.buckets[this.bucketOf(key)];
    while (row !== undefined && row.key !== key) row = row.next;
    return row;
  }

  private bucketOf(key: number): number {
    key = Math.imul(key ^ (key >>> 16), 0x85ebca6b);
    key = Math.imul(key ^ (key >>> 13), 0xc2b2ae35);
    return ((key ^ (key >>> 16)) >>> 0) % this.buckets.length;
  }
}

function writeAll(bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
}

const r = takeInt(0, MAX_ROWS), s = takeInt(0, MAX_KEYS), t = takeInt(0, MAX_SHIFTS);
const table = new Table(r);
for (let i = 0; i < r; i++) table.insert(takeNumber(), takeNumber());
const keys = new Int32Array(s);
for (let i = 0; i < s; i++) keys[i] = takeNumber();
const output = new Uint32Array(2 * t);
for (let j = 0; j < t; j++) {
  const shift = takeNumber();
  let hits = 0, sum = 0;
  for (let i = 0; i < s; i++) {
    const row = table.find((keys[i] + shift) | 0);
    if (row === undefined) continue;
    hits++;
    sum = (sum + Math.imul(row.value, i)) >>> 0;
  }
  output[2 * j] = hits;
  output[2 * j + 1] = sum;
}
writeAll(new Uint8Array(output.buffer));
