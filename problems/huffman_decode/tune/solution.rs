//! Huffman decoding with everything a knob: whether symbols are found in a tree (of boxes or of numbers), length by
//! length (bit by bit, or by comparing several bits with each length's limit), or in a table of all beginnings of
//! PEEKED bits, whose entries hold one or several symbols. How bits are refilled, for how many look-ups at once, what
//! finds longer codes, how symbols are copied, reading and writing are chosen too.
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::mem::ManuallyDrop;
use std::os::fd::FromRawFd;

enum Found { Boxes, Numbers, Lengths, Limits, Table }
enum Refill { Bit, Byte, Word, Place } // what is added; Place: the word from the current place on
enum Longer { ByLimits, SecondTable }
enum Copied { Each, All }

const FOUND: Found = Found::${FOUND};
const REFILL: Refill = Refill::${REFILL};
const LONGER_CODES: Longer = Longer::${LONGER_CODES}; // than a table's
const COPIED: Copied = Copied::${COPIED}; // of an entry's symbols
const CHECKED: bool = ${CHECKED}; // whether indices are checked while symbols are found
const PEEKED: usize = ${PEEKED}; // bits
const SYMBOLS_AN_ENTRY: usize = ${SYMBOLS_AN_ENTRY};
const LOOK_UPS: usize = ${LOOK_UPS}; // after a refill
const READ_BYTES: usize = ${READ_BYTES};
const WRITE_BYTES: usize = ${WRITE_BYTES};
const INPUT_BUFFER: usize = ${INPUT_BUFFER}; // bytes
const OUTPUT_BUFFER: usize = ${OUTPUT_BUFFER};
const SYMBOLS: usize = 256;
const LONGEST: usize = 15;
const WORD_BITS: usize = 64;
const MAX_N: i32 = 8_000_000;
const MAX_BYTES: i32 = 15_000_000;
const SPARE: usize = 64; // bytes behind both buffers, for whole words
const _: () = assert!(LOOK_UPS * LONGEST <= WORD_BITS - 8, "a refill has to suffice");

/// One element. Streams have spare bytes, and codes are complete, so that an index is never too large.
fn at<T: Copy>(values: &[T], index: usize) -> T {
    if CHECKED {
        return values[index];
    }
    // SAFETY: the index is less than the length, as the caller knows.
    unsafe { *values.get_unchecked(index) }
}

struct Reader<'a> {
    bytes: &'a [u8],
    place: usize, // in bits, of what is not in the word
    word: u64,    // its highest bits come next; others are 0
    valid: usize,
}

impl Reader<'_> {
    fn word_at(&self, byte: usize) -> u64 {
        let bytes = if CHECKED {
            self.bytes[byte..byte + 8].try_into().unwrap()
        } else {
            // SAFETY: there are spare bytes behind the stream.
            unsafe { self.bytes.as_ptr().add(byte).cast::<[u8; 8]>().read() }
        };
        u64::from_be_bytes(bytes)
    }

    fn add_bit(&mut self) {
        let bit = u64::from(at(self.bytes, self.place / 8) >> (7 - self.place % 8) & 1);
        self.word |= bit << (WORD_BITS - 1 - self.valid);
        self.valid += 1;
        self.place += 1;
    }

    fn add_byte(&mut self) {
        let byte = u64::from(at(self.bytes, self.place / 8));
        self.word |= byte << (WORD_BITS - 8 - self.valid);
        self.valid += 8;
        self.place += 8;
    }

    fn add_word(&mut self) {
        let bits = (WORD_BITS - 1 - self.valid) / 8 * 8;
        let others = WORD_BITS - bits;
        self.word |= (self.word_at(self.place / 8) >> others << others) >> self.valid;
        self.valid += bits;
        self.place += bits;
    }

    fn read_from_place(&mut self) {
        self.place -= self.valid;
        self.word = self.word_at(self.place / 8) << (self.place % 8);
        self.valid = WORD_BITS - self.place % 8;
        self.place += self.valid;
    }

    /// Sees to it that so many bits of the word are valid.
    fn need(&mut self, bits: usize) {
        while self.valid < bits {
            match REFILL {
                Refill::Bit => self.add_bit(),
                Refill::Byte => self.add_byte(),
                Refill::Word => self.add_word(),
                Refill::Place => self.read_from_place(),
            }
        }
    }

    fn peek(&self, bits: usize) -> usize {
        (self.word >> (WORD_BITS - bits)) as usize
    }

    fn skip(&mut self, bits: usize) {
        self.word <<= bits;
        self.valid -= bits;
    }

    fn next_bit(&mut self) -> usize {
        self.need(1);
        let bit = self.peek(1);
        self.skip(1);
        bit
    }
}

