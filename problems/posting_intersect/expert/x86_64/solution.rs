//! Why it is fast: there is a set of bits for each list. A query with a short list looks its numbers up in
//! the sets of the others; any other query takes all its sets together, 256 bits at a time, and counts and
//! adds up what they have in common without looking for single bits: tables of sixteen entries give, for
//! half a byte, how many bits there are and the sum of their places. Nothing is sorted, merged or copied.
use std::arch::x86_64::*;
use std::io::{self, Read, Write};

const MOST_LISTS: i32 = 10_000;
const MOST_NUMBERS: i32 = 1_000_000;
const MOST_QUERIES: i32 = 1_000_000;
const WORDS: usize = 4; // of a vector

struct Reader<'a> {
    input: &'a [u8],
}

impl<'a> Reader<'a> {
    fn int(&mut self, least: i32, most: i32) -> io::Result<usize> {
        let (bytes, rest) = self.input.split_first_chunk().ok_or(io::ErrorKind::InvalidData)?;
        self.input = rest;
        let value = i32::from_le_bytes(*bytes);
        if value < least || value > most {
            return Err(io::ErrorKind::InvalidData.into());
        }
        Ok(value as usize)
    }

    fn list(&mut self, u: usize, vectors: usize) -> io::Result<List<'a>> {
        let length = self.int(0, u as i32)?;
        if self.input.len() < 4 * length {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let (numbers, rest) = self.input.split_at(4 * length);
        self.input = rest;
        let mut list = List { numbers, bits: vec![[0; WORDS]; vectors] };
        for number in numbers.chunks_exact(4).map(number_of) {
            list.bits[number / (64 * WORDS)][number / 64 % WORDS] |= 1 << (number % 64);
        }
        Ok(list)
    }
}

struct List<'a> {
    numbers: &'a [u8], // as they were read
    bits: Vec<[u64; WORDS]>,
}

fn number_of(bytes: &[u8]) -> usize {
    u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]) as usize
}

fn load<T>(from: &T) -> __m256i {
    assert_eq!(size_of::<T>(), size_of::<__m256i>());
    // SAFETY: there are as many bytes as are read.
    unsafe { _mm256_loadu_si256((from as *const T).cast()) }
}

fn sum_of(vector: __m256i) -> u32 {
    let mut lanes = [0_u32; 8];
    // SAFETY: there are as many bytes as are written.
    unsafe { _mm256_storeu_si256(lanes.as_mut_ptr().cast(), vector) };
    lanes.into_iter().fold(0, u32::wrapping_add)
}

const fn twice(table: [u8; 16]) -> [[u8; 16]; 2] {
    [table, table]
}

const ONES: [[u8; 16]; 2] = twice([0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4]);
const LOW_PLACES: [[u8; 16]; 2] = twice([0, 0, 1, 1, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6]);
const HIGH_PLACES: [[u8; 16]; 2] = twice([0, 4, 5, 9, 6, 10, 11, 15, 7, 11, 12, 16, 13, 17, 18, 22]);

/// How many numbers all four sets have, and their sum.
fn take_together(sets: [&[[u64; WORDS]]; 4]) -> (u32, u32) {
    let [a, b, c, d] = sets;
    let (ones, low_places, high_places) = (load(&ONES), load(&LOW_PLACES), load(&HIGH_PLACES));
    // SAFETY: the processor has AVX2.
    unsafe {
        let half = _mm256_set1_epi8(15);
        let of_halves = |low, high, low_table, high_table| {
            _mm256_add_epi8(_mm256_shuffle_epi8(low_table, low), _mm256_shuffle_epi8(high_table, high))
        };
        let byte_places = _mm256_set1_epi64x(0x3830282018100800); // of a byte's first bit in a word
        let (each, each_pair) = (_mm256_set1_epi8(1), _mm256_set1_epi16(1));
        let none = _mm256_setzero_si256();
        let mut first = _mm256_setr_epi64x(0, 64, 128, 192); // the number of the first bit of each word
        let (mut count, mut in_words, mut of_words) = (none, none, none);
        for ((a, b), (c, d)) in a.iter().zip(b).zip(c.iter().zip(d)) {
            let common =
                _mm256_and_si256(_mm256_and_si256(load(a), load(b)), _mm256_and_si256(load(c), load(d)));
            let low = _mm256_and_si256(common, half);
            let high = _mm256_and_si256(_mm256_srli_epi16::<4>(common), half);
            let counts = of_halves(low, high, ones, ones);
            let sums = _mm256_add_epi16(
                _mm256_maddubs_epi16(counts, byte_places),
                _mm256_maddubs_epi16(of_halves(low, high, low_places, high_places), each),
            );
            in_words = _mm256_add_epi32(in_words, _mm256_madd_epi16(sums, each_pair));
            let counts = _mm256_sad_epu8(counts, none);
            count = _mm256_add_epi64(count, counts);
            // Sums are taken modulo 2^32, so lanes of 32 bits may overflow.
            of_words = _mm256_add_epi32(of_words, _mm256_mullo_epi32(counts, first));
            first = _mm256_add_epi64(first, _mm256_set1_epi64x(64 * WORDS as i64));
        }
        (sum_of(count), sum_of(in_words).wrapping_add(sum_of(of_words)))
    }
}

/// If a query has fewer than four lists, one of them is repeated.
fn answer(lists: [&List; 4]) -> (u32, u32) {
    let shortest = lists.iter().min_by_key(|list| list.numbers.len()).unwrap();
    let bits = lists.map(|list| &list.bits[..]);
    if shortest.numbers.len() / 4 >= bits[0].len() {
        return take_together(bits);
    }
    let (mut count, mut sum) = (0_u32, 0_u32);
    for number in shortest.numbers.chunks_exact(4).map(number_of) {
        let [a, b, c, d] = bits.map(|set| set[number / (64 * WORDS)][number / 64 % WORDS]);
        let there = ((a & b & c & d) >> (number % 64)) as u32 & 1;
        count += there;
        sum = sum.wrapping_add(number as u32 & there.wrapping_neg());
    }
    (count, sum)
}

fn main() -> io::Result<()> {
    let mut input = Vec::new();
    io::stdin().read_to_end(&mut input)?;
    let mut reader = Reader { input: &input };
    let (list_count, u) = (reader.int(1, MOST_LISTS)?, reader.int(1, MOST_NUMBERS)?);
    let mut lists = Vec::with_capacity(list_count);
    for _ in 0..list_count {
        lists.push(reader.list(u, u.div_ceil(64 * WORDS))?);
    }
    let mut output = Vec::new();
    for _ in 0..reader.int(0, MOST_QUERIES)? {
        let named = reader.int(2, 4)?;
        let mut chosen = [&lists[reader.int(0, list_count as i32 - 1)?]; 4];
        for list in &mut chosen[1..named] {
            *list = &lists[reader.int(0, list_count as i32 - 1)?];
        }
        let (count, sum) = answer(chosen);
        output.extend(count.to_le_bytes());
        output.extend(sum.to_le_bytes());
    }
    io::stdout().write_all(&output)
}
