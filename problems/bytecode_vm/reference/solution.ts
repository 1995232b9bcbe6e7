// Runs a program of bytes: decodes each instruction when it is executed.
import * as fs from "node:fs";

const REGISTERS = 16;
const WORDS = 256;
const MAX_SIZE = 30_000;
const MAX_BUDGET = 2_000_000_000;
const HEADER_BYTES = 8;

const HALT = 0, SET = 1, ADD = 2, SUB = 3, MUL = 4, XOR = 5, AND = 6, SHR = 7, LOAD = 8, STORE = 9;
const JUMP_IF_LESS = 10, ADDI = 11, MOV = 12;

class Machine {
  readonly registers = new Int32Array(REGISTERS);
  readonly memory = new Int32Array(WORDS);
  private position = 0;

  constructor(private readonly code: Uint8Array) {}

  run(budget: number): void {
    const { registers, memory } = this;
    for (; budget > 0; budget--) {
      const operation = this.nextByte();
      if (operation === HALT) return;
      const a = this.nextRegister();
      switch (operation) {
        case SET:
          registers[a] = this.nextOffset() & 0xffff | this.nextOffset() << 16;
          break;
        case ADD:
          registers[a] = registers[this.nextRegister()] + registers[this.nextRegister()];
          break;
        case SUB:
          registers[a] = registers[this.nextRegister()] - registers[this.nextRegister()];
          break;
        case MUL:
          registers[a] = Math.imul(registers[this.nextRegister()], registers[this.nextRegister()]);
          break;
        case XOR:
          registers[a] = registers[this.nextRegister()] ^ registers[this.nextRegister()];
          break;
        case AND:
          registers[a] = registers[this.nextRegister()] & registers[this.nextRegister()];
          break;
        case SHR:
          registers[a] = registers[this.nextRegister()] >>> this.nextByte();
          break;
        case LOAD:
          registers[a] = memory[registers[this.nextRegister()] & (WORDS - 1)];
          break;
        case STORE:
          memory[registers[this.nextRegister()] & (WORDS - 1)] = registers[a];
          break;
        case JUMP_IF_LESS: {
          const b = this.nextRegister(), offset = this.nextOffset();
          if (registers[a] < registers[b]) this.position += offset;
          break;
        }
        case ADDI:
          registers[a] += this.nextByte();
          break;
        case MOV:
          registers[a] = registers[this.nextRegister()];
          break;
        default:
          process.exit(1);
      }
    }
  }

  private nextByte(): number {
    if (this.position < 0 || this.position >= this.code.length) process.exit(1);
    return this.code[this.position++];
  }

  private nextRegister(): number {
    const number = this.nextByte();
    if (number >= REGISTERS) process.exit(1);
    return number;
  }

  private nextOffset(): number {
    const low = this.nextByte(), high = this.nextByte();
    return ((low | high << 8) << 16) >> 16;
  }
}

function writeAll(data: ArrayBufferView): void {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
}

const input = fs.readFileSync(0);
if (input.length < HEADER_BYTES) process.exit(1);
const budget = input.readInt32LE(0), size = input.readInt32LE(4);
if (budget < 0 || budget > MAX_BUDGET || size < 1 || size > MAX_SIZE) process.exit(1);
if (input.length < HEADER_BYTES + size) process.exit(1);
const machine = new Machine(input.subarray(HEADER_BYTES, HEADER_BYTES + size));
machine.run(budget);
writeAll(machine.registers);
writeAll(machine.memory);
