// Walk counts: each node has a linked list of its edges. In each step, a node's count becomes the sum of the
// counts where its edges end.
import * as fs from "node:fs";

const MOST_NODES = 1_000_000;
const MOST_EDGES = 250_000;
const MOST_STEPS = 10_000;
const INT_BYTES = 4;

interface Edge {
  end: number;
  next: Edge | undefined;
}

type Graph = (Edge | undefined)[];

class Reader {
  private position = 0;

  constructor(private readonly input: Buffer) {}

  int(): number {
    if (this.input.length - this.position < INT_BYTES) process.exit(1);
    this.position += INT_BYTES;
    return this.input.readInt32LE(this.position - INT_BYTES);
  }
}

function readGraph(reader: Reader, n: number, m: number): Graph {
  const edgesOf: Graph = new Array(n).fill(undefined);
  for (; m > 0; m--) {
    const start = reader.int(), end = reader.int();
    edgesOf[start] = { end, next: edgesOf[start] };
  }
  return edgesOf;
}

function step(edgesOf: Graph, counts: Uint32Array, nextCounts: Uint32Array): void {
  for (let i = 0; i < edgesOf.length; i++) {
    let sum = 0;
    for (let edge = edgesOf[i]; edge !== undefined; edge = edge.next) sum = (sum + counts[edge.end]) | 0;
    nextCounts[i] = sum;
  }
}

function writeAll(data: ArrayBufferView): void {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
}

const reader = new Reader(fs.readFileSync(0));
const n = reader.int(), m = reader.int(), t = reader.int();
if (n < 1 || n > MOST_NODES || m < 0 || m > MOST_EDGES || t < 0 || t > MOST_STEPS) process.exit(1);
const edgesOf = readGraph(reader, n, m);
let counts = new Uint32Array(n).fill(1), nextCounts = new Uint32Array(n);
for (let i = 0; i < t; i++) {
  step(edgesOf, counts, nextCounts);
  [counts, nextCounts] = [nextCounts, counts];
}
writeAll(counts);
