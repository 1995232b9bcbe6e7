// Why it is fast: each entity runs through all ticks at once, in variables, in a loop of its kind.
import * as fs from "node:fs";

const MAX_ENTITIES = 200_000;
const MAX_TICKS = 1_000_000;
const HEADER_BYTES = 8;
const FIELDS = 4;
const ENTITY_BYTES = 4 * FIELDS;

const input = fs.readFileSync(0);
if (input.length < HEADER_BYTES) process.exit(1);
const n = input.readInt32LE(0), ticks = input.readInt32LE(4);
if (n < 0 || n > MAX_ENTITIES || ticks < 0 || ticks > MAX_TICKS) process.exit(1);
const end = HEADER_BYTES + n * ENTITY_BYTES;
if (input.length < end) process.exit(1);
const entities = new Int32Array(new Uint8Array(input.subarray(HEADER_BYTES, end)).buffer);

/** All ticks of the entity whose kind is at an index, and whose a, b and c are behind it. */
type Run = (at: number) => void;

const drift: Run = (at) => {
  entities[at + 1] += Math.imul(entities[at + 2], ticks);
};

const turn: Run = (at) => {
  let a = entities[at + 1], b = entities[at + 2];
  const c = entities[at + 3];
  for (let t = 0; t < ticks; t++) {
    a ^= b << (t & 7);
    b = (b + c) | 0;
  }
  entities[at + 1] = a;
  entities[at + 2] = b;
};

const grow: Run = (at) => {
  let a = entities[at + 1], c = entities[at + 3];
  const b = entities[at + 2];
  for (let t = 0; t < ticks; t++, c = (c + 1) | 0) a = (Math.imul(a, b) + c) | 0;
  entities[at + 1] = a;
};

const bounce: Run = (at) => {
  let a = entities[at + 1];
  const step = entities[at + 2] | 1, c = entities[at + 3];
  for (let t = 0; t < ticks; t++) a = (a + (a > c ? -step : step)) | 0;
  entities[at + 1] = a;
};

const swap: Run = (at) => {
  let a = entities[at + 1], b = entities[at + 2], t = 0;
  for (; t + 1 < ticks; t += 2) {
    a = (a + t + 1) | 0;
    b = (b + t) | 0;
  }
  entities[at + 1] = t < ticks ? b + t : a;
  entities[at + 2] = t < ticks ? a : b;
};

const rotate: Run = (at) => {
  let a = entities[at + 1], b = entities[at + 2];
  const c = entities[at + 3];
  for (let t = 0; t < ticks; t++) {
    a = (((a << 5) | (a >>> 27)) + c) | 0;
    b ^= (a + t) | 0;
  }
  entities[at + 1] = a;
  entities[at + 2] = b;
};

const RUNS = [drift, turn, grow, bounce, swap, rotate];
for (let kind = 0; kind < RUNS.length; kind++)
  for (let at = 0; at < entities.length; at += FIELDS) if (entities[at] === kind) RUNS[kind](at);
const output = new Int32Array(2 * n);
for (let i = 0; i < n; i++) {
  output[2 * i] = entities[FIELDS * i + 1];
  output[2 * i + 1] = entities[FIELDS * i + 2];
}
const bytes = new Uint8Array(output.buffer);
for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
