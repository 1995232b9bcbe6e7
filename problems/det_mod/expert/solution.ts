// Why it is fast: the matrix is made a product of a lower and an upper triangle column by column, in which
// every number is one sum of products. The numbers of the lower triangle are split into halves, so that sums
// are exact and there is one remainder for a sum instead of one for each product.
import * as fs from "node:fs";

const MAX_ROWS = 1000;
const P_ABOVE = 2 ** 25;
const P_BELOW = 2 ** 26;
const HEADER_BYTES = 8;
const HALF_BITS = 13;
const HALF = 1 << HALF_BITS;

const input = fs.readFileSync(0);
if (input.length < HEADER_BYTES) process.exit(1);
const n = input.readInt32LE(0), p = input.readInt32LE(4);
if (n < 1 || n > MAX_ROWS || p <= P_ABOVE || p >= P_BELOW) process.exit(1);
const end = HEADER_BYTES + n * n * Int32Array.BYTES_PER_ELEMENT;
if (input.length < end) process.exit(1);
const matrix = new Int32Array(new Uint8Array(input.subarray(HEADER_BYTES, end)).buffer);
const rows: Int32Array[] = [], highs: Float64Array[] = [], lows: Float64Array[] = [];
for (let i = 0; i < n; i++) {
  rows.push(matrix.subarray(i * n, (i + 1) * n));
  highs.push(new Float64Array(n));
  lows.push(new Float64Array(n));
}

function power(base: number, exponent: number): number {
  let result = 1;
  for (; exponent > 0; exponent = Math.floor(exponent / 2)) {
    if (exponent % 2 === 1) result = (result * base) % p;
    base = (base * base) % p;
  }
  return result;
}

/** A number less the first `count` ones of a row of the lower triangle times those of a column. */
function less(
  number: number, high: Float64Array, low: Float64Array, column: Float64Array, count: number,
): number {
  let highs = 0, lows = 0, otherHighs = 0, otherLows = 0, k = 0;
  for (; k + 1 < count; k += 2) {
    highs += high[k] * column[k];
    lows += low[k] * column[k];
    otherHighs += high[k + 1] * column[k + 1];
    otherLows += low[k + 1] * column[k + 1];
  }
  if (k < count) {
    highs += high[k] * column[k];
    lows += low[k] * column[k];
  }
  const sum = (((highs + otherHighs) % p) * HALF + lows + otherLows) % p;
  return number >= sum ? number - sum : number + p - sum;
}

function exchange<T>(list: T[], one: number, other: number): void {
  [list[one], list[other]] = [list[other], list[one]];
}

function determinant(): number {
  let result = 1;
  const column = new Float64Array(n), values = new Float64Array(n);
  for (let j = 0; j < n; j++) {
    for (let i = 0; i < j; i++) column[i] = less(rows[i][j], highs[i], lows[i], column, i);
    for (let i = j; i < n; i++) values[i] = less(rows[i][j], highs[i], lows[i], column, j);
    let found = j;
    while (found < n && values[found] === 0) found++;
    if (found === n) return 0;
    const pivot = values[found], inverse = power(pivot, p - 2);
    if (found !== j) {
      for (const list of [rows, highs, lows]) exchange<Int32Array | Float64Array>(list, found, j);
      values[found] = values[j];
      result = p - result;
    }
    result = (result * pivot) % p;
    for (let i = j + 1; i < n; i++) {
      const value = (values[i] * inverse) % p;
      highs[i][j] = value >> HALF_BITS;
      lows[i][j] = value & (HALF - 1);
    }
  }
  return result;
}

const output = new Uint8Array(Int32Array.of(determinant()).buffer);
for (let written = 0; written < output.length; ) written += fs.writeSync(1, output, written);
