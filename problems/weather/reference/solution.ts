// Lines are cut and parsed as strings; stations are in a map.
import * as fs from "node:fs";

class Station {
  sum = 0; // in tenths, as all
  count = 0;
  least = Infinity;
  most = -Infinity;
}

const stations = new Map<string, Station>();

function record(line: string): void {
  const [name, value] = line.split(";");
  if (value === undefined) process.exit(1);
  const tenths = Math.round(Number(value) * 10);
  let station = stations.get(name);
  if (station === undefined) {
    station = new Station();
    stations.set(name, station);
  }
  station.sum += tenths;
  station.count++;
  station.least = Math.min(station.least, tenths);
  station.most = Math.max(station.most, tenths);
}

function textOf(tenths: number): string {
  const size = Math.abs(tenths);
  return `${tenths < 0 ? "-" : ""}${Math.floor(size / 10)}.${size % 10}`;
}

const lines = fs.readFileSync(0, "latin1").split("\n");
if (lines.pop() !== "") process.exit(1);
for (const line of lines) record(line);
const names = [...stations.keys()].sort();
let output = "";
for (const name of names) {
  const { sum, count, least, most } = stations.get(name)!;
  const mean = Math.floor((2 * sum + count) / (2 * count));
  output += `${name}=${textOf(least)}/${textOf(mean)}/${textOf(most)}\n`;
}
fs.writeFileSync(1, output, "latin1");
