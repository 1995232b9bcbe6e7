// Why it is fast: there is no list. There is a bit for each use, which is set while it is the last use of its
// page, and a hash table knows the last use of each page; so the distance is the number of bits that are set
// after it. They are counted by a tree over blocks of words, and by words in one block.
import * as fs from "node:fs";

const MOST_USES = 10_000_000;
const INT_BYTES = 4;
const BLOCK_BITS = 7; // 128 uses, 4 words
const FIRST_SLOTS = 4096;

/** In each slot a page, and the time of its last use, from 1 on; time 0 is an empty slot. */
let slots = new Int32Array(2 * FIRST_SLOTS);
let live = 0;

/** Index of the page's slot, or of the empty one where it belongs. */
function find(page: number): number {
  const mask = slots.length / 2 - 1;
  const mixed = Math.imul(Math.imul(page, 0x9e3779b1) ^ (page >>> 15), 0x85ebca6b);
  for (let i = (mixed >>> 8) & mask; ; i = (i + 1) & mask)
    if (slots[2 * i + 1] === 0 || slots[2 * i] === page) return 2 * i;
}

function grow(): void {
  const old = slots;
  slots = new Int32Array(2 * old.length);
  for (let i = 0; i < old.length; i += 2) {
    if (old[i + 1] === 0) continue;
    const slot = find(old[i]);
    slots[slot] = old[i];
    slots[slot + 1] = old[i + 1];
  }
}

function ones(word: number): number {
  word -= (word >>> 1) & 0x55555555;
  word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
  return Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function add(tree: Int32Array, block: number, change: number): void {
  for (let i = block + 1; i < tree.length; i += i & -i) tree[i] += change;
}

/** How many bits are set up to this one, which included. */
function countUpTo(tree: Int32Array, bits: Int32Array, bit: number): number {
  const block = bit >>> BLOCK_BITS, word = bit >>> 5;
  let count = ones(bits[word] << (31 - (bit & 31)));
  for (let i = block; i > 0; i &= i - 1) count += tree[i];
  for (let i = block << (BLOCK_BITS - 5); i < word; i++) count += ones(bits[i]);
  return count;
}

/** Puts the distances in place of the pages. */
function replaceAll(data: Int32Array): void {
  const blocks = (data.length >>> BLOCK_BITS) + 1;
  const tree = new Int32Array(blocks + 1), bits = new Int32Array(blocks << (BLOCK_BITS - 5));
  for (let now = 0; now < data.length; now++) {
    const page = data[now], slot = find(page), last = slots[slot + 1] - 1;
    let distance = -1;
    slots[slot] = page;
    slots[slot + 1] = now + 1;
    if (last < 0) {
      live++;
      if (4 * live > slots.length) grow();
    } else {
      distance = live - countUpTo(tree, bits, last);
      bits[last >>> 5] &= ~(1 << (last & 31));
      add(tree, last >>> BLOCK_BITS, -1);
    }
    bits[now >>> 5] |= 1 << (now & 31);
    add(tree, now >>> BLOCK_BITS, 1);
    data[now] = distance;
  }
}

const input = fs.readFileSync(0);
if (input.length < INT_BYTES) process.exit(1);
const n = input.readInt32LE(0);
if (n < 1 || n > MOST_USES || input.length < INT_BYTES * (n + 1)) process.exit(1);
const bytes = new Uint8Array(INT_BYTES * n);
bytes.set(input.subarray(INT_BYTES, INT_BYTES * (n + 1)));
replaceAll(new Int32Array(bytes.buffer));
for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
