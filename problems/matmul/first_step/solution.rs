//! Matrix product C = A B row by row: each row of C is a sum of rows of B, which are read in the order of memory.
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
        let row = &mut c[i * n..(i + 1) * n];
        for k in 0..n {
            let factor = a[i * n + k];
            for (sum, value) in row.iter_mut().zip(&b[k * n..(k + 1) * n]) {
                *sum += factor * value;
            }
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
