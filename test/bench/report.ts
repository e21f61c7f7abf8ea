/**
 * Times the report stage as a whole (reading what the stages before have written, drawing, writing page, figures and their
 * data) on a simulated study of 60,000 genes with 3' UTRs, and prints the size of the page. The study is analyzed once.
 *
 *   npm run bench:report -- [--repeats 5] [--genes 60000] [--samples 8]
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { randomStream } from '../../data-samples/random.ts';
import { benchTable } from './de-tables.ts';

const UTR_LENGTH = 600;

const { values: flags } = parseArgs({
  options: {
    repeats: { type: 'string', default: '5' },
    genes: { type: 'string', default: '60000' },
    samples: { type: 'string', default: '8' },
  },
});
const root = fileURLToPath(new URL('../../', import.meta.url));
const cli = join(root, root.endsWith('dist/') ? 'pipeline/cli.js' : 'dist/pipeline/cli.js');

const table = benchTable(Number(flags.genes), Number(flags.samples), '~ batch + condition');
const results = `${table.counts}.results`;
const study = writeStudy();
run();
const seconds = Array.from({ length: Number(flags.repeats) }, () => {
  run('--force', 'report');
  return reportSeconds();
});
const megabytes = statSync(join(results, 'report.html')).size / 1e6;
console.log(
  `${table.genes} genes x ${table.samples} samples: report stage ${Math.min(...seconds).toFixed(2)} s ` +
    `(best of ${seconds.length}, worst ${Math.max(...seconds).toFixed(2)} s), page ${megabytes.toFixed(2)} MB`,
);

/** A study with a random 3' UTR for every third gene, about what annotations have. */
function writeStudy(): string {
  const utrs = `${table.counts}.utrs.fa`;
  if (!existsSync(utrs)) {
    const random = randomStream(1, 'report bench');
    const letters = () => Array.from({ length: UTR_LENGTH }, () => 'ACGT'[Math.floor(4 * random.uniform())]).join('');
    const genes = Array.from(
      { length: Math.floor(table.genes / 3) },
      (_, k) => `g${String(3 * k + 1).padStart(5, '0')}`,
    );
    writeFileSync(utrs, genes.map((gene) => `>${gene}\n${letters()}\n`).join(''));
  }
  const file = `${table.counts}.study.yml`;
  writeFileSync(
    file,
    `counts: ${table.counts}
samples: ${table.sheet}
design: ${table.design}
contrasts:
  - { variable: condition, target: mir9, reference: control }
mirna: hsa-miR-9-5p
utrs: ${utrs}
`,
  );
  return file;
}

function run(...more: string[]): void {
  const { status, stderr } = spawnSync(process.execPath, [cli, 'run', study, '--out', results, ...more], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
}

/** The stage's time in the last trace. */
function reportSeconds(): number {
  const folder = join(results, 'pipeline_info');
  const last = readdirSync(folder)
    .filter((name) => name.startsWith('execution_trace_'))
    .sort()
    .at(-1) as string;
  const [header, ...rows] = readFileSync(join(folder, last), 'utf8').trimEnd().split('\n');
  const column = (name: string) => (header as string).split('\t').indexOf(name);
  const row = rows.map((one) => one.split('\t')).find((cells) => cells[column('name')] === 'report');
  return Number.parseFloat(row?.[column('realtime')] ?? 'NaN');
}
