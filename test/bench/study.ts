/**
 * Times a study of real size from its files to its report as a whole process: 60,000 genes, 8 samples, 20,000 3' UTRs of
 * about 30 million nt, one miRNA. Prints each stage, what an unchanged run, a second contrast and 100 samples take, by how
 * many times time and memory grow with genes, 3' UTRs, samples and contrasts, and R's DESeq2 on the same counts where it is installed.
 *
 *   npm run bench:study -- [--repeats 3] [--threads 2] [--parts base,unchanged,contrasts,samples,utrs,genes,batch] [--no-r]
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type BenchStudy, writeBatch, writeStudy } from './study-files.ts';

interface Cost {
  readonly cpu: number;
  readonly wall: number;
  readonly megabytes: number;
}

const PARTS = ['base', 'unchanged', 'contrasts', 'samples', 'utrs', 'genes', 'batch'] as const;

const { values: flags } = parseArgs({
  options: {
    repeats: { type: 'string', default: '3' },
    threads: { type: 'string', default: String(availableParallelism()) },
    parts: { type: 'string', default: PARTS.join(',') },
    'no-r': { type: 'boolean', default: false },
  },
});
const root = fileURLToPath(new URL('../../', import.meta.url));
const cli = join(root, root.endsWith('dist/') ? 'pipeline/cli.js' : 'dist/pipeline/cli.js');
const parts = new Set(flags.parts.split(','));

const usual = { genes: 60_000, samples: 8, utrs: 20_000, contrasts: 1 };
console.log(`${flags.threads} threads, median of ${flags.repeats} whole processes; load ${loadavg()[0]!.toFixed(1)}`);
const base = parts.has('base') ? benchFresh('study', writeStudy(usual), true) : undefined;
if (parts.has('unchanged')) benchUnchanged(writeStudy(usual));
if (base !== undefined && !flags['no-r']) benchR(base, writeStudy(usual));
if (parts.has('contrasts')) {
  benchFresh('2 contrasts', writeStudy({ ...usual, contrasts: 2 }));
  compare('contrasts x5', benchFresh('5 contrasts', writeStudy({ ...usual, contrasts: 5 })), base);
}
if (parts.has('samples')) {
  compare('samples x10', benchFresh('80 samples', writeStudy({ ...usual, samples: 80 })), base);
  benchFresh('100 samples', writeStudy({ ...usual, samples: 100 }));
}
if (parts.has('utrs')) {
  compare("3' UTRs x2", benchFresh("40,000 3' UTRs", writeStudy({ ...usual, utrs: 40_000 })), base);
}
if (parts.has('genes')) compare('genes x2', base, benchFresh('30,000 genes', writeStudy({ ...usual, genes: 30_000 })));
if (parts.has('batch')) compare('studies x40', benchBatch(40), benchBatch(1));

/** Runs a study into a new folder, several times; `--fresh` would keep what was stored. */
function benchFresh(name: string, study: BenchStudy, showStages = false): Cost {
  const costs = Array.from({ length: Number(flags.repeats) }, () => {
    rmSync(study.results, { recursive: true, force: true });
    return measure(process.execPath, [cli, 'run', study.file, '--out', study.results, '--threads', flags.threads]);
  });
  if (showStages) printStages(study.results);
  const cost = medianCost(costs);
  report(name, cost);
  return cost;
}

function benchUnchanged(study: BenchStudy): void {
  const run = (): Cost =>
    measure(process.execPath, [cli, 'run', study.file, '--out', study.results, '--threads', flags.threads]);
  run();
  report('unchanged', medianCost(Array.from({ length: Math.max(5, Number(flags.repeats)) }, run)));
}

function benchBatch(studies: number): Cost {
  const batch = writeBatch(studies);
  rmSync(batch.results, { recursive: true, force: true });
  const args = [cli, 'batch', batch.folder, '--out', batch.results, '--threads', flags.threads];
  const cost = measure(process.execPath, args);
  report(`batch of ${studies}`, cost);
  return cost;
}

function benchR(ours: Cost, { table }: BenchStudy): void {
  const script = join(root.replace(/dist\/$/, ''), 'test/bench/de.R');
  if (spawnSync('Rscript', ['-e', 'packageVersion("DESeq2")']).status !== 0) return;
  const theirs = measure('Rscript', [
    script,
    table.counts,
    table.sheet,
    table.design,
    `${table.counts}.R.tsv`,
    'deseq2',
  ]);
  report("R's DESeq2 alone", theirs);
  console.log(`  R's DESeq2 alone takes ${(theirs.wall / ours.wall).toFixed(2)} times as long as the whole study`);
}

/** CPU and wall seconds and peak memory, by GNU time. */
function measure(program: string, args: readonly string[]): Cost {
  const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
  const { status, stderr } = spawnSync('/usr/bin/time', ['-f', 'cost %U %S %e %M', program, ...args], {
    encoding: 'utf8',
    env,
    maxBuffer: 1 << 28,
  });
  const cost = /cost ([\d.]+) ([\d.]+) ([\d.]+) (\d+)/.exec(stderr);
  if (status !== 0 || cost === null) throw new Error(`${program} ${args.join(' ')} failed:\n${stderr}`);
  const [user, system, wall, kilobytes] = cost.slice(1).map(Number) as [number, number, number, number];
  return { cpu: user + system, wall, megabytes: kilobytes / 1024 };
}

/** The median of each figure. */
function medianCost(costs: readonly Cost[]): Cost {
  const median = (of: (cost: Cost) => number): number => {
    const sorted = costs.map(of).sort((a, b) => a - b);
    return sorted[Math.floor((sorted.length - 1) / 2)]!;
  };
  return { cpu: median((c) => c.cpu), wall: median((c) => c.wall), megabytes: median((c) => c.megabytes) };
}

function report(name: string, { cpu, wall, megabytes }: Cost): void {
  const figures = [`${cpu.toFixed(2)} CPU s`, `${wall.toFixed(2)} s`, `${megabytes.toFixed(0)} MB`];
  console.log(`${name.padEnd(22)} ${figures.map((figure) => figure.padStart(12)).join(' ')}`);
}

/** By how many times a larger study costs more. */
function compare(name: string, larger: Cost | undefined, smaller: Cost | undefined): void {
  if (larger === undefined || smaller === undefined) return;
  const times = (of: (cost: Cost) => number): string => `x${(of(larger) / of(smaller)).toFixed(2)}`;
  const figures = [times((c) => c.cpu), times((c) => c.wall), times((c) => c.megabytes)];
  console.log(`  ${name.padEnd(20)} ${figures.map((figure) => figure.padStart(12)).join(' ')}`);
}

/** Wall seconds of each stage of the last run, in the order in which they ended. */
function printStages(results: string): void {
  const folder = join(results, 'pipeline_info');
  const last = readdirSync(folder)
    .filter((name) => name.startsWith('execution_trace_'))
    .sort()
    .at(-1)!;
  const [header, ...rows] = readFileSync(join(folder, last), 'utf8').trimEnd().split('\n');
  const columns = header!.split('\t');
  const cell = (row: string, name: string): string => row.split('\t')[columns.indexOf(name)]!;
  for (const row of rows) {
    console.log(`  ${cell(row, 'name').padEnd(34)} ${cell(row, 'realtime').padStart(9)} ${cell(row, 'peak_rss')}`);
  }
}
