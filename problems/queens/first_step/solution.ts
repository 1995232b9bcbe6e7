// Counts the ways to put a queen into each row of a board: tries every column of a row, and keeps the
// attacked columns and diagonals as the bits of three numbers.
import * as fs from "node:fs";

const MAX_BOARDS = 1_000_000;
const MAX_ROWS = 12;
const MAX_COLUMNS = 30;
const HEADER_BYTES = 12;

class Board {
  ways = 0;
  readonly sums: number[];
  private readonly queens: number[]; // the column of each row's queen

  constructor(
    private readonly rows: number,
    private readonly columns: number,
    private readonly blocked: Uint8Array,
  ) {
    this.sums = new Array(rows).fill(0);
    this.queens = new Array(rows).fill(0);
  }

  /** Puts queens into this row and the following ones. */
  place(row: number, straight: number, left: number, right: number): void {
    if (row === this.rows) {
      this.ways++;
      for (let r = 0; r < this.rows; r++) this.sums[r] += this.queens[r];
      return;
    }
    const taken = straight | left | right;
    for (let column = 0; column < this.columns; column++) {
      const queen = 1 << column;
      if ((taken & queen) !== 0 || this.blocked[row * this.columns + column] !== 0) continue;
      this.queens[row] = column;
      this.place(row + 1, straight | queen, (left | queen) << 1, (right | queen) >>> 1);
    }
  }
}

const input = fs.readFileSync(0);
if (input.length < HEADER_BYTES) process.exit(1);
const boards = input.readInt32LE(0), rows = input.readInt32LE(4), columns = input.readInt32LE(8);
if (boards < 0 || boards > MAX_BOARDS || rows < 1 || rows > MAX_ROWS) process.exit(1);
if (columns < 1 || columns > MAX_COLUMNS) process.exit(1);
if (input.length < HEADER_BYTES + boards * rows * columns) process.exit(1);
const output = new BigInt64Array(boards * (rows + 1));
for (let i = 0; i < boards; i++) {
  const begin = HEADER_BYTES + i * rows * columns;
  const board = new Board(rows, columns, input.subarray(begin, begin + rows * columns));
  board.place(0, 0, 0, 0);
  output.set([board.ways, ...board.sums].map(BigInt), i * (rows + 1));
}
const bytes = new Uint8Array(output.buffer);
for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
