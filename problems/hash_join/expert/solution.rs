//! Why it is fast: a bucket is a cache line of eight rows, and a key is compared with all eight at once. Sums
//! are kept for each of the eight places, and a row that does not match adds nothing, so that no branch
//! depends on the comparison, and the misses of many keys overlap. A full bucket goes on in the next one. Key
//! 0 marks an empty place, and its row is kept apart.
use std::fs::File;
use std::io::{self, Read, Write};
use std::mem::ManuallyDrop;
use std::os::fd::FromRawFd;

const MAX_ROWS: i32 = 500_000;
const MAX_KEYS: i32 = 1_000_000;
const MAX_SHIFTS: i32 = 1000;
const PIECE: usize = 1 << 16; // bytes
const BATCH: usize = 64;
const PLACES: usize = 8;
const USUAL: usize = 4; // rows of a bucket

#[repr(align(64))]
#[derive(Clone, Copy, Default)]
struct Bucket {
    keys: [u32; PLACES],
    values: [u32; PLACES],
}

struct Table {
    buckets: Vec<Bucket>,
    used: Vec<u8>, // places of each bucket
    shift: u32,
    zero: Option<u32>, // the value of key 0
}

impl Table {
    fn new(rows: usize) -> Table {
        let count = rows.div_ceil(USUAL).max(16).next_power_of_two();
        let shift = u64::BITS - count.trailing_zeros();
        Table { buckets: vec![Bucket::default(); count], used: vec![0; count], shift, zero: None }
    }

    /// Consecutive keys come to places far from each other, and keys that are alike in any bits as well.
    fn bucket_of(&self, key: u32) -> usize {
        let key = u64::from(key);
        let product = (key ^ key << 32).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        ((product ^ product << 29) >> self.shift) as usize
    }

    fn store(&mut self, key: u32, value: u32) {
        if key == 0 {
            self.zero = Some(value);
            return;
        }
        let mut at = self.bucket_of(key);
        while usize::from(self.used[at]) == PLACES {
            at = (at + 1) & (self.buckets.len() - 1);
        }
        let place = usize::from(self.used[at]);
        self.buckets[at].keys[place] = key;
        self.buckets[at].values[place] = value;
        self.used[at] += 1;
    }

    /// How many of the keys are there, and the sum of position times value.
    fn look_up(&self, keys: &[u32], shift: u32) -> (u32, u32) {
        let (mut hits, mut sums, mut position) = ([0; PLACES], [0; PLACES], 0_u32);
        let (mut zero_hits, mut zero_sum) = (0, 0_u32);
        for batch in keys.chunks(BATCH) {
            let mut places = [0; BATCH];
            for (place, key) in places.iter_mut().zip(batch) {
                *place = self.bucket_of(key.wrapping_add(shift));
            }
            for (key, place) in batch.iter().zip(places) {
                let key = key.wrapping_add(shift);
                let mut at = place;
                while key != 0 {
                    let bucket = &self.buckets[at];
                    for i in 0..PLACES {
                        let equal = u32::from(bucket.keys[i] == key).wrapping_neg();
                        hits[i] -= equal as i32;
                        sums[i] = (bucket.values[i] & equal).wrapping_mul(position).wrapping_add(sums[i]);
                    }
                    if bucket.keys[PLACES - 1] == 0 {
                        break;
                    }
                    at = (at + 1) & (self.buckets.len() - 1);
                }
                if key == 0 {
                    zero_hits += u32::from(self.zero.is_some());
                    zero_sum = self.zero.unwrap_or(0).wrapping_mul(position).wrapping_add(zero_sum);
                }
                position += 1;
            }
        }
        let hits = hits.iter().sum::<i32>() as u32 + zero_hits;
        (hits, sums.iter().fold(zero_sum, |sum, part| sum.wrapping_add(*part)))
    }
}

fn number_at(bytes: &[u8], index: usize) -> u32 {
    u32::from_le_bytes(bytes[4 * index..][..4].try_into().unwrap())
}

fn read_numbers(input: &mut impl Read, count: usize) -> io::Result<Vec<u32>> {
    let mut bytes = vec![0; 4 * count];
    input.read_exact(&mut bytes)?;
    Ok((0..count).map(|i| number_at(&bytes, i)).collect())
}

fn count_of(number: u32, most: i32) -> io::Result<usize> {
    if number > most as u32 {
        return Err(io::ErrorKind::InvalidData.into());
    }
    Ok(number as usize)
}

fn main() -> io::Result<()> {
    // SAFETY: the descriptor is open, and stays so.
    let mut input = ManuallyDrop::new(unsafe { File::from_raw_fd(0) });
    let header = read_numbers(&mut *input, 3)?;
    let r = count_of(header[0], MAX_ROWS)?;
    let (s, t) = (count_of(header[1], MAX_KEYS)?, count_of(header[2], MAX_SHIFTS)?);
    let mut table = Table::new(r);
    let mut piece = vec![0; PIECE];
    let mut left = 8 * r;
    while left > 0 {
        let rows = &mut piece[..left.min(PIECE)];
        input.read_exact(rows)?;
        for row in rows.chunks_exact(8) {
            table.store(number_at(row, 0), number_at(row, 1));
        }
        left -= rows.len();
    }
    let keys = read_numbers(&mut *input, s)?;
    let mut output = Vec::new();
    for shift in read_numbers(&mut *input, t)? {
        let (hits, sum) = table.look_up(&keys, shift);
        output.extend(hits.to_le_bytes());
        output.extend(sum.to_le_bytes());
    }
    io::stdout().write_all(&output)
}
