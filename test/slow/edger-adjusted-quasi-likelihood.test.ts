import { describe, expect, it } from 'vitest';
import { edgerQL } from '../../src/engines/edger/edger.ts';
import { testQuasiLikelihood } from '../../src/engines/edger/hypothesis/quasi-likelihood-f.ts';
import { testQuasiTreat } from '../../src/engines/edger/hypothesis/treat.ts';
import { type AdjustedQuasiFit, fitQuasiLikelihood } from '../../src/engines/edger/quasi/fit-quasi-likelihood.ts';
import { compareWith } from '../golden/edger/compare.ts';
import { MISALIGNED_TREAT } from '../golden/edger/misaligned-treat.ts';
import { comparisons, loadOracle, presentOracles, whyAbsent } from '../golden/edger/oracle.ts';

const LIMIT = 1e-6;
const NEAR_ZERO = { floor: 1e-3 };

describe(`edgeR 4.4.1: quasi-likelihood from counts to p-values${whyAbsent}`, () => {
  // Of airway, the largest, the dispersions that the second route starts from are tested elsewhere.
  const routes = (name: string) => (name === 'airway' ? ['auto'] : ['auto', 'est']);
  it.each(presentOracles.flatMap((name) => routes(name).map((route) => [name, route] as const)))(
    '%s %s',
    (name, route) => {
      const oracle = loadOracle(name);
      const { counts, sampleIds, geneIds, samples, question, meta4 } = oracle;
      const [first] = comparisons(oracle);
      const analysis = edgerQL(
        { counts, sampleIds, geneIds, samples },
        { ...question, contrast: first!.contrast, estimateDispersions: route === 'est' },
      );
      expect(analysis.study.problem.genes).toBe(meta4.genes_kept);
      const fit = analysis.quasiFit as AdjustedQuasiFit;
      const expected = meta4[route as 'auto' | 'est'];
      expect(Math.abs(fit.globalDispersion / expected.dispersion - 1)).toBeLessThan(1e-7);
      expect(Math.abs(fit.averageQuasiDispersion / expected['average.ql.dispersion'] - 1)).toBeLessThan(1e-7);
      const stage = compareWith(`${name} ${route}`, oracle.table('ql441_fit'));
      stage.hold('AveLogCPM', analysis.abundance, `AveLogCPM_${route}`, LIMIT);
      stage.hold('adjusted deviance', fit.adjustedDeviance, `deviance_adj_${route}`, LIMIT);
      stage.hold('adjusted df', fit.residualDf, `df_adj_${route}`, LIMIT, { floor: 1e-6 });
      stage.hold('prior variance', fit.prior, `s2_prior_${route}`, LIMIT);
      stage.hold('posterior variance', fit.posterior, `s2_post_${route}`, LIMIT);
      const { problem, design } = fit;
      const robust = fitQuasiLikelihood(problem, design, {
        abundance: analysis.abundance,
        trended: analysis.dispersions?.trended,
        isRobust: true,
      });
      stage.hold('robust prior df', robust.priorDf, `df_prior_robust_${route}`, LIMIT);
      stage.hold('robust posterior variance', robust.posterior, `s2_post_robust_${route}`, LIMIT);

      const kept = analysis.study.prepared.kept;
      const ofKept = (values: Float64Array) => Float64Array.from(kept, (gene) => values[gene]!);
      for (const { prefix, weights } of comparisons(oracle)) {
        const table = oracle.table(`${prefix}ql441_test`);
        const { hold } = compareWith(`${name} ${prefix}${route}`, table);
        const tests = testQuasiLikelihood(fit, weights, { hasPoissonBound: false });
        hold('F', tests.statistic, `F_${route}`, LIMIT, NEAR_ZERO);
        hold('PValue', tests.pvalue, `PValue_${route}`, LIMIT);
        const robustTests = testQuasiLikelihood(robust, weights, { hasPoissonBound: false });
        hold('PValue, robust', robustTests.pvalue, `PValue_robust_${route}`, LIMIT);
        if (table.names.includes(`PValue_treat_${route}`)) {
          const treat = testQuasiTreat(fit, weights[0]!, { lfc: oracle.meta.treat_lfc }, { hasPoissonBound: false });
          const except = MISALIGNED_TREAT.edger4[name] ?? [];
          hold('PValue, treat', treat.pvalue, `PValue_treat_${route}`, LIMIT, { except });
        }
        if (prefix !== first!.prefix) continue;
        const { results } = analysis;
        const names = table.names.filter((column) => column.startsWith('logFC') && column.endsWith(route));
        results.foldChanges.forEach(({ log2FoldChange }, k) => {
          hold(names[k]!, ofKept(log2FoldChange), names[k]!, LIMIT, NEAR_ZERO);
        });
        hold('PValue of the results', ofKept(results.pvalue), `PValue_${route}`, LIMIT);
        hold('FDR', ofKept(results.padj), `FDR_${route}`, LIMIT);
      }
    },
  );
});
