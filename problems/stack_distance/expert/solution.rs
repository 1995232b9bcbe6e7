//! Why it is fast: there is no list. Each use takes the next place in a window of bits, and a bit is set while
//! the place is the last use of its page; so the distance is the number of bits that are set behind it. Bits
//! are counted in one word, and for each word it is known how many bits the later ones of its block have. A
//! use changes these counts for a range of words, sixteen at a time. When no place is left, the places of all
//! pages move together, in order, to the beginning of the window; so it stays in the first-level cache while
//! there are few pages.
use std::io::{self, Read, Write};

const MOST_USES: i32 = 10_000_000;
const CHUNK: usize = 1 << 16; // bytes
const WORD: usize = 64;
const WORDS: usize = 64; // of a block
const BLOCK: usize = WORD * WORDS;
const FIRST_SLOTS: usize = 4096;
const SPREAD: usize = 4; // places for each page, in a new window

#[derive(Clone, Copy, Default)]
struct Slot {
    id: u32,
    place: u32, // of the last use, from 1 on; 0 is an empty slot
}

fn find(slots: &[Slot], id: u32) -> usize {
    let mask = slots.len() - 1;
    let mixed = (id.wrapping_mul(0x9e37_79b1) ^ (id >> 15)).wrapping_mul(0x85eb_ca6b);
    let mut i = (mixed >> (32 - slots.len().trailing_zeros())) as usize & mask;
    while slots[i].place != 0 && slots[i].id != id {
        i = (i + 1) & mask;
    }
    i
}

/// `later[w]` is how many bits are set in words behind word w of this block.
#[derive(Clone)]
#[repr(align(64))]
struct Block {
    bits: [u64; WORDS],
    later: [u16; WORDS],
}

/// From index `WORDS - w` on, the first w of 64 numbers are 1, and the others are 0.
static FIRST_WORDS: [u16; 2 * WORDS] = {
    let mut ones = [0; 2 * WORDS];
    let mut i = 0;
    while i < WORDS {
        ones[i] = 1;
        i += 1;
    }
    ones
};

fn first_words(count: usize) -> &'static [u16; WORDS] {
    FIRST_WORDS[WORDS - count..][..WORDS].try_into().unwrap()
}

impl Block {
    fn new() -> Block {
        Block { bits: [0; WORDS], later: [0; WORDS] }
    }

    /// `lost` words at the beginning have a bit less behind them, and `won` words one more.
    fn change(&mut self, lost: usize, won: usize) {
        let (less, more) = (first_words(lost), first_words(won));
        for i in 0..WORDS {
            self.later[i] = self.later[i].wrapping_add(more[i].wrapping_sub(less[i]));
        }
    }
}

/// The places of last uses, in order.
struct Window {
    blocks: Vec<Block>,
    tree: Vec<i32>,   // sums of the bits of blocks, as in a Fenwick tree; its indices begin at 1
    owners: Vec<u32>, // the slots of the pages whose last uses have these places
    next: usize,
}

impl Window {
    /// The first places belong to these owners.
    fn new(block_count: usize, owners: &[u32]) -> Window {
        let mut window = Window {
            blocks: vec![Block::new(); block_count],
            tree: vec![0; block_count + 1],
            owners: vec![0; block_count * BLOCK],
            next: owners.len(),
        };
        window.owners[..owners.len()].copy_from_slice(owners);
        for place in 0..owners.len() {
            window.blocks[place / BLOCK].bits[place / WORD % WORDS] |= 1 << (place % WORD);
        }
        for b in 0..block_count {
            let mut count = 0;
            for w in (0..WORDS).rev() {
                window.blocks[b].later[w] = count as u16;
                count += window.blocks[b].bits[w].count_ones() as i32;
            }
            window.add(b, count);
        }
        window
    }

    fn add(&mut self, block: usize, change: i32) {
        let mut i = block + 1;
        while i < self.tree.len() {
            self.tree[i] += change;
            i += i & i.wrapping_neg();
        }
    }

    fn bits_up_to(&self, block: usize) -> i32 {
        let (mut sum, mut i) = (0, block + 1);
        while i > 0 {
            sum += self.tree[i];
            i &= i - 1;
        }
        sum
    }

