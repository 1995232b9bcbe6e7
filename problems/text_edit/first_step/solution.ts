// The text lies in one array with a gap, which is moved to where an edit is.
import * as fs from "node:fs";

const MAX_TEXT = 8_000_000;
const MAX_EDITS = 1_000_000;
const MAX_EDIT = 64;
const INSERT = 0, ERASE = 1;

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

class Text {
  bytes: Uint8Array;
  gap: number;
  gapEnd: number; // the first byte behind it

  constructor(bytes: Uint8Array) {
    this.gap = bytes.length;
    this.gapEnd = this.gap + MAX_EDIT;
    this.bytes = new Uint8Array(this.gapEnd);
    this.bytes.set(bytes);
  }

  get length(): number {
    return this.bytes.length - (this.gapEnd - this.gap);
  }

  insert(position: number, inserted: Uint8Array): void {
    this.moveGap(position);
    if (this.gapEnd - this.gap < inserted.length) this.grow();
    this.bytes.set(inserted, this.gap);
    this.gap += inserted.length;
  }

  erase(position: number, count: number): void {
    this.moveGap(position);
    this.gapEnd += count;
  }

  private moveGap(position: number): void {
    if (position < this.gap) {
      const start = this.gapEnd - (this.gap - position);
      this.bytes.copyWithin(start, position, this.gap);
      this.gapEnd = start;
    } else {
      const end = this.gapEnd + (position - this.gap);
      this.bytes.copyWithin(this.gap, this.gapEnd, end);
      this.gapEnd = end;
    }
    this.gap = position;
  }

  private grow(): void {
    const old = this.bytes.length;
    const larger = new Uint8Array(2 * old);
    larger.set(this.bytes.subarray(0, this.gap));
    larger.set(this.bytes.subarray(this.gapEnd), this.gapEnd + old);
    this.gapEnd += old;
    this.bytes = larger;
  }
}

function takeBytes(count: number): Uint8Array {
  const start = take(count);
  return new Uint8Array(input.buffer, input.byteOffset + start, count);
}

function writeAll(bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
}

const text = new Text(takeBytes(takeInt(0, MAX_TEXT)));
for (let m = takeInt(0, MAX_EDITS); m > 0; m--) {
  const kind = takeInt(INSERT, ERASE), position = takeInt(0, text.length), count = takeInt(0, MAX_EDIT);
  if (kind === INSERT) text.insert(position, takeBytes(count));
  else if (position + count <= text.length) text.erase(position, count);
  else process.exit(1);
}
writeAll(text.bytes.subarray(0, text.gap));
writeAll(text.bytes.subarray(text.gapEnd));
