//! A join by hash table with everything a knob: how rows are kept (linked, in open slots, in buckets of several, or
//! grouped by their hash), how a key's place is computed, how full the table is, how many keys are hashed together,
//! whether what is not equal is branched on, whether indices are checked, reading.
use std::io::{self, Read, Write};

#[derive(Clone, Copy, PartialEq)]
enum Layout {
    Chained,
    Linear,
    Buckets,
    Grouped,
}

#[derive(Clone, Copy, PartialEq)]
enum Hash {
    Murmur,
    OneAtATime,
    Multiply,
}

#[derive(Clone, Copy, PartialEq)]
enum Reduced {
    Remainder,
    LowBits,
    HighProduct,
}

const LAYOUT: Layout = Layout::${LAYOUT};
const HASH: Hash = Hash::${HASH};
const REDUCED: Reduced = Reduced::${REDUCED};
const BOXED: bool = ${BOXED}; // whether each row of a chain is allocated by itself
const ROWS_PER_BUCKET: usize = ${ROWS_PER_BUCKET};
const CHOSEN_FILL: usize = ${SIXTEENTHS_FILLED};
const BATCH: usize = ${BATCH}; // keys whose places are computed before the first is looked up
const BLOCK: usize = ${KEYS_PER_BLOCK}; // keys of the list, for which all shifts are done
const MASKED: bool = ${MASKED}; // whether a row that is not equal is added as 0, and not branched on
const CHECKED: bool = ${CHECKED}; // whether indices are checked
const READ: usize = ${READ_BYTES};
const MAX_ROWS: u32 = 500_000;
const MAX_KEYS: u32 = 1_000_000;
const MAX_SHIFTS: u32 = 1000;

/// Open slots and buckets have to be emptier than chains and groups may be.
const SIXTEENTHS_FILLED: usize = match LAYOUT {
    Layout::Linear | Layout::Buckets if CHOSEN_FILL > 12 => 12,
    _ => CHOSEN_FILL,
};

#[derive(Clone, Copy, Default)]
struct Row {
    key: u32,
    value: u32,
}

struct Boxed {
    row: Row,
    next: Option<Box<Boxed>>,
}

/// A row of a chain in one block with all others; `next` is 1 more than the index of the next, or 0.
struct Linked {
    row: Row,
    next: u32,
}

#[repr(align(64))]
#[derive(Clone, Copy, Default)]
struct Bucket {
    keys: [u32; ROWS_PER_BUCKET],
    values: [u32; ROWS_PER_BUCKET],
}

/// What is found, at each place of a bucket.
#[derive(Clone, Copy, Default)]
struct Found {
    hits: [u32; ROWS_PER_BUCKET],
    sums: [u32; ROWS_PER_BUCKET],
}

#[derive(Default)]
struct Table {
    places: usize,
    free_key: u32, // no row's; marks what is empty
    boxes: Vec<Option<Box<Boxed>>>,
    heads: Vec<u32>,
    linked: Vec<Linked>,
    rows: Vec<Row>,
    buckets: Vec<Bucket>,
    starts: Vec<u32>, // of each group, and the end of the last
}

fn at<T>(values: &[T], index: usize) -> &T {
    if CHECKED {
        return &values[index];
    }
    // SAFETY: a place is less than the number of places, and a row's index than that of rows.
    unsafe { values.get_unchecked(index) }
}

fn hash_of(key: u32) -> u32 {
    match HASH {
        Hash::Murmur => {
            let key = (key ^ key >> 16).wrapping_mul(0x85eb_ca6b);
            let key = (key ^ key >> 13).wrapping_mul(0xc2b2_ae35);
            key ^ key >> 16
        }
        Hash::Multiply => {
            let key = u64::from(key);
            let product = (key ^ key << 32).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            ((product ^ product << 29) >> 32) as u32
        }
        Hash::OneAtATime => {
            let mut state = 0_u32;
            for byte in key.to_le_bytes() {
                state = state.wrapping_add(u32::from(byte));
                state = state.wrapping_add(state << 10);
                state ^= state >> 6;
            }
            state = state.wrapping_add(state << 3);
            state ^= state >> 11;
            state.wrapping_add(state << 15)
        }
    }
}

