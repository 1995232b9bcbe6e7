// Matrix product C = A B by the textbook triple loop: each element is one row times one column.
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
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let k = 0; k < n; k++) sum = Math.fround(sum + Math.fround(a[i * n + k] * b[k * n + j]));
      c[i * n + j] = sum;
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
