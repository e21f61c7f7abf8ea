import { describe, expect, it } from 'vitest';
import * as library from '../../src/index.ts';

const { Fault } = library;

const sampleIds = ['a', 'b', 'c', 'd'];
const input = {
  counts: [
    [10, 12, 30, 35],
    [100, 90, 110, 95],
    [7, 5, 6, 9],
  ],
  sampleIds,
  samples: { condition: ['mock', 'mock', 'mir9', 'mir9'] },
};
const options = { design: '~ condition' };

/** What a call throws, or rejects with, as a caller in JavaScript makes it. */
async function thrownBy(call: () => unknown): Promise<unknown> {
  try {
    await call();
  } catch (error) {
    return error;
  }
  return undefined;
}

const engines: Readonly<Record<string, (input: never, options: never) => unknown>> = {
  deseq2: library.deseq2,
  fitDeseq2: library.fitDeseq2,
  edgerQL: library.edgerQL,
  edgerQLLegacy: library.edgerQLLegacy,
  edgerLRT: library.edgerLRT,
  edgerExact: library.edgerExact,
  limmaVoom: library.limmaVoom,
  limmaTrend: library.limmaTrend,
  voomLmFit: library.voomLmFit,
};

const wrongInputs: Readonly<Record<string, unknown>> = {
  nothing: undefined,
  'a table': [[1, 2]],
  'no counts': { ...input, counts: undefined },
  'no sample ids': { counts: input.counts, samples: input.samples },
  'numbers as sample ids': { ...input, sampleIds: [1, 2, 3, 4] },
  'no samples': { ...input, samples: undefined },
  'a text as a column': { ...input, samples: { condition: 'mock' } },
  'a text as gene ids': { ...input, geneIds: 'genes' },
};

describe.each(Object.entries(engines))('%s', (_, engine) => {
  it.each(Object.entries(wrongInputs))('refuses %s as input', async (_, wrong) => {
    const error = await thrownBy(() => engine(wrong as never, options as never));
    expect(error).toBeInstanceOf(Fault);
    expect((error as library.Fault).code).toBe('ARGUMENT_SHAPE');
  });

  it.each([
    ['no options', undefined],
    ['no design', {}],
    ['a list as design', { design: ['condition'] }],
  ])('refuses %s', async (_, wrong) => {
    expect(await thrownBy(() => engine(input as never, wrong as never))).toBeInstanceOf(Fault);
  });
});

it.each(['deseq2', 'edgerQL', 'edgerQLLegacy', 'edgerLRT', 'limmaVoom', 'limmaTrend', 'voomLmFit'])(
  '%s refuses the contrasts of R, which are lists',
  async (name) => {
    const contrast = ['condition', 'mir9', 'mock'];
    const error = await thrownBy(() => engines[name]!(input as never, { ...options, contrast } as never));
    expect(error).toBeInstanceOf(Fault);
    expect((error as library.Fault).details.hint).toContain("kind: 'levels'");
  },
);

describe('options with words', () => {
  it.each([
    { shrink: 'ashrink' },
    { test: 'lrtest' },
    { fitType: 'glmGamPoi' },
    { alternative: 'two.sided' },
    { pAdjust: 'fdr' },
  ])('%o is no default in silence', async (wrong) => {
    const error = await thrownBy(() => library.deseq2(input, { ...options, ...wrong } as never));
    expect(error).toMatchObject({ code: 'ARGUMENT_CHOICE' });
  });
});

describe('survival', () => {
  const { kaplanMeier, logRankTest, fitCox } = library;
  it.each([kaplanMeier, logRankTest, fitCox])('%o refuses a question without events', async (analysis) => {
    const call = analysis as unknown as (question: unknown, ...more: unknown[]) => unknown;
    for (const question of [undefined, [1, 2], { time: [1, 2] }]) {
      expect(await thrownBy(() => call(question, []))).toMatchObject({ code: 'ARGUMENT_SHAPE' });
    }
  });
});

describe('duplexes', () => {
  const mirna = library.parseMirna('miR-9-5p', 'UCUUUGGUUAUCUAGCUGUAUGA');
  const targets = [{ id: 'x', sequence: 'AAAACCAAAGAAAA' }];
  it.each([{ distribution: '3utr_mouse' }, { maxHits: 0 }, { helix: { from: 7, to: 2 } }])('%o is refused', (wrong) => {
    expect(() => library.hybridizeTargets(targets, mirna, wrong as never)).toThrow(Fault);
  });
});

