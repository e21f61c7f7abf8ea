import { describe, expect, it } from 'vitest';
import { expandGraph, type Graph, node, publishedPath, upTo } from '../../../pipeline/engine/graph.ts';
import { graph } from '../../../pipeline/graph.ts';
import { nameContrasts } from '../../../pipeline/study/contrast-ids.ts';
import { studyKeys } from '../../../pipeline/study/keys.ts';
import type { Study } from '../../../pipeline/study/study.ts';
import { plainReading } from '../../../src/formats/counts/dialects/reading.ts';
import { type TinyStudy, tinyGraph } from './tiny-study.ts';

const contrast = (target: string) => ({ variable: 'condition', target, reference: 'wt' });

function study(overrides: Partial<Study> = {}): Study {
  return {
    name: 'study',
    table: undefined,
    counts: ['counts.tsv'],
    samples: 'samples.csv',
    lengths: undefined,
    transcriptGenes: undefined,
    reading: plainReading,
    contrasts: nameContrasts([contrast('a'), contrast('b')], '~ condition', 'overexpression'),
    mirna: ['miR-9'],
    mirnas: undefined,
    effect: 'overexpression',
    combine: undefined,
    ranking: { fdr: 0.1, ranker: 'posterior' },
    utrs: 'utrs.fa',
    utrSpecies: 9606,
    transcript: 'abundant',
    orfs: undefined,
    airs: undefined,
    targetScanParams: [],
    accessibility: [],
    duplexSet: '3utr_human',
    genome: undefined,
    annotation: undefined,
    out: 'results',
    sizeFactors: undefined,
    slurm: { partition: undefined, account: undefined, time: undefined, memory: undefined },
    differential: {
      alpha: 0.1,
      test: 'wald',
      reduced: null,
      fitType: 'parametric',
      lfcThreshold: 0,
      alternative: 'greaterAbs',
      shrink: 'none',
      cooks: true,
      independentFiltering: true,
    },
    ...overrides,
  };
}

describe('the graph of the pipeline', () => {
  it('has each stage once a study or once a contrast, each after what it reads', () => {
    const instances = expandGraph(graph, study());
    const ids = instances.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(['ingest', 'differential[a_vs_wt]', 'rank[b_vs_wt]', 'report']));
    for (const [place, { upstream }] of instances.entries()) {
      for (const id of upstream) expect(ids.indexOf(id)).toBeLessThan(place);
    }
    expect(instances.find(({ id }) => id === 'rank[a_vs_wt]')?.upstream).not.toContain('differential[b_vs_wt]');
  });

  it('publishes no two files under one name', () => {
    const published = expandGraph(graph, study()).flatMap(({ stage, contrast: { id } = { id: '' } }) =>
      Object.values(stage.outputs).flatMap(({ publish }) => publish?.replace('{contrast}', id) ?? []),
    );
    expect(new Set(published).size).toBe(published.length);
  });

  it('knows every file by the key of the study file that names it, for provenance to tell files from settings', () => {
    const keys = graph.flatMap(({ wiring }) =>
      Object.values(wiring).flatMap((source) => ('key' in source ? source.key : [])),
    );
    const named = Object.entries(studyKeys).filter(
      ([, description]) => 'type' in description && description.type === 'file',
    );
    // The contrasts are read with the study, and results are written.
    const expected = named.map(([key]) => key).filter((key) => key !== 'contrasts_file' && key !== 'out');
    expect([...new Set(keys)].sort()).toEqual(expected.sort());
  });

  it.each([{ mirna: undefined }, { utrs: undefined }, { mirna: undefined, utrs: undefined }])(
    "skips targets and ranking (and seeds without 3' UTRs), besides the cutting of UTRs, where the study has %j",
    (missing) => {
      const skipped = expandGraph(graph, study(missing)).filter((instance) => instance.skipped !== undefined);
      const seeds = 'utrs' in missing ? ['seeds[a_vs_wt]', 'seeds[b_vs_wt]'] : [];
      const expected = ['combine', 'rank[a_vs_wt]', 'rank[b_vs_wt]', ...seeds, 'targets', 'utrs'];
      expect(skipped.map(({ id }) => id).sort()).toEqual(expected);
    },
  );

  it('leads up to a stage through all that this needs and no more', () => {
    const ids = upTo(expandGraph(graph, study()), 'differential').map(({ id }) => id);
    expect(ids).toEqual(['ingest', 'normalize', 'differential[a_vs_wt]', 'differential[b_vs_wt]']);
  });

  it("searches targets by what studies of the same miRNA and 3' UTRs share, so that one search serves them all", () => {
    const search = (overrides: Partial<Study>) => {
      const { params, inputs } = expandGraph(graph, study(overrides)).find(({ id }) => id === 'targets')!;
      return { params, inputs };
    };
    const { differential } = study();
    const other: Partial<Study> = {
      name: 'other',
      counts: ['other.tsv'],
      samples: 'other.csv',
      contrasts: nameContrasts([contrast('c')], '~ batch + condition', 'inhibition'),
      effect: 'inhibition',
      out: 'elsewhere',
      sizeFactors: 'poscounts',
      differential: { ...differential, alpha: 0.01 },
    };
    expect(search(other)).toEqual(search({}));
    // Of the outputs of other stages it reads the miRNA and the cut 3' UTRs, of which only the content counts.
    const produced = search({}).inputs.flatMap((input) =>
      input.produced.map(({ stage, output }) => `${stage}.${output}`),
    );
    expect(produced).toEqual(['ingest.mirna', 'utrs.utrs']);
  });

  it('keeps the miRNA out of what does not depend on it, so that it is not run again', () => {
    const params = (overrides: Partial<Study>) =>
      new Map(expandGraph(graph, study(overrides)).map(({ id, params }) => [id, JSON.stringify(params)]));
    const [before, after] = [params({ mirna: ['miR-9'] }), params({ mirna: ['miR-1'] })];
    const changed = [...before.keys()].filter((id) => before.get(id) !== after.get(id));
    expect(changed).toEqual(['ingest']);
  });
});

