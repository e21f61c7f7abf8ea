import { describe, expect, it } from 'vitest';
import { repressionModel } from '../../src/targets/repression-model.ts';
import { fitRepressionModel } from '../bench/public-repression-model.ts';
import { benchRepression } from '../bench/repression-benchmark.ts';
import { hasShared, whyShared } from '../shared.ts';

describe.skipIf(!hasShared)(`the expected change by sites${whyShared}`, () => {
  it('has the weights that fitting them to the public experiments again gives', async () => {
    const again = await fitRepressionModel();
    for (const [name, value] of Object.entries(repressionModel) as [string, number | Record<string, number>][]) {
      const found = (again as unknown as Record<string, typeof value>)[name]!;
      if (typeof value === 'number') expect(found).toBeCloseTo(value, 2);
      else for (const type of Object.keys(value)) expect((found as typeof value)[type]).toBeCloseTo(value[type]!, 1);
    }
  }, 900_000);

  it('foretells changes by miRNAs that were left out as well as is said', async () => {
    const means = new Map<string, number>();
    let place = '';
    await benchRepression((line) => {
      place = /^(HCT116|HeLa|H)[:. ]/.exec(line.trim())?.[1] ?? place;
      const mean = /^ {2}(.+?) {2,}(\d\.\d{4})/.exec(line);
      if (mean !== null) means.set(`${place} ${mean[1]}`, Number(mean[2]));
    });
    expect(means.get('H expected change')).toBeGreaterThan(0.13);
    expect(means.get('H expected change and TargetScan 7')).toBeGreaterThan(0.14);
    expect(means.get('H TargetScan 7')).toBeLessThan(0.11);
    expect(means.get('HeLa expected change')).toBeGreaterThan(0.15);
    expect(means.get('HCT116 expected change')).toBeGreaterThan(0.095);
  }, 1_800_000);
});
