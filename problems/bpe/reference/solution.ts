// Each word by itself: look up the merges of all pairs, join the pair of the lowest one, and begin again.
import * as fs from "node:fs";

const LETTERS = 26;
const MAX_MERGES = 5000;
const MAX_WORDS = 500_000;
const LONGEST = 16;
const A = 97, Z = 122;
const NONE = Infinity;

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

const merges = new Map<number, number>(); // pair -> the token that it is joined to

function pairOf(left: number, right: number): number {
  return left * 65536 + right;
}

function takeWord(): number[] {
  const length = input[take(1)];
  if (length < 1 || length > LONGEST) process.exit(1);
  const start = take(length);
  const tokens: number[] = [];
  for (let i = 0; i < length; i++) {
    const letter = input[start + i];
    if (letter < A || letter > Z) process.exit(1);
    tokens.push(letter - A);
  }
  return tokens;
}

function lowestMerge(tokens: number[]): number {
  let lowest = NONE;
  for (let i = 0; i + 1 < tokens.length; i++) {
    const joined = merges.get(pairOf(tokens[i], tokens[i + 1]));
    if (joined !== undefined && joined < lowest) lowest = joined;
  }
  return lowest;
}

/** Joins the pairs of one merge wherever they stand. */
function join(tokens: number[], joined: number): number[] {
  const result: number[] = [];
  for (let i = 0; i < tokens.length; i++) {
    if (i + 1 < tokens.length && merges.get(pairOf(tokens[i], tokens[i + 1])) === joined) {
      result.push(joined);
      i++;
    } else {
      result.push(tokens[i]);
    }
  }
  return result;
}

function encode(tokens: number[]): number[] {
  for (;;) {
    const lowest = lowestMerge(tokens);
    if (lowest === NONE) return tokens;
    tokens = join(tokens, lowest);
  }
}

function writeAll(bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
}

const m = takeInt(0, MAX_MERGES);
for (let token = LETTERS; token < LETTERS + m; token++)
  merges.set(pairOf(takeInt(0, token - 1), takeInt(0, token - 1)), token);
const output: number[] = [];
for (let w = takeInt(0, MAX_WORDS); w > 0; w--) for (const token of encode(takeWord())) output.push(token);
writeAll(new Uint8Array(Uint16Array.from(output).buffer));
