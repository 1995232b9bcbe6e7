// Breadth-first search from one source after the other, with a queue and the distances of all nodes.
import * as fs from "node:fs";

const MAX_NODES = 50_000;
const MAX_EDGES = 1_000_000;
const MAX_SOURCES = 100_000;
const INT_BYTES = 4;
const SUMS_BYTES = 12;

const input = fs.readFileSync(0);
let position = 0;

function takeNumber(least: number, most: number): number {
  if (input.length - position < INT_BYTES) process.exit(1);
  const value = input.readInt32LE(position);
  position += INT_BYTES;
  if (value < least || value > most) process.exit(1);
  return value;
}

/** The neighbours of each node. */
function takeGraph(nodes: number, edges: number): number[][] {
  const graph: number[][] = Array.from({ length: nodes }, () => []);
  for (let i = 0; i < edges; i++) {
    const u = takeNumber(0, nodes - 1), v = takeNumber(0, nodes - 1);
    graph[u].push(v);
    graph[v].push(u);
  }
  return graph;
}

function search(graph: number[][], source: number): { reached: number; sum: number } {
  const distance: number[] = new Array(graph.length).fill(-1);
  const queue = [source];
  distance[source] = 0;
  let sum = 0;
  for (let head = 0; head < queue.length; head++) {
    const u = queue[head];
    sum += distance[u];
    for (const v of graph[u]) {
      if (distance[v] >= 0) continue;
      distance[v] = distance[u] + 1;
      queue.push(v);
    }
  }
  return { reached: queue.length, sum };
}

function writeAll(bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += fs.writeSync(1, bytes, written);
}

const nodes = takeNumber(1, MAX_NODES), edges = takeNumber(0, MAX_EDGES);
const sources = takeNumber(0, MAX_SOURCES);
const graph = takeGraph(nodes, edges);
const output = Buffer.alloc(sources * SUMS_BYTES);
for (let i = 0; i < sources; i++) {
  const { reached, sum } = search(graph, takeNumber(0, nodes - 1));
  output.writeInt32LE(reached, i * SUMS_BYTES);
  output.writeUInt32LE(sum % 2 ** 32, i * SUMS_BYTES + INT_BYTES);
  output.writeUInt32LE(Math.floor(sum / 2 ** 32), i * SUMS_BYTES + 2 * INT_BYTES);
}
writeAll(output);
