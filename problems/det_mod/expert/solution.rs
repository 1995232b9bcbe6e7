//! Why it is fast: the matrix is made a product of a lower and an upper triangle column by column, in which
//! every number is one sum of products. A sum fits into 64 bits, so that there is one remainder for a sum
//! instead of one for each product, and it takes a multiplication instead of a division. The compiler makes
//! vectors of the sums.
use std::io::{self, Read, Write};

const MAX_ROWS: usize = 1000;
const P_ABOVE: u32 = 1 << 25;
const P_BELOW: u32 = 1 << 26;
const LANES: usize = 8;

#[derive(Clone, Copy)]
struct Prime {
    p: u32,
    reciprocal: u64, // of p, as a multiple of 2^-64
}

impl Prime {
    fn remainder(self, x: u64) -> u32 {
        let quotient = ((u128::from(x) * u128::from(self.reciprocal)) >> 64) as u64;
        let rest = (x - quotient * u64::from(self.p)) as u32; // less than 2p
        if rest >= self.p { rest - self.p } else { rest }
    }

    fn product(self, x: u32, y: u32) -> u32 {
        self.remainder(u64::from(x) * u64::from(y))
    }

    fn difference(self, x: u32, y: u32) -> u32 {
        if x >= y { x - y } else { x + self.p - y }
    }

    fn power(self, mut base: u32, mut exponent: u32) -> u32 {
        let mut result = 1;
        while exponent > 0 {
            if exponent & 1 == 1 {
                result = self.product(result, base);
            }
            base = self.product(base, base);
            exponent /= 2;
        }
        result
    }
}

/// At most 1000 products below 2^52 are added.
fn dot(row: &[u32], column: &[u32]) -> u64 {
    let (rows, columns) = (row.chunks_exact(LANES), column.chunks_exact(LANES));
    let rest: u64 =
        rows.remainder().iter().zip(columns.remainder()).map(|(x, y)| u64::from(*x) * u64::from(*y)).sum();
    let mut sums = [0_u64; LANES];
    for (x, y) in rows.zip(columns) {
        for i in 0..LANES {
            sums[i] += u64::from(x[i]) * u64::from(y[i]);
        }
    }
    rest + sums.iter().sum::<u64>()
}

/// Rows hold the lower triangle as far as it is known, then the matrix.
fn determinant(mut rows: Vec<Vec<u32>>, prime: Prime) -> u32 {
    let n = rows.len();
    let mut result = 1;
    let mut column = vec![0; n]; // of the upper triangle
    for j in 0..n {
        for i in 0..j {
            let sum = dot(&rows[i][..i], &column[..i]);
            column[i] = prime.difference(rows[i][j], prime.remainder(sum));
        }
        for row in &mut rows[j..] {
            let sum = dot(&row[..j], &column[..j]);
            row[j] = prime.difference(row[j], prime.remainder(sum));
        }
        let Some(found) = (j..n).find(|&i| rows[i][j] != 0) else { return 0 };
        if found != j {
            rows.swap(found, j);
            result = prime.p - result;
        }
        let pivot = rows[j][j];
        result = prime.product(result, pivot);
        let inverse = prime.power(pivot, prime.p - 2);
        for row in &mut rows[j + 1..] {
            row[j] = prime.product(row[j], inverse);
        }
    }
    result
}

fn main() -> io::Result<()> {
    let mut input = Vec::new();
    io::stdin().read_to_end(&mut input)?;
    let mut numbers = input.chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]));
    let n = numbers.next().unwrap_or(0) as usize;
    let p = numbers.next().unwrap_or(0);
    if n < 1 || n > MAX_ROWS || p <= P_ABOVE || p >= P_BELOW || numbers.len() < n * n {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let rows = (0..n).map(|_| numbers.by_ref().take(n).collect()).collect();
    let result = determinant(rows, Prime { p, reciprocal: u64::MAX / u64::from(p) });
    io::stdout().write_all(&result.to_le_bytes())
}
