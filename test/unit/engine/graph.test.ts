import { describe, expect, it } from 'vitest';
import {
  expandGraph,
  firstPublishedPath,
  type Graph,
  nameForPlaces,
  node,
  type Source,
  upTo,
} from '../../../pipeline/engine/graph.ts';
import type { Dimension, InputKind, Place, Stage } from '../../../pipeline/engine/stage.ts';
import { graph } from '../../../pipeline/graph.ts';
import { nameContrasts } from '../../../pipeline/study/contrast-ids.ts';
import { optionOf, studyKeys } from '../../../pipeline/study/options/option-table.ts';
import { cohortSchema } from '../../../pipeline/study/schema/cohort-schema.ts';
import type { Study } from '../../../pipeline/study/study.ts';
import { toCohorts } from '../../../pipeline/study/study-cohorts.ts';
import { plainReading } from '../../../src/formats/counts/dialects/reading.ts';
import { type TinyStudy, tinyGraph } from './tiny-study.ts';

const contrast = (target: string) => ({ variable: 'condition', target, reference: 'wt' });

function study(overrides: Partial<Study> = {}): Study {
  return {
    name: 'study',
    settings: {},
    cohorts: [],
    sharedResponse: true,
    background: [],
    targetsInTumors: 'lower',
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
    ranking: { fdr: 0.1, ranker: 'posterior', intendedTargets: [] },
    geneSets: { files: ['sets.gmt'], builtIn: [] },
    setOptions: {
      tests: null,
      statistic: 'auto',
      minSize: 15,
      maxSize: 500,
      seed: 1,
      rho: 0.01,
      rankTest: false,
      sampleScore: 'zscore',
      activity: null,
    },
    utrs: 'utrs.fa',
    utrSpecies: 9606,
    transcript: 'abundant',
    geneNames: 'auto',
    orfs: undefined,
    airs: undefined,
    targetScanParams: [],
    accessibility: [],
    computesAccessibility: true,
    duplexSet: '3utr_human',
    genome: undefined,
    annotation: undefined,
    out: 'results',
    sizeFactors: undefined,
    givenSizeFactors: undefined,
    givenNormalizationFactors: undefined,
    controlGenes: undefined,
    filter: undefined,
    slurm: { partition: undefined, account: undefined, time: undefined, memory: undefined },
    engines: ['deseq2'],
    differential: {
      alpha: 0.1,
      test: 'wald',
      reduced: null,
      fitType: 'parametric',
      lfcThreshold: 0,
      alternative: 'greaterAbs',
      shrink: 'none',
      useT: false,
      cooks: 'on',
      minReplicates: 7,
      independentFiltering: true,
      pAdjust: 'BH',
      robust: false,
      treat: 0,
      norm: 'TMM',
      filterByExpr: true,
      block: null,
      sampleWeights: false,
      priorCount: null,
      dispersion: null,
      estimateDispersions: false,
      factors: [],
      numeric: [],
      references: {},
    },
    ...overrides,
  };
}

