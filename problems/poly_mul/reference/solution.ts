// Products of polynomials: every coefficient of one times every coefficient of the other.
import * as fs from "node:fs";

const P = 998244353;
const MAX_PAIRS = 1_000_000;
const MAX_COEFFICIENTS = 100_000;
const HEADER_BYTES = 8;
const HALF_BITS = 15;
const HALF_MASK = (1 << HALF_BITS) - 1;

/** x * y mod P, in two halves, as numbers are exact up to 2 ** 53 only. */
function product(x: number, y: number): number {
  const high = ((x >> HALF_BITS) * y) % P;
  return (high * (1 << HALF_BITS) + (x & HALF_MASK) * y) % P;
}

function multiply(a: Int32Array, b: Int32Array, result: Int32Array): void {
  result.fill(0);
  for (let i = 0; i < a.length; i++)
    for (let j = 0; j < b.length; j++) result[i + j] = (result[i + j] + product(a[i], b[j])) % P;
}

const input = fs.readFileSync(0);
if (input.length < HEADER_BYTES) process.exit(1);
const pairs = input.readInt32LE(0), n = input.readInt32LE(4);
if (pairs < 0 || pairs > MAX_PAIRS || n < 1 || n > MAX_COEFFICIENTS) process.exit(1);
const end = HEADER_BYTES + pairs * 2 * n * Int32Array.BYTES_PER_ELEMENT;
if (input.length < end) process.exit(1);
const numbers = new Int32Array(new Uint8Array(input.subarray(HEADER_BYTES, end)).buffer);
const output = new Int32Array(pairs * (2 * n - 1));
for (let i = 0; i < pairs; i++) {
  const a = numbers.subarray(2 * i * n, (2 * i + 1) * n);
  const b = numbers.subarray((2 * i + 1) * n, (2 * i + 2) * n);
  multiply(a, b, output.subarray(i * (2 * n - 1), (i + 1) * (2 * n - 1)));
}
const bytes = new Uint8Array(output.buffer);
for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
