// Why it is fast: a number-theoretic transform takes n log n steps. A product modulo P is the low 32 bits of
// the product less those of q * P, where q comes from a product of floating-point numbers and is wrong by one
// at most. The transforms forwards leave their values in the order in which the one backwards takes them.
import * as fs from "node:fs";

const P = 998244353;
const INVERSE = 1 / P;
const ROOT = 3; // of order P - 1
const MAX_PAIRS = 1_000_000;
const MAX_COEFFICIENTS = 100_000;
const HEADER_BYTES = 8;

/** Between 0 and P again, for x between -P and P. */
function positive(x: number): number {
  return (x + ((x >> 31) & P)) | 0;
}

function product(x: number, y: number): number {
  const q = (x * y * INVERSE) | 0;
  const rest = (Math.imul(x, y) - Math.imul(q, P)) | 0;
  return positive((positive(rest) - P) | 0);
}

function power(base: number, exponent: number): number {
  let result = 1;
  for (; exponent > 0; exponent = Math.floor(exponent / 2)) {
    if (exponent % 2 === 1) result = product(result, base);
    base = product(base, base);
  }
  return result;
}

/** The powers of a root of order 2h begin at h. */
function rootsOf(length: number, inverse: boolean): Int32Array {
  const roots = new Int32Array(length);
  for (let half = 1; half < length; half *= 2) {
    const root = power(ROOT, (P - 1) / (2 * half)), step = inverse ? power(root, P - 2) : root;
    for (let j = 0, now = 1; j < half; j++, now = product(now, step)) roots[half + j] = now;
  }
  return roots;
}

function forward(x: Int32Array, roots: Int32Array): void {
  for (let half = x.length >> 1; half > 0; half >>= 1)
    for (let start = 0; start < x.length; start += 2 * half)
      for (let j = 0; j < half; j++) {
        const a = x[start + j], b = x[start + j + half];
        x[start + j] = positive((a + b - P) | 0);
        x[start + j + half] = product(positive((a - b) | 0), roots[half + j]);
      }
}

function backward(x: Int32Array, roots: Int32Array): void {
  for (let half = 1; half < x.length; half *= 2)
    for (let start = 0; start < x.length; start += 2 * half)
      for (let j = 0; j < half; j++) {
        const a = x[start + j], b = product(x[start + j + half], roots[half + j]);
        x[start + j] = positive((a + b - P) | 0);
        x[start + j + half] = positive((a - b) | 0);
      }
}

const input = fs.readFileSync(0);
if (input.length < HEADER_BYTES) process.exit(1);
const pairs = input.readInt32LE(0), n = input.readInt32LE(4);
if (pairs < 0 || pairs > MAX_PAIRS || n < 1 || n > MAX_COEFFICIENTS) process.exit(1);
const end = HEADER_BYTES + pairs * 2 * n * Int32Array.BYTES_PER_ELEMENT;
if (input.length < end) process.exit(1);
const numbers = new Int32Array(new Uint8Array(input.subarray(HEADER_BYTES, end)).buffer);

let length = 1;
while (length < 2 * n - 1) length *= 2;
const roots = rootsOf(length, false), back = rootsOf(length, true), factor = power(length, P - 2);
const a = new Int32Array(length), b = new Int32Array(length);
const output = new Int32Array(pairs * (2 * n - 1));
for (let pair = 0; pair < pairs; pair++) {
  [a, b].forEach((x, i) => {
    x.fill(0);
    x.set(numbers.subarray((2 * pair + i) * n, (2 * pair + i + 1) * n));
    forward(x, roots);
  });
  for (let i = 0; i < length; i++) a[i] = product(product(a[i], b[i]), factor);
  backward(a, back);
  output.set(a.subarray(0, 2 * n - 1), pair * (2 * n - 1));
}
const bytes = new Uint8Array(output.buffer);
for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
