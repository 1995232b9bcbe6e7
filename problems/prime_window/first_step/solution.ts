// Primes in a window: a sieve with a byte for each number; primes above 2 strike odd multiples alone.
import * as fs from "node:fs";

const MOST_FROM = 999_000_000_000;
const MOST_NUMBERS = 50_000_000;
const HEADER_BYTES = 16;

/** Marks the multiples of a prime from its square on, even ones for 2 alone. */
function strike(composite: Uint8Array, from: number, prime: number): void {
  let first = Math.max(Math.ceil(from / prime) * prime, prime * prime);
  const step = prime === 2 ? 2 : 2 * prime;
  if (prime > 2 && first % 2 === 0) first += prime;
  for (let i = first - from; i < composite.length; i += step) composite[i] = 1;
}

function sieve(from: number, n: number): Uint8Array {
  const composite = new Uint8Array(n);
  let root = 1;
  while (root * root < from + n) root++;
  const small = new Uint8Array(root + 1);
  for (let prime = 2; prime <= root; prime++) {
    if (small[prime] === 1) continue;
    strike(small, 0, prime);
    strike(composite, from, prime);
  }
  for (let number = from; number < Math.min(2, from + n); number++) composite[number - from] = 1;
  return composite;
}

const input = fs.readFileSync(0);
if (input.length < HEADER_BYTES) process.exit(1);
const from = Number(input.readBigInt64LE(0)), n = Number(input.readBigInt64LE(8));
if (from < 0 || from > MOST_FROM || n < 1 || n > MOST_NUMBERS) process.exit(1);
const composite = sieve(from, n);
let count = 0, sum = 0, gap = 0, last = -1;
for (let i = 0; i < n; i++) {
  if (composite[i] === 1) continue;
  count++;
  sum += i;
  if (last >= 0) gap = Math.max(gap, i - last);
  last = i;
}
fs.writeSync(1, new Uint8Array(new BigInt64Array([count, sum, gap].map(BigInt)).buffer));
