//! Why it is fast: a tile of 6 x 16 sums lives in twelve AVX registers, so one step of k costs two
//! loads, six broadcasts and twelve fused multiply-adds. A and B are packed block by block in the
//! order the tile reads them: a panel of B stays in the first-level cache, a block of A in the
//! second, and no access is strided. Panels are padded with zeros, so only the write-back knows
//! where the matrix ends.
use std::arch::x86_64::*;
use std::io::{self, Read, Write};
use std::slice;

const MAX_N: i32 = 2048;
const ROWS: usize = 6; // of a tile
const COLS: usize = 16; // of a tile, two vectors
const DEPTH: usize = 256; // k per block
const HEIGHT: usize = 120; // rows of A per block, a multiple of ROWS

/// Floats as the bytes they are kept as; x86-64 is little-endian, as the format is.
fn bytes_of(values: &mut [f32]) -> &mut [u8] {
    // SAFETY: any bytes make floats, and any floats bytes.
    unsafe { slice::from_raw_parts_mut(values.as_mut_ptr().cast(), size_of_val(values)) }
}

/// Panels of ROWS rows; within a panel, the ROWS elements of one k lie together.
fn pack_a(a: &[f32], n: usize, rows: usize, depth: usize, packed: &mut [f32]) {
    for (panel, to) in packed.chunks_exact_mut(ROWS * depth).take(rows.div_ceil(ROWS)).enumerate() {
        for r in 0..ROWS {
            let row = panel * ROWS + r;
            let to = to[r..].iter_mut().step_by(ROWS);
            if row < rows {
                to.zip(&a[row * n..][..depth]).for_each(|(to, from)| *to = *from);
            } else {
                to.for_each(|to| *to = 0.0);
            }
        }
    }
}

/// Panels of COLS columns; within a panel, the COLS elements of one k lie together.
fn pack_b(b: &[f32], n: usize, depth: usize, packed: &mut [f32]) {
    for k in 0..depth {
        for (panel, from) in b[k * n..][..n].chunks(COLS).enumerate() {
            let to = &mut packed[panel * COLS * depth + k * COLS..][..COLS];
            if let Ok(from) = <&[f32; COLS]>::try_from(from) {
                to.copy_from_slice(from);
            } else {
                to.fill(0.0);
                to[..from.len()].copy_from_slice(from);
            }
        }
    }
}

/// Adds one panel of A times one panel of B to a tile of ROWS x COLS whose rows lie `n` apart.
///
/// # Safety
/// The tile's rows must lie in memory that is the caller's.
unsafe fn multiply_panels(a: &[f32], b: &[f32], tile: *mut f32, n: usize) {
    unsafe {
        let mut sum = [[_mm256_setzero_ps(); 2]; ROWS];
        for (factors, b) in a.chunks_exact(ROWS).zip(b.chunks_exact(COLS)) {
            let (left, right) = (_mm256_loadu_ps(b.as_ptr()), _mm256_loadu_ps(b.as_ptr().add(8)));
            for r in 0..ROWS {
                let factor = _mm256_set1_ps(factors[r]);
                sum[r][0] = _mm256_fmadd_ps(factor, left, sum[r][0]);
                sum[r][1] = _mm256_fmadd_ps(factor, right, sum[r][1]);
            }
        }
        for (r, [left, right]) in sum.into_iter().enumerate() {
            let row = tile.add(r * n);
            _mm256_storeu_ps(row, _mm256_add_ps(_mm256_loadu_ps(row), left));
            _mm256_storeu_ps(row.add(8), _mm256_add_ps(_mm256_loadu_ps(row.add(8)), right));
        }
    }
}

/// A tile that sticks out of the matrix is formed aside, and only what lies inside is added.
fn multiply_panels_at_edge(a: &[f32], b: &[f32], c: &mut [f32], n: usize, rows: usize, cols: usize) {
    let mut aside = [0.0; ROWS * COLS];
    // SAFETY: `aside` is a whole tile.
    unsafe { multiply_panels(a, b, aside.as_mut_ptr(), COLS) };
    for r in 0..rows {
        for (to, more) in c[r * n..][..cols].iter_mut().zip(&aside[r * COLS..]) {
            *to += more;
        }
    }
}

/// Adds the packed block of A times the packed block of B to `rows` rows of C.
fn multiply_blocks(packed_a: &[f32], packed_b: &[f32], n: usize, rows: usize, depth: usize, c: &mut [f32]) {
    for (j, b) in (0..n).step_by(COLS).zip(packed_b.chunks_exact(COLS * depth)) {
        for (i, a) in (0..rows).step_by(ROWS).zip(packed_a.chunks_exact(ROWS * depth)) {
            let tile = &mut c[i * n + j..];
            if i + ROWS <= rows && j + COLS <= n {
                // SAFETY: the last of the tile's rows ends within C.
                unsafe { multiply_panels(a, b, tile.as_mut_ptr(), n) };
            } else {
                multiply_panels_at_edge(a, b, tile, n, ROWS.min(rows - i), COLS.min(n - j));
            }
        }
    }
}

fn main() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let mut header = [0; 4];
    input.read_exact(&mut header)?;
    let size = i32::from_le_bytes(header);
    if !(1..=MAX_N).contains(&size) {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let n = size as usize;
    let mut a = vec![0.0_f32; n * n];
    let mut b = vec![0.0_f32; n * n];
    let mut c = vec![0.0_f32; n * n];
    input.read_exact(bytes_of(&mut a))?;
    input.read_exact(bytes_of(&mut b))?;
    let mut packed_a = vec![0.0_f32; HEIGHT * DEPTH];
    let mut packed_b = vec![0.0_f32; n.next_multiple_of(COLS) * DEPTH];
    for k in (0..n).step_by(DEPTH) {
        let depth = DEPTH.min(n - k);
        pack_b(&b[k * n..], n, depth, &mut packed_b);
        for i in (0..n).step_by(HEIGHT) {
            let rows = HEIGHT.min(n - i);
            pack_a(&a[i * n + k..], n, rows, depth, &mut packed_a);
            multiply_blocks(&packed_a, &packed_b, n, rows, depth, &mut c[i * n..]);
        }
    }
    io::stdout().write_all(bytes_of(&mut c))
}
