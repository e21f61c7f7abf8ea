/**
 * How fast and in how much memory tables are read and written, each case in a process of its own; exits with 1 if a limit is
 * missed. Run `npm run bench:io` (or `npm run build && node dist/test/bench/io.js`).
 */

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { randomStream } from '../../data-samples/random.ts';
import { openInput } from '../../pipeline/files/open-input.ts';
import { readTypedMatrix, writeTypedMatrix } from '../../pipeline/files/typed-matrices.ts';
import { writeTable } from '../../pipeline/files/write-table.ts';
import { readCountMatrix } from '../../src/formats/counts/count-table.ts';
import { formatTable } from '../../src/formats/delimited/format-table.ts';
import { type Column, readTable } from '../../src/formats/delimited/read-table.ts';
import { readFasta, streamFasta } from '../../src/formats/sequences/fasta.ts';

const GENES = 60_000;
const REPEATS = 7;
const folder = join(tmpdir(), 'seedrank-bench-io');
const file = (name: string) => join(folder, name);

interface Case {
  readonly what: string;
  readonly run: () => unknown;
  /** Limit for the best of all repeats, in milliseconds. */
  readonly limitMs: number;
  /** The matrix that memory is measured against, in bytes: the peak beyond an idle process may be three times as large. */
  readonly matrixBytes?: number;
}

const cases: readonly Case[] = [
  count('read counts 60,000 x 100', 'counts100.tsv', 300, 100),
  count('read counts 60,000 x 100, .gz', 'counts100.tsv.gz', 500, 100),
  count('read counts 60,000 x 8', 'counts8.tsv', 60, 8),
  count('read counts 60,000 x 8, .gz', 'counts8.tsv.gz', 80, 8),
  {
    what: 'read estimated counts 60,000 x 8, rounded',
    run: () => readCountMatrix(openInput(file('estimated8.tsv')), { fractions: 'round' }),
    limitMs: 150,
  },
  { what: 'format results 60,000 x 7', run: () => formatTable(results()), limitMs: 300 },
  { what: 'read results 60,000 x 7', run: () => readTable(openInput(file('results.tsv'))), limitMs: 200 },
  { what: 'write binary matrix 60,000 x 100', run: () => writeTypedMatrix(file('out.bin'), bigMatrix()), limitMs: 100 },
  { what: 'read binary matrix 60,000 x 100', run: () => readTypedMatrix(file('matrix.bin')), limitMs: 60 },
  { what: "read FASTA, 20,000 3' UTRs (30 MB)", run: () => readFasta(openInput(file('utrs.fa'))), limitMs: 300 },
  { what: "stream FASTA, 20,000 3' UTRs (30 MB)", run: countRecords, limitMs: 500 },
];

function count(what: string, name: string, limitMs: number, samples: number): Case {
  return { what, run: () => readCountMatrix(openInput(file(name))), limitMs, matrixBytes: GENES * samples * 4 };
}

async function countRecords(): Promise<number> {
  let records = 0;
  for await (const _ of streamFasta(openInput(file('utrs.fa')))) records++;
  return records;
}

const ids = () => Array.from({ length: GENES }, (_, g) => `ENSG${String(g).padStart(11, '0')}`);

let made: Map<string, Column> | undefined;
function results(): Map<string, Column> {
  const { uniform } = randomStream(1, 'results');
  made ??= new Map<string, Column>([
    ['gene_id', ids()],
    ...Array.from({ length: 7 }, (_, c): [string, Column] => [
      `column${c}`,
      Float64Array.from({ length: GENES }, () => (uniform() < 0.1 ? Number.NaN : Math.exp(20 * uniform() - 15))),
    ]),
  ]);
  return made;
}

let big: { rowNames: string[]; columnNames: string[]; data: Int32Array } | undefined;
function bigMatrix() {
  const columnNames = Array.from({ length: 100 }, (_, s) => `s${s}`);
  big ??= { rowNames: ids(), columnNames, data: new Int32Array(GENES * 100).map((_, i) => i % 5000) };
  return big;
}

