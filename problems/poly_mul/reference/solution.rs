//! Products of polynomials: every coefficient of one times every coefficient of the other.
use std::io::{self, BufWriter, Read, Write};
use std::ops::RangeInclusive;

const P: i64 = 998_244_353;
const PAIRS: RangeInclusive<i32> = 0..=1_000_000;
const COEFFICIENTS: RangeInclusive<i32> = 1..=100_000;

fn read_int(input: &mut impl Read, range: RangeInclusive<i32>) -> io::Result<i32> {
    let mut bytes = [0; 4];
    input.read_exact(&mut bytes)?;
    let value = i32::from_le_bytes(bytes);
    if range.contains(&value) { Ok(value) } else { Err(io::ErrorKind::InvalidData.into()) }
}

fn read_polynomial(input: &mut impl Read, n: usize) -> io::Result<Vec<i32>> {
    let mut bytes = vec![0; 4 * n];
    input.read_exact(&mut bytes)?;
    Ok(bytes.chunks_exact(4).map(|b| i32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect())
}

#[inline(never)] // the same code, whatever it is called from
fn multiply(a: &[i32], b: &[i32], product: &mut [i32]) {
    product.fill(0);
    for (i, x) in a.iter().enumerate() {
        for (j, y) in b.iter().enumerate() {
            product[i + j] = ((i64::from(product[i + j]) + i64::from(*x) * i64::from(*y)) % P) as i32;
        }
    }
}

fn main() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let mut output = BufWriter::new(io::stdout().lock());
    let pairs = read_int(&mut input, PAIRS)?;
    let n = read_int(&mut input, COEFFICIENTS)? as usize;
    let mut product = vec![0; 2 * n - 1];
    for _ in 0..pairs {
        let a = read_polynomial(&mut input, n)?;
        let b = read_polynomial(&mut input, n)?;
        multiply(&a, &b, &mut product);
        for coefficient in &product {
            output.write_all(&coefficient.to_le_bytes())?;
        }
    }
    output.flush()
}
