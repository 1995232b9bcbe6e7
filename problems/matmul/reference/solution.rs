//! Matrix product C = A B by the textbook triple loop: each element is one row times one column.
use std::io::{self, BufWriter, Read, Write};

const MAX_N: i32 = 2048;

fn read_int(input: &mut impl Read) -> io::Result<i32> {
    let mut bytes = [0; 4];
    input.read_exact(&mut bytes)?;
    Ok(i32::from_le_bytes(bytes))
}

fn read_matrix(input: &mut impl Read, n: usize) -> io::Result<Vec<f32>> {
    let mut matrix = vec![0.0; n * n];
    for value in &mut matrix {
        let mut bytes = [0; 4];
        input.read_exact(&mut bytes)?;
        *value = f32::from_le_bytes(bytes);
    }
    Ok(matrix)
}

#[inline(never)] // the same code, whatever it is called from
fn multiply(n: usize, a: &[f32], b: &[f32]) -> Vec<f32> {
    let mut c = vec![0.0; n * n];
    for i in 0..n {
        for j in 0..n {
            let mut sum = 0.0;
            for k in 0..n {
                sum += a[i * n + k] * b[k * n + j];
            }
            c[i * n + j] = sum;
        }
    }
    c
}

fn main() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let size = read_int(&mut input)?;
    if !(1..=MAX_N).contains(&size) {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let n = size as usize;
    let a = read_matrix(&mut input, n)?;
    let b = read_matrix(&mut input, n)?;
    let c = multiply(n, &a, &b);
    let mut output = BufWriter::new(io::stdout().lock());
    for value in &c {
        output.write_all(&value.to_le_bytes())?;
    }
    output.flush()
}
