//! Why it is fast: instructions are decoded once, into records. A record has the function for a pair of
//! instructions, this one and the next; it executes both and then calls the function of the one after. This
//! call is the last thing that a function does, so the compiler turns it into a jump. There is such a
//! function for every pair of instructions. The budget is paid at jumps, for all instructions up to the next
//! jump. When less of it is left than that, the last instructions are executed one by one.
use std::io::{self, Read, Write};
use std::ops::RangeInclusive;

const REGISTERS: usize = 16;
const WORDS: usize = 256;
const SIZES: RangeInclusive<i32> = 1..=30_000;
const BUDGETS: RangeInclusive<i32> = 0..=2_000_000_000;

const HALT: u8 = 0;
const SET: u8 = 1;
const ADD: u8 = 2;
const SUB: u8 = 3;
const MUL: u8 = 4;
const XOR: u8 = 5;
const AND: u8 = 6;
const SHR: u8 = 7;
const LOAD: u8 = 8;
const STORE: u8 = 9;
const JUMP_IF_LESS: u8 = 10;
const ADDI: u8 = 11;
const MOV: u8 = 12;
const OPERATIONS: usize = 13;
const BYTES: [usize; OPERATIONS] = [1, 6, 4, 4, 4, 4, 4, 4, 3, 3, 5, 3, 3];

/// Executes from an instruction on, and returns what is left of the budget and where execution ends.
type Execute = unsafe fn(&mut Machine, *const Instruction, u32) -> (u32, *const Instruction);

#[derive(Clone, Copy)]
struct Instruction {
    execute: Execute,
    operation: u8,
    a: u8,
    b: u8,
    c: u8,
    value: u32, // or how many instructions to jump, as i32
    straight: u32, // instructions up to the next jump or halt, itself included
}

struct Machine {
    registers: [u32; REGISTERS],
    memory: [u32; WORDS],
}

impl Machine {
    fn less(&self, x: &Instruction) -> bool {
        (self.registers[usize::from(x.a & 15)] as i32) < (self.registers[usize::from(x.b & 15)] as i32)
    }

    /// An instruction that is neither a jump nor a halt.
    #[inline(always)]
    fn execute(&mut self, operation: u8, x: &Instruction) {
        let registers = &mut self.registers;
        let (a, b, c) = (usize::from(x.a & 15), usize::from(x.b & 15), usize::from(x.c & 15));
        match operation {
            SET => registers[a] = x.value,
            ADD => registers[a] = registers[b].wrapping_add(registers[c]),
            SUB => registers[a] = registers[b].wrapping_sub(registers[c]),
            MUL => registers[a] = registers[b].wrapping_mul(registers[c]),
            XOR => registers[a] = registers[b] ^ registers[c],
            AND => registers[a] = registers[b] & registers[c],
            SHR => registers[a] = registers[b] >> (x.value & 31),
            LOAD => registers[a] = self.memory[registers[b] as usize % WORDS],
            STORE => self.memory[registers[b] as usize % WORDS] = registers[a],
            ADDI => registers[a] = registers[a].wrapping_add(x.value),
            MOV => registers[a] = registers[b],
            _ => {}
        }
    }
}

/// Pays for the instructions up to the next jump or halt, and executes them if the budget is large enough.
#[inline(always)]
unsafe fn begin(machine: &mut Machine, at: *const Instruction, budget: u32) -> (u32, *const Instruction) {
    // SAFETY: jumps lead to instructions, and the last one is a halt, so that execution never leaves them.
    unsafe {
        let straight = (*at).straight;
        if budget < straight {
            return (budget, at);
        }
        ((*at).execute)(machine, at, budget - straight)
    }
}

unsafe fn halt(_: &mut Machine, at: *const Instruction, _: u32) -> (u32, *const Instruction) {
    (0, at)
}

unsafe fn jump(machine: &mut Machine, at: *const Instruction, budget: u32) -> (u32, *const Instruction) {
    // SAFETY: as in `begin`.
    unsafe {
        let count = if machine.less(&*at) { (*at).value as i32 as isize } else { 1 };
        begin(machine, at.offset(count), budget)
    }
}

/// An instruction in front of a jump or a halt.
unsafe fn single<const A: u8>(
    machine: &mut Machine,
    at: *const Instruction,
    budget: u32,
) -> (u32, *const Instruction) {
    // SAFETY: as in `begin`.
    unsafe {
        machine.execute(A, &*at);
        let next = at.add(1);
        ((*next).execute)(machine, next, budget)
    }
}

unsafe fn before_jump<const A: u8>(
    machine: &mut Machine,
    at: *const Instruction,
    budget: u32,
) -> (u32, *const Instruction) {
    // SAFETY: as in `begin`.
    unsafe {
        machine.execute(A, &*at);
        jump(machine, at.add(1), budget)
    }
}

