import { describe, expect, it } from 'vitest';
import { camera } from '../../../src/enrichment/sets/camera.ts';
import { fry } from '../../../src/enrichment/sets/fry.ts';
import { ssgseaScores, zScores } from '../../../src/enrichment/sets/set-scores.ts';
import { hasShared, sharedPath, whyShared } from '../../shared.ts';
import { linesOf, oraclePath, readOracle, readSets, worstDifference } from './oracle.ts';

interface Tests {
  readonly PValue: number[];
  readonly Direction: string[];
  readonly Correlation?: number[];
}

interface Scores {
  readonly samples: string[];
  readonly ssgsea: number[][];
  readonly ssgsea_raw: number[][];
  readonly zscore: number[][];
}

function readExpression() {
  const [header, ...lines] = linesOf(sharedPath('data', 'clinical', 'tumor_normal', 'brca10_voom_logcpm.tsv.gz')).map(
    (line) => line.split('\t'),
  );
  const sampleIds = header!.slice(1);
  const values = Float64Array.from(lines.flatMap((cells) => cells.slice(1).map(Number)));
  const isTumor = sampleIds.map((id) => Number(id.slice(13, 15) === '01'));
  return {
    ids: lines.map(([id]) => id!),
    sampleIds,
    experiment: {
      expression: { genes: lines.length, samples: sampleIds.length, values },
      design: { samples: sampleIds.length, columns: 2, values: Float64Array.from(isTumor.flatMap((one) => [1, one])) },
      contrast: [0, 1],
    },
  };
}

describe.skipIf(!hasShared)(`sets on samples, against R${whyShared}`, () => {
  const { ids, sampleIds, experiment } = hasShared ? readExpression() : ({} as ReturnType<typeof readExpression>);
  const sets = hasShared ? readSets(oraclePath('sets54.gmt'), ids).map(({ rows }) => rows) : [];
  const sides = (found: readonly { direction: string }[]) => found.map(({ direction }) => direction);

  it.each([
    ['camera_logcpm_fixed01', {}],
    ['camera_logcpm_ranks', { useRanks: true }],
    ['camera_logcpm_estimated', { correlation: 'estimated' as const }],
  ])('tests as camera of limma (%s)', (name, options) => {
    const wanted = readOracle<Record<string, Tests>>('camera.json')[name]!;
    const found = camera(experiment, sets, options);
    const pValues = found.map(({ p }) => p);
    expect(worstDifference(pValues, wanted.PValue)).toBeLessThan(1e-9);
    expect(sides(found)).toEqual(wanted.Direction.map((side) => side.toLowerCase()));
    if (wanted.Correlation === undefined) return;
    const correlations = found.map(({ correlation }) => correlation);
    expect(worstDifference(correlations, wanted.Correlation)).toBeLessThan(1e-9);
  });

  it('tests as fry of limma', () => {
    const wanted = readOracle<Tests & { 'PValue.Mixed': number[] }>('fry.json');
    const found = fry(experiment, sets);
    const [pValues, mixed] = [found.map(({ p }) => p), found.map(({ mixedP }) => mixedP)];
    expect(worstDifference(pValues, wanted.PValue)).toBeLessThan(1e-9);
    expect(worstDifference(mixed, wanted['PValue.Mixed'])).toBeLessThan(1e-9);
    expect(sides(found)).toEqual(wanted.Direction.map((side) => side.toLowerCase()));
  });

  it('scores samples as GSVA does', () => {
    const wanted = readOracle<Scores>('single_sample.json');
    expect(wanted.samples).toEqual(sampleIds);
    const { expression } = experiment;
    expect(worstDifference(zScores(expression, sets), wanted.zscore.flat())).toBeLessThan(1e-9);
    expect(worstDifference(ssgseaScores(expression, sets), wanted.ssgsea.flat())).toBeLessThan(1e-9);
    const raw = ssgseaScores(expression, sets, { isNormalized: false });
    expect(worstDifference(raw, wanted.ssgsea_raw.flat())).toBeLessThan(1e-9);
  });
});
