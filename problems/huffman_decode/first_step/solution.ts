// Huffman decoding by a table: fifteen bits say which symbol comes first, and how many bits it has.
import * as fs from "node:fs";

const SYMBOLS = 256;
const LONGEST = 15;
const HEADER_BYTES = SYMBOLS + 8;
const MAX_N = 8_000_000;
const MAX_BYTES = 15_000_000;

/** For any LONGEST bits: the symbol that they begin with, and the length of its code above. */
const table = new Uint16Array(1 << LONGEST);

function fillTable(lengths: Uint8Array): void {
  let code = 0;
  for (let length = 1; length <= LONGEST; length++) {
    for (let symbol = 0; symbol < SYMBOLS; symbol++) {
      if (lengths[symbol] !== length) continue;
      const first = code++ << (LONGEST - length);
      table.fill((length << 8) | symbol, first, first + (1 << (LONGEST - length)));
    }
    code *= 2;
  }
}

function decode(stream: Uint8Array, n: number): Uint8Array {
  const symbols = new Uint8Array(n);
  let place = 0;
  for (let i = 0; i < n; i++) {
    const at = place >> 3, bits = (stream[at] << 16) | (stream[at + 1] << 8) | stream[at + 2];
    const entry = table[(bits >> (9 - (place & 7))) & (table.length - 1)];
    symbols[i] = entry;
    place += entry >> 8;
  }
  return symbols;
}

function writeAll(bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
}

const input = fs.readFileSync(0);
if (input.length < HEADER_BYTES) process.exit(1);
const n = input.readInt32LE(SYMBOLS), size = input.readInt32LE(SYMBOLS + 4);
if (n < 1 || n > MAX_N || size < 1 || size > MAX_BYTES || input.length < HEADER_BYTES + size) process.exit(1);
fillTable(input.subarray(0, SYMBOLS));
writeAll(decode(input.subarray(HEADER_BYTES), n));
