import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BatchEvent } from '../../pipeline/batch/batch-events.ts';
import { contents, type Ended, program, type StopTime, seedrank, smallStudy, startWatch } from './small-study.ts';

export interface SmallBatch {
  readonly folder: string;
  readonly out: string;
}

/** A template on the small study with one contrast, and a table whose rows are given as CSV. */
export function smallBatch(header: string, ...rows: readonly string[]): SmallBatch {
  return batchIn(smallStudy().folder, targets, header, ...rows);
}

const targets = 'mirna: hsa-miR-9-5p\nutrs: utrs.fa\n';

/** The same on the files of a folder, with these lines more in the template. */
export function batchIn(folder: string, more: string, header: string, ...rows: readonly string[]): SmallBatch {
  writeFileSync(
    join(folder, 'template.yml'),
    `counts: counts.tsv
samples: samples.csv
design: ~ condition
contrasts: [{ variable: condition, target: mir9, reference: control }]
${more}`,
  );
  const batch = { folder, out: join(folder, 'results') };
  writeTable(batch, header, ...rows);
  return batch;
}

export function writeTable({ folder }: SmallBatch, ...lines: readonly string[]): void {
  writeFileSync(join(folder, 'batch.csv'), `${lines.join('\n')}\n`);
}

const command = ['batch.csv', '--template', 'template.yml'];

export interface BatchReport extends Ended {
  readonly events: readonly BatchEvent[];
  /** How often each stage really ran, over all studies. */
  readonly executed: Readonly<Record<string, number>>;
}

/** `seedrank batch --json` with what its events say. */
export function runBatch({ folder }: SmallBatch, ...args: readonly string[]): BatchReport {
  const ended = seedrank(folder, 'batch', ...command, '--json', ...args);
  const events = batchEventsOf(ended.stdout);
  const executed: Record<string, number> = {};
  for (const event of events) {
    if (event.type !== 'study-event' || event.event.type !== 'stage-finished') continue;
    const stage = event.event.stage.replace(/\[.*/, '');
    executed[stage] = (executed[stage] ?? 0) + 1;
  }
  return { ...ended, events, executed };
}

/** `seedrank batch status` or `cancel`. */
export function askBatch({ folder }: SmallBatch, what: 'status' | 'cancel', ...args: readonly string[]): Ended {
  return seedrank(folder, 'batch', what, ...command, ...args);
}

/** What `batch status --json` says of each study, by its name. */
export function statesOf(batch: SmallBatch): Readonly<Record<string, string>> {
  const { studies } = JSON.parse(askBatch(batch, 'status', '--json').stdout) as {
    studies: readonly { name: string; state: string }[];
  };
  return Object.fromEntries(studies.map(({ name, state }) => [name, state]));
}

function batchEventsOf(stdout: string): BatchEvent[] {
  return stdout
    .slice(0, stdout.lastIndexOf('\n') + 1)
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as BatchEvent);
}

/** Starts a batch, acts once on the first event that `when` names, and waits for its end. */
export function disturbBatch(
  { folder }: SmallBatch,
  when: (event: BatchEvent) => boolean,
  act: (child: ChildProcess, event: BatchEvent) => void,
  ...args: readonly string[]
): Promise<Ended & { readonly stopped: StopTime | undefined }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, 'batch', ...command, '--json', ...args], { cwd: folder });
    let stdout = '';
    let stderr = '';
    let stopped: (() => StopTime) | undefined;
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      const event = stopped === undefined ? batchEventsOf(stdout).find(when) : undefined;
      if (event === undefined) return;
      stopped = startWatch();
      act(child, event);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      resolve({ code, signal, stdout, stderr, stopped: stopped?.() });
    });
  });
}

/** Every file of the results with its bytes, but for what tells the time, how SLURM was asked, or where the batch lies. */
export function batchContents({ folder, out }: SmallBatch): Record<string, string> {
  const aside = /^batch\/(slurm\/|\.lock)|^work\/\.users\/|\/ro-crate-metadata\.json$/;
  const inJson = JSON.stringify(folder).slice(1, -1);
  return Object.fromEntries(
    Object.entries(contents({ folder, study: '', results: out }))
      .filter(([file]) => !aside.test(file))
      .map(([file, text]) => [file, text.replaceAll(inJson, 'FOLDER').replaceAll(folder, 'FOLDER')]),
  );
}

/** The process that holds the results folder of a study. */
export function holderOf({ out }: SmallBatch, slug: string): number | undefined {
  try {
    const { pid } = JSON.parse(readFileSync(join(out, slug, '.seedrank.lock'), 'utf8')) as { pid: number };
    return pid;
  } catch {
    return undefined;
  }
}