describe('questions about genes', () => {
  const geneIds = Array.from({ length: 40 }, (_, g) => `gene${g}`);
  const column = (value: (g: number) => number) => Float64Array.from(geneIds, (_, g) => value(g));
  const results = {
    geneIds,
    baseMean: column((g) => 10 + g),
    log2FoldChange: column((g) => ((g * 7) % 11) / 5 - 1),
    lfcSE: column(() => 0.3),
    stat: column((g) => (((g * 7) % 11) / 5 - 1) / 0.3),
    pvalue: column((g) => (g + 1) / 41),
    logPvalue: column((g) => Math.log((g + 1) / 41)),
    padj: column((g) => (g + 1) / 41),
  };
  const short = new Float64Array(39);
  const wrongResults: Readonly<Record<string, unknown>> = {
    nothing: undefined,
    'no genes': { ...results, geneIds: [] },
    'a column of other genes': { ...results, log2FoldChange: short },
    'an optional column of other genes': { ...results, lfcMLE: short },
    'a column too few': { ...results, padj: undefined },
    'p-values above 1': { ...results, pvalue: column((g) => g) },
  };
  const mirna = library.parseMirna('miR-9-5p', 'UCUUUGGUUAUCUAGCUGUAUGA');
  const effect = 'overexpression';
  const known = { sites: new Map(geneIds.map((id) => [id, []])), kind: 'all', traits: {} };
  const contrast = { name: 'mimic', results, effect };
  const rank = { contrasts: [contrast], known, mirnas: [mirna], alpha: 0.1, fdr: 0.1 };
  const family = {
    name: 'a',
    seed: 'CUUUGGU',
    members: ['a'],
    genes: Int32Array.of(1, 2),
    weights: Float64Array.of(1, 1),
  };
  const seeds = { results, sites: { families: [family], traits: [] }, mirnas: [mirna], effect };
  const shared = { results, mirnas: [mirna], background: [{ name: 'b', results, effect, mirnas: [mirna] }] };
  const collections = [{ name: 'c', source: 'c', symbols: geneIds, sets: [] }];
  const options = { minSize: 2, maxSize: 30, seed: 1, rho: 0.01, rankTest: false };
  const enrich = { file: 'x', results, collections, alpha: 0.1, statistic: 'auto', options };
  const genes = { file: 'x', ids: geneIds, statistic: results.stat };
  const sets = { genes, evidence: {}, collections, options };
  const { rankGenes, explainBySeeds, takeOutShared, enrichResults, enrichSets } = library;

  const asking: readonly (readonly [string, (results: unknown) => unknown])[] = [
    ['rankGenes', (wrong) => rankGenes({ ...rank, contrasts: [{ ...contrast, results: wrong }] } as never)],
    [
      'rankGenes, of a second contrast',
      (wrong) => rankGenes({ ...rank, contrasts: [contrast, { ...contrast, results: wrong }] } as never),
    ],
    ['explainBySeeds', (wrong) => explainBySeeds({ ...seeds, results: wrong } as never)],
    [
      'takeOutShared',
      (wrong) => takeOutShared({ ...shared, background: [{ ...shared.background[0], results: wrong }] } as never),
    ],
    ['enrichResults', (wrong) => enrichResults({ ...enrich, results: wrong } as never)],
    [
      'findConsensus',
      (wrong) =>
        library.findConsensus({
          opinions: [
            { engine: 'deseq2', results },
            { engine: 'edger-ql', results: wrong },
          ],
          alpha: 0.1,
          meanCounts: results.baseMean,
        } as never),
    ],
  ];
  it.each(asking)('%s refuses results of another shape', async (_, ask) => {
    for (const wrong of Object.values(wrongResults))
      expect(await thrownBy(() => ask(wrong))).toMatchObject({ code: 'ARGUMENT_SHAPE' });
  });

  it.each([
    [rankGenes, rank, { contrasts: [] }],
    [rankGenes, rank, { contrasts: [{ ...contrast, effect: 'knockdown' }] }],
    [rankGenes, rank, { mirnas: [] }],
    [rankGenes, rank, { symbols: geneIds.slice(1) }],
    [rankGenes, rank, { alpha: Number.NaN }],
    [rankGenes, rank, { fdr: 10 }],
    [rankGenes, rank, { ranker: 'best' }],
    [rankGenes, rank, { known: { ...known, sites: {} } }],
    [rankGenes, rank, { known: { ...known, traits: { utrLength: short } } }],
    [explainBySeeds, seeds, { effect: undefined }],
    [explainBySeeds, seeds, { sites: { families: [{ ...family, genes: Int32Array.of(1, 40) }], traits: [] } }],
    [explainBySeeds, seeds, { sites: { families: [], traits: [short] } }],
    [takeOutShared, shared, { mirnas: ['miR-9'] }],
    [enrichResults, enrich, { statistic: 't' }],
    [enrichResults, enrich, { symbols: ['LIFR'] }],
    [enrichSets, sets, { genes: { ...genes, statistic: short } }],
    [enrichSets, sets, { genes: { ...genes, symbols: ['LIFR'] } }],
    [enrichSets, sets, { evidence: { significant: new Uint8Array(3) } }],
    [enrichSets, sets, { collections: [] }],
    [enrichSets, sets, { tests: ['roast'] }],
  ])('%o refuses %# what is of other genes, or no value of its option', async (ask, question, wrong) => {
    const error = await thrownBy(() => ask({ ...question, ...wrong } as never));
    expect(error).toBeInstanceOf(Fault);
    expect((error as library.Fault).code).toMatch(/^ARGUMENT_/);
  });
});

