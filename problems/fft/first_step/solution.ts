// The peak power spectrum of windows of a signal: each is transformed recursively, even and odd samples
// apart, without copies of them.
import * as fs from "node:fs";

const MAX_K = 15;
const MAX_HOP = 32768;
const MAX_WINDOWS = 4000;
const HEADER_BYTES = 12;
const SAMPLE_BYTES = 8;

/** Of n samples, the first at `from` and each `stride` after the one before; to n places from `to`. */
function transform(
  n: number, window: Float32Array, from: number, stride: number,
  re: Float64Array, im: Float64Array, to: number,
): void {
  if (n === 1) {
    re[to] = window[2 * from];
    im[to] = window[2 * from + 1];
    return;
  }
  const half = n / 2;
  transform(half, window, from, 2 * stride, re, im, to);
  transform(half, window, from + stride, 2 * stride, re, im, to + half);
  for (let even = to; even < to + half; even++) {
    const angle = (-2 * Math.PI * (even - to)) / n, odd = even + half;
    const cos = Math.cos(angle), sin = Math.sin(angle);
    const turnedRe = re[odd] * cos - im[odd] * sin, turnedIm = re[odd] * sin + im[odd] * cos;
    const evenRe = re[even], evenIm = im[even];
    re[even] = evenRe + turnedRe;
    im[even] = evenIm + turnedIm;
    re[odd] = evenRe - turnedRe;
    im[odd] = evenIm - turnedIm;
  }
}

/** Takes in a window, given as pairs of real and imaginary parts. */
function takeWindow(window: Float32Array, power: Float64Array): void {
  const re = new Float64Array(power.length), im = new Float64Array(power.length);
  transform(power.length, window, 0, 1, re, im, 0);
  for (let i = 0; i < power.length; i++) power[i] = Math.max(power[i], re[i] * re[i] + im[i] * im[i]);
}

function writeAll(data: ArrayBufferView): void {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
}

const input = fs.readFileSync(0);
if (input.length < HEADER_BYTES) process.exit(1);
const k = input.readInt32LE(0), hop = input.readInt32LE(4), windows = input.readInt32LE(8);
if (k < 0 || k > MAX_K || hop < 1 || hop > MAX_HOP || windows < 1 || windows > MAX_WINDOWS) process.exit(1);
const n = 2 ** k;
const end = HEADER_BYTES + ((windows - 1) * hop + n) * SAMPLE_BYTES;
if (input.length < end) process.exit(1);
const signal = new Float32Array(new Uint8Array(input.subarray(HEADER_BYTES, end)).buffer);
const power = new Float64Array(n);
for (let w = 0; w < windows; w++) takeWindow(signal.subarray(2 * w * hop, 2 * (w * hop + n)), power);
writeAll(new Float32Array(power.map((most) => most / n)));
