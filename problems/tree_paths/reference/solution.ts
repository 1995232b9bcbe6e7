// Tree paths: for each pair of nodes, learns both depths by climbing to the root, and then climbs from both
// until the ways meet.
import * as fs from "node:fs";

const MOST_NODES = 200_000;
const MOST_PAIRS = 1_000_000;
const INT_BYTES = 4;

class TreeNode {
  parent: TreeNode | undefined = undefined;
  weight = 0;

  depth(): number {
    let depth = 0;
    for (let node = this.parent; node !== undefined; node = node.parent) depth++;
    return depth;
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

function readTree(reader: Reader, n: number): TreeNode[] {
  const nodes: TreeNode[] = [];
  for (let i = 0; i < n; i++) nodes.push(new TreeNode());
  for (const node of nodes) node.parent = nodes[reader.int()];
  for (const node of nodes) node.weight = reader.int();
  return nodes;
}

function pathSum(one: TreeNode, other: TreeNode): number {
  let depth = one.depth(), otherDepth = other.depth(), sum = 0;
  for (; depth > otherDepth; depth--) {
    sum = (sum + one.weight) | 0;
    one = one.parent!;
  }
  for (; otherDepth > depth; otherDepth--) {
    sum = (sum + other.weight) | 0;
    other = other.parent!;
  }
  while (one !== other) {
    sum = (sum + one.weight + other.weight) | 0;
    one = one.parent!;
    other = other.parent!;
  }
  return (sum + one.weight) | 0;
}

function writeAll(bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
}

const reader = new Reader(fs.readFileSync(0));
const n = reader.int(), q = reader.int();
if (n < 1 || n > MOST_NODES || q < 0 || q > MOST_PAIRS) process.exit(1);
const nodes = readTree(reader, n);
const sums = new Int32Array(q);
for (let i = 0; i < q; i++) sums[i] = pathSum(nodes[reader.int()], nodes[reader.int()]);
writeAll(new Uint8Array(sums.buffer));
