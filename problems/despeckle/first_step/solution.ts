// Despeckle: the nine pixels around each pixel are sorted by insertion; rows and columns are clamped once.
import * as fs from "node:fs";

const MAX_SIDE = 4096;
const MAX_TIMES = 1000;
const NEIGHBOURS = 9;
const HEADER_BYTES = 12;

function clamp(value: number, most: number): number {
  return Math.min(Math.max(value, 0), most);
}

function insert(sorted: Uint8Array, count: number, value: number): void {
  while (count > 0 && sorted[count - 1] > value) {
    sorted[count] = sorted[count - 1];
    count--;
  }
  sorted[count] = value;
}

class Picture {
  private readonly sorted = new Uint8Array(NEIGHBOURS);

  constructor(private readonly width: number, private readonly height: number, public pixels: Uint8Array) {}

  private median(x: number, y: number): number {
    const left = clamp(x - 1, this.width - 1), right = clamp(x + 1, this.width - 1);
    let count = 0;
    for (let down = -1; down <= 1; down++) {
      const row = clamp(y + down, this.height - 1) * this.width;
      insert(this.sorted, count++, this.pixels[row + left]);
      insert(this.sorted, count++, this.pixels[row + x]);
      insert(this.sorted, count++, this.pixels[row + right]);
    }
    return this.sorted[NEIGHBOURS >> 1];
  }

  smooth(): void {
    const next = new Uint8Array(this.pixels.length);
    for (let y = 0; y < this.height; y++) {
      for (let x = 0; x < this.width; x++) next[y * this.width + x] = this.median(x, y);
    }
    this.pixels = next;
  }
}

function writeAll(bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
}

const input = fs.readFileSync(0);
if (input.length < HEADER_BYTES) process.exit(1);
const width = input.readInt32LE(0), height = input.readInt32LE(4), times = input.readInt32LE(8);
if (width < 1 || width > MAX_SIDE || height < 1 || height > MAX_SIDE) process.exit(1);
if (times < 0 || times > MAX_TIMES || input.length < HEADER_BYTES + width * height) process.exit(1);
const picture = new Picture(width, height, input.subarray(HEADER_BYTES, HEADER_BYTES + width * height));
for (let i = 0; i < times; i++) picture.smooth();
writeAll(picture.pixels);
