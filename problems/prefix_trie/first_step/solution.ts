// A trie of words whose nodes lie in one typed array and know their children by number.
import * as fs from "node:fs";

const LETTERS = 26;
const NODE = LETTERS + 1; // numbers a node: its children, and its words
const LONGEST = 12;
const MAX_WORDS = 300_000;
const MAX_PREFIXES = 1_000_000;
const INT_BYTES = 4;
const A = 97, Z = 122;

let nodes = new Int32Array(NODE << 14);
let used = NODE; // the root is at 0 and nobody's child

const input = fs.readFileSync(0);
let position = 0;

function take(bytes: number): number {
  if (input.length - position < bytes) process.exit(1);
  position += bytes;
  return position - bytes;
}

function takeInt(least: number, most: number): number {
  const value = input.readInt32LE(take(4));
  if (value < least || value > most) process.exit(1);
  return value;
}

function takeText(): Uint8Array {
  const length = input[take(1)];
  if (length < 1 || length > LONGEST) process.exit(1);
  const start = take(length);
  const text = input.subarray(start, start + length);
  for (const letter of text) if (letter < A || letter > Z) process.exit(1);
  return text;
}

function newNode(): number {
  if (used === nodes.length) {
    const larger = new Int32Array(2 * nodes.length);
    larger.set(nodes);
    nodes = larger;
  }
  used += NODE;
  return used - NODE;
}

function add(word: Uint8Array): void {
  let node = 0;
  for (let i = 0; i < word.length; i++) {
    const place = node + word[i] - A;
    if (nodes[place] === 0) {
      const fresh = newNode();
      nodes[place] = fresh;
    }
    node = nodes[place];
    nodes[node + LETTERS]++;
  }
}

function count(prefix: Uint8Array): number {
  let node = 0;
  for (let i = 0; i < prefix.length; i++) {
    node = nodes[node + prefix[i] - A];
    if (node === 0) return 0;
  }
  return nodes[node + LETTERS];
}

function writeAll(bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
}

for (let n = takeInt(0, MAX_WORDS); n > 0; n--) add(takeText());
const q = takeInt(0, MAX_PREFIXES);
const output = Buffer.alloc(INT_BYTES * q);
for (let i = 0; i < q; i++) output.writeInt32LE(count(takeText()), INT_BYTES * i);
writeAll(output);
