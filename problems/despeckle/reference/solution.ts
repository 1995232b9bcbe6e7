// Despeckle: the nine pixels around each pixel are sorted by insertion, and the middle one is taken.
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

  private at(x: number, y: number): number {
    return this.pixels[clamp(y, this.height - 1) * this.width + clamp(x, this.width - 1)];
  }

  private median(x: number, y: number): number {
    let count = 0;
    for (let down = -1; down <= 1; down++) {
      for (let right = -1; right <= 1; right++) insert(this.sorted, count++, this.at(x + right, y + down));
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
