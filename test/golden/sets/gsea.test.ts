import { describe, expect, it } from 'vitest';
import { gsea } from '../../../src/enrichment/sets/gsea.ts';
import { rankForSets } from '../../../src/enrichment/sets/ranked-list.ts';
import { hasShared, whyShared } from '../../shared.ts';
import { oraclePath, readOracle, readRanks, readSets } from './oracle.ts';

interface Row {
  readonly pathway: string;
  readonly pval: number;
  readonly NES: number;
}

/** Distances of log2 p from those of fgsea in units of our own error. */
function distances(
  found: readonly { readonly p: number; readonly log2Error: number }[],
  wanted: readonly number[],
): number[] {
  return found.map(({ p, log2Error }, i) => Math.abs(Math.log2(p) - Math.log2(wanted[i]!)) / log2Error);
}

describe.skipIf(!hasShared)(`GSEA against fgsea${whyShared}`, () => {
  it('gives multilevel p-values within four of its errors of those of ten times as many sets', () => {
    const { ids, statistic } = readRanks('brca10_t.rnk');
    const rowsOf = new Map(readSets(oraclePath('sets54.gmt'), ids).map(({ name, rows }) => [name, rows]));
    const { multilevel } = readOracle<{ multilevel: Row[] }>('fgsea.json');
    const found = gsea(
      rankForSets(statistic, ids),
      multilevel.map(({ pathway }) => rowsOf.get(pathway)!),
      { seed: 42 },
    );
    const far = distances(
      found,
      multilevel.map(({ pval }) => pval),
    );
    console.log(
      `log2 p against fgsea with 1,001 sets a level: at most ${Math.max(...far).toFixed(2)} errors off, root mean square ${rms(far).toFixed(2)}`,
    );
    expect(Math.max(...far)).toBeLessThan(4);
    expect(rms(far)).toBeLessThan(1.5);
    for (const [i, { NES }] of multilevel.entries()) expect(Math.abs(found[i]!.nes / NES - 1)).toBeLessThan(0.08);
  });
});

function rms(values: readonly number[]): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}