    /// The owners of places whose bit is set, in order.
    fn owners_in_order(&self) -> Vec<u32> {
        let mut owners = Vec::with_capacity(self.owners.len());
        for (word, &bits) in self.blocks.iter().flat_map(|block| &block.bits).enumerate() {
            let mut bits = bits;
            while bits != 0 {
                owners.push(self.owners[word * WORD + bits.trailing_zeros() as usize]);
                bits &= bits - 1;
            }
        }
        owners
    }

    /// Sets the bit of the next place, instead of one in word `lost` of a block.
    fn replace_bit(&mut self, from: usize, lost: usize) {
        let (to, won) = (self.next / BLOCK, self.next / WORD % WORDS);
        if from == to {
            self.blocks[to].change(lost, won);
        } else {
            self.blocks[from].change(lost, 0);
            self.blocks[to].change(0, won);
            self.add(from, -1);
            self.add(to, 1);
        }
        self.blocks[to].bits[won] |= 1 << (self.next % WORD);
    }

    /// How many bits are set behind this place, whose own bit is taken away, of so many bits in all.
    fn leave(&mut self, place: usize, all: usize) -> i32 {
        let (from, word, bit) = (place / BLOCK, place / WORD % WORDS, place % WORD);
        let block = &mut self.blocks[from];
        let behind = (block.bits[word] >> bit).count_ones() as i32 - 1 + i32::from(block.later[word]);
        block.bits[word] ^= 1 << bit;
        let distance = behind + all as i32 - self.bits_up_to(from);
        self.replace_bit(from, word);
        distance
    }
}

struct Stack {
    slots: Vec<Slot>,
    window: Window,
    pages: usize,
}

impl Stack {
    fn new() -> Stack {
        Stack { slots: vec![Slot::default(); FIRST_SLOTS], window: Window::new(1, &[]), pages: 0 }
    }

    /// Moves all places to the beginning of the window, and makes it larger if it is half full.
    fn pack(&mut self) {
        let owners = self.window.owners_in_order();
        for (place, &owner) in owners.iter().enumerate() {
            self.slots[owner as usize].place = place as u32 + 1;
        }
        let mut blocks = self.window.blocks.len();
        if 2 * owners.len() > blocks * BLOCK {
            blocks = SPREAD * owners.len() / BLOCK + 1;
        }
        self.window = Window::new(blocks, &owners);
    }

    fn grow_slots(&mut self) {
        let larger = vec![Slot::default(); 2 * self.slots.len()];
        for slot in std::mem::replace(&mut self.slots, larger) {
            if slot.place != 0 {
                let i = find(&self.slots, slot.id);
                self.slots[i] = slot;
                self.window.owners[slot.place as usize - 1] = i as u32;
            }
        }
    }

    /// The slot of a new page.
    fn add_page(&mut self, id: u32) -> usize {
        self.pages += 1;
        if 2 * self.pages > self.slots.len() {
            self.grow_slots();
        }
        let i = find(&self.slots, id);
        self.slots[i].id = id;
        let to = self.window.next / BLOCK;
        self.window.add(to, 1);
        self.window.replace_bit(to, 0);
        i
    }

    fn use_page(&mut self, id: u32) -> i32 {
        if self.window.next == self.window.owners.len() {
            self.pack();
        }
        let mut i = find(&self.slots, id);
        let mut distance = -1;
        if self.slots[i].place != 0 {
            distance = self.window.leave(self.slots[i].place as usize - 1, self.pages);
        } else {
            i = self.add_page(id);
        }
        self.window.owners[self.window.next] = i as u32;
        self.window.next += 1;
        self.slots[i].place = self.window.next as u32;
        distance
    }
}

fn main() -> io::Result<()> {
    let (mut input, mut output) = (io::stdin().lock(), io::stdout().lock());
    let mut header = [0; 4];
    input.read_exact(&mut header)?;
    let n = i32::from_le_bytes(header);
    if !(1..=MOST_USES).contains(&n) {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut stack = Stack::new();
    let mut chunk = vec![0; CHUNK];
    let mut left = 4 * n as usize;
    while left > 0 {
        let chunk = &mut chunk[..left.min(CHUNK)];
        input.read_exact(chunk)?;
        for number in chunk.chunks_exact_mut(4) {
            let id = u32::from_le_bytes((&*number).try_into().unwrap());
            number.copy_from_slice(&stack.use_page(id).to_le_bytes());
        }
        output.write_all(chunk)?;
        left -= chunk.len();
    }
    output.flush()
}
