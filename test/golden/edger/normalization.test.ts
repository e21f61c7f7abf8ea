import { describe, expect, it } from 'vitest';
import { compositionFactors } from '../../../src/normalize/composition-factors.ts';
import { logCountsPerMillion } from '../../../src/normalize/counts-per-million.ts';
import { filterByExpression, smallestGroup } from '../../../src/normalize/filter-by-expression.ts';
import { librarySizes } from '../../../src/normalize/library-sizes.ts';
import { errorsOf } from '../deseq2/errors.ts';
import { keptGenes, loadOracle, presentOracles, whyAbsent } from './oracle.ts';

describe(`edgeR 3.40.2: filter and normalization${whyAbsent}`, () => {
  it.each(presentOracles)('%s', (name) => {
    const oracle = loadOracle(name);
    const { counts, sampleIds, matrix, meta } = oracle;
    const samples = sampleIds.length;
    const all = { genes: oracle.geneIds.length, samples, counts };
    const sizes = librarySizes(all);
    const masks = oracle.table('filter');
    const group = smallestGroup(matrix, samples, meta.coefficients.length);
    const mask = filterByExpression(all, { sizes, smallestGroup: group, arithmetic: 'edger3' });
    expect([...mask]).toEqual([...masks.column('keep_design')]);
    expect([...filterByExpression(all, { sizes, smallestGroup: samples, arithmetic: 'edger3' })]).toEqual([
      ...masks.column('keep_default'),
    ]);

    const kept = keptGenes(oracle, meta.filtered ? mask : mask.fill(1));
    expect(kept.rows.length).toBe(meta.genes_kept);
    const filtered = { genes: kept.rows.length, samples, counts: kept.counts };
    const norm = oracle.table('norm');
    const keptSizes = librarySizes(filtered);
    expect([...keptSizes]).toEqual([...norm.column('lib_size')]);
    for (const method of ['TMM', 'TMMwsp', 'RLE', 'upperquartile'] as const) {
      const expected = norm.column(method);
      if (expected.some(Number.isNaN)) {
        expect(() => compositionFactors(filtered, method)).toThrow(/cannot be computed/);
        continue;
      }
      const { worst } = errorsOf(compositionFactors(filtered, method), expected);
      expect(worst, method).toBeLessThan(1e-12);
    }
    expect(errorsOf(compositionFactors(all, 'TMM'), norm.column('TMM_all_genes')).worst).toBeLessThan(1e-12);

    const factors = norm.column('TMM');
    const logs = logCountsPerMillion(
      filtered,
      keptSizes.map((size, j) => size * factors[j]!),
    );
    const first300 = oracle.table('logcpm2_first300');
    sampleIds.forEach((id, j) => {
      const column = Float64Array.from(first300.ids, (_, gene) => logs[gene * samples + j]!);
      expect(errorsOf(column, first300.column(id), 1).worst).toBeLessThan(1e-13);
    });
  });
});
