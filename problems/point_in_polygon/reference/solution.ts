// Where points lie: every edge of the polygon is tested for every point.
import * as fs from "node:fs";

const MAX_VERTICES = 200_000;
const MAX_POINTS = 500_000;
const HEADER_BYTES = 8;
const POINT_BYTES = 8;
const OUTSIDE = 0, INSIDE = 1, BORDER = 2;

interface Point {
  x: number;
  y: number;
}

function pointAt(input: Buffer, offset: number): Point {
  return { x: input.readInt32LE(offset), y: input.readInt32LE(offset + 4) };
}

/** Positive when c lies to the left of the way from a to b, 0 when all three lie on a line. */
function turn(a: Point, b: Point, c: Point): number {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

function between(value: number, a: number, b: number): boolean {
  return a < b ? a <= value && value <= b : b <= value && value <= a;
}

function placeOf(point: Point, polygon: Point[]): number {
  let place = OUTSIDE;
  let a = polygon[polygon.length - 1];
  for (const b of polygon) {
    const side = turn(a, b, point);
    if (side === 0 && between(point.x, a.x, b.x) && between(point.y, a.y, b.y)) return BORDER;
    if (a.y > point.y !== b.y > point.y && side > 0 === b.y > a.y) {
      place = place === INSIDE ? OUTSIDE : INSIDE;
    }
    a = b;
  }
  return place;
}

function writeAll(bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
}

const input = fs.readFileSync(0);
if (input.length < HEADER_BYTES) process.exit(1);
const vertices = input.readInt32LE(0), points = input.readInt32LE(4);
if (vertices < 3 || vertices > MAX_VERTICES || points < 0 || points > MAX_POINTS) process.exit(1);
if (input.length < HEADER_BYTES + (vertices + points) * POINT_BYTES) process.exit(1);
const polygon: Point[] = [];
for (let i = 0; i < vertices; i++) polygon.push(pointAt(input, HEADER_BYTES + i * POINT_BYTES));
const first = HEADER_BYTES + vertices * POINT_BYTES;
const places = new Uint8Array(points);
for (let i = 0; i < points; i++) places[i] = placeOf(pointAt(input, first + i * POINT_BYTES), polygon);
writeAll(places);
