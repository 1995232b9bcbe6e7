// Why it is fast: the rows are cut into bands, and each band has a list of the edges that reach into it. A
// point meets only the edges of its band. Coordinates lie in typed arrays; there are no objects.
import * as fs from "node:fs";

const MAX_VERTICES = 200_000;
const MAX_POINTS = 500_000;
const ENTRIES_PER_EDGE = 12;
const HEADER_BYTES = 8;
const POINT_BYTES = 8;
const ENTRY = 4; // numbers: x and y of the lower end, x and y of the upper

/** A row ax, ay, bx, by each; a is not above b. */
function edgesOf(polygon: Int32Array): Int32Array {
  const edges = new Int32Array(2 * polygon.length);
  let a = polygon.length - 2;
  for (let b = 0; b < polygon.length; a = b, b += 2) {
    const [low, high] = polygon[a + 1] <= polygon[b + 1] ? [a, b] : [b, a];
    edges[2 * b] = polygon[low];
    edges[2 * b + 1] = polygon[low + 1];
    edges[2 * b + 2] = polygon[high];
    edges[2 * b + 3] = polygon[high + 1];
  }
  return edges;
}

class Bands {
  private lowest = Infinity;
  private highest = -Infinity;
  private shift = 0;
  private readonly starts: Int32Array; // of each band's entries, and the end of the last
  private readonly entries: Int32Array;

  constructor(edges: Int32Array) {
    this.choose(edges);
    const count = this.bandOf(this.highest) + 1;
    const starts = new Int32Array(count + 2);
    for (let at = 0; at < edges.length; at += ENTRY) {
      const last = this.bandOf(edges[at + 3]);
      for (let band = this.bandOf(edges[at + 1]); band <= last; band++) starts[band + 2] += ENTRY;
    }
    for (let band = 2; band < count + 2; band++) starts[band] += starts[band - 1];
    const entries = new Int32Array(starts[count + 1]);
    for (let at = 0; at < edges.length; at += ENTRY) {
      const last = this.bandOf(edges[at + 3]);
      for (let band = this.bandOf(edges[at + 1]); band <= last; band++) {
        for (let i = 0; i < ENTRY; i++) entries[starts[band + 1]++] = edges[at + i];
      }
    }
    this.starts = starts;
    this.entries = entries;
  }

  private choose(edges: Int32Array): void {
    const count = edges.length / ENTRY;
    let heights = 0;
    for (let at = 0; at < edges.length; at += ENTRY) {
      this.lowest = Math.min(this.lowest, edges[at + 1]);
      this.highest = Math.max(this.highest, edges[at + 3]);
      heights += edges[at + 3] - edges[at + 1];
    }
    const span = this.highest - this.lowest;
    while (heights / 2 ** this.shift > ENTRIES_PER_EDGE * count || span >> this.shift > 2 * count) {
      this.shift++;
    }
  }

  private bandOf(y: number): number {
    return (y - this.lowest) >> this.shift;
  }

  placeOf(x: number, y: number): number {
    if (y < this.lowest || y > this.highest) return 0;
    const { entries } = this;
    const band = this.bandOf(y), end = this.starts[band + 1];
    let crossings = 0;
    for (let at = this.starts[band]; at < end; at += ENTRY) {
      const ax = entries[at], ay = entries[at + 1], bx = entries[at + 2], by = entries[at + 3];
      if (ay > y || by < y) continue;
      const side = (bx - ax) * (y - ay) - (by - ay) * (x - ax);
      if (side > 0) crossings += by > y ? 1 : 0;
      else if (side === 0 && Math.min(ax, bx) <= x && x <= Math.max(ax, bx)) return 2;
    }
    return crossings & 1;
  }
}

function numbersAt(input: Buffer, start: number, end: number): Int32Array {
  return new Int32Array(new Uint8Array(input.subarray(start, end)).buffer);
}

function writeAll(bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
}

const input = fs.readFileSync(0);
if (input.length < HEADER_BYTES) process.exit(1);
const vertices = input.readInt32LE(0), count = input.readInt32LE(4);
if (vertices < 3 || vertices > MAX_VERTICES || count < 0 || count > MAX_POINTS) process.exit(1);
const middle = HEADER_BYTES + vertices * POINT_BYTES, end = middle + count * POINT_BYTES;
if (input.length < end) process.exit(1);
const bands = new Bands(edgesOf(numbersAt(input, HEADER_BYTES, middle)));
const points = numbersAt(input, middle, end);
const places = new Uint8Array(count);
for (let i = 0; i < count; i++) places[i] = bands.placeOf(points[2 * i], points[2 * i + 1]);
writeAll(places);
