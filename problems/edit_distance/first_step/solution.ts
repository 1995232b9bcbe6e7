// Edit distances: a single row of the table, whose last cells stay in variables.
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

/** Without a branch, which would often be mispredicted. */
function smaller(a: number, b: number): number {
  return b + ((a - b) & ((a - b) >> 31));
}

const row = new Int32Array(MAX_LENGTH + 1);

function distance(a: Uint8Array, b: Uint8Array): number {
  for (let j = 0; j <= b.length; j++) row[j] = j;
  for (let i = 0; i < a.length; i++) {
    let diagonal = i, left = i + 1;
    row[0] = left;
    for (let j = 0; j < b.length; j++) {
      const above = row[j + 1];
      const replaced = a[i] === b[j] ? diagonal : diagonal + 1;
      left = smaller(smaller(above, left) + 1, replaced);
      row[j + 1] = left;
      diagonal = above;
    }
  }
  return row[b.length];
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
