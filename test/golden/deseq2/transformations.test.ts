import { describe, expect, it } from 'vitest';
import { transformVst } from '../../../src/engines/deseq2/transform/variance-stabilization.ts';
import { analyze } from './analyze.ts';
import { errorsOf, report } from './errors.ts';
import { readOptionTable } from './option-table.ts';
import { loadOracle, presentOracles, whyAbsent } from './oracle.ts';

/** Analyses that share counts share the transformation, which does not know the groups. */
const distinct = presentOracles.filter(
  (name) => loadOracle(name).has('vst_first300') && !/_(lrt|list|l\w+|mean)$/.test(name),
);

describe(`variance-stabilized counts of DESeq2 1.38.3, first 300 genes${whyAbsent}`, () => {
  it.each(distinct)('%s', async (name) => {
    const oracle = loadOracle(name);
    const { fit } = await analyze(oracle);
    const { values } = await transformVst(fit);
    const reference = oracle.table('vst_first300');
    const expected = reference.ids.flatMap((_, gene) => oracle.sampleIds.map((id) => reference.column(id)[gene]!));
    const errors = errorsOf(values.subarray(0, expected.length), expected);
    report(`${name} vst`, errors, 1e-10);
    expect(errors.worst).toBeLessThan(1e-10);
  });
});

describe('vst() of DESeq2 1.38.3, whose trend rests on 1,000 genes', () => {
  it.each<[string, boolean]>([
    ['vst_sample', true],
    ['vst_sample_not_blind', false],
  ])('%s', async (name, blind) => {
    const { fit } = await analyze(loadOracle('two_group'));
    const { values } = await transformVst(fit, { blind, genes: 'sample' });
    const expected = readOptionTable(name).values;
    const errors = errorsOf(values.subarray(0, expected.length), expected);
    report(name, errors, 1e-10);
    expect(errors.worst).toBeLessThan(1e-9);
  });
});
