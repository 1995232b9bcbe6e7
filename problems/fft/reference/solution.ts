// The peak power spectrum of a signal's windows, each transformed recursively, even and odd samples apart.
import * as fs from "node:fs";

const MAX_K = 15;
const MAX_HOP = 32768;
const MAX_WINDOWS = 4000;
const HEADER_BYTES = 12;
const SAMPLE_BYTES = 8;

function transform(re: Float64Array, im: Float64Array): void {
  const n = re.length, half = n / 2;
  if (n === 1) return;
  const evenRe = new Float64Array(half), evenIm = new Float64Array(half);
  const oddRe = new Float64Array(half), oddIm = new Float64Array(half);
  for (let i = 0; i < half; i++) {
    evenRe[i] = re[2 * i];
    evenIm[i] = im[2 * i];
    oddRe[i] = re[2 * i + 1];
    oddIm[i] = im[2 * i + 1];
  }
  transform(evenRe, evenIm);
  transform(oddRe, oddIm);
  for (let i = 0; i < half; i++) {
    const angle = (-2 * Math.PI * i) / n;
    const cos = Math.cos(angle), sin = Math.sin(angle);
    const turnedRe = oddRe[i] * cos - oddIm[i] * sin, turnedIm = oddRe[i] * sin + oddIm[i] * cos;
    re[i] = evenRe[i] + turnedRe;
    im[i] = evenIm[i] + turnedIm;
    re[i + half] = evenRe[i] - turnedRe;
    im[i + half] = evenIm[i] - turnedIm;
  }
}

/** Takes in a window, given as pairs of real and imaginary parts. */
function takeWindow(window: Float32Array, power: Float64Array): void {
  const re = new Float64Array(power.length), im = new Float64Array(power.length);
  for (let i = 0; i < power.length; i++) {
    re[i] = window[2 * i];
    im[i] = window[2 * i + 1];
  }
  transform(re, im);
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
