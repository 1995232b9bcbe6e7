// Why it is fast: 128 searches go on at once, one bit of a node's set for each, so that an edge is followed
// for all of them by four operations, and no branch depends on a single search. How many nodes a search has
// reached is kept in vertical counters: plane p has bit p of the numbers of all searches. They are added up
// once a step. A node at distance d is counted in all steps from d on, so these sums give the sum of
// distances at the end. When few nodes are new, only their edges are followed.
import * as fs from "node:fs";

const MAX_NODES = 50_000;
const MAX_EDGES = 1_000_000;
const MAX_SOURCES = 100_000;
const INT_BYTES = 4;
const HEADER = 3; // numbers
const SUMS = 3; // numbers a source: nodes, and the sum's lower and upper half
const WORDS = 4; // of a set; word w of node u's set has the index WORDS * u + w
const TOGETHER = WORDS * 32;
const COUNT_PLANES = 17; // 2^17 > MAX_NODES
const SUM_PLANES = 34; // and its square
const FEW = 8; // less than one of so many nodes

const bytes = fs.readFileSync(0);
if (bytes.length < HEADER * INT_BYTES) process.exit(1);
const whole = bytes.subarray(0, bytes.length - (bytes.length % INT_BYTES));
const numbers = new Int32Array(new Uint8Array(whole).buffer);
const [n, m, s] = numbers;
if (n < 1 || n > MAX_NODES || m < 0 || m > MAX_EDGES || s < 0 || s > MAX_SOURCES) process.exit(1);
if (numbers.length < HEADER + 2 * m + s) process.exit(1);
const ends = numbers.subarray(HEADER, HEADER + 2 * m);
const sources = numbers.subarray(HEADER + 2 * m, HEADER + 2 * m + s);
for (let i = HEADER; i < HEADER + 2 * m + s; i++) if (numbers[i] < 0 || numbers[i] >= n) process.exit(1);

const first = new Int32Array(n + 2), neighbours = new Int32Array(2 * m);
for (let i = 0; i < 2 * m; i++) first[ends[i] + 2]++;
for (let u = 2; u <= n + 1; u++) first[u] += first[u - 1];
for (let i = 0; i < 2 * m; i++) neighbours[first[ends[i] + 1]++] = WORDS * ends[i ^ 1];

const seen = new Int32Array(WORDS * n); // by which searches a node was seen
let now = new Int32Array(WORDS * n); // by which ones it was seen for the first time in this step
let next = new Int32Array(WORDS * n);
/** Nodes whose `now` is not empty, and their neighbours. */
const fresh = new Int32Array(n), touched = new Int32Array(n);
let freshCount = 0;
const counts = new Int32Array(WORDS * COUNT_PLANES), sums = new Int32Array(WORDS * SUM_PLANES);

function count(word: number, bits: number): void {
  for (let at = word * COUNT_PLANES; bits !== 0; at++) {
    const plane = counts[at];
    counts[at] = plane ^ bits;
    bits &= plane;
  }
}

function addCountsToSums(): void {
  for (let word = 0; word < WORDS; word++) {
    let carry = 0;
    for (let plane = 0; plane < SUM_PLANES; plane++) {
      const one = sums[word * SUM_PLANES + plane];
      const other = plane < COUNT_PLANES ? counts[word * COUNT_PLANES + plane] : 0;
      sums[word * SUM_PLANES + plane] = one ^ other ^ carry;
      carry = (one & other) | ((one ^ other) & carry);
    }
  }
}

/** These searches reach a node; some may have seen it before. New ones become the node's set of this step. */
function see(u: number, to: Int32Array, a: number, b: number, c: number, d: number): void {
  const at = WORDS * u;
  a &= ~seen[at];
  b &= ~seen[at + 1];
  c &= ~seen[at + 2];
  d &= ~seen[at + 3];
  to[at] = a;
  to[at + 1] = b;
  to[at + 2] = c;
  to[at + 3] = d;
  if ((a | b | c | d) === 0) return;
  seen[at] |= a;
  seen[at + 1] |= b;
  seen[at + 2] |= c;
  seen[at + 3] |= d;
  fresh[freshCount++] = u;
  count(0, a);
  count(1, b);
  count(2, c);
  count(3, d);
}

function followAll(): void {
  freshCount = 0;
  const from = now, to = next;
  for (let u = 0; u < n; u++) {
    let a = 0, b = 0, c = 0, d = 0;
    for (let i = first[u], end = first[u + 1]; i < end; i++) {
      const at = neighbours[i];
      a |= from[at];
      b |= from[at + 1];
      c |= from[at + 2];
      d |= from[at + 3];
    }
    see(u, to, a, b, c, d);
  }
  [now, next] = [to, from];
}

/** As above, by the edges of the fresh nodes alone. */
function followFew(): void {
  for (let k = 0; k < freshCount; k++)
    for (let i = first[fresh[k]]; i < first[fresh[k] + 1]; i++) {
      next.fill(0, neighbours[i], neighbours[i] + WORDS);
    }
  let touchedCount = 0;
  for (let k = 0; k < freshCount; k++) {
    const from = WORDS * fresh[k];
    for (let i = first[fresh[k]]; i < first[fresh[k] + 1]; i++) {
      const at = neighbours[i];
      if ((next[at] | next[at + 1] | next[at + 2] | next[at + 3]) === 0) touched[touchedCount++] = at / WORDS;
      for (let word = 0; word < WORDS; word++) next[at + word] |= now[from + word];
    }
    now.fill(0, from, from + WORDS);
  }
  freshCount = 0;
  for (let k = 0; k < touchedCount; k++) {
    const at = WORDS * touched[k];
    see(touched[k], now, next[at], next[at + 1], next[at + 2], next[at + 3]);
  }
}

function search(from: Int32Array): number {
  for (const sets of [seen, now, counts, sums]) sets.fill(0);
  freshCount = 0;
  for (let i = 0; i < from.length; i++) {
    const at = WORDS * from[i], word = i >> 5, bit = 1 << (i & 31);
    if ((now[at] | now[at + 1] | now[at + 2] | now[at + 3]) === 0) fresh[freshCount++] = from[i];
    now[at + word] |= bit;
    seen[at + word] |= bit;
    count(word, bit);
  }
  let steps = 0;
  for (; freshCount > 0; steps++) {
    addCountsToSums();
    if (freshCount < Math.floor(n / FEW)) followFew();
    else followAll();
  }
  return steps;
}

function numberIn(planes: Int32Array, planeCount: number, i: number): number {
  let number = 0;
  for (let plane = planeCount - 1; plane >= 0; plane--)
    number = 2 * number + ((planes[(i >> 5) * planeCount + plane] >>> (i & 31)) & 1);
  return number;
}

const output = new Uint32Array(SUMS * s);
for (let done = 0; done < s; done += TOGETHER) {
  const from = sources.subarray(done, done + TOGETHER), steps = search(from);
  for (let i = 0; i < from.length; i++) {
    const reached = numberIn(counts, COUNT_PLANES, i);
    const sum = steps * reached - numberIn(sums, SUM_PLANES, i);
    const at = SUMS * (done + i);
    output[at] = reached;
    output[at + 1] = sum % 2 ** 32;
    output[at + 2] = Math.floor(sum / 2 ** 32);
  }
}
const out = new Uint8Array(output.buffer);
for (let written = 0; written < out.length; ) written += fs.writeSync(1, out, written);