/// Adds the row if it is the key's; returns whether the search is over.
fn matches(row: Row, key: u32, position: u32, found: &mut Found, place: usize) -> bool {
    if !MASKED && row.key != key {
        return false;
    }
    let equal = u32::from(row.key == key);
    let added = row.value.wrapping_mul(position) & equal.wrapping_neg();
    found.hits[place] += equal;
    found.sums[place] = found.sums[place].wrapping_add(added);
    !MASKED
}

impl Table {
    fn new(rows: &[Row]) -> Table {
        let rows_a_place = if LAYOUT == Layout::Buckets { ROWS_PER_BUCKET } else { 1 };
        let wanted = rows.len() * 16 / (SIXTEENTHS_FILLED * rows_a_place) + 1;
        let places = if REDUCED == Reduced::LowBits { wanted.next_power_of_two() } else { wanted };
        let mut table = Table { places, free_key: free_key(rows), ..Table::default() };
        match LAYOUT {
            Layout::Chained if BOXED => table.box_rows(rows),
            Layout::Chained => table.link_rows(rows),
            Layout::Linear => table.fill_slots(rows),
            Layout::Buckets => table.fill_buckets(rows),
            Layout::Grouped => table.group(rows),
        }
        table
    }

    fn place_of(&self, key: u32) -> usize {
        let hash = hash_of(key);
        match REDUCED {
            Reduced::Remainder => (hash % self.places as u32) as usize,
            Reduced::LowBits => (hash ^ hash >> 16) as usize & (self.places - 1),
            Reduced::HighProduct => ((u64::from(hash) * self.places as u64) >> 32) as usize,
        }
    }

    fn after(&self, place: usize) -> usize {
        if place + 1 < self.places { place + 1 } else { 0 }
    }

    fn box_rows(&mut self, rows: &[Row]) {
        self.boxes.resize_with(self.places, || None);
        for row in rows {
            let place = self.place_of(row.key);
            let next = self.boxes[place].take();
            self.boxes[place] = Some(Box::new(Boxed { row: *row, next }));
        }
    }

    fn link_rows(&mut self, rows: &[Row]) {
        self.heads = vec![0; self.places];
        self.linked.reserve(rows.len());
        for row in rows {
            let place = self.place_of(row.key);
            self.linked.push(Linked { row: *row, next: self.heads[place] });
            self.heads[place] = self.linked.len() as u32;
        }
    }

    fn fill_slots(&mut self, rows: &[Row]) {
        self.rows = vec![Row { key: self.free_key, value: 0 }; self.places];
        for row in rows {
            let mut place = self.place_of(row.key);
            while self.rows[place].key != self.free_key {
                place = self.after(place);
            }
            self.rows[place] = *row;
        }
    }

    fn fill_buckets(&mut self, rows: &[Row]) {
        let empty = Bucket { keys: [self.free_key; ROWS_PER_BUCKET], ..Bucket::default() };
        self.buckets = vec![empty; self.places];
        let mut used = vec![0; self.places];
        for row in rows {
            let mut place = self.place_of(row.key);
            while used[place] == ROWS_PER_BUCKET {
                place = self.after(place);
            }
            self.buckets[place].keys[used[place]] = row.key;
            self.buckets[place].values[used[place]] = row.value;
            used[place] += 1;
        }
    }

    fn group(&mut self, rows: &[Row]) {
        self.starts = vec![0; self.places + 2];
        self.rows = vec![Row::default(); rows.len()];
        for row in rows {
            let place = self.place_of(row.key);
            self.starts[place + 2] += 1;
        }
        for place in 0..self.places {
            self.starts[place + 2] += self.starts[place + 1];
        }
        for row in rows {
            let place = self.place_of(row.key);
            self.rows[self.starts[place + 1] as usize] = *row;
            self.starts[place + 1] += 1;
        }
    }

    fn search_chain(&self, key: u32, place: usize, position: u32, found: &mut Found) {
        if BOXED {
            let mut next = at(&self.boxes, place).as_deref();
            while let Some(boxed) = next {
                if matches(boxed.row, key, position, found, 0) {
                    return;
                }
                next = boxed.next.as_deref();
            }
            return;
        }
        let mut next = *at(&self.heads, place);
        while next != 0 {
            let linked = at(&self.linked, next as usize - 1);
            if matches(linked.row, key, position, found, 0) {
                return;
            }
            next = linked.next;
        }
    }

