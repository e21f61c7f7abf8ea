/**
 * How much faster a batch runs many small studies than `seedrank run` does one after another, and how long it takes to see
 * that 200 finished studies are up to date. Alone: `node dist/test/bench/engine-batch.js [studies]`.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { program, smallStudy } from '../pipeline/small-study.ts';

const FINISHED = 200;

/** Prints its figures; leaves nothing behind. */
export async function benchBatch(studies = 40): Promise<void> {
  const { folder } = smallStudy();
  try {
    benchRuns(folder, studies);
    benchFreshness(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Studies of their own counts each, so that little can be shared. */
function benchRuns(folder: string, studies: number): void {
  const rows = ['name,counts', ...Array.from({ length: studies }, (_, k) => `s${k},${ownCounts(folder, k)}`)];
  writeTemplate(folder, 'mirna: hsa-miR-9-5p\nutrs: utrs.fa\n');
  writeFileSync(join(folder, 'batch.csv'), `${rows.join('\n')}\n`);
  const batch = ['batch', 'batch.csv', '--template', 'template.yml'];
  const together = seconds(() => seedrank(folder, ...batch, '--out', 'together'));
  const single = seconds(() => seedrank(folder, ...batch, '--out', 'single', '--threads', '1'));
  const alone = seconds(() => {
    for (let k = 0; k < studies; k++) {
      seedrank(folder, 'run', 'template.yml', '--counts', `counts${k}.tsv`, '--name', `s${k}`, '--out', `alone/s${k}`);
    }
  });
  console.log(`batch of ${studies} small studies          ${together.toFixed(2)} s`);
  console.log(
    `  one after another, seedrank run  ${alone.toFixed(2)} s   ${(alone / together).toFixed(2)} times as long`,
  );
  console.log(
    `  batch on one thread              ${single.toFixed(2)} s   ${(single / together).toFixed(2)} times as long`,
  );
}

function benchFreshness(folder: string): void {
  const rows = Array.from({ length: FINISHED }, (_, k) => `done${k}`);
  writeTemplate(folder, '');
  writeFileSync(join(folder, 'finished.csv'), `name\n${rows.join('\n')}\n`);
  const args = ['finished.csv', '--template', 'template.yml', '--out', 'finished'];
  seedrank(folder, 'batch', ...args);
  const status = Math.min(
    ...[1, 2, 3].map(() => seconds(() => seedrank(folder, 'batch', 'status', ...args, '--check'))),
  );
  const again = Math.min(...[1, 2, 3].map(() => seconds(() => seedrank(folder, 'batch', ...args))));
  console.log(`${FINISHED} finished studies: batch status     ${status.toFixed(2)} s`);
  console.log(`  batch again, with its page       ${again.toFixed(2)} s`);
}

function writeTemplate(folder: string, more: string): void {
  writeFileSync(
    join(folder, 'template.yml'),
    `counts: counts.tsv
samples: samples.csv
design: ~ condition
contrasts: [{ variable: condition, target: mir9, reference: control }]
${more}`,
  );
}

/** The counts of the small study, each raised by `k`. */
function ownCounts(folder: string, k: number): string {
  const [head, ...lines] = readFileSync(join(folder, 'counts.tsv'), 'utf8').trimEnd().split('\n');
  const raised = lines.map((line) => {
    const [gene, ...counts] = line.split('\t');
    return [gene, ...counts.map((count) => Number(count) + k)].join('\t');
  });
  const name = `counts${k}.tsv`;
  writeFileSync(join(folder, name), `${[head, ...raised].join('\n')}\n`);
  return name;
}

function seedrank(folder: string, ...args: readonly string[]): void {
  const { status, stderr } = spawnSync(process.execPath, [program, ...args], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`seedrank ${args.join(' ')} ended with ${status}: ${stderr}`);
}

function seconds(work: () => void): number {
  const startedAt = performance.now();
  work();
  return (performance.now() - startedAt) / 1000;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await benchBatch(Number(process.argv[2] ?? 40));
