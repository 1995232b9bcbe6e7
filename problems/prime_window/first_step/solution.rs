//! Primes in a window: a sieve with a byte for each number; primes above 2 strike odd multiples alone.
use std::io::{self, Read, Write};

const MOST_FROM: u64 = 999_000_000_000;
const MOST_NUMBERS: u64 = 50_000_000;

/// Marks the multiples of a prime from its square on, even ones for 2 alone.
fn strike(composite: &mut [bool], from: u64, prime: u64) {
    let mut first = (from.div_ceil(prime) * prime).max(prime * prime);
    let step = if prime == 2 { 2 } else { 2 * prime };
    if prime > 2 && first % 2 == 0 {
        first += prime;
    }
    let mut i = (first - from) as usize;
    while i < composite.len() {
        composite[i] = true;
        i += step as usize;
    }
}

fn sieve(from: u64, n: u64) -> Vec<bool> {
    let mut composite = vec![false; n as usize];
    let mut root = 1;
    while root * root < from + n {
        root += 1;
    }
    let mut small = vec![false; root as usize + 1];
    for prime in 2..=root {
        if !small[prime as usize] {
            strike(&mut small, 0, prime);
            strike(&mut composite, from, prime);
        }
    }
    for number in from..2.min(from + n) {
        composite[(number - from) as usize] = true;
    }
    composite
}

fn main() -> io::Result<()> {
    let mut bytes = [0; 8];
    io::stdin().read_exact(&mut bytes)?;
    let from = u64::from_le_bytes(bytes);
    io::stdin().read_exact(&mut bytes)?;
    let n = u64::from_le_bytes(bytes);
    if from > MOST_FROM || !(1..=MOST_NUMBERS).contains(&n) {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let composite = sieve(from, n);
    let (mut count, mut sum, mut gap, mut last) = (0, 0, 0, None);
    for (i, composite) in composite.iter().enumerate() {
        if *composite {
            continue;
        }
        count += 1;
        sum += i;
        if let Some(last) = last {
            gap = gap.max(i - last);
        }
        last = Some(i);
    }
    for result in [count, sum, gap] {
        io::stdout().write_all(&(result as u64).to_le_bytes())?;
    }
    Ok(())
}
