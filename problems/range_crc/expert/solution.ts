// Why it is fast: a CRC is linear. The sums of all beginnings of the text are computed once, in one pass. A
// range's sum is that of the beginning up to its end, combined by exclusive or with what the bytes before the
// range add to it: the sum of the beginning up to its start, followed by as many zero bytes as the range is
// long. Tables say what up to 63 zero bytes make of a sum, and what multiples of 64 do.
import * as fs from "node:fs";

const MAX_N = 5_000_000;
const MAX_RANGES = 250_000;
const MAX_LENGTH = 4096;
const STEP = 64; // zero bytes
const STEPS = MAX_LENGTH / STEP + 1;
const TABLE = 1024; // entries: 256 for each byte of a sum
const INT_BYTES = 4;

const input = fs.readFileSync(0);
let position = 0;

/** Where the next bytes begin. */
function take(bytes: number): number {
  if (input.length - position < bytes) process.exit(1);
  position += bytes;
  return position - bytes;
}

/** As int32. */
function takeWord(): number {
  const at = take(INT_BYTES);
  return input[at] | (input[at + 1] << 8) | (input[at + 2] << 16) | (input[at + 3] << 24);
}

function takeNumber(most: number): number {
  const number = takeWord();
  if (number < 0 || number > most) process.exit(1);
  return number;
}

const fewZeros = new Int32Array(TABLE * (STEP + 1)), manyZeros = new Int32Array(TABLE * STEPS);

function apply(tables: Int32Array, which: number, sum: number): number {
  const at = which * TABLE;
  return tables[at + (sum & 255)] ^ tables[at + 256 + ((sum >> 8) & 255)] ^
    tables[at + 512 + ((sum >> 16) & 255)] ^ tables[at + 768 + (sum >>> 24)];
}

/** Makes tables number 1, 2, ... of number 0, each by one of the steps after the other. */
function repeat(tables: Int32Array, steps: Int32Array, which: number): void {
  for (let i = TABLE; i < tables.length; i++) tables[i] = apply(steps, which, tables[i - TABLE]);
}

function fillTables(polynomial: number): void {
  for (let i = 0; i < TABLE; i++) fewZeros[i] = manyZeros[i] = (i & 255) << (8 * (i >> 8));
  const one = new Int32Array(TABLE);
  for (let i = 0; i < 256; i++) {
    let sum = i;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ polynomial : sum >>> 1;
    one[i] = sum;
  }
  for (let i = 256; i < TABLE; i++) one[i] = fewZeros[i] >>> 8;
  repeat(fewZeros, one, 0);
  repeat(manyZeros, fewZeros, STEP);
}

fillTables(takeWord());
const n = takeNumber(MAX_N), text = take(n), sums = new Int32Array(n + 1); // of beginnings
for (let i = 0, sum = 0; i < n; i++) {
  sums[i + 1] = sum = fewZeros[TABLE + ((sum ^ input[text + i]) & 255)] ^ (sum >>> 8);
}
const output = new Int32Array(takeNumber(MAX_RANGES));
for (let i = 0; i < output.length; i++) {
  const start = takeNumber(n), length = takeNumber(MAX_LENGTH);
  if (length > n - start) process.exit(1);
  const before = apply(fewZeros, length % STEP, ~sums[start]);
  output[i] = ~(sums[start + length] ^ apply(manyZeros, length >> 6, before));
}
const bytes = new Uint8Array(output.buffer);
for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
