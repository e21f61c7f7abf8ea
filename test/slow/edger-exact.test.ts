import { describe, expect, it } from 'vitest';
import { devianceDispersion } from '../../src/engines/edger/dispersion/deviance-dispersion.ts';
import { estimateDispersions } from '../../src/engines/edger/dispersion/estimate-dispersions.ts';
import { edgerExact, edgerLRT, edgerQL, edgerQLLegacy } from '../../src/engines/edger/edger.ts';
import { estimateClassicDispersions } from '../../src/engines/edger/exact/estimate-classic-dispersions.ts';
import { testExactly } from '../../src/engines/edger/exact/exact-test.ts';
import { makeModelMatrix } from '../../src/engines/edger/glm/count-problem.ts';
import { compareWith } from '../golden/edger/compare.ts';
import { keptGenes, keptProblem, loadOracle, presentOracles, whyAbsent } from '../golden/edger/oracle.ts';

const LIMIT = 1e-6;
const NEAR_ZERO = { floor: 1e-3 };

describe(`edgeR 3.40.2: classic dispersions and exact test${whyAbsent}`, () => {
  it.each(presentOracles)('%s', (name) => {
    const oracle = loadOracle(name);
    const { problem, model } = keptProblem(oracle);
    const [reference, target] = oracle.meta.exact_pair;
    const groups = Object.values(oracle.samples).find(
      (column) => column.includes(reference) && column.includes(target),
    )!;
    const levels = [...new Set([reference, target, ...groups])];
    const codes = Int32Array.from(groups, (group) => levels.indexOf(group));
    const table = oracle.table('exact');
    const { hold } = compareWith(name, table);
    const found = estimateClassicDispersions(problem, codes, levels.length, { version: 'edger3' });
    expect(Math.abs(found.common / oracle.meta.classic_common - 1)).toBeLessThan(1e-8);
    hold('AveLogCPM', found.abundance, 'AveLogCPM', LIMIT);
    hold('trended', found.trended, 'trended', 1e-8);
    hold('tagwise', found.tagwise, 'tagwise', LIMIT);
    const tagwise = testExactly(problem, codes, found.tagwise);
    hold('logFC', tagwise.logFC, 'logFC', LIMIT, NEAR_ZERO);
    hold('PValue', tagwise.pvalue, 'PValue', LIMIT);
    const common = new Float64Array(problem.genes).fill(found.common);
    hold('PValue, common', testExactly(problem, codes, common).pvalue, 'PValue_common', LIMIT);
    hold('PValue, trended', testExactly(problem, codes, found.trended).pvalue, 'PValue_trended', LIMIT);
    if (name === 'airway') return;
    const designed = estimateDispersions(problem, model, { version: 'edger3' }).tagwise;
    const glm = testExactly(problem, codes, designed);
    hold('logFC, dispersions of the design', glm.logFC, 'logFC_glmtagwise', LIMIT, NEAR_ZERO);
    hold('PValue, dispersions of the design', glm.pvalue, 'PValue_glmtagwise', LIMIT);
  });
});

describe('edgeR 3.40.2: one sample against another', () => {
  const oracle = loadOracle('norep');
  const { counts, sampleIds, geneIds, samples } = oracle;
  const input = { counts, sampleIds, geneIds, samples };
  const question = { design: '~ condition', references: { condition: 'control' } };

  it.each([0.01, 0.16, 1])('tests at a stated dispersion of %d', (dispersion) => {
    const { hold } = compareWith(`norep ${dispersion}`, oracle.table('dispersion_fixed'));
    const exact = edgerExact(input, { ...question, dispersion });
    expect(exact.results.leftOut.map((reason) => Number(reason === undefined))).toEqual([
      ...oracle.table('filter').column('keep_group'),
    ]);
    const kept = ({ study }: typeof exact, values: Float64Array) =>
      Float64Array.from(study.prepared.kept, (gene) => values[gene]!);
    hold('logFC', kept(exact, exact.results.log2FoldChange), `logFC_exact_${dispersion}`, LIMIT, NEAR_ZERO);
    hold('PValue', kept(exact, exact.results.pvalue), `PValue_exact_${dispersion}`, LIMIT);
    const ratio = edgerLRT(input, { ...question, dispersion });
    hold('LR', kept(ratio, ratio.results.statistic!.values), `LR_${dispersion}`, LIMIT, NEAR_ZERO);
    hold('PValue, LRT', kept(ratio, ratio.results.pvalue), `PValue_lrt_${dispersion}`, LIMIT);
    hold('logFC, LRT', kept(ratio, ratio.results.log2FoldChange), `logFC_lrt_${dispersion}`, LIMIT, NEAR_ZERO);
  });

  it('refuses to estimate what it cannot', () => {
    for (const engine of [edgerExact, edgerLRT, edgerQL, edgerQLLegacy]) {
      expect(() => engine(input, question)).toThrow(expect.objectContaining({ code: 'DESIGN_NO_REPLICATES' }));
    }
    for (const engine of [edgerQL, edgerQLLegacy]) {
      expect(() => engine(input, { ...question, dispersion: 0.16 })).toThrow(
        expect.objectContaining({ code: 'DESIGN_NO_REPLICATES' }),
      );
    }
  });

  it('takes all samples for one group to find a common dispersion', () => {
    const analysis = edgerExact(input, { ...question, dispersion: 'one-group' });
    const pvalues = Float64Array.from(analysis.study.prepared.kept, (gene) => analysis.results.pvalue[gene]!);
    const { hold } = compareWith('norep one group', oracle.table('dispersion_fixed'));
    hold('PValue', pvalues, 'PValue_exact_devcommon', LIMIT);
    const { counts: kept, rows } = keptGenes(oracle, oracle.table('filter').column('keep_group'));
    const norm = oracle.table('norm');
    const factors = norm.column('TMM');
    const sizes = norm.column('lib_size').map((size, j) => size * factors[j]!);
    const problem = { genes: rows.length, samples: 2, counts: kept, sizes };
    const group = makeModelMatrix(Float64Array.of(1, 1), 2, 1);
    const { deviance_robust, deviance_mean } = oracle.meta as unknown as Record<string, number>;
    expect(Math.abs(devianceDispersion(problem, group, true) / deviance_robust! - 1)).toBeLessThan(LIMIT);
    expect(Math.abs(devianceDispersion(problem, group, false) / deviance_mean! - 1)).toBeLessThan(LIMIT);
  });
});
