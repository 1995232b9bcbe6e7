// Entities that act tick by tick: each is an object of its own, which knows what its kind does.
import * as fs from "node:fs";

const MAX_ENTITIES = 200_000;
const MAX_TICKS = 1_000_000;
const HEADER_BYTES = 8;
const ENTITY_BYTES = 16;

abstract class Entity {
  constructor(public a: number, public b: number, public c: number) {}

  abstract act(tick: number): void;
}

class Drift extends Entity {
  act(): void {
    this.a = (this.a + this.b) | 0;
  }
}

class Turn extends Entity {
  act(tick: number): void {
    this.a ^= this.b << (tick % 8);
    this.b = (this.b + this.c) | 0;
  }
}

class Grow extends Entity {
  act(tick: number): void {
    this.a = (Math.imul(this.a, this.b) + this.c + tick) | 0;
  }
}

class Bounce extends Entity {
  act(): void {
    if (this.a > this.c) this.a = (this.a - (this.b | 1)) | 0;
    else this.a = (this.a + (this.b | 1)) | 0;
  }
}

class Swap extends Entity {
  act(tick: number): void {
    const old = this.a;
    this.a = (this.b + tick) | 0;
    this.b = old;
  }
}

class Rotate extends Entity {
  act(tick: number): void {
    this.a = (((this.a << 5) | (this.a >>> 27)) + this.c) | 0;
    this.b ^= this.a + tick;
  }
}

const KINDS = [Drift, Turn, Grow, Bounce, Swap, Rotate];

function act(entities: Entity[], tick: number): void {
  for (const entity of entities) entity.act(tick);
}

const input = fs.readFileSync(0);
if (input.length < HEADER_BYTES) process.exit(1);
const n = input.readInt32LE(0), ticks = input.readInt32LE(4);
if (n < 0 || n > MAX_ENTITIES || ticks < 0 || ticks > MAX_TICKS) process.exit(1);
if (input.length < HEADER_BYTES + n * ENTITY_BYTES) process.exit(1);
const entities: Entity[] = [];
for (let i = 0; i < n; i++) {
  const at = HEADER_BYTES + i * ENTITY_BYTES, kind = input.readInt32LE(at);
  if (kind < 0 || kind >= KINDS.length) process.exit(1);
  entities.push(
    new KINDS[kind](input.readInt32LE(at + 4), input.readInt32LE(at + 8), input.readInt32LE(at + 12)),
  );
}
for (let tick = 0; tick < ticks; tick++) act(entities, tick);
const output = new Int32Array(2 * n);
entities.forEach((entity, i) => output.set([entity.a, entity.b], 2 * i));
const bytes = new Uint8Array(output.buffer);
for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
