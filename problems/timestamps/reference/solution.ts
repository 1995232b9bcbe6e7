// Years and months are counted off one by one, and a line is made of strings.
import * as fs from "node:fs";

const MAX_COUNT = 500_000;
const FIRST = -2_208_988_800;
const LAST = 4_133_980_799;
const DAY = 86_400;
const NAMES = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const DAYS_OF_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const input = fs.readFileSync(0);
let position = 0;

function take(bytes: number): number {
  if (input.length - position < bytes) process.exit(1);
  position += bytes;
  return position - bytes;
}

function takeInt(least: number, most: number): number {
  const value = input.readInt32LE(take(4));
  if (value < least || value > most) process.exit(1);
  return value;
}

/** An int64 whose upper half is small. */
function readTime(): number {
  const at = take(8);
  return input.readInt32LE(at + 4) * 2 ** 32 + input.readUInt32LE(at);
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function daysOfYear(year: number): number {
  return isLeap(year) ? 366 : 365;
}

function daysOfMonth(month: number, year: number): number {
  return month === 1 && isLeap(year) ? 29 : DAYS_OF_MONTH[month];
}

function padded(value: number, digits: number): string {
  return String(value).padStart(digits, "0");
}

function lineOf(time: number): string {
  let days = Math.floor(time / DAY);
  const second = time - days * DAY;
  const name = NAMES[(((days + 3) % 7) + 7) % 7]; // day 0 is a Thursday
  let year = 1970;
  while (days < 0) {
    year--;
    days += daysOfYear(year);
  }
  while (days >= daysOfYear(year)) {
    days -= daysOfYear(year);
    year++;
  }
  let month = 0, day = days;
  while (day >= daysOfMonth(month, year)) {
    day -= daysOfMonth(month, year);
    month++;
  }
  const date = `${padded(year, 4)}-${padded(month + 1, 2)}-${padded(day + 1, 2)}`;
  const hour = Math.floor(second / 3600), minute = Math.floor(second / 60) % 60;
  const clock = `${padded(hour, 2)}:${padded(minute, 2)}:${padded(second % 60, 2)}`;
  return `${name} ${date} ${clock} ${padded(days + 1, 3)}\n`;
}

function writeAll(bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
}

const n = takeInt(0, MAX_COUNT);
const lines: string[] = [];
for (let i = 0; i < n; i++) {
  const time = readTime();
  if (time < FIRST || time > LAST) process.exit(1);
  lines.push(lineOf(time));
}
writeAll(Buffer.from(lines.join(""), "latin1"));
