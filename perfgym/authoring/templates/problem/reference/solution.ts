// For each value of a list, count the later values that are smaller, by comparing it with each of them.
// TODO: solve your own problem in a naive way; the output of this program is right by definition
import { readFileSync, writeSync } from "node:fs";

const MAX_N = 1_000_000;

function countSmaller(x: Int32Array): Int32Array {
  const counts = new Int32Array(x.length);
  for (let i = 0; i < x.length; i++) {
    for (let j = i + 1; j < x.length; j++) {
      if (x[j] < x[i]) counts[i]++;
    }
  }
  return counts;
}

function writeAll(bytes: Uint8Array): void {
  let written = 0;
  while (written < bytes.length) written += writeSync(1, bytes, written);
}

const input = readFileSync(0);
const n = input.readInt32LE(0);
if (n < 1 || n > MAX_N || input.length < 4 + 4 * n) process.exit(1);
const x = new Int32Array(n);
for (let i = 0; i < n; i++) x[i] = input.readInt32LE(4 + 4 * i);
writeAll(new Uint8Array(countSmaller(x).buffer));
