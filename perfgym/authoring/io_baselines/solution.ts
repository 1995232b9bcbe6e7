// I/O baseline: read the whole input, whose first eight bytes are a count, and write that many bytes.
import { readFileSync, writeSync } from "node:fs";

const data: Uint8Array = readFileSync(0);
let left = Number(new DataView(data.buffer, data.byteOffset).getBigUint64(0, true));
while (left > 0) {
  left -= writeSync(1, data, 0, Math.min(left, data.length));
}
