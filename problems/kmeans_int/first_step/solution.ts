// K-means with integers: each distance of point and centre is computed once; centres move to the means.
import * as fs from "node:fs";

const HEADER_BYTES = 16;
const MOST = [1_000_000, 128, 256, 1000]; // points, coordinates, clusters and rounds

function distance(point: number[], centre: number[]): number {
  let sum = 0;
  for (let i = 0; i < point.length; i++) {
    const difference = point[i] - centre[i];
    sum += difference * difference;
  }
  return sum;
}

function assignPoints(points: number[][], centres: number[][], clusters: number[]): void {
  for (let i = 0; i < points.length; i++) {
    let best = 0, least = Infinity;
    for (let j = 0; j < centres.length; j++) {
      const now = distance(points[i], centres[j]);
      if (now < least) {
        least = now;
        best = j;
      }
    }
    clusters[i] = best;
  }
}

function moveCentre(cluster: number, points: number[][], clusters: number[], centre: number[]): void {
  const sums: number[] = new Array(centre.length).fill(0);
  let members = 0;
  for (let i = 0; i < points.length; i++) {
    if (clusters[i] !== cluster) continue;
    members++;
    for (let j = 0; j < sums.length; j++) sums[j] += points[i][j];
  }
  for (let j = 0; members > 0 && j < sums.length; j++) centre[j] = Math.floor(sums[j] / members);
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
if (input.length < HEADER_BYTES + 2 * n * d) process.exit(1);
const points: number[][] = [];
for (let i = 0; i < n; i++) {
  const point: number[] = [];
  for (let j = 0; j < d; j++) point.push(input.readInt16LE(HEADER_BYTES + 2 * (i * d + j)));
  points.push(point);
}
const centres: number[][] = [];
for (let i = 0; i < k; i++) centres.push([...points[i % n]]);
const clusters: number[] = new Array(n).fill(0);
for (let round = 0; round < rounds; round++) {
  assignPoints(points, centres, clusters);
  for (let i = 0; i < k; i++) moveCentre(i, points, clusters, centres[i]);
}
writeAll(Int32Array.from(clusters.concat(...centres)));
