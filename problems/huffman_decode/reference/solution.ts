// Huffman decoding by a tree of nodes, walked from its root bit by bit.
import * as fs from "node:fs";

const SYMBOLS = 256;
const LONGEST = 15;
const HEADER_BYTES = SYMBOLS + 8;
const MAX_N = 8_000_000;
const MAX_BYTES = 15_000_000;

class Node {
  children: [Node | null, Node | null] = [null, null];
  symbol = -1; // where it is no leaf
}

function addCode(root: Node, code: number, length: number, symbol: number): void {
  let node = root;
  for (let i = length - 1; i >= 0; i--) {
    const bit = (code >> i) & 1;
    node = node.children[bit] ??= new Node();
  }
  node.symbol = symbol;
}

function treeOf(lengths: Uint8Array): Node {
  const root = new Node();
  let code = 0;
  for (let length = 1; length <= LONGEST; length++) {
    for (let symbol = 0; symbol < SYMBOLS; symbol++)
      if (lengths[symbol] === length) addCode(root, code++, length, symbol);
    code *= 2;
  }
  return root;
}

function decode(root: Node, stream: Uint8Array, n: number): Uint8Array {
  const symbols = new Uint8Array(n);
  let place = 0;
  for (let i = 0; i < n; i++) {
    let node = root;
    while (node.symbol < 0) {
      node = node.children[(stream[place >> 3] >> (7 - (place & 7))) & 1]!;
      place++;
    }
    symbols[i] = node.symbol;
  }
  return symbols;
}

function writeAll(bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
}

const input = fs.readFileSync(0);
if (input.length < HEADER_BYTES) process.exit(1);
const n = input.readInt32LE(SYMBOLS), size = input.readInt32LE(SYMBOLS + 4);
if (n < 1 || n > MAX_N || size < 1 || size > MAX_BYTES || input.length < HEADER_BYTES + size) process.exit(1);
writeAll(decode(treeOf(input.subarray(0, SYMBOLS)), input.subarray(HEADER_BYTES), n));
