import { expect, it } from 'vitest';
import { countLabels } from '../unit/enrichment/sets/planted-sets.ts';

it('gives at most 7 % of planted sets a cause that is not there, whatever the truth', () => {
  const seeds = Array.from({ length: 60 }, (_, i) => 100 + i);
  for (const [cause, { sets, wrong, there, found }] of Object.entries(countLabels(seeds))) {
    const power = there > 0 ? `, ${((100 * found) / there).toFixed(1)} % of the causes found` : '';
    console.log(`${cause}: ${((100 * wrong) / sets).toFixed(2)} % of ${sets} sets labelled wrongly${power}`);
    expect(wrong / sets).toBeLessThan(0.07);
    if (there > 0) expect(found / there).toBeGreaterThan(0.8);
  }
});
