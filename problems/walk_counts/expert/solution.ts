// Why it is fast: the ends of all edges lie in one array of numbers, sorted by where the edges start. It is
// read from its begin to its end in each step, and nothing waits for the next address.
import * as fs from "node:fs";

const MOST_NODES = 1_000_000;
const MOST_EDGES = 250_000;
const MOST_STEPS = 10_000;
const HEADER_BYTES = 12;

/** Sorts edges by counting: the ends of node i become ends[first[i]] to ends[first[i + 1] - 1]. */
function sortEdges(n: number, edges: Int32Array): { first: Int32Array; ends: Int32Array } {
  const first = new Int32Array(n + 2), ends = new Int32Array(edges.length / 2);
  for (let i = 0; i < edges.length; i += 2) first[edges[i] + 2]++;
  for (let i = 3; i < n + 2; i++) first[i] += first[i - 1];
  for (let i = 0; i < edges.length; i += 2) ends[first[edges[i] + 1]++] = edges[i + 1];
  return { first, ends };
}

function step(
  n: number, first: Int32Array, ends: Int32Array, counts: Int32Array, nextCounts: Int32Array,
): void {
  let k = 0;
  for (let i = 0; i < n; i++) {
    let even = 0, odd = 0;
    const last = first[i + 1];
    for (; k + 1 < last; k += 2) {
      even = (even + counts[ends[k]]) | 0;
      odd = (odd + counts[ends[k + 1]]) | 0;
    }
    if (k < last) even = (even + counts[ends[k++]]) | 0;
    nextCounts[i] = even + odd;
  }
}

const input = fs.readFileSync(0);
if (input.length < HEADER_BYTES) process.exit(1);
const n = input.readInt32LE(0), m = input.readInt32LE(4), t = input.readInt32LE(8);
if (n < 1 || n > MOST_NODES || m < 0 || m > MOST_EDGES || t < 0 || t > MOST_STEPS) process.exit(1);
if (input.length < HEADER_BYTES + 8 * m) process.exit(1);
const edges = new Int32Array(new Uint8Array(input.subarray(HEADER_BYTES, HEADER_BYTES + 8 * m)).buffer);
const { first, ends } = sortEdges(n, edges);
let counts = new Int32Array(n).fill(1), nextCounts = new Int32Array(n);
for (let i = 0; i < t; i++) {
  step(n, first, ends, counts, nextCounts);
  [counts, nextCounts] = [nextCounts, counts];
}
const bytes = new Uint8Array(counts.buffer);
for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
