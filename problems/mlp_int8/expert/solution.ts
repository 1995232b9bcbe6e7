// Why it is fast: eight samples go through a layer together and share what is loaded of its weights. A
// float64 holds the numbers of two samples, one 2^26 times the other, so that one multiplication does both:
// sums are below 2^24 in magnitude, and all of it below 2^53, where float64 is exact.
import * as fs from "node:fs";

const LAYERS = 3;
const MAX_LENGTH = 1024;
const MAX_SAMPLES = 100_000;
const MAX_SHIFT = 24;
const MOST = 127;
const TOGETHER = 8; // samples
const PAIRS = TOGETHER / 2;
const UPPER = 2 ** 26;

interface Layer {
  given: number;
  shift: number;
  weights: Float64Array; // rows
  biases: Int32Array;
}

class Reader {
  private position = 0;

  constructor(private readonly input: Buffer) {}

  int(least: number, most: number): number {
    const value = this.input.readInt32LE(this.take(4));
    if (value < least || value > most) process.exit(1);
    return value;
  }

  /** Where so many bytes begin. */
  take(bytes: number): number {
    const start = this.position;
    this.position += bytes;
    if (this.position > this.input.length) process.exit(1);
    return start;
  }
}

function readLayer(reader: Reader, input: Buffer, given: number, made: number): Layer {
  const shift = reader.int(0, MAX_SHIFT);
  const start = reader.take(given * made);
  const weights = Float64Array.from(new Int8Array(input.buffer, input.byteOffset + start, given * made));
  const biases = new Int32Array(made);
  for (let o = 0; o < made; o++) biases[o] = reader.int(-Infinity, Infinity);
  return { given, shift, weights, biases };
}

function clamped(sum: number, shift: number): number {
  const value = sum >> shift;
  return value < 0 ? 0 : value > MOST ? MOST : value;
}

function pairOf(sums: number, bias: number, shift: number): number {
  const upper = Math.round(sums / UPPER);
  return clamped(sums - upper * UPPER + bias, shift) + clamped(upper + bias, shift) * UPPER;
}

function apply(layer: Layer, numbers: Float64Array, made: Float64Array): void {
  const { given, shift, weights, biases } = layer;
  for (let o = 0, w = 0; o < biases.length; o++) {
    let a = 0, b = 0, c = 0, d = 0;
    for (let at = 0; at < given * PAIRS; at += PAIRS, w++) {
      const weight = weights[w];
      a += weight * numbers[at];
      b += weight * numbers[at + 1];
      c += weight * numbers[at + 2];
      d += weight * numbers[at + 3];
    }
    const bias = biases[o];
    made[PAIRS * o] = pairOf(a, bias, shift);
    made[PAIRS * o + 1] = pairOf(b, bias, shift);
    made[PAIRS * o + 2] = pairOf(c, bias, shift);
    made[PAIRS * o + 3] = pairOf(d, bias, shift);
  }
}

function spread(input: Buffer, start: number, count: number, length: number, to: Float64Array): void {
  to.fill(0);
  for (let s = 0; s < count; s++) {
    const factor = s < PAIRS ? 1 : UPPER, pair = s % PAIRS;
    for (let i = 0; i < length; i++) to[PAIRS * i + pair] += input[start + s * length + i] * factor;
  }
}

function gather(from: Float64Array, count: number, length: number, output: Uint8Array, start: number): void {
  for (let s = 0; s < count; s++) {
    const pair = s % PAIRS;
    for (let i = 0; i < length; i++) {
      const both = from[PAIRS * i + pair], upper = Math.floor(both / UPPER);
      output[start + s * length + i] = s < PAIRS ? both - upper * UPPER : upper;
    }
  }
}

function writeAll(bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
}

const input = fs.readFileSync(0);
const reader = new Reader(input);
const lengths: number[] = [];
for (let i = 0; i <= LAYERS; i++) lengths.push(reader.int(1, MAX_LENGTH));
const samples = reader.int(0, MAX_SAMPLES);
const layers: Layer[] = [];
for (let i = 0; i < LAYERS; i++) layers.push(readLayer(reader, input, lengths[i], lengths[i + 1]));
const numbers = lengths.map((length) => new Float64Array(PAIRS * length));
const output = new Uint8Array(samples * lengths[LAYERS]);
for (let first = 0; first < samples; first += TOGETHER) {
  const count = Math.min(TOGETHER, samples - first);
  spread(input, reader.take(count * lengths[0]), count, lengths[0], numbers[0]);
  layers.forEach((layer, i) => apply(layer, numbers[i], numbers[i + 1]));
  gather(numbers[LAYERS], count, lengths[LAYERS], output, first * lengths[LAYERS]);
}
writeAll(output);
