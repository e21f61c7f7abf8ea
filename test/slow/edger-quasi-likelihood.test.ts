import { describe, expect, it } from 'vitest';
import { type Dispersions, estimateDispersions } from '../../src/engines/edger/dispersion/estimate-dispersions.ts';
import { fitGenes } from '../../src/engines/edger/glm/fit-genes.ts';
import { FOLD_CHANGE_PRIOR, foldChanges, shrunkenCoefficients } from '../../src/engines/edger/glm/fold-changes.ts';
import { testLikelihoodRatio } from '../../src/engines/edger/hypothesis/likelihood-ratio.ts';
import { testQuasiLikelihood } from '../../src/engines/edger/hypothesis/quasi-likelihood-f.ts';
import { testQuasiTreat, testTreat } from '../../src/engines/edger/hypothesis/treat.ts';
import { fitQuasiLikelihoodLegacy } from '../../src/engines/edger/quasi/quasi-fit.ts';
import { compareWith } from '../golden/edger/compare.ts';
import { MISALIGNED_TREAT } from '../golden/edger/misaligned-treat.ts';
import {
  comparisons,
  keptProblem,
  loadOracle,
  type Oracle,
  presentOracles,
  whyAbsent,
} from '../golden/edger/oracle.ts';

const LIMIT = 1e-6;
/** Statistics and fold changes near 0 are differences of nearly equal numbers: below, they are compared absolutely. */
const NEAR_ZERO = { floor: 1e-3 };

function stages(oracle: Oracle): ReturnType<typeof keptProblem> & { readonly dispersions: Dispersions } {
  const kept = keptProblem(oracle);
  return { ...kept, dispersions: estimateDispersions(kept.problem, kept.model, { version: 'edger3' }) };
}

const designs = presentOracles.filter((name) => name !== 'airway'); // which the end-to-end test covers

describe(`edgeR 3.40.2: quasi-likelihood fit${whyAbsent}`, () => {
  it.each(designs)('%s', (name) => {
    const oracle = loadOracle(name);
    const { problem, model, dispersions } = stages(oracle);
    const { trended, abundance } = dispersions;
    const { hold } = compareWith(name, oracle.table('ql340_fit'));
    const plain = fitQuasiLikelihoodLegacy(problem, model, trended, { abundance });
    hold('deviance', plain.deviance, 'deviance', LIMIT);
    hold('df', plain.residualDf, 'df_residual', 1e-12);
    hold('prior df', plain.priorDf, 'df_prior', LIMIT);
    hold('prior variance', plain.prior, 'var_prior', LIMIT);
    hold('posterior variance', plain.posterior, 'var_post', LIMIT);
    const robust = fitQuasiLikelihoodLegacy(problem, model, trended, { abundance, isRobust: true });
    hold('robust prior df', robust.priorDf, 'df_prior_robust', LIMIT);
    hold('robust posterior variance', robust.posterior, 'var_post_robust', LIMIT);
    const flat = fitQuasiLikelihoodLegacy(problem, model, trended, {});
    hold('posterior variance, no trend', flat.posterior, 'var_post_notrend', LIMIT);

    for (const { prefix, weights } of comparisons(oracle)) {
      const table = oracle.table(`${prefix}ql340_test`);
      const tests = compareWith(`${name} ${prefix}`, table);
      const bound = { hasPoissonBound: true };
      const f = testQuasiLikelihood(plain, weights, bound);
      tests.hold('F', f.statistic, 'F', LIMIT, NEAR_ZERO);
      tests.hold('PValue', f.pvalue, 'PValue', LIMIT);
      tests.hold('df', plain.totalDf, 'df_total', LIMIT);
      tests.hold('F, robust', testQuasiLikelihood(robust, weights, bound).statistic, 'F_robust', LIMIT, NEAR_ZERO);
      tests.hold('PValue, robust', testQuasiLikelihood(robust, weights, bound).pvalue, 'PValue_robust', LIMIT);
      tests.hold('PValue, no trend', testQuasiLikelihood(flat, weights, bound).pvalue, 'PValue_notrend', LIMIT);
      const changes = foldChanges(
        shrunkenCoefficients(problem, model, trended, FOLD_CHANGE_PRIOR),
        model.columns,
        weights,
      );
      const names = table.names.filter((column) => column.startsWith('logFC'));
      changes.forEach((change, k) => {
        tests.hold(names[k]!, change, names[k]!, LIMIT, NEAR_ZERO);
      });
    }
  });
});

describe(`edgeR 3.40.2: likelihood ratio and treat${whyAbsent}`, () => {
  it.each(designs)('%s', (name) => {
    const oracle = loadOracle(name);
    const { problem, model, dispersions } = stages(oracle);
    const { trended, tagwise, abundance } = dispersions;
    const quasi = fitQuasiLikelihoodLegacy(problem, model, trended, { abundance });
    const { deviance } = fitGenes(problem, model, tagwise);
    const likelihood = { problem, design: model, dispersion: tagwise, deviance };
    const lfc = oracle.meta.treat_lfc;
    for (const { prefix, weights } of comparisons(oracle)) {
      const table = oracle.table(`${prefix}ql340_test`);
      const { hold } = compareWith(`${name} ${prefix}`, table);
      const ratio = testLikelihoodRatio(likelihood, weights);
      hold('LR', ratio.statistic, 'LR', LIMIT, NEAR_ZERO);
      hold('PValue, LRT', ratio.pvalue, 'PValue_LRT', LIMIT);
      if (!table.names.includes('PValue_treat_QL')) continue;
      const [contrast] = weights as [Float64Array];
      const except = { except: MISALIGNED_TREAT.edger3[name] ?? [] };
      const bound = { hasPoissonBound: true };
      hold('PValue, treat', testQuasiTreat(quasi, contrast, { lfc }, bound).pvalue, 'PValue_treat_QL', LIMIT, except);
      const worst = testQuasiTreat(quasi, contrast, { lfc, nullHypothesis: 'worst.case' }, bound);
      hold('PValue, treat worst.case', worst.pvalue, 'PValue_treat_QL_worst', LIMIT);
      hold('PValue, treat LRT', testTreat(likelihood, contrast, { lfc }).pvalue, 'PValue_treat_LRT', LIMIT, except);
      const [unshrunk] = foldChanges(shrunkenCoefficients(problem, model, trended, 0), model.columns, weights);
      hold('unshrunk logFC', unshrunk!, 'unshrunk_logFC', LIMIT, NEAR_ZERO);
    }
  });
});

describe('the p-value and its logarithm', () => {
  it('are one number, also far out', () => {
    const oracle = loadOracle('few_genes');
    const { problem, model, dispersions } = stages(oracle);
    const fit = fitQuasiLikelihoodLegacy(problem, model, dispersions.trended, {});
    const [{ weights }] = comparisons(oracle) as unknown as [{ weights: Float64Array[] }];
    for (const tests of [
      testQuasiLikelihood(fit, weights, { hasPoissonBound: true }),
      testQuasiTreat(fit, weights[0]!, { lfc: 0.2 }, { hasPoissonBound: true }),
    ]) {
      tests.pvalue.forEach((p, gene) => {
        expect(Math.abs(Math.log(p) - tests.logPvalue[gene]!)).toBeLessThan(1e-12 * (1 - Math.log(p)));
      });
    }
  });
});
