// The text lies in one array; each edit moves all that is behind it.
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
  length: number;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes.slice();
    this.length = bytes.length;
  }

  insert(position: number, inserted: Uint8Array): void {
    if (this.length + inserted.length > this.bytes.length) {
      const larger = new Uint8Array(2 * (this.length + inserted.length));
      larger.set(this.bytes);
      this.bytes = larger;
    }
    this.bytes.copyWithin(position + inserted.length, position, this.length);
    this.bytes.set(inserted, position);
    this.length += inserted.length;
  }

  erase(position: number, count: number): void {
    this.bytes.copyWithin(position, position + count, this.length);
    this.length -= count;
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
writeAll(text.bytes.subarray(0, text.length));
