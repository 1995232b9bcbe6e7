// CRC of ranges of a text: four tables, so that four bytes of a range are done at a time.
import * as fs from "node:fs";

const MAX_N = 5_000_000;
const MAX_RANGES = 250_000;
const MAX_LENGTH = 4096;
const INT_BYTES = 4;

const input = fs.readFileSync(0);
let position = 0;

/** Where the next bytes begin. */
function take(bytes: number): number {
  if (input.length - position < bytes) process.exit(1);
  position += bytes;
  return position - bytes;
}

function takeNumber(most: number): number {
  const number = input.readUInt32LE(take(INT_BYTES));
  if (number > most) process.exit(1);
  return number;
}

/** What a byte makes of the sum, and that with 1, 2 and 3 zero bytes behind it. */
function tableOf(polynomial: number): Int32Array {
  const table = new Int32Array(4 * 256);
  for (let byte = 0; byte < 256; byte++) {
    let sum = byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ polynomial : sum >>> 1;
    table[byte] = sum;
  }
  for (let i = 256; i < table.length; i++) table[i] = table[table[i - 256] & 255] ^ (table[i - 256] >>> 8);
  return table;
}

function checksum(table: Int32Array, bytes: Uint8Array): number {
  let sum = -1, i = 0;
  for (; i + 4 <= bytes.length; i += 4) {
    sum ^= bytes[i] | (bytes[i + 1] << 8) | (bytes[i + 2] << 16) | (bytes[i + 3] << 24);
    sum = table[768 + (sum & 255)] ^ table[512 + ((sum >> 8) & 255)] ^
      table[256 + ((sum >> 16) & 255)] ^ table[sum >>> 24];
  }
  for (; i < bytes.length; i++) sum = table[(sum ^ bytes[i]) & 255] ^ (sum >>> 8);
  return ~sum;
}

function writeAll(data: ArrayBufferView): void {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
}

const table = tableOf(takeNumber(2 ** 32 - 1));
const n = takeNumber(MAX_N);
const first = take(n), text = input.subarray(first, first + n);
const sums = new Int32Array(takeNumber(MAX_RANGES));
for (let i = 0; i < sums.length; i++) {
  const start = takeNumber(n), length = takeNumber(MAX_LENGTH);
  if (length > n - start) process.exit(1);
  sums[i] = checksum(table, text.subarray(start, start + length));
}
writeAll(sums);
