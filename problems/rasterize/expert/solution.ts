// Why it is fast: where a triangle begins and ends in a row is computed, so that only pixels that it covers
// are visited. Instead of a division, a sum is multiplied by a reciprocal. One half is added to the sum
// before, so that no product is so near a whole number that rounding could change the result. Depth and
// number make one key, and the least key is in front.
import * as fs from "node:fs";

const MAX_SIDE = 1024;
const MAX_TRIANGLES = 32767;
const NUMBER_BITS = 15;
const HEADER_BYTES = 12;
const NUMBERS = 9; // of a triangle
const NO_KEY = 2 ** 31 - 1; // ends in a number that no triangle has

function side(ax: number, ay: number, bx: number, by: number, x: number, y: number): number {
  return (bx - ax) * (y - ay) - (by - ay) * (x - ax);
}

/** The least x, from left on, with value + step * x at least 0. */
function begin(value: number, step: number, left: number): number {
  return step > 0 && value < 0 ? Math.max(left, 1 + (((-value - 0.5) / step) | 0)) : left;
}

/** The greatest x, up to right, with value + step * x at least 0. */
function end(value: number, step: number, right: number): number {
  if (step > 0 || (step === 0 && value >= 0)) return right;
  return value < 0 ? -1 : Math.min(right, ((value + 0.5) / -step) | 0);
}

class Picture {
  readonly keys: Int32Array;

  constructor(private readonly width: number, private readonly height: number) {
    this.keys = new Int32Array(width * height).fill(NO_KEY);
  }

  private fill(
    first: number, count: number, sum: number, step: number, reciprocal: number, number: number,
  ): void {
    const { keys } = this;
    for (let pixel = first; pixel < first + count; pixel++, sum += step) {
      const key = (((sum * reciprocal) | 0) << NUMBER_BITS) | number;
      if (key < keys[pixel]) keys[pixel] = key;
    }
  }

  draw(corners: Int32Array, at: number, number: number): void {
    const ax = corners[at], ay = corners[at + 1], az = corners[at + 2];
    let bx = corners[at + 3], by = corners[at + 4], bz = corners[at + 5];
    let cx = corners[at + 6], cy = corners[at + 7], cz = corners[at + 8];
    let area = side(ax, ay, bx, by, cx, cy);
    if (area === 0) return;
    if (area < 0) {
      [bx, by, bz, cx, cy, cz] = [cx, cy, cz, bx, by, bz];
      area = -area;
    }
    const left = Math.max(0, Math.min(ax, bx, cx)), right = Math.min(this.width - 1, Math.max(ax, bx, cx));
    const top = Math.max(0, Math.min(ay, by, cy)), bottom = Math.min(this.height - 1, Math.max(ay, by, cy));
    let p = side(bx, by, cx, cy, 0, top), q = side(cx, cy, ax, ay, 0, top), r = side(ax, ay, bx, by, 0, top);
    const stepP = by - cy, stepQ = cy - ay, stepR = ay - by;
    const step = stepP * az + stepQ * bz + stepR * cz, reciprocal = 1 / area;
    for (let y = top; y <= bottom; y++, p += cx - bx, q += ax - cx, r += bx - ax) {
      const from = begin(r, stepR, begin(q, stepQ, begin(p, stepP, left)));
      const to = end(r, stepR, end(q, stepQ, end(p, stepP, right)));
      if (from > to) continue;
      const sum = p * az + q * bz + r * cz + step * from + 0.5;
      this.fill(y * this.width + from, to - from + 1, sum, step, reciprocal, number);
    }
  }

  fronts(): Int16Array {
    const fronts = new Int16Array(this.keys.length);
    for (let i = 0; i < fronts.length; i++) {
      fronts[i] = this.keys[i] === NO_KEY ? -1 : this.keys[i] & MAX_TRIANGLES;
    }
    return fronts;
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
const last = HEADER_BYTES + 4 * NUMBERS * triangles;
if (input.length < last) process.exit(1);
const corners = new Int32Array(new Uint8Array(input.subarray(HEADER_BYTES, last)).buffer);
const picture = new Picture(width, height);
for (let i = 0; i < triangles; i++) picture.draw(corners, NUMBERS * i, i);
writeAll(picture.fronts());