describe('columns that go with one another', () => {
  const statistic = Float64Array.of(2, -1, 0.5, 1, -3, 0.1);
  const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
  const ranked = library.rankForSets(statistic, ids);
  const flags = new Uint8Array(6).fill(1);
  const expression = { genes: 3, samples: 4, values: Float64Array.of(1, 2, 3, 5, 2, 1, 2, 1, 9, 8, 7, 7) };
  const design = { samples: 4, columns: 2, values: Float64Array.of(1, 0, 1, 0, 1, 1, 1, 1) };
  const experiment = { expression, design, contrast: [0, 1] };
  const broken = { ...expression, values: expression.values.map((value, k) => (k === 5 ? Number.NaN : value)) };
  const patients = { time: [5, 8, 12, 20], event: [1, 1, 1, 0] };
  const curve = library.kaplanMeier(patients);
  const fit = library.fitCox(patients, [{ name: 'x', kind: 'number', values: [1, 3, 2, 4] }]);
  const few = Float64Array.of(1, 2);
  const wrong: Readonly<Record<string, () => unknown>> = {
    'cameraRanked, a row beyond': () => library.cameraRanked(statistic, [[0, 6]]),
    'cameraRanked, a row twice': () => library.cameraRanked(statistic, [[1, 1]]),
    'cameraRanked, names as rows': () => library.cameraRanked(statistic, [['a']] as never),
    'gsea, a row beyond': () => library.gsea(ranked, [[0, 1, 9]], { seed: 1 }),
    'rankForSets, too few ids': () => library.rankForSets(statistic, ['a']),
    'rankForSets, nothing': () => library.rankForSets(new Float64Array(0), []),
    'overRepresentation, other rows': () => library.overRepresentation([[0]], flags, [1, 0]),
    'overRepresentation, a row beyond': () => library.overRepresentation([[7]], flags, flags),
    'separateSiteEffects, other rows': () => library.separateSiteEffects({ statistic, siteCount: few }, [[0]]),
    'groupRedundantSets, other sets': () => library.groupRedundantSets([[0], [1]], [0.1]),
    'correlateScore, other samples': () => library.correlateScore(statistic, few),
    'zScores, a missing value': () => library.zScores(broken, [[0]]),
    'ssgseaScores, other values': () => library.ssgseaScores({ ...expression, genes: 4 }, [[0]]),
    'camera, a missing value': () => library.camera({ ...experiment, expression: broken }, [[0]]),
    'camera, another contrast': () => library.camera({ ...experiment, contrast: [1] }, [[0]]),
    'fry, weights of 0': () => library.fry({ ...experiment, weights: new Float64Array(12) }, [[0]]),
    'fry, a row beyond': () => library.fry(experiment, [[3]]),
    'logRankTest, too few groups': () => library.logRankTest(patients, ['a', 'b']),
    'kaplanMeierByGroup, too few groups': () => library.kaplanMeierByGroup(patients, ['a', 'b']),
    'searchBestCut, other patients': () => library.searchBestCut(patients, [1, 2], { seed: 1 }),
    'concordanceOf, other subjects': () => library.concordanceOf(few, fit.rows),
    'curveAt, another column': () => library.curveAt(curve, few, [1], 1),
    'fitGeneModels, half a gene': () => library.fitGeneModels(library.planGeneModels(patients), new Float64Array(6)),
    'compareGroups, a pair beyond': () => library.compareGroups(few, few, [[0, 2]]),
    'moderatedDifference, half a gene': () =>
      library.moderatedDifference(new Float64Array(7), [true, true, false, false]),
    'matchControls, a row beyond': () => library.matchControls(statistic, [6], 1),
    'samplePca, a missing value': () => library.samplePca(broken.values, 4),
    'samplePca, half a gene': () => library.samplePca(expression.values, 5),
    'normalizedCounts, other samples': () =>
      library.normalizedCounts({ counts: new Int32Array(12), samples: 4, sizeFactors: few }),
    'medianRatioSizeFactors, other counts': () =>
      library.medianRatioSizeFactors({ genes: 4, samples: 4, counts: new Int32Array(12) }),
    'medianRatioSizeFactors, a missing value': () =>
      library.medianRatioSizeFactors({ genes: 3, samples: 4, counts: broken.values }),
    'normalizeSamples, other genes': () =>
      library.normalizeSamples({ counts: new Int32Array(12), geneIds: ['a'], sampleIds: ids }),
  };
  it.each(Object.entries(wrong))('%s', async (_, call) => {
    expect(await thrownBy(call)).toMatchObject({ code: 'ARGUMENT_SHAPE' });
  });
});
