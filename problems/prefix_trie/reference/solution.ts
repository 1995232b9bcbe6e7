// A trie of words: each node has a place for each letter and counts the words that pass it.
import * as fs from "node:fs";

const LETTERS = 26;
const LONGEST = 12;
const MAX_WORDS = 300_000;
const MAX_PREFIXES = 1_000_000;
const INT_BYTES = 4;
const A = 97, Z = 122;

class Node {
  readonly child: (Node | undefined)[] = new Array(LETTERS).fill(undefined);
  words = 0;
}

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

function add(root: Node, word: Uint8Array): void {
  let node = root;
  for (let i = 0; i < word.length; i++) {
    const letter = word[i] - A;
    let child = node.child[letter];
    if (child === undefined) child = node.child[letter] = new Node();
    node = child;
    node.words++;
  }
}

function count(root: Node, prefix: Uint8Array): number {
  let node = root;
  for (let i = 0; i < prefix.length; i++) {
    const child = node.child[prefix[i] - A];
    if (child === undefined) return 0;
    node = child;
  }
  return node.words;
}

function writeAll(bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
}

const root = new Node();
for (let n = takeInt(0, MAX_WORDS); n > 0; n--) add(root, takeText());
const q = takeInt(0, MAX_PREFIXES);
const output = Buffer.alloc(INT_BYTES * q);
for (let i = 0; i < q; i++) output.writeInt32LE(count(root, takeText()), INT_BYTES * i);
writeAll(output);
