// Why it is fast: rows lie in one typed array with open addressing, of which at most two thirds are full, and
// keys are read in place, so that nothing is allocated. Key 0 marks an empty slot, and its row is kept apart.
import * as fs from "node:fs";

const MAX_ROWS = 500_000;
const MAX_KEYS = 1_000_000;
const MAX_SHIFTS = 1000;
const HEADER = 3;

const file = fs.readFileSync(0);
const bytes = file.byteOffset % 4 === 0 ? file : new Uint8Array(file);
const input = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
if (input.length < HEADER) process.exit(1);
const r = input[0], s = input[1], t = input[2];
if (r < 0 || r > MAX_ROWS || s < 0 || s > MAX_KEYS || t < 0 || t > MAX_SHIFTS) process.exit(1);
if (input.length < HEADER + 2 * r + s + t) process.exit(1);

let size = 16;
while (size < r + r / 2) size *= 2;
const mask = size - 1;
const slots = new Int32Array(2 * size); // key and value
let zero = 0, zeros = 0; // the value of key 0, and whether there is one

function slotOf(key: number): number {
  key = Math.imul(key ^ (key >>> 16), 0x85ebca6b);
  key = Math.imul(key ^ (key >>> 13), 0xc2b2ae35);
  return (key ^ (key >>> 16)) & mask;
}

function store(rows: Int32Array): void {
  for (let i = 0; i < rows.length; i += 2) {
    const key = rows[i];
    if (key === 0) {
      zero = rows[i + 1];
      zeros = 1;
      continue;
    }
    let at = slotOf(key);
    while (slots[2 * at] !== 0) at = (at + 1) & mask;
    slots[2 * at] = key;
    slots[2 * at + 1] = rows[i + 1];
  }
}

function lookUp(keys: Int32Array, shift: number, result: Int32Array): void {
  let hits = 0, sum = 0;
  for (let i = 0; i < keys.length; i++) {
    const key = (keys[i] + shift) | 0;
    let at = slotOf(key);
    let stored = slots[2 * at];
    while (stored !== key && stored !== 0) {
      at = (at + 1) & mask;
      stored = slots[2 * at];
    }
    const hit = key === 0 ? zeros : stored === key ? 1 : 0;
    const value = (key === 0 ? zero : slots[2 * at + 1]) & -hit;
    hits += hit;
    sum = (sum + Math.imul(value, i)) | 0;
  }
  result[0] = hits;
  result[1] = sum;
}

const rowsEnd = HEADER + 2 * r, keysEnd = rowsEnd + s;
const output = new Int32Array(2 * t);
store(input.subarray(HEADER, rowsEnd));
const keys = input.subarray(rowsEnd, keysEnd);
for (let j = 0; j < t; j++) lookUp(keys, input[keysEnd + j], output.subarray(2 * j, 2 * j + 2));
const result = new Uint8Array(output.buffer);
for (let written = 0; written < result.length; ) written += fs.writeSync(1, result, written);
