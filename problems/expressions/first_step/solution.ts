// Evaluates an expression for all rows of a table together: each operation makes a whole column.
import * as fs from "node:fs";

const COLUMNS = 8;
const MAX_LENGTH = 1_000_000;
const MAX_ROWS = 10_000_000;
const INT_BYTES = 4;

type Column = Int32Array;

const input = fs.readFileSync(0);

function intAt(position: number, smallest: number, largest: number): number {
  if (position + INT_BYTES > input.length) process.exit(1);
  const value = input.readInt32LE(position);
  if (value < smallest || value > largest) process.exit(1);
  return value;
}

function apply(operator: string, left: Column, right: Column): Column {
  const to = new Int32Array(left.length);
  switch (operator) {
    case "+": for (let i = 0; i < to.length; i++) to[i] = left[i] + right[i]; break;
    case "-": for (let i = 0; i < to.length; i++) to[i] = left[i] - right[i]; break;
    case "*": for (let i = 0; i < to.length; i++) to[i] = Math.imul(left[i], right[i]); break;
    case "&": for (let i = 0; i < to.length; i++) to[i] = left[i] & right[i]; break;
    case "|": for (let i = 0; i < to.length; i++) to[i] = left[i] | right[i]; break;
    case "^": for (let i = 0; i < to.length; i++) to[i] = left[i] ^ right[i]; break;
    default: for (let i = 0; i < to.length; i++) to[i] = left[i] < right[i] ? 1 : 0;
  }
  return to;
}

function evaluate(text: string, columns: Column[], rows: number): Column {
  const values: Column[] = [], operators: string[] = [];
  for (const token of text.match(/x\d|\d+|[^(]/g) ?? []) {
    if (token === ")") {
      const right = values.pop()!, left = values.pop()!;
      values.push(apply(operators.pop()!, left, right));
    } else if (token[0] === "x") values.push(columns[Number(token[1])]);
    else if (/\d/.test(token)) values.push(new Int32Array(rows).fill(Number(token)));
    else operators.push(token);
  }
  return values[0];
}

function writeAll(data: ArrayBufferView): void {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
}

const length = intAt(0, 1, MAX_LENGTH);
const rows = intAt(INT_BYTES + length, 0, MAX_ROWS);
const begin = 2 * INT_BYTES + length, rowBytes = COLUMNS * INT_BYTES;
if (begin + rows * rowBytes > input.length) process.exit(1);
const columns = Array.from({ length: COLUMNS }, () => new Int32Array(rows));
for (let i = 0; i < rows; i++)
  for (let column = 0; column < COLUMNS; column++)
    columns[column][i] = input.readInt32LE(begin + i * rowBytes + column * INT_BYTES);
writeAll(evaluate(input.toString("latin1", INT_BYTES, INT_BYTES + length), columns, rows));
