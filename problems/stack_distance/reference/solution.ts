// Stack distances: a linked list of pages in order of last use; a page that is used moves to the front.
import * as fs from "node:fs";

const MOST_USES = 10_000_000;
const INT_BYTES = 4;

interface Page {
  id: number;
  next: Page | undefined;
}

let recent: Page | undefined;

/** Identifiers may be seen as signed: only whether they are equal counts. */
function use(id: number): number {
  let before: Page | undefined;
  let page = recent;
  let distance = 0;
  while (page !== undefined && page.id !== id) {
    before = page;
    page = page.next;
    distance++;
  }
  if (page === undefined) {
    recent = { id, next: recent };
    return -1;
  }
  if (before !== undefined) {
    before.next = page.next;
    page.next = recent;
    recent = page;
  }
  return distance;
}

function writeAll(bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
}

const input = fs.readFileSync(0);
if (input.length < INT_BYTES) process.exit(1);
const n = input.readInt32LE(0);
if (n < 1 || n > MOST_USES || input.length < INT_BYTES * (n + 1)) process.exit(1);
const distances = new Int32Array(n);
for (let i = 0; i < n; i++) distances[i] = use(input.readInt32LE(INT_BYTES * (i + 1)));
writeAll(new Uint8Array(distances.buffer));
