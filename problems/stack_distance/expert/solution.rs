//! Why it is fast: there is no list. There is a bit for each use, which is set while it is the last use of
//! its page, and a hash table knows the last use of each page; so the distance is the number of bits that are
//! set after it. They are counted by a tree over blocks of a cache line, and by words in one block.
use std::io::{self, Read, Write};

const MOST_USES: i32 = 10_000_000;
const WORDS: usize = 8; // of a block
const BLOCK: usize = 64 * WORDS;
const FIRST_SLOTS: usize = 4096;

#[derive(Clone, Copy, Default)]
struct Slot {
    id: u32,
    time: u32, // of the last use, from 1 on; 0 is an empty slot
}

struct Table {
    slots: Vec<Slot>,
    live: usize,
}

impl Table {
    fn find(&mut self, id: u32) -> &mut Slot {
        let mask = self.slots.len() - 1;
        let mixed = (id.wrapping_mul(0x9e37_79b1) ^ (id >> 15)).wrapping_mul(0x85eb_ca6b);
        let mut i = (mixed >> (32 - self.slots.len().trailing_zeros())) as usize & mask;
        while self.slots[i].time != 0 && self.slots[i].id != id {
            i = (i + 1) & mask;
        }
        &mut self.slots[i]
    }

    fn grow(&mut self) {
        let larger = vec![Slot::default(); 2 * self.slots.len()];
        let old = std::mem::replace(&mut self.slots, larger);
        for slot in old.into_iter().filter(|slot| slot.time != 0) {
            *self.find(slot.id) = slot;
        }
    }

    /// Notes a use; the time of the last one, or 0.
    fn replace(&mut self, id: u32, time: u32) -> usize {
        let slot = self.find(id);
        let last = slot.time;
        *slot = Slot { id, time };
        if last == 0 {
            self.live += 1;
            if 2 * self.live > self.slots.len() {
                self.grow();
            }
        }
        last as usize
    }
}

/// A set of bits that can be counted.
struct Bits {
    words: Vec<u64>,
    tree: Vec<i32>, // sums of blocks, as in a Fenwick tree; its indices begin at 1
}

impl Bits {
    fn new(count: usize) -> Bits {
        let blocks = count / BLOCK + 1;
        Bits { words: vec![0; blocks * WORDS], tree: vec![0; blocks + 1] }
    }

    fn add(&mut self, block: usize, change: i32) {
        let mut i = block + 1;
        while i < self.tree.len() {
            self.tree[i] += change;
            i += i & i.wrapping_neg();
        }
    }

    /// How many bits are set up to this one, which included.
    fn count_up_to(&self, bit: usize) -> i32 {
        let mut count = 0;
        let mut i = bit / BLOCK;
        while i > 0 {
            count += self.tree[i];
            i &= i - 1;
        }
        let word = bit / 64;
        for word in &self.words[bit / BLOCK * WORDS..word] {
            count += word.count_ones() as i32;
        }
        count + (self.words[word] << (63 - bit % 64)).count_ones() as i32
    }

    fn set(&mut self, bit: usize) {
        self.words[bit / 64] |= 1 << (bit % 64);
        self.add(bit / BLOCK, 1);
    }

    fn clear(&mut self, bit: usize) {
        self.words[bit / 64] &= !(1 << (bit % 64));
        self.add(bit / BLOCK, -1);
    }
}

fn main() -> io::Result<()> {
    let mut input = Vec::new();
    io::stdin().read_to_end(&mut input)?;
    let (header, pages) = input.split_first_chunk().ok_or(io::ErrorKind::InvalidData)?;
    let n = i32::from_le_bytes(*header);
    if !(1..=MOST_USES).contains(&n) || pages.len() / 4 < n as usize {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let n = n as usize;
    let mut table = Table { slots: vec![Slot::default(); FIRST_SLOTS], live: 0 };
    let mut bits = Bits::new(n);
    let mut output = Vec::with_capacity(4 * n);
    for (now, page) in pages.chunks_exact(4).take(n).enumerate() {
        let id = u32::from_le_bytes(page.try_into().unwrap());
        let last = table.replace(id, now as u32 + 1);
        let mut distance = -1;
        if last > 0 {
            distance = table.live as i32 - bits.count_up_to(last - 1);
            bits.clear(last - 1);
        }
        bits.set(now);
        output.extend_from_slice(&distance.to_le_bytes());
    }
    io::stdout().write_all(&output)
}
