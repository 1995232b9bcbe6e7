// Evaluates an expression for each row of a table, by a walk through its tree.
import * as fs from "node:fs";

const COLUMNS = 8;
const MAX_LENGTH = 1_000_000;
const MAX_ROWS = 10_000_000;
const INT_BYTES = 4;

interface Node {
  kind: string; // "constant", "variable" or the operator
  value: number; // of the constant, or the variable's column
  left: Node | undefined;
  right: Node | undefined;
}

class Parser {
  private position = 0;

  constructor(private readonly text: string) {}

  node(): Node {
    const first = this.take();
    if (first === "(") {
      const left = this.node(), kind = this.take(), right = this.node();
      if (this.take() !== ")") process.exit(1);
      return { kind, value: 0, left, right };
    }
    if (first === "x") {
      return { kind: "variable", value: Number(this.take()), left: undefined, right: undefined };
    }
    let digits = first;
    while (this.peek() >= "0" && this.peek() <= "9") digits += this.take();
    return { kind: "constant", value: Number(digits) | 0, left: undefined, right: undefined };
  }

  private peek(): string {
    return this.text.charAt(this.position);
  }

  private take(): string {
    if (this.position >= this.text.length) process.exit(1);
    return this.text.charAt(this.position++);
  }
}

function evaluate(node: Node, row: Int32Array): number {
  if (node.kind === "constant") return node.value;
  if (node.kind === "variable") return row[node.value];
  const left = evaluate(node.left!, row), right = evaluate(node.right!, row);
  switch (node.kind) {
    case "+": return (left + right) | 0;
    case "-": return (left - right) | 0;
    case "*": return Math.imul(left, right);
    case "&": return left & right;
    case "|": return left | right;
    case "^": return left ^ right;
    default: return left < right ? 1 : 0;
  }
}

function writeAll(data: ArrayBufferView): void {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
}

const input = fs.readFileSync(0);

function intAt(position: number, smallest: number, largest: number): number {
  if (position + INT_BYTES > input.length) process.exit(1);
  const value = input.readInt32LE(position);
  if (value < smallest || value > largest) process.exit(1);
  return value;
}

const length = intAt(0, 1, MAX_LENGTH);
const rows = intAt(INT_BYTES + length, 0, MAX_ROWS);
const begin = 2 * INT_BYTES + length, rowBytes = COLUMNS * INT_BYTES;
if (begin + rows * rowBytes > input.length) process.exit(1);
const root = new Parser(input.toString("latin1", INT_BYTES, INT_BYTES + length)).node();
const values = new Int32Array(rows), row = new Int32Array(COLUMNS);
for (let i = 0; i < rows; i++) {
  for (let column = 0; column < COLUMNS; column++)
    row[column] = input.readInt32LE(begin + i * rowBytes + column * INT_BYTES);
  values[i] = evaluate(root, row);
}
writeAll(values);
