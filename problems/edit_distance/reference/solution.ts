// Edit distances: the whole table of each pair, row by row, in memory of its own.
import * as fs from "node:fs";

const MAX_PAIRS = 1_000_000;
const MAX_LENGTH = 2000;
const INT_BYTES = 4;

class Reader {
  private position = 0;

  constructor(private readonly input: Buffer) {}

  bytes(count: number): Uint8Array {
    if (this.input.length - this.position < count) process.exit(1);
    this.position += count;
    return this.input.subarray(this.position - count, this.position);
  }

  number(most: number): number {
    if (this.input.length - this.position < INT_BYTES) process.exit(1);
    const value = this.input.readInt32LE(this.position);
    this.position += INT_BYTES;
    if (value < 0 || value > most) process.exit(1);
    return value;
  }
}

function distance(a: Uint8Array, b: Uint8Array): number {
  const n = a.length, m = b.length, width = m + 1;
  const table = new Int32Array((n + 1) * width);
  for (let i = 0; i <= n; i++) table[i * width] = i;
  for (let j = 0; j <= m; j++) table[j] = j;
  for (let i = 1; i <= n; i++) {
    for (let j = 1; j <= m; j++) {
      const removed = table[(i - 1) * width + j] + 1;
      const inserted = table[i * width + j - 1] + 1;
      const replaced = table[(i - 1) * width + j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      table[i * width + j] = Math.min(removed, inserted, replaced);
    }
  }
  return table[n * width + m];
}

function writeAll(data: ArrayBufferView): void {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
}

const reader = new Reader(fs.readFileSync(0));
const distances = new Int32Array(reader.number(MAX_PAIRS));
for (let k = 0; k < distances.length; k++) {
  const n = reader.number(MAX_LENGTH), m = reader.number(MAX_LENGTH);
  const a = reader.bytes(n);
  distances[k] = distance(a, reader.bytes(m));
}
writeAll(distances);
