/**
 * Times whole runs of `seedrank de` on simulated tables and, where Rscript with DESeq2 and edgeR is installed, the same work
 * in R on the same files in turn, and says how far the two tables are apart.
 *
 *   npm run bench:de -- [--repeats 3] [--threads 2] [--tables 60000x8,60000x100] [--engines deseq2,edger-ql] [--no-r]
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { quantileType7 } from '../../src/stats/ranks/quantile.ts';
import { type BenchTable, benchTable } from './de-tables.ts';

const TABLES: readonly (readonly [genes: number, samples: number, design: string])[] = [
  [60_000, 8, '~ condition'],
  [60_000, 100, '~ condition'],
  [20_000, 500, '~ condition'],
  [60_000, 16, '~ batch + condition'],
  [60_000, 20, '~ donor + condition'],
];

const ENGINES = ['deseq2', 'edger-ql', 'edger-ql-legacy', 'edger-lrt', 'limma-voom', 'limma-trend'] as const;
type BenchEngine = (typeof ENGINES)[number];

/** Fold change, p-value and adjusted p-value; Debian's edgeR cannot do what edger-ql does, so that nothing is compared. */
const COMPARED: Readonly<Record<BenchEngine, readonly string[]>> = {
  deseq2: ['log2FoldChange', 'pvalue', 'padj'],
  'edger-ql': [],
  'edger-ql-legacy': ['logFC', 'PValue', 'FDR'],
  'edger-lrt': ['logFC', 'PValue', 'FDR'],
  'limma-voom': ['logFC', 'P.Value', 'adj.P.Val'],
  'limma-trend': ['logFC', 'P.Value', 'adj.P.Val'],
};

interface Run {
  readonly best: number;
  readonly median: number;
  /** Largest of the repeats. */
  readonly megabytes: number;
}

const { values: flags } = parseArgs({
  options: {
    repeats: { type: 'string', default: '3' },
    threads: { type: 'string', default: String(availableParallelism()) },
    tables: { type: 'string' },
    engines: { type: 'string' },
    'no-r': { type: 'boolean', default: false },
  },
});
const root = fileURLToPath(new URL('../../', import.meta.url));
const cli = join(root, root.endsWith('dist/') ? 'pipeline/cli.js' : 'dist/pipeline/cli.js');
const script = join(root.replace(/dist\/$/, ''), 'test/bench/de.R');
const hasR =
  !flags['no-r'] && spawnSync('Rscript', ['-e', 'packageVersion("DESeq2"); packageVersion("edgeR")']).status === 0;

console.log(
  `${flags.threads} threads, best (median) of ${flags.repeats} before and as many after R; R: ${hasR ? 'once' : 'not run'}`,
);
for (const [genes, samples, design] of TABLES) {
  if (flags.tables !== undefined && !flags.tables.split(',').includes(`${genes}x${samples}`)) continue;
  const table = benchTable(genes, samples, design);
  for (const engine of ENGINES) {
    if (
      flags.engines === undefined ? engine !== 'deseq2' && genes < 60_000 : !flags.engines.split(',').includes(engine)
    ) {
      continue;
    }
    console.log(
      `${`${table.name} ${engine}`.padEnd(38)} ${timeEngine(table, engine)}   load ${loadavg()[0]!.toFixed(1)}`,
    );
  }
}

/** What one engine takes, here and in R. */
function timeEngine(table: BenchTable, engine: BenchEngine): string {
  const ours = `${table.counts}.seedrank.tsv`;
  const runMine = () => timeRuns(Number(flags.repeats), process.execPath, argumentsOf(table, engine, ours));
  const runs = runMine();
  if (!hasR) return `seedrank ${describe(summarize(runs))}`;
  const theirs = `${table.counts}.R.tsv`;
  const r = summarize(timeRuns(1, 'Rscript', [script, table.counts, table.sheet, table.design, theirs, engine]));
  // The speed of a machine that others use changes by the minute: runs before and after R are its neighbors.
  const mine = summarize([...runs, ...runMine()]);
  const ratio = `${(r.best / mine.best).toFixed(1)} (${(r.best / mine.median).toFixed(1)}) times as fast`;
  const memory = `${(mine.megabytes / r.megabytes).toFixed(2)} of the memory`;
  const columns = COMPARED[engine];
  const same = columns.length === 0 ? '' : `; ${compare(ours, theirs, columns)}`;
  return `seedrank ${describe(mine)}   R ${describe(r)}   ${ratio}, ${memory}${same}`;
}

function argumentsOf({ counts, sheet, design }: BenchTable, engine: BenchEngine, out: string): string[] {
  const files = ['--counts', counts, '--samples', sheet, '--out', out];
  return [cli, 'de', '--engine', engine, ...files, '--design', design, '--threads', flags.threads];
}

interface Timing {
  readonly seconds: number;
  readonly megabytes: number;
}

/** Wall time and peak memory of whole runs of a program, by GNU time where it is installed. */
function timeRuns(repeats: number, program: string, args: readonly string[]): Timing[] {
  return Array.from({ length: repeats }, () => {
    const measured = existsSync('/usr/bin/time');
    const command = measured ? ['/usr/bin/time', '-f', 'peak %M', program, ...args] : [program, ...args];
    const start = performance.now();
    const { status, stderr } = spawnSync(command[0]!, command.slice(1), { encoding: 'utf8' });
    const seconds = (performance.now() - start) / 1000;
    if (status !== 0) throw new Error(`${program} failed:\n${stderr}`);
    return { seconds, megabytes: Number(/peak (\d+)/.exec(stderr)?.[1] ?? Number.NaN) / 1024 };
  });
}

function summarize(timings: readonly Timing[]): Run {
  const seconds = Float64Array.from(timings, (timing) => timing.seconds).sort();
  const megabytes = Math.max(...timings.map((timing) => timing.megabytes));
  return { best: seconds[0]!, median: quantileType7(seconds, 0.5), megabytes };
}

function describe({ best, median, megabytes }: Run): string {
  return `${best.toFixed(2).padStart(6)} (${median.toFixed(2)}) s ${megabytes.toFixed(0).padStart(5)} MB`;
}

/** In how many genes fold change, p-value or adjusted p-value are off by more than 1e-6, and whether NA are where R has them. */
function compare(ours: string, theirs: string, columns: readonly string[]): string {
  const [a, b] = [columnsOf(ours), columnsOf(theirs)];
  const rows = b.get(columns[0]!)!.length;
  let off = 0;
  let missing = 0;
  for (let row = 0; row < rows; row++) {
    const cells = columns.map((name) => [a.get(name)![row]!, b.get(name)![row]!] as const);
    if (cells.some(([x, y]) => Number.isNaN(x) !== Number.isNaN(y))) missing++;
    else if (cells.some(([x, y]) => Math.abs(x - y) > 1e-6 * Math.abs(y) + 1e-300)) off++;
  }
  return `${off} of ${rows} genes off by more than 1e-6, ${missing} with other NA`;
}

function columnsOf(file: string): Map<string, Float64Array> {
  const [header = '', ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n');
  const cells = lines.map((line) => line.split('\t'));
  return new Map(
    header
      .split('\t')
      .map((name, k) => [name, Float64Array.from(cells, (row) => (row[k] === 'NA' ? Number.NaN : Number(row[k])))]),
  );
}