/// Something that finds symbols by their codes. Codes are added from the shortest to the longest.
trait Code {
    fn add(&mut self, code: usize, length: usize, symbol: u8);

    /// Is called when all codes were added.
    fn complete(&mut self) {}

    /// The symbol that comes next.
    fn find(&self, reader: &mut Reader) -> u8;

    fn add_all(&mut self, lengths: &[u8]) {
        let mut code = 0;
        for length in 1..=LONGEST {
            for symbol in 0..=255_u8 {
                if lengths[symbol as usize] as usize == length {
                    self.add(code, length, symbol);
                    code += 1;
                }
            }
            code *= 2;
        }
        self.complete();
    }

    fn decode(&self, reader: &mut Reader, symbols: &mut [u8], n: usize) {
        for symbol in &mut symbols[..n] {
            *symbol = self.find(reader);
        }
    }
}

/// A tree of allocated nodes.
#[derive(Default)]
struct Node {
    children: [Option<Box<Node>>; 2],
    symbol: Option<u8>,
}

impl Code for Node {
    fn add(&mut self, code: usize, length: usize, symbol: u8) {
        let mut node = self;
        for i in (0..length).rev() {
            node = node.children[code >> i & 1].get_or_insert_with(Box::default);
        }
        node.symbol = Some(symbol);
    }

    fn find(&self, reader: &mut Reader) -> u8 {
        let mut node = self;
        loop {
            if let Some(symbol) = node.symbol {
                return symbol;
            }
            node = node.children[reader.next_bit()].as_ref().expect("the code is complete");
        }
    }
}

/// A tree whose nodes are numbers, 0 for the root. Those of leaves are larger.
struct Numbers {
    children: Vec<[u16; 2]>,
}

const LEAVES: usize = SYMBOLS * LONGEST;

impl Code for Numbers {
    fn add(&mut self, code: usize, length: usize, symbol: u8) {
        let mut node = 0;
        for i in (1..length).rev() {
            let count = self.children.len();
            let child = &mut self.children[node][code >> i & 1];
            if *child == 0 {
                *child = count as u16;
                self.children.push([0; 2]);
            }
            node = self.children[node][code >> i & 1] as usize;
        }
        self.children[node][code & 1] = (LEAVES + symbol as usize) as u16;
    }

    fn find(&self, reader: &mut Reader) -> u8 {
        let mut node = 0;
        while node < LEAVES {
            node = at(&at(&self.children, node), reader.next_bit()) as usize;
        }
        (node - LEAVES) as u8
    }
}

#[derive(Clone, Copy, Default)]
struct Length {
    first: usize, // code
    count: usize,
    limit: usize, // what all beginnings of LONGEST bits with such a code are below
    place: usize, // of the first symbol
}

/// Symbols in the order of their codes, found bit by bit or by limits.
#[derive(Default)]
struct Ordered {
    symbols: Vec<u8>,
    of_length: [Length; LONGEST + 1],
}

impl Ordered {
    fn find_bit_by_bit(&self, reader: &mut Reader) -> u8 {
        let mut code = 0_usize;
        for length in &self.of_length[1..] {
            code = code * 2 + reader.next_bit();
            let further = code.wrapping_sub(length.first);
            if further < length.count {
                return at(&self.symbols, length.place + further);
            }
        }
        unreachable!("the code is complete")
    }

    /// The symbol that comes next in a word in which there are enough bits.
    fn find_by_limits(&self, reader: &mut Reader) -> u8 {
        let bits = reader.peek(LONGEST);
        let mut length = 1;
        while bits >= at(&self.of_length, length).limit {
            length += 1;
        }
        reader.skip(length);
        let codes = at(&self.of_length, length);
        at(&self.symbols, codes.place + (bits >> (LONGEST - length)) - codes.first)
    }
}

impl Code for Ordered {
    fn add(&mut self, code: usize, length: usize, symbol: u8) {
        let codes = &mut self.of_length[length];
        if codes.count == 0 {
            codes.first = code;
            codes.place = self.symbols.len();
        }
        codes.count += 1;
        codes.limit = (code + 1) << (LONGEST - length);
        self.symbols.push(symbol);
    }

    fn find(&self, reader: &mut Reader) -> u8 {
        if matches!(FOUND, Found::Lengths) {
            return self.find_bit_by_bit(reader);
        }
        reader.need(LONGEST);
        self.find_by_limits(reader)
    }
}

#[derive(Clone, Copy, Default)]
struct Entry {
    symbols: [u8; SYMBOLS_AN_ENTRY],
    count: u8, // 0: the code is longer
    bits: u8,
}

/// A table of all codes, and one of beginnings with the symbols that they hold.
struct Tables {
    single: Vec<Entry>,
    several: Vec<Entry>,
    ordered: Ordered,
}

