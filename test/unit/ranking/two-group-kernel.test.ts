import { describe, expect, it } from 'vitest';
import { describeFits } from '../../../src/analyses/ranking/describe-fits.ts';
import { backgroundComponents, targetMeans } from '../../../src/ranking/model/effect-components.ts';
import type { GeneSums } from '../../../src/ranking/model/gene-sums.ts';
import { openGeneSums } from '../../../src/ranking/model/open-gene-sums.ts';
import { tiltClasses, tiltedWeights } from '../../../src/ranking/model/target-effects.ts';
import { fitTwoGroups } from '../../../src/ranking/model/two-group-model.ts';
import { usualPriors } from '../../../src/ranking/model/usual-priors.ts';
import { fillDoubles, placesWhere } from '../../../src/stats/columns/fill-columns.ts';
import { seededRandom } from '../mirna/random.ts';

/** Estimates of all sizes, some far out on both sides, with errors from the least to large ones. */
function randomGenes(genes: number, seed: number) {
  const random = seededRandom(seed);
  const sizes = [0, 1e-9, 0.05, 0.3, 0.75, 1, 3, 12, 200];
  const errors = [0.02, 0.05, 0.2, 0.7, 3];
  const pick = (values: readonly number[]) => values[Math.floor(random() * values.length)]!;
  const repression = fillDoubles(genes, () => (random() * 2 - 1) * pick(sizes));
  const standardError = fillDoubles(genes, () => pick(errors) * (1 + random()));
  const siteless = new Uint8Array(genes).map(() => Number(random() < 0.7));
  const strength = fillDoubles(genes, (gene) => (siteless[gene] ? pick([0.005, 0.05]) : 0.02 + 2.4 * random()));
  return { repression, standardError, siteless, strength };
}

/** All that the model takes from the sums. */
function allOf(sums: GeneSums, { siteless }: ReturnType<typeof randomGenes>, seed: number) {
  const own = seededRandom(seed);
  const weights = (): Float64Array => fillDoubles(backgroundComponents, () => own() ** 3);
  const count = siteless.reduce((sum, is) => sum + is, 0);
  const rest = fillDoubles(count, () => (own() < 0.05 ? 0 : own()));
  const target = fillDoubles(count, () => (own() < 0.3 ? 0 : own()));
  const background = sums.backgroundSums(rest, target);
  const gradient = weights();
  const hessian = new Float64Array(backgroundComponents ** 2).fill(own());
  const at = weights();
  const value = background.differentiate(at, own(), gradient, hessian);
  const lower = hessian.filter((_, k) => k % backgroundComponents <= Math.floor(k / backgroundComponents));
  const effects = sums.effects({
    background: Float64Array.of(...weights(), ...weights()),
    hasSite: siteless.map((is) => 1 - is),
    tilted: tiltedWeights({ weights: fillDoubles(targetMeans.length, () => own()), tilt: 0.4 }),
    tiltClass: siteless.map(() => Math.floor(own() * tiltClasses)),
  });
  return {
    backgroundDensity: sums.backgroundDensity.slice(),
    targetDensity: sums.targetDensity.slice(),
    values: Float64Array.of(value, background.evaluate(at, 1)),
    gradient,
    lower,
    ...effects,
  };
}

describe('the kernel of the two-group model', () => {
  it.each([0, 1, 4, 7, 3001])('gives the bits of plain TypeScript for %i genes', (size) => {
    const genes = randomGenes(size, 3 + size);
    const withoutSite = placesWhere(size, (gene) => genes.siteless[gene] === 1);
    const [fast, plain] = [true, false].map((mayUseWasm) => {
      const sums = openGeneSums(genes.repression, genes.standardError, withoutSite, mayUseWasm);
      expect(sums.isPlain).toBe(!mayUseWasm);
      return allOf(sums, genes, 11);
    });
    for (const [name, values] of Object.entries(plain!)) {
      // Byte by byte, so that -0 is not 0.
      const bytes = (array: Float64Array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength);
      expect(bytes(fast![name as keyof typeof fast & string]).equals(bytes(values)), name).toBe(true);
    }
  });

  it('leads to the same fit as without it', () => {
    const genes = randomGenes(500, 5);
    const [fast, plain] = [true, false].map((mayUseWasm) => {
      const { isPlain, ...fit } = fitTwoGroups(genes, usualPriors, mayUseWasm);
      expect(isPlain).toBe(!mayUseWasm);
      return fit;
    });
    expect(fast).toEqual(plain);
    expect(fast!.steps).toBeGreaterThan(10);
  });

  it('is missed aloud', () => {
    const texts = [false, true].map((isPlain) =>
      describeFits([{ slopes: [], converged: true, steps: 9, isPlain }], ['x']).map(({ text }) => text),
    );
    expect(texts[1]!.slice(0, -1)).toEqual(texts[0]);
    expect(texts[1]!.at(-1)).toContain('WebAssembly got no memory');
  });
});
