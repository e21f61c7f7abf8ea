/**
 * Times Cox regression of survival on each gene of a matrix, alone and adjusted, in one thread and in two, and a Kaplan-Meier
 * curve of many patients; where Rscript with the package survival is installed, R's coxph() in a loop over a few of the genes,
 * which is scaled to all of them and said to be.
 *
 *   npm run bench:survival -- [--genes 20000] [--patients 1900] [--no-r]
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { createRandom } from '../../src/stats/random/seeded-random.ts';
import type { CoxTerm } from '../../src/survival/cox/model-columns.ts';
import { kaplanMeier } from '../../src/survival/curves/kaplan-meier.ts';
import { fitGeneModels, planGeneModels } from '../../src/survival/many-genes/fit-gene-models.ts';

const R_GENES = 40;

interface Cohort {
  readonly time: Float64Array;
  readonly event: Float64Array;
  readonly covariates: readonly CoxTerm[];
  /** [genes x patients]. */
  readonly values: Float64Array;
}

/** About 58 percent of patients with an event at times to a tenth of a month, as in METABRIC; a gene in 20 has an effect. */
function simulateCohort(genes: number, patients: number): Cohort {
  const random = createRandom(20182);
  const values = Float64Array.from({ length: genes * patients }, () => random.normal());
  const covariates = Array.from({ length: 5 }, (_, j): CoxTerm => {
    const column = Float64Array.from({ length: patients }, () => random.normal());
    return { name: `x${j + 1}`, kind: 'number', values: column };
  });
  const time = new Float64Array(patients);
  const event = new Float64Array(patients);
  for (let i = 0; i < patients; i++) {
    const risk = 0.4 * (covariates[0]!.values[i] as number) + 0.2 * values[i]!;
    const dies = (-Math.log(1 - random.uniform()) * 150) / Math.exp(risk);
    const leaves = 300 * random.uniform();
    time[i] = Math.ceil(10 * Math.min(dies, leaves)) / 10;
    event[i] = Number(dies <= leaves);
  }
  return { time, event, covariates, values };
}

interface Work {
  readonly cohort: Cohort;
  readonly adjusted: boolean;
}

function runModels({ cohort, adjusted }: Work): void {
  const plan = planGeneModels(cohort, adjusted ? cohort.covariates : []);
  fitGeneModels(plan, cohort.values);
}

interface Timing {
  readonly seconds: number;
  /** Of all threads: what a machine that does nothing else would need, divided by the threads. */
  readonly cpuSeconds: number;
}

async function runInThreads({ cohort, adjusted }: Work, threads: number): Promise<Timing> {
  const patients = cohort.time.length;
  const genes = cohort.values.length / patients;
  const workers = Array.from({ length: threads }, (_, t) => {
    const [from, to] = [t, t + 1].map((part) => Math.floor((genes * part) / threads) * patients);
    const values = cohort.values.slice(from, to);
    return new Worker(new URL(import.meta.url), { workerData: { cohort: { ...cohort, values }, adjusted } });
  });
  const answers = (): Promise<unknown>[] =>
    workers.map((worker) => new Promise((done) => worker.once('message', done)));
  await Promise.all(answers());
  const start = performance.now();
  const before = process.cpuUsage();
  const finished = answers();
  for (const worker of workers) worker.postMessage('go');
  await Promise.all(finished);
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(before);
  await Promise.all(workers.map((worker) => worker.terminate()));
  return { seconds, cpuSeconds: (user + system) / 1e6 };
}

const describe = ({ seconds, cpuSeconds }: Timing): string =>
  `${seconds.toFixed(seconds < 1 ? 3 : 2)} s (${cpuSeconds.toFixed(seconds < 1 ? 3 : 2)} s of CPU)`;

function secondsOfR(cohort: Cohort, covariates: number, folder: string): number {
  const patients = cohort.time.length;
  const columns: [string, (i: number) => number][] = [
    ['time', (i) => cohort.time[i]!],
    ['event', (i) => cohort.event[i]!],
    ...cohort.covariates.map(({ name, values }): [string, (i: number) => number] => [name, (i) => values[i] as number]),
    ...Array.from({ length: R_GENES }, (_, g): [string, (i: number) => number] => [
      `gene${g}`,
      (i) => cohort.values[g * patients + i]!,
    ]),
  ];
  const lines = Array.from({ length: patients }, (_, i) => columns.map(([, cellOf]) => cellOf(i)).join('\t'));
  const file = join(folder, 'cohort.tsv');
  writeFileSync(file, `${[columns.map(([name]) => name).join('\t'), ...lines].join('\n')}\n`);
  const script = fileURLToPath(new URL('survival.R', import.meta.url)).replace('/dist/', '/');
  const { stdout, status, stderr } = spawnSync('Rscript', [script, file, String(covariates)], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return Number(stdout);
}

async function printAll(): Promise<void> {
  const { values: flags } = parseArgs({
    options: {
      genes: { type: 'string', default: '20000' },
      patients: { type: 'string', default: '1900' },
      'no-r': { type: 'boolean', default: false },
    },
  });
  const [genes, patients] = [Number(flags.genes), Number(flags.patients)];
  const cohort = simulateCohort(genes, patients);
  const events = cohort.event.reduce((sum, value) => sum + value, 0);
  const hasR = !flags['no-r'] && spawnSync('Rscript', ['-e', 'library(survival)']).status === 0;
  console.log(
    `Cox models of ${genes} genes, ${patients} patients, ${events} events; R: ${hasR ? 'coxph() in a loop' : 'not run'}`,
  );
  const folder = mkdtempSync(join(tmpdir(), 'seedrank-bench-'));
  try {
    for (const adjusted of [false, true]) {
      const [one, two] = [await runInThreads({ cohort, adjusted }, 1), await runInThreads({ cohort, adjusted }, 2)];
      let line = `${adjusted ? 'with 5 covariates' : 'univariable'.padEnd(17)}  1 thread ${describe(one)}   2 threads ${describe(two)}`;
      if (hasR) {
        const some = secondsOfR(cohort, adjusted ? 5 : 0, folder);
        line += `   R ${((some / R_GENES) * genes).toFixed(0)} s, from ${R_GENES} genes in ${some.toFixed(2)} s`;
      }
      console.log(line);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  const random = createRandom(20183);
  const time = Float64Array.from({ length: 100_000 }, () => Math.ceil(3000 * random.uniform()) / 10);
  const event = time.map(() => Number(random.uniform() < 0.5));
  const continuous = Float64Array.from({ length: 100_000 }, () => 3000 * random.uniform());
  console.log('Kaplan-Meier of 100,000 patients, the first curve and the best of the next five:');
  for (const [name, times] of [['3,000 distinct times', time] as const, ['all times distinct', continuous] as const]) {
    const runs = Array.from({ length: 6 }, () => timeCurve(times, event));
    const best = runs.slice(1).reduce((least, run) => (run.seconds < least.seconds ? run : least));
    console.log(`${name.padEnd(22)} ${describe(runs[0]!)}   ${describe(best)}`);
  }
}

function timeCurve(time: Float64Array, event: Float64Array): Timing {
  const start = performance.now();
  const before = process.cpuUsage();
  kaplanMeier({ time, event });
  const { user, system } = process.cpuUsage(before);
  return { seconds: (performance.now() - start) / 1000, cpuSeconds: (user + system) / 1e6 };
}

if (isMainThread) await printAll();
else {
  parentPort!.postMessage('ready');
  parentPort!.once('message', () => {
    runModels(workerData as Work);
    parentPort!.postMessage('done');
  });
}
