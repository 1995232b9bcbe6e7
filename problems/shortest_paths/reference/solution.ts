// Shortest paths by Dijkstra's algorithm: linked lists of edges, and a binary heap in which outdated entries
// stay until they come to the top.
import * as fs from "node:fs";

const MOST_NODES = 200_000;
const MOST_EDGES = 500_000;
const MOST_SOURCES = 10_000;
const INT_BYTES = 4;
const NONE = 0x7fffffff;

interface Edge {
  end: number;
  length: number;
  next: Edge | undefined;
}

interface Entry {
  node: number;
  distance: number;
}

type Graph = (Edge | undefined)[];

class Heap {
  private readonly entries: Entry[] = [];

  get size(): number {
    return this.entries.length;
  }

  push(entry: Entry): void {
    let i = this.entries.push(entry) - 1;
    for (let parent = (i - 1) >> 1; i > 0 && this.isLess(i, parent); parent = (i - 1) >> 1) {
      this.swap(i, parent);
      i = parent;
    }
  }

  pop(): Entry {
    const top = this.entries[0], last = this.entries.pop()!;
    if (this.entries.length > 0) {
      this.entries[0] = last;
      this.sink(0);
    }
    return top;
  }

  private sink(i: number): void {
    for (;;) {
      let least = i;
      for (let child = 2 * i + 1; child <= 2 * i + 2 && child < this.entries.length; child++)
        if (this.isLess(child, least)) least = child;
      if (least === i) return;
      this.swap(i, least);
      i = least;
    }
  }

  private isLess(i: number, k: number): boolean {
    return this.entries[i].distance < this.entries[k].distance;
  }

  private swap(i: number, k: number): void {
    const entry = this.entries[i];
    this.entries[i] = this.entries[k];
    this.entries[k] = entry;
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
  heap.push({ node: source, distance: 0 });
  while (heap.size > 0) {
    const nearest = heap.pop();
    if (nearest.distance > distances[nearest.node]) continue;
    for (let edge = edgesOf[nearest.node]; edge !== undefined; edge = edge.next) {
      const distance = nearest.distance + edge.length;
      if (distance < distances[edge.end]) {
        distances[edge.end] = distance;
        heap.push({ node: edge.end, distance });
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
