// JavaScript's own map.
import * as fs from "node:fs";

const MAX_LENGTH = 1 << 20;
const INT_BYTES = 4;
const CHUNK_BYTES = 1 << 16;

class Reader {
  private position = 0;

  constructor(private readonly input: Buffer) {}

  int(): number {
    if (this.input.length - this.position < INT_BYTES) process.exit(1);
    const value = this.input.readInt32LE(this.position);
    this.position += INT_BYTES;
    if (value < 0) process.exit(1);
    return value;
  }

  text(): string {
    const length = this.int();
    if (length > MAX_LENGTH || this.input.length - this.position < length) process.exit(1);
    this.position += length;
    return this.input.toString("latin1", this.position - length, this.position);
  }
}

class Writer {
  private readonly chunk = Buffer.alloc(CHUNK_BYTES);
  private used = 0;

  int(value: number): void {
    this.makeRoom(INT_BYTES);
    this.used = this.chunk.writeInt32LE(value, this.used);
  }

  text(text: string): void {
    this.int(text.length);
    if (text.length > CHUNK_BYTES) {
      this.flush();
      writeAll(Buffer.from(text, "latin1"));
      return;
    }
    this.makeRoom(text.length);
    this.used += this.chunk.write(text, this.used, "latin1");
  }

  flush(): void {
    writeAll(this.chunk.subarray(0, this.used));
    this.used = 0;
  }

  private makeRoom(bytes: number): void {
    if (CHUNK_BYTES - this.used < bytes) this.flush();
  }
}

function writeAll(bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
}

const reader = new Reader(fs.readFileSync(0));
const writer = new Writer();
const table = new Map<string, string>();
for (let n = reader.int(); n > 0; n--) table.set(reader.text(), reader.text());
for (let m = reader.int(); m > 0; m--) {
  const value = table.get(reader.text());
  writer.int(value === undefined ? 0 : 1);
  if (value !== undefined) writer.text(value);
}
writer.flush();
