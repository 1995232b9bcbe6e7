// The nearest city of each place: the haversine formula for every pair.
import * as fs from "node:fs";

const MAX_COUNT = 100_000;
const HEADER_BYTES = 8;
const PLACE_BYTES = 16;

/** In degrees. */
interface Place {
  latitude: number;
  longitude: number;
}

function placeAt(input: Buffer, offset: number): Place {
  return { latitude: input.readDoubleLE(offset), longitude: input.readDoubleLE(offset + 8) };
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

function angle(a: Place, b: Place): number {
  const north = Math.sin(radians(b.latitude - a.latitude) / 2);
  const east = Math.sin(radians(b.longitude - a.longitude) / 2);
  const across = Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude));
  const haversine = north * north + across * east * east;
  return 2 * Math.asin(Math.min(1, Math.sqrt(haversine)));
}

function nearest(place: Place, cities: Place[]): number {
  let best = 0;
  let least = angle(place, cities[0]);
  for (let i = 1; i < cities.length; i++) {
    const now = angle(place, cities[i]);
    if (now < least) {
      least = now;
      best = i;
    }
  }
  return best;
}

function writeAll(bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
}

const input = fs.readFileSync(0);
if (input.length < HEADER_BYTES) process.exit(1);
const count = input.readInt32LE(0), places = input.readInt32LE(4);
if (count < 1 || count > MAX_COUNT || places < 0 || places > MAX_COUNT) process.exit(1);
if (input.length < HEADER_BYTES + (count + places) * PLACE_BYTES) process.exit(1);
const cities: Place[] = [];
for (let i = 0; i < count; i++) cities.push(placeAt(input, HEADER_BYTES + i * PLACE_BYTES));
const first = HEADER_BYTES + count * PLACE_BYTES;
const output = Buffer.alloc(4 * places);
for (let i = 0; i < places; i++) {
  output.writeInt32LE(nearest(placeAt(input, first + i * PLACE_BYTES), cities), 4 * i);
}
writeAll(output);
