import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { lengthNormalizationFactors } from '../../../src/normalize/normalization-factors.ts';
import { medianRatioSizeFactors } from '../../../src/normalize/size-factors.ts';
import { hasShared, sharedPath, whyShared } from '../../shared.ts';
import { errorsOf, report } from './errors.ts';
import { loadOracle, presentOracles, whyAbsent } from './oracle.ts';

describe(`size factors of DESeq2 1.38.3${whyAbsent}`, () => {
  it.each(presentOracles)('%s', (name) => {
    const oracle = loadOracle(name);
    const matrix = { genes: oracle.geneIds.length, samples: oracle.sampleIds.length, counts: oracle.counts };
    const type = oracle.meta.sfType as 'ratio' | 'poscounts';
    const errors = errorsOf(
      medianRatioSizeFactors(matrix, { type }),
      oracle.table('size_factors').column('size_factor'),
    );
    report(`${name} size factors`, errors, 1e-12);
    expect(errors.worst).toBe(0); // the last bits decide where a search for dispersions ends
  });
});

describe.skipIf(!hasShared)(`normalization factors from transcript lengths${whyShared}`, () => {
  it('are those of DESeq2 on counts of tximport', () => {
    const read = (part: string) => {
      const text = gunzipSync(readFileSync(sharedPath(`oracles/tximport/${part}.tsv.gz`))).toString();
      return text
        .trimEnd()
        .split('\n')
        .slice(1)
        .map((line) => line.split('\t').slice(1).map(Number));
    };
    const estimated = read('counts.no');
    const samples = estimated[0]!.length;
    const genes = estimated.length;
    const roundHalfEven = (x: number) => (x % 1 === 0.5 ? 2 * Math.round(x / 2) : Math.round(x));
    const counts = Int32Array.from(estimated.flat(), roundHalfEven);
    const factors = lengthNormalizationFactors({ genes, samples, counts }, Float64Array.from(read('length').flat()));
    const errors = errorsOf(factors, read('normalization_factors').flat());
    report('tximport normalization factors', errors, 1e-12);
    expect(errors.worst).toBeLessThan(1e-12);
  });
});
