import { describe, expect, it } from 'vitest';
import type { FamilyResult } from '../../../src/enrichment/seeds/family-scan.ts';
import { seedVerdict } from '../../../src/enrichment/seeds/seed-verdict.ts';

const mir9 = { name: 'miR-9-5p', seed: 'CUUUGGU' };
const families = [
  mir9,
  { name: 'miR-124-3p', seed: 'AAGGCAC' },
  { name: 'miR-155-5p', seed: 'UAAUGCU' },
  { name: 'miR-182-5p', seed: 'UUGGCAA' },
  { name: 'miR-96-5p', seed: 'UUGGCAC' },
];

/** A scan in which the named families have this p-value (adjusted: 100 times that) in a direction, all others 0.5. */
function scan(found: Readonly<Record<string, readonly ['down' | 'up', number]>>): FamilyResult[] {
  return (['down', 'up'] as const).flatMap((direction) =>
    families
      .map(({ name, seed }) => {
        const p = found[name]?.[0] === direction ? found[name][1] : 0.5;
        const z = -Math.log10(p);
        const logP = Math.log(p);
        return { name, seed, members: [name], direction, genes: 100, z, score: z, p, logP, padj: Math.min(1, 100 * p) };
      })
      .sort((a, b) => a.p - b.p)
      .map((one, k) => ({ ...one, rank: k + 1, rankSumZ: one.z })),
  );
}

const verdict = (
  results: readonly FamilyResult[],
  mirnas: readonly { name: string; seed: string }[] = [mir9],
  effect: 'overexpression' | 'inhibition' = 'overexpression',
) => seedVerdict(results, { mirnas, effect });

describe('the verdict on the miRNA that was perturbed', () => {
  it('is that it worked where its seed comes first', () => {
    expect(verdict(scan({ 'miR-9-5p': ['down', 1e-12] }))).toEqual({
      outcome: 'worked',
      text: 'The miR-9-5p seed is the most enriched of 5 families among down-regulated genes (adjusted p 1.0e-10).',
    });
    expect(verdict(scan({ 'miR-9-5p': ['up', 1e-12] }), [mir9], 'inhibition').outcome).toBe('worked');
  });

  it('asks for a swapped contrast where its targets move the wrong way', () => {
    const { outcome, text } = verdict(scan({ 'miR-9-5p': ['up', 1e-12] }));
    expect(outcome).toBe('against');
    expect(text).toContain('move the wrong way: its seed is 1st of 5 families among up-regulated genes');
    expect(text).toContain('Is the contrast or the effect swapped?');
    expect(verdict(scan({ 'miR-9-5p': ['down', 1e-12] }), [mir9], 'inhibition').outcome).toBe('against');
  });

  it('is the wrong way too where only the test of the miRNA that was named before says so', () => {
    const { outcome, text } = verdict(scan({ 'miR-9-5p': ['up', 0.004] }));
    expect(outcome).toBe('against');
    expect(text).toContain('(p 0.004; adjusted p 0.4)');
  });

  it('is silence where no seed shows', () => {
    const { outcome, text } = verdict(scan({ 'miR-155-5p': ['down', 0.02] }));
    expect(outcome).toBe('silent');
    expect(text).toMatch(/^No seed signal of miR-9-5p: .* Treat the candidates with caution\.$/);
  });

  it('names another seed that explains the changes better', () => {
    const silent = verdict(scan({ 'miR-155-5p': ['down', 1e-9] }));
    expect(silent.outcome).toBe('other');
    expect(silent.text).toContain('No seed signal of miR-9-5p');
    expect(silent.text).toContain('the seed of miR-155-5p explains the changes better (adjusted p 1.0e-7)');
    const second = verdict(scan({ 'miR-155-5p': ['down', 1e-9], 'miR-9-5p': ['down', 1e-5] }));
    expect(second.outcome).toBe('other');
    expect(second.text).toContain('The seed of miR-9-5p shows: it is 2nd of 5');
  });

  it('tells a weak signal, which a search over all families would not give', () => {
    const { outcome, text } = verdict(scan({ 'miR-155-5p': ['down', 0.0005], 'miR-9-5p': ['down', 0.001] }));
    expect(outcome).toBe('weak');
    expect(text).toContain('it is 2nd of 5 families among down-regulated genes (p 0.001; adjusted p 0.1)');
  });

  it('does not let it fall behind a seed with nearly the same sites, nor behind another of its cluster', () => {
    const results = scan({ 'miR-96-5p': ['down', 1e-15], 'miR-182-5p': ['down', 1e-14], 'miR-9-5p': ['down', 1e-10] });
    const mir182 = families[3]!;
    const near = verdict(results, [mir182]);
    expect(near.outcome).toBe('worked');
    expect(near.text).toContain('2nd of 5');
    expect(near.text).toContain('after that of miR-96-5p, which has six bases and many sites in common with it');
    const cluster = verdict(results, [mir182, { ...mir182, name: 'again' }, families[4]!, mir9]);
    expect(cluster.outcome).toBe('worked');
    expect(cluster.text.match(/most enriched/g)).toHaveLength(3);
    expect(cluster.text).toContain('The miR-9-5p seed is the most enriched of 3 families');
  });

  it('is none where it cannot be told', () => {
    expect(verdict([]).outcome).toBe('silent');
    expect(verdict(scan({}), [{ name: 'x', seed: 'AAAAAAA' }]).text).toContain('too few tested genes have a site');
  });
});

describe('the verdict without a miRNA', () => {
  it('names the seeds that explain the changes, in each direction, or says that none does', () => {
    const { outcome, text } = seedVerdict(scan({ 'miR-9-5p': ['down', 1e-12], 'miR-155-5p': ['up', 1e-5] }));
    expect(outcome).toBe('open');
    expect(text).toMatch(/miR-9-5p seed .* among down-.* miR-155-5p seed .* among up-/);
    expect(seedVerdict(scan({})).text).toBe(
      'No seed signal: none of 5 families explains the changes in either direction.',
    );
  });
});