describe('what a stage publishes', () => {
  it('is found by its name, with the contrast in its place', () => {
    const families = publishedPath(graph, 'seeds', 'families', 'mir9_vs_control');
    expect(families).toBe('tables/seeds/mir9_vs_control.families.tsv');
    expect(publishedPath(graph, 'report', 'page', undefined)).toBe('report.html');
    expect(() => publishedPath(graph, 'seeds', 'page', undefined)).toThrow('no stage seeds publishes page');
  });
});

describe('a graph that is wired wrongly', () => {
  const tiny: TinyStudy = { name: 't', numbers: 'n', decimals: 1, unit: 'm', contrasts: [{ id: 'c', factor: 2 }] };
  const [read, scale, label, sum] = tinyGraph as [Graph<TinyStudy>[number], ...Graph<TinyStudy>[number][]];
  const stageOf = (entry: Graph<TinyStudy>[number] | undefined) => (entry as Graph<TinyStudy>[number]).stage;

  it.each<[string, Graph<TinyStudy>, RegExp]>([
    ['reads from a later stage', [scale, read] as Graph<TinyStudy>, /lists scale before read/],
    [
      'reads an output that does not exist',
      [read, node(stageOf(scale), { values: { from: 'stage', stage: 'read', output: 'other' } })],
      /read\.other, which does not exist/,
    ],
    ['forgets an input', [read, { stage: stageOf(scale), wiring: {} }], /does not say where values comes from/],
    [
      'reads one file where there is one a contrast',
      [
        read,
        scale as Graph<TinyStudy>[number],
        label as Graph<TinyStudy>[number],
        {
          ...(sum as Graph<TinyStudy>[number]),
          wiring: { ...sum?.wiring, text: { from: 'stage', stage: 'scale', output: 'scaled' } },
        },
      ],
      /'each' is for what runs once a contrast/,
    ],
    [
      'gives several files where one is read',
      [{ ...read, wiring: { numbers: { from: 'study', key: 'numbers', paths: () => ['a', 'b'] } } }],
      /numbers takes one file/,
    ],
  ])('is refused when it %s', (_, wrong, message) => {
    expect(() => expandGraph(wrong, tiny)).toThrow(message);
  });
});
