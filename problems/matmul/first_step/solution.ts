// Matrix product C = A B row by row: each row of C is a sum of rows of B, which are read in the order of memory.
import * as fs from "node:fs";

const MAX_N = 2048;
const INT_BYTES = Int32Array.BYTES_PER_ELEMENT;

function floatsAt(input: Buffer, offset: number, count: number): Float32Array {
  const bytes = count * Float32Array.BYTES_PER_ELEMENT;
  if (input.length < offset + bytes) process.exit(1);
  return new Float32Array(new Uint8Array(input.subarray(offset, offset + bytes)).buffer);
}

function multiply(n: number, a: Float32Array, b: Float32Array): Float32Array {
  const c = new Float32Array(n * n);
  for (let i = 0; i < n; i++) {
    const row = c.subarray(i * n, (i + 1) * n);
    for (let k = 0; k < n; k++) {
      const factor = a[i * n + k];
      for (let j = 0; j < n; j++) row[j] += factor * b[k * n + j];
    }
  }
  return c;
}

function writeAll(data: ArrayBufferView): void {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
}

const input = fs.readFileSync(0);
if (input.length < INT_BYTES) process.exit(1);
const n = input.readInt32LE(0);
if (n < 1 || n > MAX_N) process.exit(1);
const a = floatsAt(input, INT_BYTES, n * n);
const b = floatsAt(input, INT_BYTES + a.byteLength, n * n);
writeAll(multiply(n, a, b));
