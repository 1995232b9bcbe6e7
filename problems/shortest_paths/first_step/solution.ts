// Shortest paths by Dijkstra's algorithm: linked lists of edges, and a binary heap in which an entry is one
// number for a distance and a node, and moves to a hole instead of changing places with another.
import * as fs from "node:fs";

const MOST_NODES = 200_000;
const MOST_EDGES = 500_000;
const MOST_SOURCES = 10_000;
const INT_BYTES = 4;
const NONE = 0x7fffffff;
const SHIFT = 2 ** 18; // more than there are nodes

interface Edge {
  end: number;
  length: number;
  next: Edge | undefined;
}

type Graph = (Edge | undefined)[];

class Heap {
  size = 0;
  private readonly entries: number[] = [];

  push(entry: number): void {
    const { entries } = this;
    let i = this.size++;
    for (let parent = (i - 1) >> 1; i > 0 && entries[parent] > entry; parent = (i - 1) >> 1) {
      entries[i] = entries[parent];
      i = parent;
    }
    entries[i] = entry;
  }

  pop(): number {
    const { entries } = this, top = entries[0], last = entries[--this.size];
    let i = 0;
    for (let child = 1; child < this.size; child = 2 * i + 1) {
      if (child + 1 < this.size && entries[child + 1] < entries[child]) child++;
      if (entries[child] >= last) break;
      entries[i] = entries[child];
      i = child;
    }
    entries[i] = last;
    return top;
  }
}

class Reader {
  private position = 0;

  constructor(private readonly input: Buffer) {}

  int(): number {
    if (this.input.length - this.position < INT_BYTES) process.exit(1);
    this.position += INT_BYTES;
    return this.input.readInt32LE(this.position - INT_BYTES);
  }
}

function findDistances(edgesOf: Graph, source: number, distances: Int32Array): void {
  distances.fill(NONE);
  distances[source] = 0;
  const heap = new Heap();
  heap.push(source);
  while (heap.size > 0) {
    const entry = heap.pop(), nearest = Math.floor(entry / SHIFT), node = entry % SHIFT;
    if (nearest > distances[node]) continue;
    for (let edge = edgesOf[node]; edge !== undefined; edge = edge.next) {
      const distance = nearest + edge.length;
      if (distance < distances[edge.end]) {
        distances[edge.end] = distance;
        heap.push(distance * SHIFT + edge.end);
      }
    }
  }
}

function checksum(distances: Int32Array): number {
  let sum = 0;
  for (const distance of distances) sum = (Math.imul(sum, 31) + (distance === NONE ? -1 : distance)) | 0;
  return sum;
}

function writeAll(bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
}

const reader = new Reader(fs.readFileSync(0));
const n = reader.int(), m = reader.int(), s = reader.int();
if (n < 1 || n > MOST_NODES || m < 0 || m > MOST_EDGES || s < 0 || s > MOST_SOURCES) process.exit(1);
const edgesOf: Graph = new Array(n).fill(undefined);
for (let i = 0; i < m; i++) {
  const one = reader.int(), other = reader.int(), length = reader.int();
  edgesOf[one] = { end: other, length, next: edgesOf[one] };
  edgesOf[other] = { end: one, length, next: edgesOf[other] };
}
const distances = new Int32Array(n), checksums = new Int32Array(s);
for (let i = 0; i < s; i++) {
  findDistances(edgesOf, reader.int(), distances);
  checksums[i] = checksum(distances);
}
writeAll(new Uint8Array(checksums.buffer));
