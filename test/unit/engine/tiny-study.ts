import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Workspace } from '../../../pipeline/engine/decide.ts';
import type { RunEvent } from '../../../pipeline/engine/events.ts';
import { inlineExecutor } from '../../../pipeline/engine/execute.ts';
import { expandGraph, type Graph, type Instance, node, upTo } from '../../../pipeline/engine/graph.ts';
import { type PlannedStage, planRun } from '../../../pipeline/engine/plan.ts';
import { formatReason } from '../../../pipeline/engine/reason.ts';
import { type RunSummary, runStudy } from '../../../pipeline/engine/runner.ts';
import type { Dimension, Stage, StudyStage } from '../../../pipeline/engine/stage.ts';
import { claimResults, openWorkspace } from '../../../pipeline/engine/workspace.ts';
import { Fault } from '../../../src/fault.ts';

/** A study as small as one can be: numbers in a file, multiplied once a contrast, summed up at the end. */
export interface TinyStudy {
  readonly name: string;
  readonly numbers: string;
  readonly labels?: string;
  readonly decimals: number;
  readonly unit: string;
  readonly contrasts: readonly { readonly id: string; readonly factor: number }[];
}

const read: StudyStage<TinyStudy, { decimals: number }, 'numbers', 'values'> = {
  id: 'read',
  version: 1,
  over: [],
  inputs: { numbers: 'required' },
  outputs: { values: { file: 'values.json' } },
  selectParams: ({ decimals }) => ({ decimals }),
  async run({ params, input, output }) {
    const values = readFileSync(input('numbers'), 'utf8').trim().split('\n').map(Number);
    if (values.some(Number.isNaN)) throw new Fault({ code: 'NOT_A_NUMBER', message: 'not a number', hint: 'mend it' });
    writeFileSync(output('values'), JSON.stringify(values.map((value) => value.toFixed(params.decimals))));
  },
};

type Factor = TinyStudy['contrasts'][number];

const byContrast: Dimension<TinyStudy, Factor> = { name: 'contrast', places: ({ contrasts }) => contrasts };

const scale: Stage<TinyStudy, { factor: number }, 'values', 'scaled', readonly [Factor]> = {
  id: 'scale',
  version: 1,
  over: [byContrast],
  inputs: { values: 'required' },
  outputs: { scaled: { file: 'scaled.json', publish: '{contrast}/scaled.json' } },
  selectParams: (_, { factor }) => ({ factor }),
  async run({ params, input, output, emit }) {
    if (params.factor === 0) throw new Error('a factor of zero');
    if (params.factor < 0) emit({ type: 'note', level: 'warning', text: 'the factor is negative' });
    const values = JSON.parse(readFileSync(input('values'), 'utf8')) as string[];
    writeFileSync(output('scaled'), JSON.stringify(values.map((value) => Number(value) * params.factor)));
  },
};

const label: StudyStage<TinyStudy, null, 'labels', 'text'> = {
  id: 'label',
  version: 1,
  over: [],
  inputs: { labels: 'required' },
  outputs: { text: { file: 'text.txt' } },
  skip: ({ labels }) => (labels === undefined ? 'the study names no labels' : undefined),
  selectParams: () => null,
  async run({ input, output }) {
    writeFileSync(output('text'), readFileSync(input('labels'), 'utf8').toUpperCase());
  },
};

const sum: StudyStage<TinyStudy, { unit: string }, 'scaled' | 'text', 'sum' | 'parts'> = {
  id: 'sum',
  version: 1,
  over: [],
  inputs: { scaled: 'each', text: 'optional' },
  outputs: {
    sum: { file: 'sum.txt', publish: 'sum.txt' },
    parts: { file: 'parts', folder: true, publish: 'figures' },
  },
  selectParams: ({ unit }) => ({ unit }),
  async run({ params, inputs, optionalInput, output }) {
    let total = 0;
    for (const [contrast, path] of inputs('scaled')) {
      const values = JSON.parse(readFileSync(path, 'utf8')) as number[];
      for (const value of values) total += value;
      writeFileSync(join(output('parts'), `${contrast}.txt`), values.join('+'));
    }
    const text = optionalInput('text');
    writeFileSync(output('sum'), `${total} ${params.unit}${text ? ` ${readFileSync(text, 'utf8')}` : ''}`);
  },
};

export const tinyGraph: Graph<TinyStudy> = [
  node(read, { numbers: { from: 'study', key: 'numbers', paths: ({ numbers }) => [numbers] } }),
  node(scale, { values: { from: 'stage', stage: 'read', output: 'values' } }),
  node(label, {
    labels: { from: 'study', key: 'labels', paths: ({ labels }) => (labels === undefined ? [] : [labels]) },
  }),
  node(sum, {
    scaled: { from: 'stage', stage: 'scale', output: 'scaled' },
    text: { from: 'stage', stage: 'label', output: 'text' },
  }),
];

export interface TinyFolder {
  readonly root: string;
  readonly out: string;
  readonly work: string;
  readonly study: TinyStudy;
}

export function tinyFolder(): TinyFolder {
  const root = mkdtempSync(join(tmpdir(), 'seedrank-engine-'));
  const numbers = join(root, 'numbers.txt');
  writeFileSync(numbers, '1\n2\n3\n');
  const contrasts = [
    { id: 'double', factor: 2 },
    { id: 'triple', factor: 3 },
  ];
  const out = join(root, 'results');
  return { root, out, work: join(out, 'work'), study: { name: 'tiny', numbers, decimals: 1, unit: 'm', contrasts } };
}

export interface TinyRun {
  readonly summary: RunSummary;
  readonly events: readonly RunEvent[];
  /** Ids of the instances that really ran. */
  readonly executed: readonly string[];
}

export interface TinyOptions {
  readonly until?: string;
  readonly force?: string;
  readonly reread?: boolean;
  readonly graph?: Graph<TinyStudy>;
}

export async function runTiny({ out, work, study }: TinyFolder, options: TinyOptions = {}): Promise<TinyRun> {
  const graph = options.graph ?? tinyGraph;
  const instances = expandGraph(graph, study);
  const workspace = openWorkspace(out, work, { reread: options.reread });
  const claim = claimResults(workspace);
  const events: RunEvent[] = [];
  const executed: string[] = [];
  try {
    const summary = await runStudy({
      study,
      instances,
      wanted: options.until === undefined ? undefined : upTo(instances, options.until),
      workspace,
      executor: inlineExecutor(graph.map(({ stage }) => stage)),
      threads: 2,
      force: (stage) => stage === options.force,
      emit(event) {
        events.push(event);
        if (event.type === 'stage-finished') executed.push(event.stage);
      },
    });
    return { summary, events, executed: executed.sort() };
  } finally {
    claim.release();
  }
}

/** What a run would do: `scale[double]: run: factor 2 -> 4`. */
export function planTiny({ out, work, study }: TinyFolder, options: TinyOptions = {}): string[] {
  const workspace: Workspace = openWorkspace(out, work, { reread: options.reread });
  const instances: Instance<TinyStudy>[] = expandGraph(options.graph ?? tinyGraph, study);
  const plan = planRun(instances, workspace, {
    force: (stage) => stage === options.force,
  });
  return plan.map((planned) => `${planned.id}: ${planned.action}${because(planned)}`);
}

function because(planned: PlannedStage): string {
  if (planned.action === 'skip') return `: ${planned.reason}`;
  if (planned.action === 'wait') return `: after ${planned.after.join(', ')}`;
  return planned.reasons.map((reason) => `: ${formatReason(reason)}`).join('');
}
