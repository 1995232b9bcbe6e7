// Why it is fast: the nearest centre c of x has the least |c|^2 - 2 x c, which is computed in 32-bit integers
// and typed arrays, four centres at a time. Sums of clusters are kept, and changed only by points that go to
// another cluster. When no point does, nothing changes any more, and the program ends.
import * as fs from "node:fs";

const HEADER_BYTES = 16;
const MOST = [1_000_000, 128, 256, 1000]; // points, coordinates, clusters and rounds
const TOGETHER = 4; // centres
const { imul } = Math;

class Clustering {
  readonly clusters: Int32Array;
  readonly centres: Int32Array;
  private readonly sums: Int32Array;
  private readonly members: Int32Array;
  private readonly factors: Int32Array; // -2 c of four centres for each group and coordinate
  private readonly squares: Int32Array; // |c|^2

  constructor(
    private readonly points: Int16Array,
    private readonly n: number,
    private readonly d: number,
    private readonly k: number,
  ) {
    const groups = Math.ceil(k / TOGETHER);
    this.clusters = new Int32Array(n).fill(-1);
    this.centres = new Int32Array(k * d);
    this.sums = new Int32Array(k * d);
    this.members = new Int32Array(k);
    this.factors = new Int32Array(groups * d * TOGETHER);
    this.squares = new Int32Array(groups * TOGETHER).fill(2 ** 31 - 1); // stays where there is no centre
    for (let i = 0; i < k; i++) {
      for (let j = 0; j < d; j++) this.centres[i * d + j] = points[(i % n) * d + j];
      this.spreadCentre(i);
    }
  }

  private spreadCentre(cluster: number): void {
    const { d } = this;
    const lane = cluster % TOGETHER, start = (cluster - lane) * d + lane;
    let square = 0;
    for (let i = 0; i < d; i++) {
      const c = this.centres[cluster * d + i];
      square += c * c;
      this.factors[start + TOGETHER * i] = -2 * c;
    }
    this.squares[cluster] = square;
  }

  private addPoint(point: number, cluster: number, sign: number): void {
    const { d } = this;
    for (let i = 0; i < d; i++) this.sums[cluster * d + i] += sign * this.points[point * d + i];
    this.members[cluster] += sign;
  }

  private nearest(start: number): number {
    const { points, factors, squares, d } = this;
    let best = 0, least = 2 ** 31 - 1;
    for (let first = 0, at = 0; first < squares.length; first += TOGETHER) {
      let p = squares[first], q = squares[first + 1], r = squares[first + 2], s = squares[first + 3];
      for (let i = start; i < start + d; i++, at += TOGETHER) {
        const x = points[i];
        p = (p + imul(x, factors[at])) | 0;
        q = (q + imul(x, factors[at + 1])) | 0;
        r = (r + imul(x, factors[at + 2])) | 0;
        s = (s + imul(x, factors[at + 3])) | 0;
      }
      if (p < least) (least = p), (best = first);
      if (q < least) (least = q), (best = first + 1);
      if (r < least) (least = r), (best = first + 2);
      if (s < least) (least = s), (best = first + 3);
    }
    return best;
  }

  assignPoints(): boolean {
    let changed = false;
    for (let i = 0; i < this.n; i++) {
      const old = this.clusters[i], found = this.nearest(i * this.d);
      if (found === old) continue;
      if (old >= 0) this.addPoint(i, old, -1);
      this.addPoint(i, found, 1);
      this.clusters[i] = found;
      changed = true;
    }
    return changed;
  }

  moveCentres(): void {
    const { d } = this;
    for (let i = 0; i < this.k; i++) {
      if (this.members[i] === 0) continue;
      for (let j = i * d; j < (i + 1) * d; j++) this.centres[j] = Math.floor(this.sums[j] / this.members[i]);
      this.spreadCentre(i);
    }
  }
}

function writeAll(numbers: Int32Array): void {
  const bytes = new Uint8Array(numbers.buffer);
  for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
}

const input = fs.readFileSync(0);
if (input.length < HEADER_BYTES) process.exit(1);
const header = MOST.map((_, i) => input.readInt32LE(4 * i));
if (header.some((number, i) => number < 1 || number > MOST[i])) process.exit(1);
const [n, d, k, rounds] = header;
const end = HEADER_BYTES + 2 * n * d;
if (input.length < end) process.exit(1);
const points = new Int16Array(new Uint8Array(input.subarray(HEADER_BYTES, end)).buffer);
const clustering = new Clustering(points, n, d, k);
for (let left = rounds; left > 0 && clustering.assignPoints(); left--) clustering.moveCentres();
writeAll(clustering.clusters);
writeAll(clustering.centres);
