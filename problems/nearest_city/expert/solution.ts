// Why it is fast: of two cities, the nearer one has the larger scalar product with the place, as unit
// vectors. So sines and cosines are needed once for each city and place, and a pair costs three
// multiplications.
import * as fs from "node:fs";

const MAX_COUNT = 100_000;
const HEADER_BYTES = 8;
const AXES = 3;

/** The unit vectors x, y, z of places, one behind the other. */
function directionsOf(places: Float64Array): Float64Array {
  const directions = new Float64Array((places.length / 2) * AXES);
  for (let i = 0, at = 0; i < places.length; i += 2, at += AXES) {
    const latitude = (places[i] * Math.PI) / 180, longitude = (places[i + 1] * Math.PI) / 180;
    const across = Math.cos(latitude);
    directions[at] = across * Math.cos(longitude);
    directions[at + 1] = across * Math.sin(longitude);
    directions[at + 2] = Math.sin(latitude);
  }
  return directions;
}

function nearest(x: number, y: number, z: number, cities: Float64Array): number {
  let best = 0, most = -2;
  for (let at = 0; at < cities.length; at += AXES) {
    const product = cities[at] * x + cities[at + 1] * y + cities[at + 2] * z;
    if (product > most) {
      most = product;
      best = at;
    }
  }
  return best / AXES;
}

function writeAll(numbers: Int32Array): void {
  const bytes = new Uint8Array(numbers.buffer);
  for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
}

const input = fs.readFileSync(0);
if (input.length < HEADER_BYTES) process.exit(1);
const count = input.readInt32LE(0), asked = input.readInt32LE(4);
if (count < 1 || count > MAX_COUNT || asked < 0 || asked > MAX_COUNT) process.exit(1);
const end = HEADER_BYTES + (count + asked) * 16;
if (input.length < end) process.exit(1);
const places = new Float64Array(new Uint8Array(input.subarray(HEADER_BYTES, end)).buffer);
const cities = directionsOf(places.subarray(0, 2 * count));
const from = directionsOf(places.subarray(2 * count));
const answers = new Int32Array(asked);
for (let i = 0; i < asked; i++) {
  answers[i] = nearest(from[AXES * i], from[AXES * i + 1], from[AXES * i + 2], cities);
}
writeAll(answers);
