import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RunEvent } from '../../pipeline/engine/events.ts';
import { listFiles } from '../../pipeline/engine/files.ts';

// From the sources, or from dist/test.
const programs = ['../../dist/pipeline/cli.js', '../../pipeline/cli.js'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);
export const program = programs.find(existsSync) as string;
if (program === undefined) throw new Error('these tests drive the built program: run `npm run build` first');

export interface SmallStudy {
  readonly folder: string;
  readonly study: string;
  readonly results: string;
}

const studyIn = (folder: string): SmallStudy => ({
  folder,
  study: join(folder, 'study.yml'),
  results: join(folder, 'results'),
});

const samples = ['c1', 'c2', 'c3', 'm1', 'm2', 'm3', 'k1', 'k2', 'k3'];

/**
 * A study of 250 genes (or `genes`) and 9 samples in three groups, mir9, mock and control, in a folder of its own: negative binomial
 * noise from a fixed generator, every fifth gene with a miR-9 site and four times less expressed in mir9.
 */
export function smallStudy(overrides: Readonly<Record<string, string>> = {}, genes = 250): SmallStudy {
  const folder = mkdtempSync(join(tmpdir(), 'seedrank-study-'));
  const random = generator(7);
  const counts = [['gene_id', ...samples].join('\t')];
  const utrs: string[] = [];
  for (let gene = 0; gene < genes; gene++) {
    const mean = 20 * 2 ** (7 * random());
    const isTarget = gene % 5 === 0;
    const row = samples.map((sample) => {
      // The sum of four exponentials is gamma distributed: a dispersion of a quarter.
      const scatter = [0, 0, 0, 0].reduce((sum) => sum - Math.log(1 - random()), 0) / 4;
      return Math.round(mean * scatter * (isTarget && sample.startsWith('m') ? 0.25 : 1));
    });
    counts.push([`gene${gene}`, ...row].join('\t'));
    const letters = Array.from({ length: 300 }, () => 'ACGT'[Math.floor(4 * random())]).join('');
    utrs.push(`>gene${gene}\n${isTarget ? `${letters.slice(0, 150)}ACCAAAGA${letters.slice(150)}` : letters}\n`);
  }
  const group = (sample: string): string => ({ c: 'control', m: 'mir9', k: 'mock' })[sample[0] as string] as string;
  const sheet = samples.map((sample) => `${sample},${group(sample)},b${sample[1]}`);
  const files: Record<string, string> = {
    'counts.tsv': `${counts.join('\n')}\n`,
    'samples.csv': `sample,condition,batch\n${sheet.join('\n')}\n`,
    'utrs.fa': utrs.join(''),
    'study.yml': `name: small
counts: counts.tsv
samples: samples.csv
design: ~ condition
contrasts:
  - { variable: condition, target: mir9, reference: control }
  - { variable: condition, target: mock, reference: control }
mirna: hsa-miR-9-5p
utrs: utrs.fa
accessibility: off
`,
    ...overrides,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return studyIn(folder);
}

/** The same with 60 genes and one contrast, for tests that run it often. */
export function smallestStudy(overrides: Readonly<Record<string, string>> = {}): SmallStudy {
  const study = `name: smallest
counts: counts.tsv
samples: samples.csv
design: ~ condition
contrasts:
  - { variable: condition, target: mir9, reference: control }
mirna: hsa-miR-9-5p
utrs: utrs.fa
accessibility: off
`;
  return smallStudy({ 'study.yml': study, ...overrides }, 60);
}

/** A copy of a study, with what was made of it, in a folder of its own. */
export function copyStudy({ folder }: SmallStudy): SmallStudy {
  const copy = mkdtempSync(join(tmpdir(), 'seedrank-study-'));
  cpSync(folder, copy, { recursive: true, preserveTimestamps: true });
  return studyIn(copy);
}

/** Numbers in [0, 1) from a 32-bit linear congruential generator (Numerical Recipes' constants). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built program to its end in a folder. */
export function seedrank(folder: string, ...args: string[]): Ended {
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { code: status, signal, stdout, stderr };
}

export interface RunReport extends Ended {
  readonly events: readonly RunEvent[];
  /** The instances that really ran, sorted. */
  readonly executed: readonly string[];
}

/** `seedrank run --json` with what its events say. */
export function run({ folder }: SmallStudy, ...args: string[]): RunReport {
  const ended = seedrank(folder, 'run', 'study.yml', '--json', ...args);
  const events = eventsOf(ended.stdout);
  const executed = events.flatMap((event) => (event.type === 'stage-finished' ? [event.stage] : []));
  return { ...ended, events, executed: executed.sort() };
}

export function eventsOf(stdout: string): RunEvent[] {
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as RunEvent);
}

export interface Interruption {
  /** Of the run. */
  readonly args?: readonly string[];
  /** How the signal reaches the process; by default sent to it. */
  readonly send?: (pid: number, signal: NodeJS.Signals) => void;
}

/** How long a process took to stop, and for how much of it the machine let us look: one that stands still counts for nothing. */
export interface StopTime {
  readonly ms: number;
  readonly awakeMs: number;
}

const tickMs = 10;

/** A stop that waits for no work takes less; `npm run bench:engine` measures it on a quiet machine. */
export const promptMs = 5000;

/** A watch that starts now; its reading is taken by calling it. */
export function startWatch(): () => StopTime {
  const startedAt = performance.now();
  let ticks = 0;
  const clock = setInterval(() => ticks++, tickMs);
  return () => {
    clearInterval(clock);
    return { ms: performance.now() - startedAt, awakeMs: ticks * tickMs };
  };
}

/** Starts a run, in a process group of its own, and sends it a signal once `when` says so of its events or its age. */
export function interrupt(
  { folder }: SmallStudy,
  signal: NodeJS.Signals,
  when: { readonly event: (event: RunEvent) => boolean } | { readonly afterMs: number },
  { args = [], send: deliver = process.kill }: Interruption = {},
): Promise<Ended & { readonly stopped: StopTime | undefined }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, 'run', 'study.yml', '--json', ...args], {
      cwd: folder,
      detached: true,
    });
    let stdout = '';
    let stderr = '';
    let stopped: (() => StopTime) | undefined;
    const send = (): void => {
      if (stopped !== undefined) return;
      stopped = startWatch();
      if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) deliver(child.pid, signal);
    };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      if ('event' in when && eventsOf(stdout.slice(0, stdout.lastIndexOf('\n') + 1)).some(when.event)) send();
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    const timer = 'afterMs' in when ? setTimeout(send, when.afterMs) : undefined;
    child.on('error', reject);
    child.on('close', (code, ended) => {
      clearTimeout(timer);
      resolve({ code, signal: ended, stdout, stderr, stopped: stopped?.() });
    });
  });
}

/** Files that tell when something was done: everything else is the same whenever and however often a study is run. */
const timing = /pipeline_info\/execution_(trace|timeline)_|^ro-crate-metadata\.json$|digests\.json$/;

/** Every result and cached file with its bytes, without those that tell the time. */
export function contents({ results }: SmallStudy): Record<string, string> {
  const files = listFiles(results).filter((file) => !timing.test(file));
  return Object.fromEntries(files.map((file) => [file, readFileSync(join(results, file), 'latin1')]));
}
