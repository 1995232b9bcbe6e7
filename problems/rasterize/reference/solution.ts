// Triangles with depth: every pixel of the box around a triangle is tested, and its depth is interpolated.
import * as fs from "node:fs";

const MAX_SIDE = 1024;
const MAX_TRIANGLES = 32767;
const HEADER_BYTES = 12;
const CORNER_BYTES = 12;

interface Corner {
  x: number;
  y: number;
  z: number;
}

function cornerAt(input: Buffer, offset: number): Corner {
  return { x: input.readInt32LE(offset), y: input.readInt32LE(offset + 4), z: input.readInt32LE(offset + 8) };
}

function side(a: Corner, b: Corner, x: number, y: number): number {
  return (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x);
}

class Picture {
  readonly fronts: Int16Array;
  private readonly depths: Int32Array;

  constructor(private readonly width: number, private readonly height: number) {
    this.fronts = new Int16Array(width * height).fill(-1);
    this.depths = new Int32Array(width * height).fill(2 ** 31 - 1);
  }

  draw(a: Corner, b: Corner, c: Corner, triangle: number): void {
    let area = side(a, b, c.x, c.y);
    if (area === 0) return;
    if (area < 0) {
      [b, c] = [c, b];
      area = -area;
    }
    const left = Math.max(0, Math.min(a.x, b.x, c.x));
    const right = Math.min(this.width - 1, Math.max(a.x, b.x, c.x));
    const top = Math.max(0, Math.min(a.y, b.y, c.y));
    const bottom = Math.min(this.height - 1, Math.max(a.y, b.y, c.y));
    for (let y = top; y <= bottom; y++) {
      for (let x = left; x <= right; x++) {
        const p = side(b, c, x, y), q = side(c, a, x, y), r = side(a, b, x, y);
        if (p < 0 || q < 0 || r < 0) continue;
        const depth = Math.floor((p * a.z + q * b.z + r * c.z) / area); // exact: the sum is below 2^41
        const pixel = y * this.width + x;
        if (depth < this.depths[pixel]) {
          this.depths[pixel] = depth;
          this.fronts[pixel] = triangle;
        }
      }
    }
  }
}

function writeAll(data: ArrayBufferView): void {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
}

const input = fs.readFileSync(0);
if (input.length < HEADER_BYTES) process.exit(1);
const width = input.readInt32LE(0), height = input.readInt32LE(4), triangles = input.readInt32LE(8);
if (width < 1 || width > MAX_SIDE || height < 1 || height > MAX_SIDE) process.exit(1);
if (triangles < 0 || triangles > MAX_TRIANGLES) process.exit(1);
if (input.length < HEADER_BYTES + 3 * triangles * CORNER_BYTES) process.exit(1);
const picture = new Picture(width, height);
for (let i = 0; i < triangles; i++) {
  const [a, b, c] = [0, 1, 2].map((corner) =>
    cornerAt(input, HEADER_BYTES + (3 * i + corner) * CORNER_BYTES)
  );
  picture.draw(a, b, c, i);
}
writeAll(picture.fronts);