describe('the graph of the pipeline', () => {
  it('has each stage once a study or once a contrast, each after what it reads', () => {
    const instances = expandGraph(graph, study());
    const ids = instances.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(['ingest', 'differential[a_vs_wt/deseq2]', 'rank[b_vs_wt]', 'report']));
    for (const [place, { upstream }] of instances.entries()) {
      for (const id of upstream) expect(ids.indexOf(id)).toBeLessThan(place);
    }
    expect(instances.find(({ id }) => id === 'rank[a_vs_wt]')?.upstream).not.toContain('differential[b_vs_wt/deseq2]');
  });

  it('reads the results of every contrast to tell what one of them shares with the others', () => {
    const contrasts = study().contrasts.map((one, k) => ({ ...one, mirna: [`miR-${k}`] }));
    const instances = expandGraph(graph, study({ contrasts }));
    const of = (id: string) => instances.find((instance) => instance.id === id)!;
    const both = ['differential[a_vs_wt/deseq2]', 'differential[b_vs_wt/deseq2]'];
    expect(of('shared[a_vs_wt]').upstream).toEqual(expect.arrayContaining(both));
    const results = of('shared[b_vs_wt]').inputs.find(({ name }) => name === 'results');
    expect(results?.produced.map(({ place }) => place)).toEqual(['a_vs_wt', 'b_vs_wt']);
    expect(of('rank[a_vs_wt]').upstream).toContain('shared[a_vs_wt]');
    const off = expandGraph(graph, study({ contrasts, sharedResponse: false }));
    expect(off.find(({ id }) => id === 'rank[a_vs_wt]')?.upstream).not.toContain('shared[a_vs_wt]');
  });

  it('publishes no two files under one name', () => {
    const published = expandGraph(graph, study()).flatMap(({ stage, places }) =>
      Object.values(stage.outputs).flatMap(({ publish }) =>
        publish === undefined ? [] : nameForPlaces(publish, places),
      ),
    );
    expect(new Set(published).size).toBe(published.length);
  });

  const cohort = (name: string) =>
    toCohorts([cohortSchema.parse({ name, expression: 'e.tsv', groups: 'g' })], String)[0]!;
  const named = (...ids: string[]) => ids.map((id, k) => ({ ...study().contrasts[k]!, id }));
  it.each([
    ['a contrast as the ranking by several', { contrasts: named('Combined', 'b'), combine: ['Combined', 'b'] }],
    ['contrast and cohort', { contrasts: named('a', 'a.b'), cohorts: ['b.c', 'c'].map(cohort) }],
  ])('refuses ids by which two results would have one name: %s', (_, overrides) => {
    expect(() => expandGraph(graph, study(overrides))).toThrow(
      expect.objectContaining({ code: 'RESULT_NAME_TWICE', details: expect.objectContaining({ option: 'contrasts' }) }),
    );
  });

  it('lets a contrast be called combined where none are', () => {
    const ids = expandGraph(graph, study({ contrasts: named('combined', 'b') })).map(({ id }) => id);
    expect(ids).toContain('rank[combined]');
  });

  it('knows every file by the key of the study file that names it, for provenance to tell files from settings', () => {
    const keys = graph.flatMap(({ wiring }) =>
      Object.values(wiring).flatMap((source) => ('key' in source ? source.key : [])),
    );
    const named = studyKeys.filter((key) => {
      const option = optionOf(key);
      return (
        ['file', 'folder', 'sources', 'cohorts', 'background'].includes(option.type) ||
        ('orFile' in option && option.orFile)
      );
    });
    // The contrasts are read with the study, and results are written.
    const expected = named.filter((key) => key !== 'contrasts_file' && key !== 'out');
    expect([...new Set(keys)].sort()).toEqual(expected.sort());
  });

  it.each([{ mirna: undefined }, { utrs: undefined }, { mirna: undefined, utrs: undefined }])(
    "skips targets and ranking (and seeds without 3' UTRs), besides the cutting of UTRs, where the study has %j",
    (missing) => {
      // Whatever the study has: one engine leaves nothing to compare, one miRNA nothing to share, and without cohorts nothing is judged.
      const always = ['consensus[a_vs_wt]', 'consensus[b_vs_wt]', 'shared[a_vs_wt]', 'shared[b_vs_wt]'];
      const skipped = expandGraph(graph, study(missing)).filter((instance) => instance.skipped !== undefined);
      const seeds = 'utrs' in missing ? ['seeds[a_vs_wt]', 'seeds[b_vs_wt]'] : [];
      const unjudged = ['verdict[a_vs_wt]', 'verdict[b_vs_wt]'];
      const ranks = ['rank[a_vs_wt]', 'rank[b_vs_wt]'];
      const expected = ['combine', 'combined_exports', ...always, ...ranks, ...seeds, 'targets', 'utrs', ...unjudged];
      expect(skipped.map(({ id }) => id).sort()).toEqual(expected.sort());
    },
  );

  it('leads up to a stage through all that this needs and no more', () => {
    const ids = upTo(expandGraph(graph, study()), 'differential').map(({ id }) => id);
    expect(ids).toEqual(['ingest', 'normalize', 'differential[a_vs_wt/deseq2]', 'differential[b_vs_wt/deseq2]']);
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
    // Of the outputs of other stages it reads the miRNA, the 3' UTRs and cut coding parts, of which only the content counts.
    const produced = search({}).inputs.flatMap((input) =>
      input.produced.map(({ stage, output }) => `${stage}.${output}`),
    );
    expect(produced).toEqual(['ingest.mirna', 'ingest.sequences', 'utrs.coding']);
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
  it('is found by its name, with the contrast and the engine in their places', () => {
    const find = (stage: string, output: string) =>
      firstPublishedPath(graph, study(), stage, output, { id: 'b_vs_wt' });
    expect(find('seeds', 'families')).toBe('tables/seeds/b_vs_wt.families.tsv');
    expect(find('differential', 'results')).toBe('tables/differential/b_vs_wt.deseq2.results.tsv');
    expect(firstPublishedPath(graph, study(), 'report', 'page')).toBe('report.html');
    expect(() => firstPublishedPath(graph, study(), 'seeds', 'page')).toThrow('no stage seeds publishes page');
  });

  it('says of results of another program that they were given', () => {
    const finished = study({ table: 'edger.tsv' });
    expect(firstPublishedPath(graph, finished, 'differential', 'results')).toBe(
      'tables/differential/a_vs_wt.given.results.tsv',
    );
  });
});

describe('a stage that is run over two dimensions', () => {
  interface Grid {
    readonly name: string;
    readonly rows: readonly Place[];
    readonly columns: readonly Place[];
  }
  const byRow: Dimension<Grid> = { name: 'row', places: ({ rows }) => rows };
  const byColumn: Dimension<Grid> = { name: 'column', places: ({ columns }) => columns };
  const stage = <Places extends readonly Place[]>(
    id: string,
    over: Stage<Grid, null, 'before', 'after', Places>['over'],
    kind: InputKind,
  ): Stage<Grid, null, 'before', 'after', Places> => ({
    id,
    version: 1,
    over,
    inputs: { before: kind },
    outputs: { after: { file: 'after', publish: `${id}/{row}.{column}` } },
    selectParams: () => null,
    run: async () => {},
  });
  const file: Source<Grid> = { from: 'study', key: 'file', paths: () => ['file'] };
  const from = (producer: string, first?: readonly string[]): Source<Grid> => ({
    from: 'stage',
    stage: producer,
    output: 'after',
    first,
  });
  const grid: Grid = {
    name: 'grid',
    rows: [{ id: 'r1' }, { id: 'r2' }],
    columns: [{ id: 'c1' }, { id: 'c2' }, { id: 'c3' }],
  };
  const cells = node(stage('cell', [byRow, byColumn], 'required'), { before: file });

  it('runs for each combination, and is published under all its places', () => {
    const instances = expandGraph([cells], grid);
    expect(instances.map(({ id }) => id)).toEqual(
      ['r1', 'r2'].flatMap((row) => ['c1', 'c2', 'c3'].map((column) => `cell[${row}/${column}]`)),
    );
    expect(nameForPlaces('cell/{row}.{column}', instances[4]!.places)).toBe('cell/r2.c2');
  });

  it('is gathered over the dimension that its reader lacks, or read at the first place of it', () => {
    const gathered = expandGraph([cells, node(stage('row', [byRow], 'each'), { before: from('cell') })], grid);
    const produced = gathered.find(({ id }) => id === 'row[r2]')!.inputs[0]!.produced;
    expect(produced.map(({ instance, place }) => [instance, place])).toEqual([
      ['cell[r2/c1]', 'c1'],
      ['cell[r2/c2]', 'c2'],
      ['cell[r2/c3]', 'c3'],
    ]);
    const first = node(stage('first', [byRow], 'required'), { before: from('cell', ['column']) });
    const { upstream } = expandGraph([cells, first], grid).find(({ id }) => id === 'first[r2]')!;
    expect(upstream).toEqual(['cell[r2/c1]']);
    const all = expandGraph([cells, node(stage('all', [], 'each'), { before: from('cell') })], grid);
    expect(all.at(-1)!.inputs[0]!.produced.map(({ place }) => place)).toContain('r2/c3');
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
      /'each' is for what is run for more places/,
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
