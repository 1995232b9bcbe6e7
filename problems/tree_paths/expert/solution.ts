// Why it is fast: nodes are put in an order in which each is followed by its largest subtree. So the tree
// falls into few chains of neighbours, and a pair climbs from chain to chain until both are on one; then the
// path is known from sums between the root and each node. All is in arrays of numbers.
import * as fs from "node:fs";

const MOST_NODES = 200_000;
const MOST_PAIRS = 1_000_000;
const HEADER_BYTES = 8;
const NONE = -1;

/** Nodes in an order in which parents come before their children; the first is the root. */
function sortedByGeneration(parents: Int32Array): Int32Array {
  const n = parents.length;
  const firstChild = new Int32Array(n).fill(NONE), next = new Int32Array(n), order = new Int32Array(n);
  for (let node = 0; node < n; node++) {
    const parent = parents[node];
    if (parent < 0) {
      order[0] = node;
      continue;
    }
    next[node] = firstChild[parent];
    firstChild[parent] = node;
  }
  let known = 1;
  for (let i = 0; i < known; i++)
    for (let child = firstChild[order[i]]; child !== NONE; child = next[child]) order[known++] = child;
  return order;
}

/** By places in the order: the sum of weights from the root on, the chain's head, and what is above that. */
class Chains {
  readonly placeOf: Int32Array;
  private readonly sums: Int32Array;
  private readonly heads: Int32Array;
  private readonly above: Int32Array;
  private readonly weights: Int32Array;

  constructor(parents: Int32Array, weights: Int32Array) {
    const n = parents.length, order = sortedByGeneration(parents);
    const size = new Int32Array(n).fill(1), heavy = new Int32Array(n).fill(NONE), end = new Int32Array(n);
    for (let i = n - 1; i > 0; i--) {
      const node = order[i], parent = parents[node];
      size[parent] += size[node];
      if (heavy[parent] === NONE || size[node] > size[heavy[parent]]) heavy[parent] = node;
    }
    this.placeOf = new Int32Array(n);
    this.sums = new Int32Array(n);
    this.heads = new Int32Array(n);
    this.above = new Int32Array(n);
    this.weights = new Int32Array(n);
    for (let i = 0; i < n; i++) {
      const node = order[i], parent = parents[node];
      let at = 0, sum = weights[node];
      if (parent >= 0) {
        const over = this.placeOf[parent], isHeavy = heavy[parent] === node;
        at = isHeavy ? over + 1 : end[parent];
        if (!isHeavy) end[parent] += size[node];
        sum += this.sums[over];
        this.heads[at] = isHeavy ? this.heads[over] : at;
        this.above[at] = isHeavy ? this.above[over] : over;
      }
      this.sums[at] = sum;
      this.weights[at] = weights[node];
      this.placeOf[node] = at;
      if (heavy[node] !== NONE) end[node] = at + 1 + size[heavy[node]]; // where its other children begin
    }
  }

  pathSum(one: number, other: number): number {
    const { sums, heads, above } = this;
    const sum = sums[one] + sums[other];
    for (let head = heads[one], otherHead = heads[other]; head !== otherHead; ) {
      // The chain that begins later is not above the other.
      if (head > otherHead) {
        one = above[one];
        head = heads[one];
      } else {
        other = above[other];
        otherHead = heads[other];
      }
    }
    const top = one < other ? one : other;
    return (sum - 2 * sums[top] + this.weights[top]) | 0;
  }
}

const input = fs.readFileSync(0);
if (input.length < HEADER_BYTES) process.exit(1);
const n = input.readInt32LE(0), q = input.readInt32LE(4);
if (n < 1 || n > MOST_NODES || q < 0 || q > MOST_PAIRS || input.length < HEADER_BYTES + 8 * (n + q)) {
  process.exit(1);
}
const numbers = new Int32Array(new Uint8Array(input).buffer, HEADER_BYTES);
const chains = new Chains(numbers.subarray(0, n), numbers.subarray(n, 2 * n));
const { placeOf } = chains, pairs = numbers.subarray(2 * n, 2 * (n + q));
for (let i = 0; i < q; i++) pairs[i] = chains.pathSum(placeOf[pairs[2 * i]], placeOf[pairs[2 * i + 1]]);
const bytes = new Uint8Array(pairs.buffer, pairs.byteOffset, 4 * q); // sums, in place of pairs that are done
for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
