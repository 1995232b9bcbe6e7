// Why it is fast: lines are read byte by byte, where they lie; a name is hashed on the way and compared with
// the place where it was seen first, so that no string is made but for the output.
import * as fs from "node:fs";

const MAX_STATIONS = 5000;
const SLOT_BITS = 14;
const SEMICOLON = 59, MINUS = 45, POINT = 46, ZERO = 48, NEWLINE = 10;

const file = fs.readFileSync(0);
const bytes = new Uint8Array(file.buffer, file.byteOffset, file.length);
if (bytes.length > 0 && bytes[bytes.length - 1] !== NEWLINE) process.exit(1);
const slots = new Uint16Array(1 << SLOT_BITS); // number of a station plus 1
const starts = new Int32Array(MAX_STATIONS), lengths = new Int32Array(MAX_STATIONS);
const hashes = new Int32Array(MAX_STATIONS);
const sums = new Float64Array(MAX_STATIONS), counts = new Int32Array(MAX_STATIONS);
const least = new Int32Array(MAX_STATIONS).fill(9999), most = new Int32Array(MAX_STATIONS).fill(-9999);
let used = 0;

function isSame(one: number, other: number, length: number): boolean {
  for (let i = 0; i < length; i++) if (bytes[one + i] !== bytes[other + i]) return false;
  return true;
}

function find(start: number, length: number, hash: number): number {
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  for (let at = (hash ^ (hash >>> 13)) & ((1 << SLOT_BITS) - 1); ; at = (at + 1) & ((1 << SLOT_BITS) - 1)) {
    const station = slots[at] - 1;
    if (station < 0) {
      if (used === MAX_STATIONS) process.exit(1);
      starts[used] = start;
      lengths[used] = length;
      hashes[used] = hash;
      slots[at] = ++used;
      return used - 1;
    }
    if (hashes[station] !== hash || lengths[station] !== length) continue;
    if (isSame(starts[station], start, length)) return station;
  }
}

/** Takes the line that begins at a place; returns where the next one does. */
function takeLine(at: number): number {
  const start = at;
  let hash = 0;
  for (; bytes[at] !== SEMICOLON; at++) hash = (Math.imul(hash, 31) + bytes[at]) | 0;
  const station = find(start, at - start, hash);
  at++;
  const isNegative = bytes[at] === MINUS;
  if (isNegative) at++;
  let tenths = bytes[at++] - ZERO;
  if (bytes[at] !== POINT) tenths = 10 * tenths + bytes[at++] - ZERO;
  tenths = 10 * tenths + bytes[at + 1] - ZERO;
  if (isNegative) tenths = -tenths;
  sums[station] += tenths;
  counts[station]++;
  if (tenths < least[station]) least[station] = tenths;
  if (tenths > most[station]) most[station] = tenths;
  return at + 3;
}

function textOf(tenths: number): string {
  const size = Math.abs(tenths);
  return `${tenths < 0 ? "-" : ""}${Math.floor(size / 10)}.${size % 10}`;
}

for (let at = 0; at < bytes.length; ) at = takeLine(at);
const lines: [string, string][] = [];
for (let i = 0; i < used; i++) {
  const mean = Math.floor((2 * sums[i] + counts[i]) / (2 * counts[i]));
  const name = file.toString("latin1", starts[i], starts[i] + lengths[i]);
  lines.push([name, `${name}=${textOf(least[i])}/${textOf(mean)}/${textOf(most[i])}\n`]);
}
lines.sort(([one], [other]) => (one < other ? -1 : 1));
fs.writeFileSync(1, lines.map(([, line]) => line).join(""), "latin1");
