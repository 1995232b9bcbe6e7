// Why it is fast: Myers' algorithm keeps a column of the table as differences of neighbouring cells, which
// are -1, 0 or 1, in two bits each, so that a step makes 32 cells by a few operations on words. The table is
// made in stripes of 32 rows, whose two words stay in registers; what goes over to the next stripe is kept
// for each column.
import * as fs from "node:fs";

const MAX_PAIRS = 1_000_000;
const MAX_LENGTH = 2000;
const INT_BYTES = 4;
const STRIPE_ROWS = 32;

const input = fs.readFileSync(0);
let position = 0;

/** Where the next bytes begin. */
function take(bytes: number): number {
  if (input.length - position < bytes) process.exit(1);
  position += bytes;
  return position - bytes;
}

function takeNumber(most: number): number {
  const at = take(INT_BYTES);
  const value = input[at] | (input[at + 1] << 8) | (input[at + 2] << 16) | (input[at + 3] << 24);
  if (value < 0 || value > most) process.exit(1);
  return value;
}

const matches = new Int32Array(256); // where a letter stands in the stripe; zeros between stripes
// What a cell of the last row made has more than its left neighbour: 1 for one more, 2 for one less.
const carried = new Uint8Array(MAX_LENGTH);

/** The next rows of the table, one a letter of the stripe, and at most STRIPE_ROWS. */
function stripe(from: number, rows: number, row: number, columns: number): void {
  for (let i = 0; i < rows; i++) matches[input[from + i]] |= 1 << i;
  const last = rows - 1;
  let rises = -1, falls = 0;
  for (let j = 0; j < columns; j++) {
    const match = matches[input[row + j]], riseIn = carried[j] & 1, fallIn = carried[j] >> 1;
    const verticalOrMatch = match | falls, matched = match | fallIn;
    const horizontal = ((((matched & rises) + rises) | 0) ^ rises) | matched;
    const rise = falls | ~(horizontal | rises), fall = rises & horizontal;
    carried[j] = ((rise >>> last) & 1) | (((fall >>> last) & 1) << 1);
    const shiftedRise = (rise << 1) | riseIn, shiftedFall = (fall << 1) | fallIn;
    rises = shiftedFall | ~(verticalOrMatch | shiftedRise);
    falls = shiftedRise & verticalOrMatch;
  }
  for (let i = 0; i < rows; i++) matches[input[from + i]] = 0;
}

function distance(column: number, n: number, row: number, m: number): number {
  carried.fill(1, 0, m);
  for (let done = 0; done < n; done += STRIPE_ROWS) {
    stripe(column + done, Math.min(STRIPE_ROWS, n - done), row, m);
  }
  let found = n;
  for (let j = 0; j < m; j++) found += (carried[j] & 1) - (carried[j] >> 1);
  return found;
}

const pairs = takeNumber(MAX_PAIRS), distances = new Int32Array(pairs);
for (let k = 0; k < pairs; k++) {
  const n = takeNumber(MAX_LENGTH), m = takeNumber(MAX_LENGTH);
  const a = take(n);
  distances[k] = distance(a, n, take(m), m);
}
const bytes = new Uint8Array(distances.buffer);
for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
