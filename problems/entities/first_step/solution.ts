// Entities that act tick by tick: their numbers lie in arrays, and one function knows what all kinds do.
import * as fs from "node:fs";

const MAX_ENTITIES = 200_000;
const MAX_TICKS = 1_000_000;
const HEADER_BYTES = 8;
const ENTITY_BYTES = 16;

const KINDS = 6;

function act(kinds: Uint8Array, a: Int32Array, b: Int32Array, c: Int32Array, tick: number): void {
  for (let i = 0; i < kinds.length; i++) {
    const old = a[i];
    switch (kinds[i]) {
      case 0:
        a[i] += b[i];
        break;
      case 1:
        a[i] ^= b[i] << (tick & 7);
        b[i] += c[i];
        break;
      case 2:
        a[i] = Math.imul(old, b[i]) + c[i] + tick;
        break;
      case 3:
        a[i] = old > c[i] ? old - (b[i] | 1) : old + (b[i] | 1);
        break;
      case 4:
        a[i] = b[i] + tick;
        b[i] = old;
        break;
      default:
        a[i] = ((old << 5) | (old >>> 27)) + c[i];
        b[i] ^= a[i] + tick;
    }
  }
}

const input = fs.readFileSync(0);
if (input.length < HEADER_BYTES) process.exit(1);
const n = input.readInt32LE(0), ticks = input.readInt32LE(4);
if (n < 0 || n > MAX_ENTITIES || ticks < 0 || ticks > MAX_TICKS) process.exit(1);
if (input.length < HEADER_BYTES + n * ENTITY_BYTES) process.exit(1);
const kinds = new Uint8Array(n), a = new Int32Array(n), b = new Int32Array(n), c = new Int32Array(n);
for (let i = 0; i < n; i++) {
  const at = HEADER_BYTES + i * ENTITY_BYTES;
  if (input.readUInt32LE(at) >= KINDS) process.exit(1);
  [kinds[i], a[i], b[i], c[i]] = [0, 4, 8, 12].map((offset) => input.readInt32LE(at + offset));
}
for (let tick = 0; tick < ticks; tick++) act(kinds, a, b, c, tick);
const output = new Int32Array(2 * n);
for (let i = 0; i < n; i++) output.set([a[i], b[i]], 2 * i);
const bytes = new Uint8Array(output.buffer);
for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
