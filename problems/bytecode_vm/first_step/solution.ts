// Runs a program of bytes whose instructions are decoded once, before it begins.
import * as fs from "node:fs";

const REGISTERS = 16;
const WORDS = 256;
const MAX_SIZE = 30_000;
const MAX_BUDGET = 2_000_000_000;
const HEADER_BYTES = 8;

const FIELDS = 4; // of a decoded instruction: code, a, b, and c or another number
const SIZES = [1, 6, 4, 4, 4, 4, 4, 4, 3, 3, 5, 3, 3];

const HALT = 0, SET = 1, ADD = 2, SUB = 3, MUL = 4, XOR = 5, AND = 6, SHR = 7, LOAD = 8, STORE = 9;
const JUMP_IF_LESS = 10, ADDI = 11, MOV = 12;

/** A jump's last number is where it leads. */
function decode(code: Buffer): Int32Array {
  const numberAt = new Int32Array(code.length), starts: number[] = [];
  for (let at = 0; at < code.length; at += SIZES[code[at]]) {
    if (code[at] >= SIZES.length) process.exit(1);
    numberAt[at] = starts.push(at) - 1;
  }
  const decoded = new Int32Array(FIELDS * starts.length);
  starts.forEach((at, i) => {
    decoded.set(code.subarray(at, at + FIELDS), FIELDS * i);
    if (code[at] === SET) decoded[FIELDS * i + 3] = code.readInt32LE(at + 2);
    if (code[at] === JUMP_IF_LESS)
      decoded[FIELDS * i + 3] = FIELDS * numberAt[at + SIZES[JUMP_IF_LESS] + code.readInt16LE(at + 3)];
  });
  return decoded;
}

class Machine {
  readonly registers = new Int32Array(REGISTERS);
  readonly memory = new Int32Array(WORDS);

  constructor(private readonly decoded: Int32Array) {}

  run(budget: number): void {
    const { registers, memory, decoded } = this;
    for (let at = 0; budget > 0; budget--, at += FIELDS) {
      const a = decoded[at + 1], b = decoded[at + 2], c = decoded[at + 3];
      switch (decoded[at]) {
        case HALT:
          return;
        case SET:
          registers[a] = c;
          break;
        case ADD:
          registers[a] = registers[b] + registers[c];
          break;
        case SUB:
          registers[a] = registers[b] - registers[c];
          break;
        case MUL:
          registers[a] = Math.imul(registers[b], registers[c]);
          break;
        case XOR:
          registers[a] = registers[b] ^ registers[c];
          break;
        case AND:
          registers[a] = registers[b] & registers[c];
          break;
        case SHR:
          registers[a] = registers[b] >>> c;
          break;
        case LOAD:
          registers[a] = memory[registers[b] & (WORDS - 1)];
          break;
        case STORE:
          memory[registers[b] & (WORDS - 1)] = registers[a];
          break;
        case JUMP_IF_LESS:
          if (registers[a] < registers[b]) at = c - FIELDS;
          break;
        case ADDI:
          registers[a] += b;
          break;
        case MOV:
          registers[a] = registers[b];
      }
    }
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
const machine = new Machine(decode(input.subarray(HEADER_BYTES, HEADER_BYTES + size)));
machine.run(budget);
writeAll(machine.registers);
writeAll(machine.memory);
