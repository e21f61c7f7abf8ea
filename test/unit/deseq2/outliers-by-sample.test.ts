import { expect, test } from 'vitest';
import { randomStream } from '../../../data-samples/random.ts';
import { fitDeseq2 } from '../../../src/engines/deseq2/fit/fit-deseq2.ts';
import { outliersBySample } from '../../../src/engines/deseq2/results/outliers-by-sample.ts';

test('counts that are planted far from their group are found in the sample where they stand', async () => {
  const random = randomStream(5, 'outliers');
  const sampleIds = ['c1', 'c2', 'c3', 'c4', 'm1', 'm2', 'm3', 'm4'];
  const counts = Int32Array.from({ length: 300 * 8 }, () => random.poisson(100));
  for (const gene of [10, 20, 30]) counts[gene * 8 + 5] = 20_000;
  counts[40 * 8] = 20_000;
  const fit = await fitDeseq2(
    {
      counts,
      sampleIds,
      geneIds: Array.from({ length: 300 }, (_, gene) => `g${gene}`),
      samples: { condition: sampleIds.map((id) => id.slice(0, 1)) },
    },
    { design: '~ condition', fitType: 'mean' },
  );
  const { genes, counts: bySample, cutoff } = outliersBySample(fit);
  // R: qf(.99, 2, 6)
  expect(cutoff).toBeCloseTo(10.92476650083959, 8);
  expect(genes).toBe(4);
  expect([...bySample]).toEqual([1, 0, 0, 0, 0, 3, 0, 0]);
});
