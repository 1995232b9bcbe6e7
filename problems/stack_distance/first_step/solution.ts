// Stack distances: an array of the pages in order of their last use; the page that is used moves to the
// front.
import * as fs from "node:fs";

const MOST_USES = 10_000_000;
const INT_BYTES = 4;

/** Identifiers may be seen as signed: only whether they are equal counts. */
function use(recent: Int32Array, live: number, id: number): number {
  let distance = 0;
  while (distance < live && recent[distance] !== id) distance++;
  recent.copyWithin(1, 0, distance);
  recent[0] = id;
  return distance;
}

function writeAll(bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
}

const input = fs.readFileSync(0);
if (input.length < INT_BYTES) process.exit(1);
const n = input.readInt32LE(0);
if (n < 1 || n > MOST_USES || input.length < INT_BYTES * (n + 1)) process.exit(1);
const distances = new Int32Array(n), recent = new Int32Array(n);
let live = 0;
for (let i = 0; i < n; i++) {
  const distance = use(recent, live, input.readInt32LE(INT_BYTES * (i + 1)));
  distances[i] = distance < live ? distance : -1;
  if (distance === live) live++;
}
writeAll(new Uint8Array(distances.buffer));
