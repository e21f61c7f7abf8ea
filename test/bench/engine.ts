/**
 * `npm run bench:engine`: what the engine costs beside the work it organizes. Prints, per figure, the aim.
 */
import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDigests } from '../../pipeline/engine/digests.ts';
import { inlineExecutor } from '../../pipeline/engine/execute.ts';
import { expandGraph, type Graph, node } from '../../pipeline/engine/graph.ts';
import { runStudy } from '../../pipeline/engine/runner.ts';
import type { StudyStage } from '../../pipeline/engine/stage.ts';
import { claimResults, openWorkspace } from '../../pipeline/engine/workspace.ts';
import { benchBatch } from './engine-batch.ts';

const REPEATS = 9;

const root = fileURLToPath(new URL('../../..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'seedrank-bench-'));
try {
  benchUnchanged();
  await benchStages();
  benchHashing();
  await benchBatch();
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** The whole process, from the shell's view, of a demo run in which nothing has changed. */
function benchUnchanged(): void {
  const cli = join(root, 'dist/pipeline/cli.js');
  const args = [cli, 'run', join(root, 'data-samples/study.yml'), '--out', join(scratch, 'demo')];
  const firstMs = timeProcess(args);
  const [bestMs, medianMs] = summarize(() => timeProcess(args));
  const [checkMs] = summarize(() => timeProcess([...args, '--check']));
  const [nodeMs] = summarize(() => timeProcess(['-e', '']));
  report('demo, first run', `${seconds(firstMs)}`);
  report(
    'demo, unchanged',
    `best ${seconds(bestMs)}, median ${seconds(medianMs)}, aim < 0.3 s (node alone ${seconds(nodeMs)})`,
  );
  report('demo, unchanged, every byte read again', `best ${seconds(checkMs)}`);
}

type Chain = { readonly name: string; readonly contrasts: readonly { readonly id: string }[]; readonly seed: string };

/** A chain of stages that do nothing but write a little: all of the time is the engine's. */
async function benchStages(): Promise<void> {
  const stages = 20;
  const graph: Graph<Chain> = Array.from({ length: stages }, (_, index) => {
    const stage: StudyStage<Chain, string, 'before', 'table'> = {
      id: `stage${index}`,
      version: 1,
      over: [],
      inputs: { before: 'required' },
      outputs: { table: { file: 'table.tsv', publish: `tables/${index}.tsv` } },
      selectParams: ({ seed }) => seed,
      async run({ params, input, output }) {
        writeFileSync(output('table'), `${params}${readFileSync(input('before'), 'utf8')}`.slice(0, 20_000));
      },
    };
    return node(stage, {
      before:
        index === 0
          ? { from: 'study', key: 'file', paths: () => [file] }
          : { from: 'stage', stage: `stage${index - 1}`, output: 'table' },
    });
  });
  const file = join(scratch, 'input.txt');
  writeFileSync(file, 'x'.repeat(20_000));
  let run = 0;
  const runChain = async (seed: string): Promise<number> => {
    const study: Chain = { name: 'chain', contrasts: [], seed };
    const startedAt = performance.now();
    const workspace = openWorkspace(join(scratch, 'chain'), join(scratch, 'chain/work'));
    const claim = claimResults(workspace);
    const summary = await runStudy({
      study,
      instances: expandGraph(graph, study),
      workspace,
      executor: inlineExecutor(graph.map(({ stage }) => stage)),
      threads: 2,
      emit() {},
    });
    claim.release();
    if (!summary.ok) throw new Error('the chain failed');
    return (performance.now() - startedAt) / stages;
  };
  const [ranMs, ranMedianMs] = await summarizeAsync(() => runChain(String(run++)));
  const [freshMs] = await summarizeAsync(() => runChain(String(run - 1)));
  report(
    'engine, per stage that runs',
    `best ${ranMs.toFixed(1)} ms, median ${ranMedianMs.toFixed(1)} ms, aim < 50 ms (synced to disk)`,
  );
  report('engine, per unchanged stage', `best ${freshMs.toFixed(2)} ms`);
}

function benchHashing(): void {
  const megabytes = 256;
  const file = join(scratch, 'large');
  writeFileSync(file, randomBytes(megabytes << 20));
  // Files of this moment are never remembered: wait until this one has settled.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  const cache = join(scratch, 'digests.json');
  const [readMs] = summarize(() => time(() => openDigests(cache, { reread: true }).of(file)), 3);
  const bytes = readFileSync(file);
  const [plainMs] = summarize(() => time(() => createHash('sha256').update(bytes).digest()), 3);
  const digests = openDigests(cache);
  digests.of(file);
  digests.save();
  const [knownMs] = summarize(() => time(() => openDigests(cache).of(file)));
  report(
    'hashing an input',
    `${(megabytes / readMs).toFixed(2)} GB/s from its file (sha256 alone ${(megabytes / plainMs).toFixed(2)} GB/s)`,
  );
  report('the same again, remembered', `${knownMs.toFixed(2)} ms, ${Math.round(readMs / knownMs)} times less`);
}

function timeProcess(args: readonly string[]): number {
  return time(() => {
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  });
}

function time(action: () => void): number {
  const startedAt = performance.now();
  action();
  return performance.now() - startedAt;
}

/** Best and median of repeated measurements. */
function summarize(measure: () => number, repeats = REPEATS): [number, number] {
  return ordered(Array.from({ length: repeats }, measure));
}

async function summarizeAsync(measure: () => Promise<number>): Promise<[number, number]> {
  const values: number[] = [];
  for (let repeat = 0; repeat < REPEATS; repeat++) values.push(await measure());
  return ordered(values);
}

function ordered(values: readonly number[]): [number, number] {
  const sorted = [...values].sort((a, b) => a - b);
  return [sorted[0] as number, sorted[sorted.length >> 1] as number];
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}

function report(what: string, figure: string): void {
  console.log(`${what.padEnd(42)}${figure}`);
}
