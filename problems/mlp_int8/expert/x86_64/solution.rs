//! Why it is fast: eight samples go through a layer together and share what is loaded of its weights. Weights
//! are stored anew: eight rows, four columns at a time, so that one instruction multiplies 32 of them with
//! four numbers of a sample and adds neighbours. Numbers are never negative, and two products fit in 16 bits.
use std::arch::x86_64::*;
use std::io::{self, Read, Write};

const LAYERS: usize = 3;
const MAX_LENGTH: usize = 1024;
const MAX_SAMPLES: i32 = 1_000_000;
const MAX_SHIFT: i32 = 24;
const MOST: i32 = 127;
const LANES: usize = 8; // rows
const COLUMNS: usize = 4;
const TOGETHER: usize = 8; // samples
const CHUNK: usize = 64; // samples that are read and written at a time

type Numbers = [[u8; MAX_LENGTH]; TOGETHER];
type Group = [[u8; COLUMNS]; LANES];

struct Layer {
    shift: i32,
    groups: usize,
    biases: Vec<[i32; LANES]>,
    weights: Vec<Group>, // groups of columns of one block of rows after the other
}

fn read_int(input: &mut impl Read, least: i32, most: i32) -> io::Result<i32> {
    let mut bytes = [0; 4];
    input.read_exact(&mut bytes)?;
    let value = i32::from_le_bytes(bytes);
    if value < least || value > most {
        return Err(io::ErrorKind::InvalidData.into());
    }
    Ok(value)
}

fn read_layer(input: &mut impl Read, given: usize, made: usize) -> io::Result<Layer> {
    let shift = read_int(input, 0, MAX_SHIFT)?;
    let (groups, blocks) = (given.div_ceil(COLUMNS), made.div_ceil(LANES));
    let mut weights = vec![[[0; COLUMNS]; LANES]; groups * blocks];
    let mut row = vec![0; groups * COLUMNS];
    for o in 0..made {
        input.read_exact(&mut row[..given])?;
        let block = &mut weights[o / LANES * groups..][..groups];
        for (group, columns) in block.iter_mut().zip(row.chunks_exact(COLUMNS)) {
            group[o % LANES].copy_from_slice(columns);
        }
    }
    let mut biases = vec![[0; LANES]; blocks];
    for o in 0..made {
        biases[o / LANES][o % LANES] = read_int(input, i32::MIN, i32::MAX)?;
    }
    Ok(Layer { shift, groups, biases, weights })
}

fn apply(layer: &Layer, given: &Numbers, made: &mut Numbers) {
    let blocks = layer.biases.iter().zip(layer.weights.chunks_exact(layer.groups));
    for (block, (biases, weights)) in blocks.enumerate() {
        // SAFETY: the processor has AVX2; loads are of whole arrays, or of four numbers of `given`, of which
        // there are as many as groups of weights; eight numbers are stored for a block, within MAX_LENGTH.
        unsafe {
            let ones = _mm256_set1_epi16(1);
            let mut sums = [_mm256_loadu_si256(biases.as_ptr().cast()); TOGETHER];
            for (i, group) in weights.iter().enumerate() {
                let group = _mm256_loadu_si256(group.as_ptr().cast());
                for s in 0..TOGETHER {
                    let four = given[s].as_ptr().add(i * COLUMNS).cast::<i32>().read_unaligned();
                    let pairs = _mm256_maddubs_epi16(_mm256_set1_epi32(four), group);
                    sums[s] = _mm256_add_epi32(sums[s], _mm256_madd_epi16(pairs, ones));
                }
            }
            for s in 0..TOGETHER {
                let shifted = _mm256_sra_epi32(sums[s], _mm_cvtsi32_si128(layer.shift));
                let positive = _mm256_max_epi32(shifted, _mm256_setzero_si256());
                let clamped = _mm256_min_epi32(positive, _mm256_set1_epi32(MOST));
                let halves =
                    _mm_packs_epi32(_mm256_castsi256_si128(clamped), _mm256_extracti128_si256::<1>(clamped));
                let to = made[s][block * LANES..][..LANES].as_mut_ptr();
                _mm_storel_epi64(to.cast(), _mm_packus_epi16(halves, halves));
            }
        }
    }
}

fn infer(
    layers: &[Layer],
    numbers: &mut [Numbers],
    input: &[u8],
    given: usize,
    made: usize,
    output: &mut Vec<u8>,
) {
    for samples in input.chunks(TOGETHER * given) {
        for (to, sample) in numbers[0].iter_mut().zip(samples.chunks_exact(given)) {
            to[..given].copy_from_slice(sample);
        }
        for (i, layer) in layers.iter().enumerate() {
            let (before, after) = numbers.split_at_mut(i + 1);
            apply(layer, &before[i], &mut after[0]);
        }
        for result in &numbers[LAYERS][..samples.len() / given] {
            output.extend_from_slice(&result[..made]);
        }
    }
}

fn main() -> io::Result<()> {
    let mut input = io::BufReader::with_capacity(1 << 16, io::stdin().lock());
    let mut output = io::stdout().lock();
    let mut lengths = [0; LAYERS + 1];
    for length in &mut lengths {
        *length = read_int(&mut input, 1, MAX_LENGTH as i32)? as usize;
    }
    let mut left = read_int(&mut input, 0, MAX_SAMPLES)? as usize;
    let mut layers = Vec::new();
    for pair in lengths.windows(2) {
        layers.push(read_layer(&mut input, pair[0], pair[1])?);
    }
    let mut numbers = vec![[[0; MAX_LENGTH]; TOGETHER]; LAYERS + 1];
    let (mut samples, mut results) = (vec![0; CHUNK * lengths[0]], Vec::new());
    while left > 0 {
        let count = left.min(CHUNK);
        let some = &mut samples[..count * lengths[0]];
        input.read_exact(some)?;
        results.clear();
        infer(&layers, &mut numbers, some, lengths[0], lengths[LAYERS], &mut results);
        output.write_all(&results)?;
        left -= count;
    }
    Ok(())
}
