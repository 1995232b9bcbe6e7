// Why it is fast: the first base of a part is alone or has a partner, and only its possible partners are
// tried. Of these, only those matter whose pair gives more than any other fold of the bases from the first to
// the partner. They are few. Rows are made from the last base to the first, and from left to right: each
// partner that matters improves the rest of the row at once.
import * as fs from "node:fs";

const MAX_N = 1024;
const BETWEEN = 3;
const HEADER_BYTES = 4;
const LETTERS = "ACGU";
const PARTNERS = [8, 4, 2 | 8, 1 | 4]; // bits of the bases that a base pairs with

const input = fs.readFileSync(0);
if (input.length < HEADER_BYTES) process.exit(1);
const n = input.readInt32LE(0);
if (n < 1 || n > MAX_N || input.length < HEADER_BYTES + n) process.exit(1);
const bases = new Uint8Array(n);
for (let i = 0; i < n; i++) {
  const base = LETTERS.indexOf(String.fromCharCode(input[HEADER_BYTES + i]));
  if (base < 0) process.exit(1);
  bases[i] = base;
}

const table = new Int32Array((n + 1) * n); // row i, column j: the bases i to j

/** The numbers from one place up to another become at least `pairs` more than those from `behind` on. */
function improve(from: number, to: number, behind: number, pairs: number): void {
  for (let at = from, other = behind; at < to; at++, other++) {
    const number = table[other] + pairs;
    if (number > table[at]) table[at] = number;
  }
}

function makeRow(i: number): void {
  const row = i * n, below = row + n, wanted = PARTNERS[bases[i]];
  for (let j = i + 1; j < n; j++) table[row + j] = table[below + j];
  for (let j = i + BETWEEN + 1; j < n; j++) {
    const pairs = table[below + j - 1] + 1;
    if (pairs <= table[row + j] || ((wanted >> bases[j]) & 1) === 0) continue;
    table[row + j] = pairs;
    improve(row + j + 1, row + n, (j + 1) * n + j + 1, pairs);
  }
}

for (let i = n - 1; i >= 0; i--) makeRow(i);
const bytes = new Uint8Array(table.buffer, 0, n * Int32Array.BYTES_PER_ELEMENT);
for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
