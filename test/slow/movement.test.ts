import { beforeAll, describe, expect, it } from 'vitest';
import { judgeMovements, type MovementJudged } from '../bench/movement-benchmark.ts';
import { hasShared } from '../shared.ts';

describe.skipIf(!hasShared)('whether experiments of GSE124530 worked (needs ../shared)', () => {
  let judged: MovementJudged[] = [];
  beforeAll(async () => {
    judged = await judgeMovements(2);
  }, 600_000);

  it('is said of the families that were over-expressed', () => {
    expect(judged).toHaveLength(23);
    expect(judged.filter(({ own }) => own.outcome === 'worked').length).toBeGreaterThanOrEqual(22);
  });

  it('is said of at most 5 % of the others', () => {
    const others = judged.flatMap((one) => one.others);
    expect(others.filter(({ outcome }) => outcome === 'worked').length).toBeLessThanOrEqual(0.05 * others.length);
  });

  it('is the wrong way where the effect is swapped', () => {
    expect(judged.filter(({ swapped }) => swapped.outcome === 'against').length).toBeGreaterThanOrEqual(22);
  });
});
