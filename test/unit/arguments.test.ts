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
