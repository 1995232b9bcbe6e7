// Why it is fast: lengths are at most 100, so that nodes wait in a ring of 128 buckets, one for each
// distance, and nothing is ever compared. A bucket is a list through an array of links; a node that comes
// nearer moves to another.
import * as fs from "node:fs";

const MOST_NODES = 200_000;
const MOST_EDGES = 500_000;
const MOST_SOURCES = 10_000;
const HEADER = 3; // numbers
const BUCKETS = 128;
const NONE = 0x7fffffff;

class Graph {
  private readonly first: Int32Array; // edge of each node, and the end of all
  private readonly ends: Int32Array;
  private readonly lengths: Int32Array;
  // Lists of entries: the buckets come first and are their own ends; then there is an entry for each node.
  private readonly next: Int32Array;
  private readonly before: Int32Array;

  /** Sorts both directions of all edges by counting. */
  constructor(n: number, edges: Int32Array) {
    const first = new Int32Array(n + 2), ends = new Int32Array((edges.length / 3) * 2);
    const lengths = new Int32Array(ends.length);
    for (let i = 0; i < edges.length; i += 3) {
      first[edges[i] + 2]++;
      first[edges[i + 1] + 2]++;
    }
    for (let i = 3; i < n + 2; i++) first[i] += first[i - 1];
    for (let i = 0; i < edges.length; i += 3) {
      const one = edges[i], other = edges[i + 1];
      const place = first[one + 1]++, otherPlace = first[other + 1]++;
      ends[place] = other;
      ends[otherPlace] = one;
      lengths[place] = lengths[otherPlace] = edges[i + 2];
    }
    this.first = first;
    this.ends = ends;
    this.lengths = lengths;
    this.next = new Int32Array(BUCKETS + n);
    this.before = new Int32Array(BUCKETS + n);
    for (let i = 0; i < BUCKETS; i++) this.next[i] = this.before[i] = i;
  }

  findDistances(source: number, distances: Int32Array): void {
    const { first, ends, lengths, next } = this;
    distances.fill(NONE);
    distances[source] = 0;
    this.put(source, 0);
    for (let now = 0, waiting = 1; waiting > 0; now++) {
      const bucket = now % BUCKETS;
      for (let entry = next[bucket]; entry !== bucket; entry = next[bucket]) {
        const node = entry - BUCKETS;
        this.take(node);
        waiting--;
        for (let k = first[node]; k < first[node + 1]; k++) {
          const end = ends[k], distance = now + lengths[k];
          if (distance >= distances[end]) continue;
          if (distances[end] === NONE) waiting++;
          else this.take(end);
          distances[end] = distance;
          this.put(end, distance);
        }
      }
    }
  }

  private put(node: number, distance: number): void {
    const { next, before } = this, bucket = distance % BUCKETS, entry = node + BUCKETS;
    next[entry] = next[bucket];
    before[entry] = bucket;
    before[next[bucket]] = entry;
    next[bucket] = entry;
  }

  private take(node: number): void {
    const { next, before } = this, entry = node + BUCKETS;
    next[before[entry]] = next[entry];
    before[next[entry]] = before[entry];
  }
}

function checksum(distances: Int32Array): number {
  let sum = 0;
  for (let i = 0; i < distances.length; i++) {
    const distance = distances[i];
    sum = (Math.imul(sum, 31) + (distance === NONE ? -1 : distance)) | 0;
  }
  return sum;
}

const input = fs.readFileSync(0);
if (input.length < 4 * HEADER) process.exit(1);
const numbers = new Int32Array(new Uint8Array(input).buffer, 0, input.length >> 2);
const [n, m, s] = numbers;
if (n < 1 || n > MOST_NODES || m < 0 || m > MOST_EDGES || s < 0 || s > MOST_SOURCES) process.exit(1);
const sources = HEADER + 3 * m;
if (numbers.length < sources + s) process.exit(1);
const graph = new Graph(n, numbers.subarray(HEADER, sources));
const distances = new Int32Array(n), checksums = new Int32Array(s);
for (let i = 0; i < s; i++) {
  graph.findDistances(numbers[sources + i], distances);
  checksums[i] = checksum(distances);
}
const bytes = new Uint8Array(checksums.buffer);
for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
