// Breadth-first search from one source after the other, in arrays of integers that are made once.
import * as fs from "node:fs";

const MAX_NODES = 50_000;
const MAX_EDGES = 1_000_000;
const MAX_SOURCES = 100_000;
const INT_BYTES = 4;
const SUMS_BYTES = 12;

const input = fs.readFileSync(0);
let position = 0;

function takeNumber(least: number, most: number): number {
  if (input.length - position < INT_BYTES) process.exit(1);
  const value = input.readInt32LE(position);
  position += INT_BYTES;
  if (value < least || value > most) process.exit(1);
  return value;
}

const nodes = takeNumber(1, MAX_NODES), edges = takeNumber(0, MAX_EDGES);
const sources = takeNumber(0, MAX_SOURCES);
const first = new Int32Array(nodes + 2), neighbours = new Int32Array(2 * edges);
const distance = new Int32Array(nodes), queue = new Int32Array(nodes);

function takeGraph(): void {
  const ends = Int32Array.from({ length: 2 * edges }, () => takeNumber(0, nodes - 1));
  for (const u of ends) first[u + 2]++;
  for (let u = 2; u <= nodes; u++) first[u] += first[u - 1];
  for (let i = 0; i < ends.length; i++) neighbours[first[ends[i] + 1]++] = ends[i ^ 1];
}

function search(source: number): { reached: number; sum: number } {
  distance.fill(-1);
  distance[source] = 0;
  queue[0] = source;
  let tail = 1, sum = 0;
  for (let head = 0; head < tail; head++) {
    const u = queue[head];
    sum += distance[u];
    for (let i = first[u]; i < first[u + 1]; i++) {
      const v = neighbours[i];
      if (distance[v] >= 0) continue;
      distance[v] = distance[u] + 1;
      queue[tail++] = v;
    }
  }
  return { reached: tail, sum };
}

function writeAll(bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
}

takeGraph();
const output = Buffer.alloc(sources * SUMS_BYTES);
for (let i = 0; i < sources; i++) {
  const { reached, sum } = search(takeNumber(0, nodes - 1));
  output.writeInt32LE(reached, i * SUMS_BYTES);
  output.writeUInt32LE(sum % 2 ** 32, i * SUMS_BYTES + INT_BYTES);
  output.writeUInt32LE(Math.floor(sum / 2 ** 32), i * SUMS_BYTES + 2 * INT_BYTES);
}
writeAll(output);
