//! Matrix product C = A B, tile by tile: the sums of ROWS rows and COLS columns are formed together
//! over DEPTH steps of k, then added to C. Rows lie a multiple of STRIDE apart and are padded with
//! zeros to whole tiles, so that no tile knows where the matrix ends.
use std::io::{self, BufWriter, Read, Write};

const MAX_N: i32 = 2048;
const ROWS: usize = ${ROWS}; // of a tile
const COLS: usize = ${COLS}; // of a tile
const DEPTH: usize = ${DEPTH}; // k per block
const FUSED: bool = ${FUSED}; // one rounding for product and sum
const CHECKED: bool = ${CHECKED}; // whether the innermost loop checks its indices
const PACK_A: bool = ${PACK_A}; // whether a block of A is copied to the order in which tiles read it
const PACK_B: bool = ${PACK_B};
const ACROSS: bool = ${ACROSS}; // whether tiles follow each other along a row and not down a column
const STRIDE: usize = ${STRIDE}; // floats
const READ: usize = ${READ}; // floats a call
const WRITE: usize = ${WRITE};
const BUFFER: usize = ${BUFFER}; // bytes, of output

#[derive(Clone, Copy)]
struct Shape {
    n: usize,
    stride: usize,
    rows: usize,
}

impl Shape {
    fn of(n: usize) -> Self {
        let stride = n.next_multiple_of(COLS).next_multiple_of(STRIDE);
        Self { n, stride, rows: n.next_multiple_of(ROWS) }
    }

    fn new_matrix(self) -> Vec<f32> {
        vec![0.0; self.rows * self.stride]
    }
}

fn read_matrix(input: &mut impl Read, shape: Shape) -> io::Result<Vec<f32>> {
    let mut matrix = shape.new_matrix();
    let mut bytes = [0; 4 * READ];
    for row in matrix.chunks_exact_mut(shape.stride).take(shape.n) {
        for values in row[..shape.n].chunks_mut(READ) {
            let bytes = &mut bytes[..4 * values.len()];
            input.read_exact(bytes)?;
            for (value, word) in values.iter_mut().zip(bytes.chunks_exact(4)) {
                *value = f32::from_le_bytes(word.try_into().unwrap());
            }
        }
    }
    Ok(matrix)
}

fn write_matrix(output: &mut impl Write, shape: Shape, matrix: &[f32]) -> io::Result<()> {
    let mut bytes = [0; 4 * WRITE];
    for row in matrix.chunks_exact(shape.stride).take(shape.n) {
        for values in row[..shape.n].chunks(WRITE) {
            let bytes = &mut bytes[..4 * values.len()];
            for (value, word) in values.iter().zip(bytes.chunks_exact_mut(4)) {
                word.copy_from_slice(&value.to_le_bytes());
            }
            output.write_all(bytes)?;
        }
    }
    Ok(())
}

/// Panels of ROWS rows; within a panel, the ROWS elements of one k lie together.
fn pack_a(shape: Shape, a: &[f32], depth: usize, packed: &mut [f32]) {
    let rows = (0..shape.rows).step_by(ROWS);
    let columns = rows.flat_map(|i| (0..depth).map(move |k| i * shape.stride + k));
    for (from, to) in columns.zip(packed.chunks_exact_mut(ROWS)) {
        for r in 0..ROWS {
            to[r] = a[from + r * shape.stride];
        }
    }
}

/// Panels of COLS columns; within a panel, the COLS elements of one k lie together.
fn pack_b(shape: Shape, b: &[f32], depth: usize, packed: &mut [f32]) {
    let columns = (0..shape.n).step_by(COLS);
    let rows = columns.flat_map(|j| (0..depth).map(move |k| k * shape.stride + j));
    for (from, to) in rows.zip(packed.chunks_exact_mut(COLS)) {
        to.copy_from_slice(&b[from..][..COLS]);
    }
}

#[inline(always)]
fn elements<const COUNT: usize>(values: &[f32], first: usize) -> [f32; COUNT] {
    if CHECKED {
        return values[first..][..COUNT].try_into().unwrap();
    }
    // SAFETY: tiles lie within matrices and packed blocks, which are padded to whole tiles.
    unsafe { *values.as_ptr().add(first).cast() }
}

#[inline(always)]
fn multiply_add(x: f32, y: f32, sum: f32) -> f32 {
    if FUSED {
        x.mul_add(y, sum)
    } else {
        x * y + sum
    }
}

/// Adds `depth` steps of k to the tile that begins `c`.
#[inline(never)]
fn multiply_tile(stride: usize, a: &[f32], b: &[f32], depth: usize, c: &mut [f32]) {
    let (a_row, a_step) = if PACK_A { (1, ROWS) } else { (stride, 1) };
    let b_step = if PACK_B { COLS } else { stride };
    let mut sums = [[0.0; COLS]; ROWS];
    for k in 0..depth {
        let right: [f32; COLS] = elements(b, k * b_step);
        for r in 0..ROWS {
            let [left] = elements(a, r * a_row + k * a_step);
            for (sum, right) in sums[r].iter_mut().zip(right) {
                *sum = multiply_add(left, right, *sum);
            }
        }
    }
    for r in 0..ROWS {
        for (to, sum) in c[r * stride..][..COLS].iter_mut().zip(sums[r]) {
            *to += sum;
        }
    }
}

/// Adds a block of A times a block of B, both `depth` deep, to C.
fn multiply_blocks(shape: Shape, a: &[f32], b: &[f32], depth: usize, c: &mut [f32]) {
    let a_next = if PACK_A { depth } else { shape.stride };
    let b_next = if PACK_B { depth } else { 1 };
    let mut tile = |i: usize, j: usize| {
        let c = &mut c[i * shape.stride + j..];
        multiply_tile(shape.stride, &a[i * a_next..], &b[j * b_next..], depth, c);
    };
    if ACROSS {
        for i in (0..shape.n).step_by(ROWS) {
            (0..shape.n).step_by(COLS).for_each(|j| tile(i, j));
        }
    } else {
        for j in (0..shape.n).step_by(COLS) {
            (0..shape.n).step_by(ROWS).for_each(|i| tile(i, j));
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
    let shape = Shape::of(size as usize);
    let (a, b) = (read_matrix(&mut input, shape)?, read_matrix(&mut input, shape)?);
    let (mut packed_a, mut packed_b) = (shape.new_matrix(), shape.new_matrix());
    let mut c = shape.new_matrix();
    for k in (0..shape.n).step_by(DEPTH) {
        let depth = DEPTH.min(shape.n - k);
        let (mut a, mut b) = (&a[k..], &b[k * shape.stride..]);
        if PACK_A {
            pack_a(shape, a, depth, &mut packed_a);
            a = &packed_a;
        }
        if PACK_B {
            pack_b(shape, b, depth, &mut packed_b);
            b = &packed_b;
        }
        multiply_blocks(shape, a, b, depth, &mut c);
    }
    let mut output = BufWriter::with_capacity(BUFFER, io::stdout().lock());
    write_matrix(&mut output, shape, &c)?;
    output.flush()
}
