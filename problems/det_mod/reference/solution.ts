// Determinant modulo a prime, by Gaussian elimination.
import * as fs from "node:fs";

const MAX_ROWS = 1000;
const P_ABOVE = 2 ** 25;
const P_BELOW = 2 ** 26;
const HEADER_BYTES = 8;
const INT_BYTES = 4;

const input = fs.readFileSync(0);
if (input.length < HEADER_BYTES) process.exit(1);
const n = input.readInt32LE(0), p = input.readInt32LE(4);
if (n < 1 || n > MAX_ROWS || p <= P_ABOVE || p >= P_BELOW) process.exit(1);
if (input.length < HEADER_BYTES + n * n * INT_BYTES) process.exit(1);

function power(base: number, exponent: number): number {
  let result = 1;
  for (; exponent > 0; exponent = Math.floor(exponent / 2)) {
    if (exponent % 2 === 1) result = (result * base) % p;
    base = (base * base) % p;
  }
  return result;
}

/** Adds `factor` times the pivot's row to another, from a column on. All numbers stay below 2 ** 53. */
function addRow(row: number[], pivot: number[], from: number, factor: number): void {
  for (let j = from; j < n; j++) row[j] = (row[j] + factor * pivot[j]) % p;
}

function determinant(rows: number[][]): number {
  let result = 1;
  for (let column = 0; column < n; column++) {
    let found = column;
    while (found < n && rows[found][column] === 0) found++;
    if (found === n) return 0;
    if (found !== column) {
      [rows[found], rows[column]] = [rows[column], rows[found]];
      result = p - result;
    }
    const pivot = rows[column], inverse = power(pivot[column], p - 2);
    result = (result * pivot[column]) % p;
    for (let i = column + 1; i < n; i++) {
      addRow(rows[i], pivot, column, p - ((rows[i][column] * inverse) % p));
    }
  }
  return result;
}

const rows: number[][] = [];
for (let i = 0; i < n; i++) {
  const row: number[] = [];
  for (let j = 0; j < n; j++) row.push(input.readInt32LE(HEADER_BYTES + (i * n + j) * INT_BYTES));
  rows.push(row);
}
const output = new Uint8Array(Int32Array.of(determinant(rows)).buffer);
for (let written = 0; written < output.length; ) written += fs.writeSync(1, output, written);
