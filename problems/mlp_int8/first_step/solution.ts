// A neural network of three layers in int8: samples go through it one after the other, two numbers at a time.
import * as fs from "node:fs";

const LAYERS = 3;
const MAX_LENGTH = 1024;
const MAX_SAMPLES = 100_000;
const MAX_SHIFT = 24;
const MOST = 127;

interface Layer {
  shift: number;
  weights: Int8Array[]; // a row for each number that is made
  biases: number[];
}

class Reader {
  private position = 0;

  constructor(private readonly input: Buffer) {}

  int(least: number, most: number): number {
    const start = this.take(4), value = this.input.readInt32LE(start);
    if (value < least || value > most) process.exit(1);
    return value;
  }

  row(length: number): Int8Array {
    const start = this.take(length);
    return new Int8Array(this.input.subarray(start, start + length));
  }

  private take(bytes: number): number {
    const start = this.position;
    this.position += bytes;
    if (this.position > this.input.length) process.exit(1);
    return start;
  }
}

function readLayer(reader: Reader, given: number, made: number): Layer {
  const layer: Layer = { shift: reader.int(0, MAX_SHIFT), weights: [], biases: [] };
  for (let o = 0; o < made; o++) layer.weights.push(reader.row(given));
  for (let o = 0; o < made; o++) layer.biases.push(reader.int(-Infinity, Infinity));
  return layer;
}

function apply(layer: Layer, given: Int8Array): Int8Array {
  const made = new Int8Array(layer.biases.length);
  let first = 0;
  for (; first + 2 <= made.length; first += 2) {
    const weights = layer.weights[first], others = layer.weights[first + 1];
    let sum = layer.biases[first], other = layer.biases[first + 1];
    for (let i = 0; i < given.length; i++) {
      const number = given[i];
      sum += weights[i] * number;
      other += others[i] * number;
    }
    made[first] = Math.min(Math.max(sum >> layer.shift, 0), MOST);
    made[first + 1] = Math.min(Math.max(other >> layer.shift, 0), MOST);
  }
  for (let o = first; o < made.length; o++) {
    const weights = layer.weights[o];
    let sum = layer.biases[o];
    for (let i = 0; i < given.length; i++) sum += weights[i] * given[i];
    made[o] = Math.min(Math.max(sum >> layer.shift, 0), MOST);
  }
  return made;
}

function writeAll(bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
}

const reader = new Reader(fs.readFileSync(0));
const lengths: number[] = [];
for (let i = 0; i <= LAYERS; i++) lengths.push(reader.int(1, MAX_LENGTH));
const samples = reader.int(0, MAX_SAMPLES);
const layers: Layer[] = [];
for (let i = 0; i < LAYERS; i++) layers.push(readLayer(reader, lengths[i], lengths[i + 1]));
const output = new Int8Array(samples * lengths[LAYERS]);
for (let sample = 0; sample < samples; sample++) {
  let numbers = reader.row(lengths[0]);
  for (const layer of layers) numbers = apply(layer, numbers);
  output.set(numbers, sample * numbers.length);
}
writeAll(new Uint8Array(output.buffer));
