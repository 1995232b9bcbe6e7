// Why it is fast: factors are computed once; transforms are in place, without allocations, and take two
// levels in one pass. Outputs stay in the order in which the passes leave them; the greatest powers are kept
// in that order, and sorted into the right one once, at the end.
import * as fs from "node:fs";

const MAX_K = 15;
const MAX_HOP = 32768;
const MAX_WINDOWS = 4000;
const HEADER_BYTES = 12;
const SAMPLE_BYTES = 8;

/** Makes blocks of a quarter of the length; three pairs of factors for each column. */
function takeStep(re: Float64Array, im: Float64Array, length: number, factors: Float64Array): void {
  const columns = length >> 2;
  for (let j = 0; j < columns; j++) {
    const c1 = factors[6 * j], s1 = factors[6 * j + 1];
    const c2 = factors[6 * j + 2], s2 = factors[6 * j + 3];
    const c3 = factors[6 * j + 4], s3 = factors[6 * j + 5];
    for (let a = j; a < re.length; a += length) {
      const b = a + columns, c = b + columns, d = c + columns;
      const aRe = re[a], bRe = re[b], cRe = re[c], dRe = re[d];
      const aIm = im[a], bIm = im[b], cIm = im[c], dIm = im[d];
      const sRe = aRe + cRe, uRe = aRe - cRe, tRe = bRe + dRe, vRe = bRe - dRe;
      const sIm = aIm + cIm, uIm = aIm - cIm, tIm = bIm + dIm, vIm = bIm - dIm;
      re[a] = sRe + tRe;
      im[a] = sIm + tIm;
      const x1 = uRe + vIm, y1 = uIm - vRe;
      re[b] = x1 * c1 - y1 * s1;
      im[b] = x1 * s1 + y1 * c1;
      const x2 = sRe - tRe, y2 = sIm - tIm;
      re[c] = x2 * c2 - y2 * s2;
      im[c] = x2 * s2 + y2 * c2;
      const x3 = uRe - vIm, y3 = uIm + vRe;
      re[d] = x3 * c3 - y3 * s3;
      im[d] = x3 * s3 + y3 * c3;
    }
  }
}

/** Makes two blocks of one; a pair of factors for each column. */
function halve(re: Float64Array, im: Float64Array, factors: Float64Array): void {
  const half = re.length / 2;
  for (let j = 0; j < half; j++) {
    const cos = factors[2 * j], sin = factors[2 * j + 1];
    const x = re[j] - re[j + half], y = im[j] - im[j + half];
    re[j] += re[j + half];
    im[j] += im[j + half];
    re[j + half] = x * cos - y * sin;
    im[j + half] = x * sin + y * cos;
  }
}

/** exp(-2 pi i q j / length) for each column j and each q from 1 to radix - 1. */
function factorsOf(length: number, radix: number): Float64Array {
  const factors = new Float64Array((length / radix) * (radix - 1) * 2);
  for (let j = 0, at = 0; j < length / radix; j++) {
    for (let q = 1; q < radix; q++, at += 2) {
      const angle = (-2 * Math.PI * j * q) / length;
      factors[at] = Math.cos(angle);
      factors[at + 1] = Math.sin(angle);
    }
  }
  return factors;
}

/** Which frequency the value at a place belongs to. */
function frequencyAt(place: number, n: number, odd: boolean): number {
  let frequency = 0, unit = 1, radix = odd ? 2 : 4;
  for (let length = n; length > 1; radix = 4) {
    length /= radix;
    frequency += unit * Math.floor(place / length);
    place %= length;
    unit *= radix;
  }
  return frequency;
}

function copyWindow(signal: Float32Array, start: number, re: Float64Array, im: Float64Array): void {
  for (let i = 0, at = 2 * start; i < re.length; i++, at += 2) {
    re[i] = signal[at];
    im[i] = signal[at + 1];
  }
}

function takePower(re: Float64Array, im: Float64Array, power: Float64Array): void {
  for (let i = 0; i < re.length; i++) power[i] = Math.max(power[i], re[i] * re[i] + im[i] * im[i]);
}

function writeAll(data: ArrayBufferView): void {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
}

const input = fs.readFileSync(0);
if (input.length < HEADER_BYTES) process.exit(1);
const k = input.readInt32LE(0), hop = input.readInt32LE(4), windows = input.readInt32LE(8);
if (k < 0 || k > MAX_K || hop < 1 || hop > MAX_HOP || windows < 1 || windows > MAX_WINDOWS) process.exit(1);
const n = 2 ** k, odd = k % 2 === 1;
const end = HEADER_BYTES + ((windows - 1) * hop + n) * SAMPLE_BYTES;
if (input.length < end) process.exit(1);
const signal = new Float32Array(new Uint8Array(input.subarray(HEADER_BYTES, end)).buffer);
const first = odd ? factorsOf(n, 2) : new Float64Array(0);
const steps: [number, Float64Array][] = [];
for (let length = odd ? n / 2 : n; length > 1; length /= 4) steps.push([length, factorsOf(length, 4)]);
const power = new Float64Array(n);
const re = new Float64Array(n), im = new Float64Array(n);
for (let w = 0; w < windows; w++) {
  copyWindow(signal, w * hop, re, im);
  if (odd) halve(re, im, first);
  for (const [length, factors] of steps) takeStep(re, im, length, factors);
  takePower(re, im, power);
}
const peaks = new Float32Array(n);
for (let i = 0; i < n; i++) peaks[frequencyAt(i, n, odd)] = power[i] / n;
writeAll(peaks);
