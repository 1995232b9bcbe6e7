// Why it is fast: the program is translated to asm.js, which is compiled ahead to machine code: registers are
// variables, and pieces without jumps are cases of a switch in a loop. The budget is paid a piece at a time.
// When less of it is left than a piece costs, the last instructions are executed by a program made of the
// piece's beginning.
import * as fs from "node:fs";

const REGISTERS = 16;
const WORDS = 256;
const MAX_SIZE = 30_000;
const MAX_BUDGET = 2_000_000_000;
const HEADER_BYTES = 8;
const HEAP_BYTES = 1 << 16; // the least that asm.js takes
const RESULTS = WORDS + REGISTERS; // where the heap has the next piece, and the budget behind it

const HALT = 0, SET = 1, JUMP_IF_LESS = 10;
const SIZES = [1, 6, 4, 4, 4, 4, 4, 4, 3, 3, 5, 3, 3];

const input = fs.readFileSync(0);
if (input.length < HEADER_BYTES) process.exit(1);
const budget = input.readInt32LE(0), size = input.readInt32LE(4);
if (budget < 0 || budget > MAX_BUDGET || size < 1 || size > MAX_SIZE) process.exit(1);
if (input.length < HEADER_BYTES + size) process.exit(1);
const code = input.subarray(HEADER_BYTES, HEADER_BYTES + size);

function isEnd(at: number): boolean {
  return code[at] === HALT || code[at] === JUMP_IF_LESS;
}

function targetOf(at: number): number {
  return at + SIZES[JUMP_IF_LESS] + code.readInt16LE(at + 3);
}

/** An instruction that is neither a jump nor a halt. */
function statement(at: number): string {
  const [operation, a, b, c] = code.subarray(at, at + 4);
  switch (operation) {
    case SET: return `r${a}=${code.readInt32LE(at + 2)};`;
    case 2: return `r${a}=(r${b}+r${c})|0;`;
    case 3: return `r${a}=(r${b}-r${c})|0;`;
    case 4: return `r${a}=imul(r${b},r${c})|0;`;
    case 5: return `r${a}=r${b}^r${c};`;
    case 6: return `r${a}=r${b}&r${c};`;
    case 7: return `r${a}=r${b}>>>${c};`;
    case 8: return `r${a}=cells[(r${b}&255)<<2>>2]|0;`;
    case 9: return `cells[(r${b}&255)<<2>>2]=r${a};`;
    case 11: return `r${a}=(r${a}+${b})|0;`;
    default: return `r${a}=r${b};`;
  }
}

/** A piece begins at the first instruction, where a jump leads, and behind each jump. */
function piecesOf(): Map<number, number> {
  const begins = new Set([0]);
  for (let at = 0; at < code.length; at += SIZES[code[at]]) {
    if (!(code[at] < SIZES.length)) process.exit(1);
    if (code[at] === JUMP_IF_LESS) begins.add(targetOf(at)).add(at + SIZES[JUMP_IF_LESS]);
  }
  return new Map([...begins].sort((one, other) => one - other).map((begin, number) => [begin, number]));
}

const pieces = piecesOf();

/** A case of the switch: it pays for the piece, executes it, and says which comes next; -1 after a halt. */
function caseOf(begin: number, number: number): string {
  let text = "", at = begin, count = 0, next = "next=-1;done=1;";
  for (; !isEnd(at) && (at === begin || !pieces.has(at)); at += SIZES[code[at]], count++) {
    text += statement(at);
  }
  if (at !== begin && pieces.has(at)) next = `next=${pieces.get(at)};`;
  else if (code[at] === JUMP_IF_LESS) {
    const target = pieces.get(targetOf(at)), otherwise = pieces.get(at + SIZES[JUMP_IF_LESS]);
    next = `if((r${code[at + 1]}|0)<(r${code[at + 2]}|0))next=${target};else next=${otherwise};`;
    count++;
  }
  return `case ${number}:if((left|0)<${count}){done=1;break;}left=(left-${count})|0;${text}${next}break;`;
}

const NUMBERS = [...Array(REGISTERS).keys()];
const LOADS = NUMBERS.map((i) => `r${i}=cells[${WORDS + i}]|0;`).join("");
const STORES = NUMBERS.map((i) => `cells[${WORDS + i}]=r${i};`).join("");
const VARIABLES = NUMBERS.map((i) => `r${i}=0`).join();

/** As text, as esbuild takes "use asm" away. */
function compiled(body: string): (left: number) => void {
  const text = `"use asm";var imul=stdlib.Math.imul;var cells=new stdlib.Int32Array(heap);
    function run(left){left=left|0;var next=0,done=0,${VARIABLES};${LOADS}${body}${STORES}
    cells[${RESULTS}]=next;cells[${RESULTS + 1}]=left;}return{run:run};`;
  return new Function("stdlib", "foreign", "heap", text)(globalThis, undefined, heap).run;
}

const heap = new ArrayBuffer(HEAP_BYTES), cells = new Int32Array(heap);
const cases = [...pieces].map(([begin, number]) => caseOf(begin, number)).join("\n");
compiled(`do{switch(next|0){${cases}}}while(!done);`)(budget);
const next = cells[RESULTS], left = cells[RESULTS + 1];
if (next >= 0 && left > 0) {
  let rest = "", at = [...pieces.keys()][next];
  for (let i = 0; i < left; i++, at += SIZES[code[at]]) rest += statement(at);
  compiled(rest)(0);
}
const results = new Int32Array([...cells.subarray(WORDS, RESULTS), ...cells.subarray(0, WORDS)]);
const output = new Uint8Array(results.buffer);
for (let written = 0; written < output.length; ) written += fs.writeSync(1, output, written);