unsafe fn pair<const A: u8, const B: u8>(
    machine: &mut Machine,
    at: *const Instruction,
    budget: u32,
) -> (u32, *const Instruction) {
    // SAFETY: as in `begin`.
    unsafe {
        machine.execute(A, &*at);
        machine.execute(B, &*at.add(1));
        let next = at.add(2);
        ((*next).execute)(machine, next, budget)
    }
}

const fn pairs_of<const A: u8>() -> [Execute; OPERATIONS] {
    [
        single::<A>,
        pair::<A, SET>,
        pair::<A, ADD>,
        pair::<A, SUB>,
        pair::<A, MUL>,
        pair::<A, XOR>,
        pair::<A, AND>,
        pair::<A, SHR>,
        pair::<A, LOAD>,
        pair::<A, STORE>,
        before_jump::<A>,
        pair::<A, ADDI>,
        pair::<A, MOV>,
    ]
}

static PAIRS: [[Execute; OPERATIONS]; OPERATIONS] = [
    [halt; OPERATIONS], pairs_of::<SET>(), pairs_of::<ADD>(), pairs_of::<SUB>(), pairs_of::<MUL>(),
    pairs_of::<XOR>(), pairs_of::<AND>(), pairs_of::<SHR>(), pairs_of::<LOAD>(), pairs_of::<STORE>(),
    [jump; OPERATIONS], pairs_of::<ADDI>(), pairs_of::<MOV>(),
];

fn decode(code: &[u8]) -> Option<Vec<Instruction>> {
    let mut number_at = vec![0; code.len()];
    let mut starts = Vec::new();
    let mut at = 0;
    while at < code.len() {
        number_at[at] = starts.len() as u32;
        starts.push(at);
        at += BYTES.get(usize::from(code[at]))?;
    }
    let byte = |at: usize| code.get(at).copied().unwrap_or(0);
    let mut instructions = Vec::new();
    for &at in &starts {
        let operation = code[at];
        let value = match operation {
            SET => u32::from_le_bytes([byte(at + 2), byte(at + 3), byte(at + 4), byte(at + 5)]),
            SHR => byte(at + 3).into(),
            ADDI => byte(at + 2).into(),
            JUMP_IF_LESS => {
                let offset = i16::from_le_bytes([byte(at + 3), byte(at + 4)]);
                let target = (at + BYTES[usize::from(JUMP_IF_LESS)]).wrapping_add_signed(offset.into());
                number_at.get(target)?.wrapping_sub(number_at[at])
            }
            _ => 0,
        };
        let (a, b, c) = (byte(at + 1), byte(at + 2), byte(at + 3));
        instructions.push(Instruction { execute: halt, operation, a, b, c, value, straight: 1 });
    }
    if instructions.last()?.operation != HALT {
        return None;
    }
    for i in (0..instructions.len() - 1).rev() {
        let (this, next) = (instructions[i], instructions[i + 1]);
        instructions[i].execute = PAIRS[usize::from(this.operation)][usize::from(next.operation)];
        if this.operation != JUMP_IF_LESS && this.operation != HALT {
            instructions[i].straight = next.straight + 1;
        }
    }
    Some(instructions)
}

fn run(machine: &mut Machine, code: &[u8], budget: u32) -> Option<()> {
    let instructions = decode(code)?;
    let first = instructions.as_ptr();
    // SAFETY: as in `begin`; the end is one of the instructions.
    let (left, at) = unsafe {
        let (left, end) = begin(machine, first, budget);
        (left as usize, end.offset_from(first) as usize)
    };
    for x in &instructions[at..][..left] {
        machine.execute(x.operation, x);
    }
    Some(())
}

fn read_int(input: &mut impl Read, range: RangeInclusive<i32>) -> io::Result<i32> {
    let mut bytes = [0; 4];
    input.read_exact(&mut bytes)?;
    let value = i32::from_le_bytes(bytes);
    if range.contains(&value) { Ok(value) } else { Err(io::ErrorKind::InvalidData.into()) }
}

fn main() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let budget = read_int(&mut input, BUDGETS)? as u32;
    let mut code = vec![0; read_int(&mut input, SIZES)? as usize];
    input.read_exact(&mut code)?;
    let mut machine = Machine { registers: [0; REGISTERS], memory: [0; WORDS] };
    run(&mut machine, &code, budget).ok_or(io::ErrorKind::InvalidData)?;
    let words = machine.registers.iter().chain(&machine.memory);
    io::stdout().write_all(&words.flat_map(|word| word.to_le_bytes()).collect::<Vec<_>>())
}