/** Log-uniform means from 0.2 to 1800, so that the number of digits is that of real tables. */
function countText(samples: number, fraction = ''): string {
  const { uniform } = randomStream(samples, 'counts');
  const lines = [`gene_id\t${Array.from({ length: samples }, (_, s) => `sample_${s + 1}`).join('\t')}`];
  for (const id of ids()) {
    const mean = Math.exp(9 * uniform() - 1.5);
    lines.push(
      `${id}\t${Array.from({ length: samples }, () => Math.floor(mean * (0.5 + uniform())) + fraction).join('\t')}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

async function makeFiles(): Promise<void> {
  if (existsSync(file('utrs.fa'))) return;
  mkdirSync(folder, { recursive: true });
  for (const samples of [8, 100]) {
    const text = countText(samples);
    writeFileSync(file(`counts${samples}.tsv`), text);
    writeFileSync(file(`counts${samples}.tsv.gz`), gzipSync(text));
  }
  writeFileSync(file('estimated8.tsv'), countText(8, '.37'));
  await writeTable(file('results.tsv'), results());
  await writeTypedMatrix(file('matrix.bin'), bigMatrix());
  const { uniform } = randomStream(3, 'utrs');
  const line = () => Array.from({ length: 60 }, () => 'ACGT'[Math.floor(4 * uniform())]).join('');
  const lines = Array.from({ length: 500 }, line);
  const record = (r: number) => Array.from({ length: 25 }, (_, i) => lines[(r * 7 + i * 13) % 500]).join('\n');
  writeFileSync(
    file('utrs.fa'),
    Array.from({ length: 20_000 }, (_, r) => `>SIMT${r}|SIMG${r}\n${record(r)}\n`).join(''),
  );
}

interface Measured {
  readonly firstMs: number;
  readonly bestMs: number;
  readonly peakBytes: number;
}

/** Runs one case in this process: the first run shows the cold time and, for reading, the memory that one read takes. */
async function measure({ run, matrixBytes }: Case): Promise<Measured> {
  const idle = process.resourceUsage().maxRSS;
  const times: number[] = [];
  let peak = 0;
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    const start = performance.now();
    await run();
    times.push(performance.now() - start);
    if (repeat === 0) peak = process.resourceUsage().maxRSS - idle;
  }
  return { firstMs: times[0]!, bestMs: Math.min(...times), peakBytes: matrixBytes === undefined ? 0 : peak * 1024 };
}

const only = process.argv[2];
if (only !== undefined) {
  console.log(JSON.stringify(await measure(cases[Number(only)]!)));
} else {
  await makeFiles();
  let missed = 0;
  console.log(
    `${'case'.padEnd(44)}${'first ms'.padStart(10)}${'best ms'.padStart(10)}${'limit'.padStart(8)}  peak memory`,
  );
  cases.forEach(({ what, limitMs, matrixBytes }, index) => {
    const output = execFileSync(process.execPath, [fileURLToPath(import.meta.url), String(index)], {
      encoding: 'utf8',
    });
    const { firstMs, bestMs, peakBytes } = JSON.parse(output) as Measured;
    // A small matrix drowns in what the process takes anyway.
    const factor = matrixBytes !== undefined && matrixBytes > 1e7 ? peakBytes / matrixBytes : undefined;
    const memory = factor === undefined ? '' : `${factor.toFixed(2)} x the matrix (limit 3)`;
    const ok = bestMs <= limitMs && (factor ?? 0) <= 3;
    if (!ok) missed++;
    console.log(
      `${what.padEnd(44)}${firstMs.toFixed(1).padStart(10)}${bestMs.toFixed(1).padStart(10)}${String(limitMs).padStart(8)}  ${memory}${ok ? '' : '  MISSED'}`,
    );
  });
  process.exitCode = missed > 0 ? 1 : 0;
}
