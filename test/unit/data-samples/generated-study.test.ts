import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { simulateSets } from '../../../data-samples/gene-sets.ts';
import { randomStream } from '../../../data-samples/random.ts';
import { simulatePatients } from '../../../data-samples/simulated-patients.ts';
import { SEED, simulateStudy } from '../../../data-samples/simulated-study.ts';
import { compress, patientFiles, studyFiles } from '../../../data-samples/study-files.ts';
import { findSites } from '../../../data-samples/utr-sequences.ts';

const genes = simulateStudy(SEED);
const files = new Map([
  ...studyFiles(genes, simulateSets(genes, SEED)),
  ...patientFiles(simulatePatients(genes, SEED)),
]);

function committed(name: string): string {
  const bytes = readFileSync(fileURLToPath(new URL(`../../../data-samples/${name}`, import.meta.url)));
  return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

test.each([...files.keys()])('the committed %s is what the generator writes', (name) => {
  expect(files.get(name) === committed(name)).toBe(true);
});

test('another seed gives another study', () => {
  expect(studyFiles(simulateStudy(SEED + 1), []).get('counts.tsv.gz')).not.toBe(files.get('counts.tsv.gz'));
});

test('compressed bytes carry no time and no platform', () => {
  const packed = compress('text');
  expect([...packed.subarray(4, 8), packed[9]]).toEqual([0, 0, 0, 0, 255]);
});

test('each planted site is in the sequence, at its place and of its type', () => {
  const planted = genes.flatMap((gene) => gene.plantedSites.map((site) => ({ site, utr: gene.utr ?? '' })));
  expect(planted.length).toBeGreaterThan(500);
  for (const { site, utr } of planted) expect(findSites(utr)).toContainEqual(site);
});

test('genes with a secondary effect and no planted site have none by chance either', () => {
  const sites = genes.filter((gene) => gene.class === 'secondary').map((gene) => findSites(gene.utr ?? '').length);
  expect(sites).toHaveLength(300);
  expect(Math.max(...sites)).toBe(0);
});

test('the sequences have the dinucleotide frequencies of human 3-prime UTRs', () => {
  const counts = new Map<string, number>();
  let total = 0;
  for (const { utr = '' } of genes) {
    for (let i = 1; i < utr.length; i++) {
      const pair = utr.slice(i - 1, i + 1);
      counts.set(pair, (counts.get(pair) ?? 0) + 1);
      total++;
    }
  }
  // RNAhybrid's 3utr_human frequencies, to within the sampling error of four million bases.
  expect((counts.get('CG') ?? 0) / total).toBeCloseTo(0.0130357, 2.5);
  expect((counts.get('TT') ?? 0) / total).toBeCloseTo(0.0956777, 2.5);
  expect((counts.get('AA') ?? 0) / total).toBeCloseTo(0.0863875, 2.5);
});

test('negative binomial draws have the mean and the variance they are asked for', () => {
  const random = randomStream(1, 'moments');
  for (const [mean, alpha] of [
    [0.5, 1],
    [40, 0.1],
    [3000, 0.06],
  ] as const) {
    const draws = Array.from({ length: 20_000 }, () => random.negativeBinomial(mean, alpha));
    const average = draws.reduce((sum, x) => sum + x, 0) / draws.length;
    const variance = draws.reduce((sum, x) => sum + (x - average) ** 2, 0) / draws.length;
    const expected = mean + alpha * mean ** 2;
    // Five standard errors of the mean; the variance of a skewed law is known to about a tenth from 20,000 draws.
    expect(Math.abs(average - mean)).toBeLessThan(5 * Math.sqrt(expected / draws.length));
    expect(variance / expected).toBeGreaterThan(0.9);
    expect(variance / expected).toBeLessThan(1.1);
  }
});
