// Moving median: the oldest value is looked for in a sorted window, and the newest moved to its place.
import * as fs from "node:fs";

const MOST_VALUES = 4_000_000;
const WIDEST = 65535;
const HEADER_BYTES = 8;

function replace(window: Uint16Array, oldest: number, newest: number): void {
  let i = 0;
  while (window[i] !== oldest) i++;
  for (; i + 1 < window.length && window[i + 1] < newest; i++) window[i] = window[i + 1];
  for (; i > 0 && window[i - 1] > newest; i--) window[i] = window[i - 1];
  window[i] = newest;
}

function writeAll(data: ArrayBufferView): void {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
}

const input = fs.readFileSync(0);
if (input.length < HEADER_BYTES) process.exit(1);
const n = input.readInt32LE(0), width = input.readInt32LE(4);
if (n < 1 || n > MOST_VALUES || width < 1 || width > WIDEST || width > n || width % 2 === 0) process.exit(1);
const end = HEADER_BYTES + n * Uint16Array.BYTES_PER_ELEMENT;
if (input.length < end) process.exit(1);
const values = new Uint16Array(new Uint8Array(input.subarray(HEADER_BYTES, end)).buffer);
const window = values.slice(0, width).sort();
const medians = new Uint16Array(n - width + 1);
medians[0] = window[width >> 1];
for (let i = width; i < n; i++) {
  replace(window, values[i - width], values[i]);
  medians[i - width + 1] = window[width >> 1];
}
writeAll(medians);