impl Tables {
    fn combined(&self, peeked: usize) -> Entry {
        let mut entry = Entry::default();
        while (entry.count as usize) < SYMBOLS_AN_ENTRY {
            let next = self.single[peeked << (LONGEST - PEEKED) << entry.bits & ((1 << LONGEST) - 1)];
            if next.count == 0 || (entry.bits + next.bits) as usize > PEEKED {
                break;
            }
            entry.symbols[entry.count as usize] = next.symbols[0];
            entry.count += 1;
            entry.bits += next.bits;
        }
        entry
    }

    /// Puts symbols where they are to go, and returns how many.
    fn look_up(&self, reader: &mut Reader, to: &mut [u8]) -> usize {
        let mut entry = at(&self.several, reader.peek(PEEKED));
        if entry.count == 0 {
            if matches!(LONGER_CODES, Longer::ByLimits) {
                to[0] = self.ordered.find_by_limits(reader);
                return 1;
            }
            entry = at(&self.single, reader.peek(LONGEST));
        }
        match COPIED {
            Copied::All => to[..SYMBOLS_AN_ENTRY].copy_from_slice(&entry.symbols),
            Copied::Each => (0..entry.count as usize).for_each(|i| to[i] = entry.symbols[i]),
        }
        reader.skip(entry.bits as usize);
        entry.count as usize
    }
}

impl Code for Tables {
    fn add(&mut self, code: usize, length: usize, symbol: u8) {
        let (first, count) = (code << (LONGEST - length), 1 << (LONGEST - length));
        let mut entry = Entry { count: 1, bits: length as u8, ..Entry::default() };
        entry.symbols[0] = symbol;
        self.single[first..first + count].fill(entry);
        self.ordered.add(code, length, symbol);
    }

    fn complete(&mut self) {
        self.several = (0..1 << PEEKED).map(|peeked| self.combined(peeked)).collect();
    }

    fn find(&self, reader: &mut Reader) -> u8 {
        reader.need(LONGEST);
        self.ordered.find_by_limits(reader)
    }

    /// The last look-ups may find what stands behind the n-th symbol.
    fn decode(&self, reader: &mut Reader, symbols: &mut [u8], n: usize) {
        let mut to = 0;
        while to < n {
            reader.need(LOOK_UPS * LONGEST);
            for _ in 0..LOOK_UPS {
                to += self.look_up(reader, &mut symbols[to..]);
            }
        }
    }
}

fn decode(lengths: &[u8], stream: &[u8], symbols: &mut [u8], n: usize) {
    let mut reader = Reader { bytes: stream, place: 0, word: 0, valid: 0 };
    let mut run = |mut code: Box<dyn Code>| {
        code.add_all(lengths);
        code.decode(&mut reader, symbols, n);
    };
    match FOUND {
        Found::Boxes => run(Box::<Node>::default()),
        Found::Numbers => run(Box::new(Numbers { children: vec![[0; 2]] })),
        Found::Lengths | Found::Limits => run(Box::<Ordered>::default()),
        Found::Table => {
            let entries = vec![Entry::default(); 1 << LONGEST];
            run(Box::new(Tables { single: entries, several: vec![], ordered: Ordered::default() }));
        }
    }
}

fn read_exactly(input: &mut impl Read, to: &mut [u8]) -> io::Result<()> {
    to.chunks_mut(READ_BYTES).try_for_each(|piece| input.read_exact(piece))
}

fn main() -> io::Result<()> {
    // SAFETY: the process begins with these two open files, and nothing else uses or closes them.
    let [input, output] = [0, 1].map(|file| ManuallyDrop::new(unsafe { File::from_raw_fd(file) }));
    let mut input = BufReader::with_capacity(INPUT_BUFFER, &*input);
    let mut header = [0; SYMBOLS + 8];
    read_exactly(&mut input, &mut header)?;
    let number = |from: usize| i32::from_le_bytes(header[from..from + 4].try_into().unwrap());
    let (n, size) = (number(SYMBOLS), number(SYMBOLS + 4));
    if !(1..=MAX_N).contains(&n) || !(1..=MAX_BYTES).contains(&size) {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let (n, size) = (n as usize, size as usize);
    let mut stream = vec![0; size + SPARE];
    read_exactly(&mut input, &mut stream[..size])?;
    let mut symbols = vec![0; n + SPARE];
    decode(&header[..SYMBOLS], &stream, &mut symbols, n);
    let mut output = BufWriter::with_capacity(OUTPUT_BUFFER, &*output);
    for piece in symbols[..n].chunks(WRITE_BYTES) {
        output.write_all(piece)?;
    }
    output.flush()
}
