//! Products of polynomials: sums of products, of which only every sixteenth is divided by P.
use std::io::{self, BufWriter, Read, Write};
use std::ops::RangeInclusive;

const TOGETHER: usize = 16; // products whose sum fits into 64 bits
const P: u64 = 998_244_353;
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
fn multiply(a: &[i32], reversed: &[i32], product: &mut [i32]) {
    let n = a.len();
    for (i, coefficient) in product.iter_mut().enumerate() {
        let (first, end) = if i < n { (0, i + 1) } else { (i + 1 - n, n) };
        let (a, b) = (&a[first..end], &reversed[n - 1 + first - i..][..end - first]);
        let mut sum = 0;
        for (a, b) in a.chunks(TOGETHER).zip(b.chunks(TOGETHER)) {
            for (x, y) in a.iter().zip(b) {
                sum += *x as u64 * *y as u64;
            }
            sum %= P;
        }
        *coefficient = sum as i32;
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
        let mut b = read_polynomial(&mut input, n)?;
        b.reverse();
        multiply(&a, &b, &mut product);
        for coefficient in &product {
            output.write_all(&coefficient.to_le_bytes())?;
        }
    }
    output.flush()
}
