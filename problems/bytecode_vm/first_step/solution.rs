//! Runs a program of bytes whose instructions are decoded once, before it begins.
use std::io::{self, Read, Write};
use std::ops::RangeInclusive;
use std::process::exit;

const REGISTERS: usize = 16;
const WORDS: usize = 256;
const SIZES: RangeInclusive<i32> = 1..=30_000;
const BUDGETS: RangeInclusive<i32> = 0..=2_000_000_000;

enum Instruction {
    Halt,
    Set(usize, u32),
    Add(usize, usize, usize),
    Sub(usize, usize, usize),
    Mul(usize, usize, usize),
    Xor(usize, usize, usize),
    And(usize, usize, usize),
    Shr(usize, usize, u32),
    Load(usize, usize),
    Store(usize, usize),
    JumpIfLess(usize, usize, usize), // and the number of the instruction to jump to
    Addi(usize, u32),
    Mov(usize, usize),
}

struct Machine {
    code: Vec<u8>,
    position: usize,
    registers: [u32; REGISTERS],
    memory: [u32; WORDS],
}

impl Machine {
    fn byte(&mut self) -> u8 {
        let Some(byte) = self.code.get(self.position) else { exit(1) };
        self.position += 1;
        *byte
    }

    fn register(&mut self) -> usize {
        let number = usize::from(self.byte());
        if number >= REGISTERS {
            exit(1);
        }
        number
    }

    fn offset(&mut self) -> i16 {
        i16::from_le_bytes([self.byte(), self.byte()])
    }

    fn value(&mut self) -> u32 {
        u32::from_le_bytes([self.byte(), self.byte(), self.byte(), self.byte()])
    }

    /// A jump's target is still a position in the code.
    fn decode(&mut self) -> Instruction {
        match self.byte() {
            0 => Instruction::Halt,
            1 => Instruction::Set(self.register(), self.value()),
            2 => Instruction::Add(self.register(), self.register(), self.register()),
            3 => Instruction::Sub(self.register(), self.register(), self.register()),
            4 => Instruction::Mul(self.register(), self.register(), self.register()),
            5 => Instruction::Xor(self.register(), self.register(), self.register()),
            6 => Instruction::And(self.register(), self.register(), self.register()),
            7 => Instruction::Shr(self.register(), self.register(), u32::from(self.byte() & 31)),
            8 => Instruction::Load(self.register(), self.register()),
            9 => Instruction::Store(self.register(), self.register()),
            10 => {
                let (a, b) = (self.register(), self.register());
                let offset = self.offset();
                Instruction::JumpIfLess(a, b, self.position.wrapping_add_signed(offset.into()))
            },
            11 => Instruction::Addi(self.register(), self.byte().into()),
            12 => Instruction::Mov(self.register(), self.register()),
            _ => exit(1),
        }
    }

    #[inline(always)]
    fn execute(&mut self, instruction: &Instruction) {
        let registers = &mut self.registers;
        match *instruction {
            Instruction::Halt => {}
            Instruction::Set(a, value) => registers[a] = value,
            Instruction::Add(a, b, c) => registers[a] = registers[b].wrapping_add(registers[c]),
            Instruction::Sub(a, b, c) => registers[a] = registers[b].wrapping_sub(registers[c]),
            Instruction::Mul(a, b, c) => registers[a] = registers[b].wrapping_mul(registers[c]),
            Instruction::Xor(a, b, c) => registers[a] = registers[b] ^ registers[c],
            Instruction::And(a, b, c) => registers[a] = registers[b] & registers[c],
            Instruction::Shr(a, b, count) => registers[a] = registers[b] >> count,
            Instruction::Load(a, b) => registers[a] = self.memory[registers[b] as usize % WORDS],
            Instruction::Store(a, b) => self.memory[registers[b] as usize % WORDS] = registers[a],
            Instruction::JumpIfLess(a, b, target) => {
                if (registers[a] as i32) < (registers[b] as i32) {
                    self.position = target;
                }
            }
            Instruction::Addi(a, value) => registers[a] = registers[a].wrapping_add(value),
            Instruction::Mov(a, b) => registers[a] = registers[b],
        }
    }

    fn decode_everything(&mut self) -> Vec<Instruction> {
        let mut number_at = vec![0; self.code.len()];
        let mut instructions = Vec::new();
        while self.position < self.code.len() {
            number_at[self.position] = instructions.len();
            instructions.push(self.decode());
        }
        for instruction in &mut instructions {
            if let Instruction::JumpIfLess(_, _, target) = instruction {
                *target = number_at[*target];
            }
        }
        instructions
    }

    fn run(&mut self, budget: i32) {
        let instructions = self.decode_everything();
        self.position = 0; // of an instruction from now on
        for _ in 0..budget {
            let instruction = &instructions[self.position];
            self.position += 1;
            if matches!(instruction, Instruction::Halt) {
                return;
            }
            self.execute(instruction);
        }
    }
}

fn read_int(input: &mut impl Read, range: RangeInclusive<i32>) -> io::Result<i32> {
    let mut bytes = [0; 4];
    input.read_exact(&mut bytes)?;
    let value = i32::from_le_bytes(bytes);
    if range.contains(&value) { Ok(value) } else { Err(io::ErrorKind::InvalidData.into()) }
}

fn main() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let budget = read_int(&mut input, BUDGETS)?;
    let mut code = vec![0; read_int(&mut input, SIZES)? as usize];
    input.read_exact(&mut code)?;
    let mut machine = Machine { code, position: 0, registers: [0; REGISTERS], memory: [0; WORDS] };
    machine.run(budget);
    let words = machine.registers.iter().chain(&machine.memory);
    io::stdout().write_all(&words.flat_map(|word| word.to_le_bytes()).collect::<Vec<_>>())
}
