// Why it is fast: lines are copied, as whole words, from a table with one for each day from 1900 on, which is
// made when it is needed first. Hour, minute and second come from a table of two digits.
import * as fs from "node:fs";

const MAX_COUNT = 500_000;
const FIRST = -2_208_988_800;
const DAY = 86_400;
const DAYS = 73_414; // from 1900-01-01, a Monday, to 2100-12-31
const WORDS = 7; // of four bytes, a line
const NAMES = "MonTueWedThuFriSatSun";

const file = fs.readFileSync(0);
const view = new DataView(file.buffer, file.byteOffset, file.length);
const n = file.length < 4 ? -1 : view.getInt32(0, true);
if (n < 0 || n > MAX_COUNT || file.length < 4 + 8 * n) process.exit(1);

const templates = new Int32Array(WORDS * DAYS); // all zeros until they are made
const twoDigits = new Int32Array(100); // the first digit in the lower byte
for (let i = 0; i < 100; i++) twoDigits[i] = 48 + Math.floor(i / 10) + ((48 + (i % 10)) << 8);


/** Makes the line of a day, at midnight. */
function make(number: number): void {
  const since = number + 109_513; // days from 1600-03-01, so that a leap day is the last of a year
  const era = (since / 146_097) | 0, ofEra = since % 146_097;
  const leapDays = ((ofEra / 1460) | 0) - ((ofEra / 36_524) | 0) + ((ofEra / 146_096) | 0);
  const yearOfEra = ((ofEra - leapDays) / 365) | 0;
  const fromMarch = ofEra - (365 * yearOfEra + (yearOfEra >> 2) - ((yearOfEra / 100) | 0));
  const monthFromMarch = ((5 * fromMarch + 2) / 153) | 0;
  const day = fromMarch - (((153 * monthFromMarch + 2) / 5) | 0) + 1;
  const isNext = monthFromMarch >= 10;
  const year = 1600 + 400 * era + yearOfEra + (isNext ? 1 : 0);
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const ofYear = isNext ? fromMarch - 305 : fromMarch + 60 + (isLeap ? 1 : 0);
  const month = isNext ? monthFromMarch - 9 : monthFromMarch + 3;
  const at = WORDS * number, name = 3 * (number % 7);
  const century = twoDigits[(year / 100) | 0], rest = twoDigits[year % 100];
  const months = twoDigits[month], days = twoDigits[day];
  const [first, second, third] = [0, 1, 2].map((i) => NAMES.charCodeAt(name + i));
  templates[at] = first | (second << 8) | (third << 16) | (32 << 24);
  templates[at + 1] = century | (rest << 16);
  templates[at + 2] = 45 | (months << 8) | (45 << 24);
  templates[at + 3] = days | (32 << 16) | (48 << 24);
  templates[at + 4] = 48 | (58 << 8) | (48 << 16) | (48 << 24);
  templates[at + 5] = 58 | (48 << 8) | (48 << 16) | (32 << 24);
  const tail = twoDigits[ofYear % 100];
  templates[at + 6] = (48 + ((ofYear / 100) | 0)) | (tail << 8) | (10 << 24);
}

function putLines(output: Int32Array): void {
  for (let i = 0, to = 0; i < n; i++, to += WORDS) {
    const since = view.getInt32(8 + 8 * i, true) * 2 ** 32 + view.getUint32(4 + 8 * i, true) - FIRST;
    if (!(since >= 0 && since < DAYS * DAY)) process.exit(1);
    const number = (since / DAY) | 0, second = (since - number * DAY) | 0, from = WORDS * number;
    if (templates[from] === 0) make(number);
    const minutes = (second / 60) | 0, hours = (minutes / 60) | 0;
    const hour = twoDigits[hours], minute = twoDigits[minutes - 60 * hours];
    output[to] = templates[from];
    output[to + 1] = templates[from + 1];
    output[to + 2] = templates[from + 2];
    output[to + 3] = (templates[from + 3] & 0xffffff) | (hour << 24);
    output[to + 4] = (hour >> 8) | (58 << 8) | (minute << 16);
    output[to + 5] = 58 | (twoDigits[second - 60 * minutes] << 8) | (32 << 24);
    output[to + 6] = templates[from + 6];
  }
}

const output = new Int32Array(WORDS * n);
putLines(output);
const bytes = new Uint8Array(output.buffer);
for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
