//! Why it is fast: a tile of 6 x 16 sums lives in registers, so one step of k costs two
//! loads, six broadcasts and twelve fused multiply-adds. A and B are packed block by block in the
//! order the tile reads them: a panel of B stays in the first-level cache, a block of A in the
//! second, and no access is strided. Panels are padded with zeros, so only the write-back knows
//! where the matrix ends.
use std::io::{self, Read, Write};
use std::slice;

const MAX_N: i32 = 2048;
const ROWS: usize = 6; // of a tile
const COLS: usize = 16; // of a tile, two vectors
const DEPTH: usize = 256; // k per block
const HEIGHT: usize = 120; // rows of A per block, a multiple of ROWS

/// Floats as the bytes they are kept as; the machine is little-endian, as the format is.
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

/// One panel of A times one panel of B, a tile of ROWS x COLS.
fn multiply_panels(a: &[f32], b: &[f32]) -> [[f32; COLS]; ROWS] {
    let mut sums = [[0.0_f32; COLS]; ROWS];
    for (factors, b) in a.chunks_exact(ROWS).zip(b.chunks_exact(COLS)) {
        for r in 0..ROWS {
            for c in 0..COLS {
                sums[r][c] = factors[r].mul_add(b[c], sums[r][c]);
            }
        }
    }
    sums
}

/// Adds the packed block of A times the packed block of B to `rows` rows of C.
fn multiply_blocks(packed_a: &[f32], packed_b: &[f32], n: usize, rows: usize, depth: usize, c: &mut [f32]) {
    for (j, b) in (0..n).step_by(COLS).zip(packed_b.chunks_exact(COLS * depth)) {
        for (i, a) in (0..rows).step_by(ROWS).zip(packed_a.chunks_exact(ROWS * depth)) {
            let tile = &mut c[i * n + j..];
            let (rows, cols) = (ROWS.min(rows - i), COLS.min(n - j));
            for (r, more) in multiply_panels(a, b).iter().enumerate().take(rows) {
                for (to, more) in tile[r * n..][..cols].iter_mut().zip(more) {
                    *to += more;
                }
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
