// Precedes each attack in TypeScript: functions for attacks, and the problem's reference program. An attack is
// the function rt_attack, which is called first and returns whether the problem is solved afterwards.
import * as rt_fs from "node:fs";

/** Report on standard error that something forbidden worked; the attack then counts as not contained. */
function rt_leak_if(worked: unknown, what: string): void {
  if (worked) rt_fs.writeSync(2, `LEAK ${what}\n`);
}

/** Whether a call returns without an error. */
function rt_works(call: () => unknown): boolean {
  try {
    call();
    return true;
  } catch {
    return false;
  }
}

function rt_put(bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += rt_fs.writeSync(1, bytes, written);
}

/** Return the input. It can be read again. */
function rt_input(): Buffer {
  const bytes = Buffer.alloc(rt_fs.fstatSync(0).size);
  for (let at = 0; at < bytes.length; ) at += rt_fs.readSync(0, bytes, at, bytes.length - at, at);
  return bytes;
}

if (!(await rt_attack())) process.exit(0);

@REFERENCE@