    fn search_slots(&self, key: u32, mut place: usize, position: u32, found: &mut Found) {
        loop {
            let row = *at(&self.rows, place);
            if row.key == self.free_key || matches(row, key, position, found, 0) {
                return;
            }
            place = self.after(place);
        }
    }

    fn search_buckets(&self, key: u32, mut place: usize, position: u32, found: &mut Found) {
        if key == self.free_key {
            return;
        }
        loop {
            let bucket = at(&self.buckets, place);
            for i in 0..ROWS_PER_BUCKET {
                if matches(Row { key: bucket.keys[i], value: bucket.values[i] }, key, position, found, i) {
                    return;
                }
            }
            if bucket.keys[ROWS_PER_BUCKET - 1] == self.free_key {
                return;
            }
            place = self.after(place);
        }
    }

    fn search_group(&self, key: u32, place: usize, position: u32, found: &mut Found) {
        for index in *at(&self.starts, place)..*at(&self.starts, place + 1) {
            if matches(*at(&self.rows, index as usize), key, position, found, 0) {
                return;
            }
        }
    }

    #[inline(never)]
    fn look_up(&self, keys: &[u32], first: usize, shift: u32, found: &mut Found) {
        let mut position = first as u32;
        for batch in keys.chunks(BATCH) {
            let mut places = [0; BATCH];
            for (place, key) in places.iter_mut().zip(batch) {
                *place = self.place_of(key.wrapping_add(shift));
            }
            for (place, key) in places.into_iter().zip(batch) {
                let key = key.wrapping_add(shift);
                match LAYOUT {
                    Layout::Chained => self.search_chain(key, place, position, found),
                    Layout::Linear => self.search_slots(key, place, position, found),
                    Layout::Buckets => self.search_buckets(key, place, position, found),
                    Layout::Grouped => self.search_group(key, place, position, found),
                }
                position += 1;
            }
        }
    }
}

fn free_key(rows: &[Row]) -> u32 {
    let mut taken = vec![false; rows.len() + 1];
    for row in rows {
        if let Some(taken) = taken.get_mut(row.key as usize) {
            *taken = true;
        }
    }
    taken.iter().take_while(|taken| **taken).count() as u32
}

/// So many numbers, as far as that is allowed.
fn read_numbers(input: &mut impl Read, count: usize) -> io::Result<Vec<u32>> {
    let mut numbers = Vec::with_capacity(count);
    let mut bytes = [0; READ];
    while numbers.len() < count {
        let part = &mut bytes[..READ.min(4 * (count - numbers.len()))];
        input.read_exact(part)?;
        numbers.extend(part.chunks_exact(4).map(|word| u32::from_le_bytes(word.try_into().unwrap())));
    }
    Ok(numbers)
}

fn count_of(number: u32, most: u32) -> io::Result<usize> {
    if number > most {
        return Err(io::ErrorKind::InvalidData.into());
    }
    Ok(number as usize)
}

fn main() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let header = read_numbers(&mut input, 3)?;
    let r = count_of(header[0], MAX_ROWS)?;
    let (s, t) = (count_of(header[1], MAX_KEYS)?, count_of(header[2], MAX_SHIFTS)?);
    let numbers = read_numbers(&mut input, 2 * r)?;
    let rows: Vec<Row> = numbers.chunks_exact(2).map(|pair| Row { key: pair[0], value: pair[1] }).collect();
    let table = Table::new(&rows);
    let keys = read_numbers(&mut input, s)?;
    let shifts = read_numbers(&mut input, t)?;
    let mut found = vec![Found::default(); t];
    for (number, block) in keys.chunks(BLOCK).enumerate() {
        for (shift, found) in shifts.iter().zip(&mut found) {
            table.look_up(block, number * BLOCK, *shift, found);
        }
    }
    let mut output = Vec::new();
    for found in found {
        output.extend(found.hits.iter().sum::<u32>().to_le_bytes());
        output.extend(found.sums.iter().fold(0_u32, |sum, part| sum.wrapping_add(*part)).to_le_bytes());
    }
    io::stdout().write_all(&output)?;
    std::process::exit(0) // without taking the chains apart
}
