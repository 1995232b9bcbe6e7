// Why it is fast: two points step at once, so that their chains of operations overlap; one that is done gives
// its place to the next one. A point that is where it was before will be there again and again, as numbers
// are integers, so it never gets out: most points inside are found that way long before their last step.
import * as fs from "node:fs";

const MAX_POINTS = 1_000_000;
const MAX_STEPS = 65_535;
const HEADER_BYTES = 8;
const POINT_BYTES = 8;
const ONE = 2 ** 23;
const UNIT = 2 ** -23;
const LONGEST = 64; // steps in a row; cycles of up to as many are found

/** A point that steps at present, or the point 0, which belongs to none (index -1). */
class Place {
  x = 0;
  y = 0;
  real = 0;
  imaginary = 0;
  steps = 0;
  index = -1;
  isOut = false;
  isBack = false;
}

/** Lets both points make so many steps, or fewer: until one is out, or back where it was at first. */
function advance(p: Place, q: Place, steps: number): void {
  const pReal = p.real, pImaginary = p.imaginary, qReal = q.real, qImaginary = q.imaginary;
  const pKeptX = p.x, pKeptY = p.y, qKeptX = q.x, qKeptY = q.y;
  let px = pKeptX, py = pKeptY, qx = qKeptX, qy = qKeptY, made = 0;
  while (made < steps) {
    const pxx = Math.floor(px * px * UNIT), pyy = Math.floor(py * py * UNIT);
    const qxx = Math.floor(qx * qx * UNIT), qyy = Math.floor(qy * qy * UNIT);
    if (pxx + pyy > 4 * ONE || qxx + qyy > 4 * ONE) {
      p.isOut = pxx + pyy > 4 * ONE;
      q.isOut = qxx + qyy > 4 * ONE;
      break;
    }
    py = Math.floor(px * py * (2 * UNIT)) + pImaginary;
    px = pxx - pyy + pReal;
    qy = Math.floor(qx * qy * (2 * UNIT)) + qImaginary;
    qx = qxx - qyy + qReal;
    made++;
    if ((px === pKeptX && py === pKeptY) || (qx === qKeptX && qy === qKeptY)) {
      p.isBack = px === pKeptX && py === pKeptY;
      q.isBack = qx === qKeptX && qy === qKeptY;
      break;
    }
  }
  p.x = px;
  p.y = py;
  q.x = qx;
  q.y = qy;
  p.steps += made;
  q.steps += made;
}

class Task {
  readonly times: Uint16Array;
  private next = 0;

  constructor(private readonly parts: Int32Array, private readonly most: number) {
    this.times = new Uint16Array(parts.length / 2);
  }

  run(): void {
    const p = new Place(), q = new Place();
    this.put(p);
    this.put(q);
    while (p.index >= 0 || q.index >= 0) {
      advance(p, q, Math.min(LONGEST, this.most - p.steps, this.most - q.steps));
      this.replace(p);
      this.replace(q);
    }
  }

  private replace(place: Place): void {
    if (!place.isOut && !place.isBack && place.steps < this.most) return;
    if (place.index >= 0) this.times[place.index] = place.isOut ? place.steps : this.most;
    this.put(place);
  }

  private put(place: Place): void {
    const isLeft = this.next < this.times.length;
    place.index = isLeft ? this.next : -1;
    place.real = isLeft ? this.parts[2 * this.next] : 0;
    place.imaginary = isLeft ? this.parts[2 * this.next + 1] : 0;
    place.x = place.y = place.steps = 0;
    place.isOut = place.isBack = false;
    if (isLeft) this.next++;
  }
}

function writeAll(data: ArrayBufferView): void {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
}

const input = fs.readFileSync(0);
if (input.length < HEADER_BYTES) process.exit(1);
const n = input.readInt32LE(0), most = input.readInt32LE(4);
if (n < 1 || n > MAX_POINTS || most < 1 || most > MAX_STEPS) process.exit(1);
const end = HEADER_BYTES + n * POINT_BYTES;
if (input.length < end) process.exit(1);
const task = new Task(new Int32Array(new Uint8Array(input.subarray(HEADER_BYTES, end)).buffer), most);
task.run();
writeAll(task.times);
