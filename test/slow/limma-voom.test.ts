import { describe, expect, it } from 'vitest';
import { fitContrasts } from '../../src/engines/limma/fit-contrasts.ts';
import { type LimmaAnalysis, limmaTrend, limmaVoom, voomLmFit } from '../../src/engines/limma/limma.ts';
import { effectVariance } from '../../src/engines/limma/log-odds.ts';
import { testCoefficientsJointly } from '../../src/engines/limma/moderated-f.ts';
import { moderate, testCoefficient } from '../../src/engines/limma/moderated-t.ts';
import { estimateSampleWeights } from '../../src/engines/limma/sample-weights.ts';
import { estimateSampleWeightsJointly } from '../../src/engines/limma/sample-weights-reml.ts';
import { voom } from '../../src/engines/limma/voom.ts';
import { logCountsPerMillion } from '../../src/normalize/counts-per-million.ts';
import type { NumberTable } from '../golden/deseq2/oracle.ts';
import { comparisonsOf, errorsOf, pickGenes, report, studyOf } from '../golden/limma/analyze.ts';
import { loadOracle, presentOracles, scalar, whyAbsent } from '../golden/limma/oracle.ts';

const LIMIT = 1e-6;

/** The reference table of airway repeats the REML weights in this column; by arrayWeights(method = 'genebygene'), 3.54.1: */
const GENE_BY_GENE_AIRWAY = Float64Array.of(
  ...[1.0928388687249, 1.0928388687249, 0.906828539189913, 0.906828539189913],
  ...[0.75295610242729, 0.75295610242729, 1.34013648198034, 1.34013648198033],
);

function compareColumn(what: string, actual: Float64Array, expected: Float64Array, floor?: number): void {
  const errors = errorsOf(actual, expected, floor);
  report(what, errors, LIMIT);
  expect.soft(errors.missingDiffer, what).toBe(0);
  expect.soft(errors.worst, what).toBeLessThan(LIMIT);
}

function compareRows(
  what: string,
  { values, rows }: { values: Float64Array; rows: readonly string[] },
  table: NumberTable,
): void {
  const m = table.names.length;
  const places = new Map(rows.map((id, row) => [id, row]));
  const actual = table.ids.flatMap((id) => [...values.subarray(places.get(id)! * m, (places.get(id)! + 1) * m)]);
  const columns = table.names.map((name) => table.column(name));
  const expected = table.ids.flatMap((_, row) => columns.map((column) => column[row]!));
  compareColumn(what, Float64Array.from(actual), Float64Array.from(expected), 1e-3);
}

const keptIds = (analysis: LimmaAnalysis) =>
  Array.from(analysis.study.prepared.kept, (gene) => analysis.study.geneIds[gene]!);

describe(`limma-voom of limma 3.54${whyAbsent}`, () => {
  it.each(presentOracles)('%s', (name) => {
    const oracle = loadOracle(name);
    const { meta, geneIds } = oracle;
    const { input, options } = studyOf(oracle);
    const table = oracle.has('voom2') ? oracle.table('voom2') : undefined;
    const masks = oracle.table('filter').column('keep_design');
    for (const { contrast, suffix } of comparisonsOf(oracle)) {
      const plain = limmaVoom(input, { ...options, contrast });
      const { results, comparison } = plain;
      const { prepared, design } = plain.study;
      expect(prepared.kept.length).toBe(meta.genes_kept);
      if (meta.filtered) {
        expect(geneIds.map((_, gene) => Number(results.leftOut[gene] === undefined))).toEqual([...masks]);
      }
      compareColumn(`${name} factors`, prepared.normalizationFactors, oracle.table('norm').column('TMM'));
      const model = { samples: design.sampleIds.length, columns: design.coefficients, values: design.matrix };
      if (suffix === comparisonsOf(oracle)[0]!.suffix && oracle.has('voom_E_first300')) {
        const { expression, weights } = voom(prepared.counts, prepared.effectiveSizes, model);
        const rows = keptIds(plain);
        compareRows(`${name} E`, { values: expression.values, rows }, oracle.table('voom_E_first300'));
        compareRows(`${name} weights`, { values: weights, rows }, oracle.table('voom_weights_first300'));
      }
      if (table === undefined) continue;
      const at = (values: Float64Array) => pickGenes(values, geneIds, table.ids);
      const kept = (values: Float64Array) => pickGenes(values, keptIds(plain), table.ids);
      const label = (column: string) => `${name} ${column}${suffix}`;
      compareColumn(
        label('df prior'),
        Float64Array.of(comparison.variances.commonPriorDf),
        Float64Array.of(scalar(meta.voom_df_prior)),
      );
      compareColumn(label('AveExpr'), at(results.averageExpression), table.column('AveExpr'));
      compareColumn(label('sigma'), kept(comparison.sigma), table.column('sigma'));
      compareColumn(label('s2_post'), kept(comparison.variances.posterior), table.column('s2_post'));
      compareColumn(label('df_total'), kept(comparison.totalDf), table.column('df_total'));
      compareColumn(label('unscaled'), kept(comparison.unscaledErrors), table.column(`stdev_unscaled${suffix}`));
      compareColumn(label('logFC'), at(results.log2FoldChange), table.column(`logFC${suffix}`), 1e-3);
      compareColumn(label('t'), at(results.statistic.values), table.column(`t${suffix}`), 1e-3);
      compareColumn(label('P'), at(results.pvalue), table.column(`P.Value${suffix}`));
      compareColumn(label('B'), at(results.logOdds), table.column(`B${suffix}`), 1e-3);
      const robust = limmaVoom(input, { ...options, contrast, robust: true });
      compareColumn(label('df robust'), kept(robust.comparison.variances.priorDf), table.column('df_prior_robust'));
      compareColumn(label('t robust'), at(robust.results.statistic.values), table.column(`t_robust${suffix}`), 1e-3);
      compareColumn(label('P robust'), at(robust.results.pvalue), table.column(`P_robust${suffix}`));
      compareColumn(label('B robust'), at(robust.results.logOdds), table.column(`B_robust${suffix}`), 1e-3);
      const treat = limmaVoom(input, { ...options, contrast, treat: meta.treat_lfc });
      compareColumn(label('t treat'), at(treat.results.statistic.values), table.column(`t_treat${suffix}`), 1e-3);
      compareColumn(label('P treat'), at(treat.results.pvalue), table.column(`P_treat${suffix}`));
      const both = limmaVoom(input, { ...options, contrast, treat: meta.treat_lfc, robust: true });
      compareColumn(label('P treat robust'), at(both.results.pvalue), table.column(`P_treat_robust${suffix}`));
    }
  });
});

describe(`limma-trend of limma 3.54${whyAbsent}`, () => {
  it.each(presentOracles.filter((name) => loadOracle(name).has('trend2')))('%s', (name) => {
    const oracle = loadOracle(name);
    const { meta, geneIds } = oracle;
    const { input, options } = studyOf(oracle);
    const table = oracle.table('trend2');
    const at = (values: Float64Array) => pickGenes(values, geneIds, table.ids);
    for (const { contrast, suffix } of comparisonsOf(oracle)) {
      const plain = limmaTrend(input, { ...options, contrast });
      const { results, comparison } = plain;
      const kept = (values: Float64Array) => pickGenes(values, keptIds(plain), table.ids);
      const label = (column: string) => `${name} trend ${column}${suffix}`;
      compareColumn(
        label('df prior'),
        Float64Array.of(comparison.variances.commonPriorDf),
        Float64Array.of(scalar(meta.trend_df_prior)),
      );
      compareColumn(label('s2_prior'), kept(comparison.variances.prior), table.column('s2_prior'));
      compareColumn(label('logFC'), at(results.log2FoldChange), table.column(`logFC${suffix}`), 1e-3);
      compareColumn(label('t'), at(results.statistic.values), table.column(`t${suffix}`), 1e-3);
      compareColumn(label('P'), at(results.pvalue), table.column(`P.Value${suffix}`));
      compareColumn(label('B'), at(results.logOdds), table.column(`B${suffix}`), 1e-3);
      const robust = limmaTrend(input, { ...options, contrast, robust: true });
      compareColumn(label('df robust'), kept(robust.comparison.variances.priorDf), table.column('df_prior_robust'));
      compareColumn(label('s2_prior robust'), kept(robust.comparison.variances.prior), table.column('s2_prior_robust'));
      compareColumn(label('P robust'), at(robust.results.pvalue), table.column(`P_robust${suffix}`));
      const treat = limmaTrend(input, { ...options, contrast, treat: meta.treat_lfc });
      compareColumn(label('P treat'), at(treat.results.pvalue), table.column(`P_treat${suffix}`));
    }
  });
});

describe(`voomLmFit of edgeR 4.4 and adaptive voom of limma 3.62${whyAbsent}`, () => {
  it.each(presentOracles.filter((name) => loadOracle(name).has('voom362')))('%s', (name) => {
    const oracle = loadOracle(name);
    const { geneIds, meta362 } = oracle;
    const { input, options } = studyOf(oracle);
    const table = oracle.table('voom362');
    const at = (values: Float64Array) => pickGenes(values, geneIds, table.ids);
    for (const { contrast, suffix } of comparisonsOf(oracle)) {
      const plain = voomLmFit(input, { ...options, contrast });
      const { results, comparison } = plain;
      expect(plain.study.prepared.kept.length).toBe(meta362.genes_kept);
      const kept = (values: Float64Array) => pickGenes(values, keptIds(plain), table.ids);
      const label = (column: string) => `${name} 362 ${column}${suffix}`;
      compareColumn(label('df residual'), kept(comparison.residualDf), table.column('df_residual'));
      compareColumn(label('sigma'), kept(comparison.sigma), table.column('sigma'));
      compareColumn(label('s2_post'), kept(comparison.variances.posterior), table.column('s2_post'));
      compareColumn(
        label('df prior'),
        Float64Array.of(comparison.variances.commonPriorDf),
        Float64Array.of(scalar(meta362.voomLmFit_df_prior)),
      );
      compareColumn(label('t'), at(results.statistic.values), table.column(`t_voomLmFit${suffix}`), 1e-3);
      compareColumn(label('P'), at(results.pvalue), table.column(`P_voomLmFit${suffix}`));
      const robust = voomLmFit(input, { ...options, contrast, robust: true });
      compareColumn(label('P robust'), at(robust.results.pvalue), table.column(`P_voomLmFit_robust${suffix}`));
      const adaptive = limmaVoom(input, { ...options, contrast, span: 'adaptive', release: '3.62' });
      compareColumn(label('P adaptive'), at(adaptive.results.pvalue), table.column(`P_voom_adaptive${suffix}`));
    }
  });
});

describe(`sample weights of limma 3.54${whyAbsent}`, () => {
  it.each(presentOracles.filter((name) => loadOracle(name).has('voom_qw')))('%s', (name) => {
    const oracle = loadOracle(name);
    const { input, options } = studyOf(oracle);
    const table = oracle.table('voom_qw');
    const weights = oracle.table('sample_weights');
    for (const { contrast, suffix } of comparisonsOf(oracle)) {
      const { results, study, sampleWeights } = limmaVoom(input, { ...options, contrast, sampleWeights: true });
      compareColumn(`${name} sample weights`, sampleWeights!, weights.column('voom_quality_weight'));
      const at = (values: Float64Array) => pickGenes(values, study.geneIds, table.ids);
      compareColumn(`${name} t${suffix}`, at(results.statistic.values), table.column(`t${suffix}`), 1e-3);
      compareColumn(`${name} P${suffix}`, at(results.pvalue), table.column(`P.Value${suffix}`));
    }
  });
});

describe(`what else limma 3.54 estimates${whyAbsent}`, () => {
  it.each(presentOracles.filter((name) => loadOracle(name).has('voom2')))('%s', (name) => {
    const oracle = loadOracle(name);
    const { meta } = oracle;
    const { input, options } = studyOf(oracle);
    const table = oracle.table('voom2');
    const comparisons = comparisonsOf(oracle);
    const analysis = limmaVoom(input, options);
    const kept = (values: Float64Array) => pickGenes(values, keptIds(analysis), table.ids);
    const contrasts = comparisons.map(({ contrast }) => (contrast.kind === 'numeric' ? contrast.weights : []));
    const fit = moderate(fitContrasts(analysis.models, contrasts));
    const joint = testCoefficientsJointly(fit);
    compareColumn(`${name} F`, kept(joint.statistic), table.column('F'), 1e-3);
    compareColumn(`${name} F P`, kept(joint.pvalue), table.column('F.p.value'));
    const together = limmaVoom(input, { ...options, contrast: comparisons.map(({ contrast }) => contrast) });
    if (comparisons.length > 1) {
      const { statistic, pvalue } = together.results;
      expect(statistic.name).toBe('F');
      compareColumn(`${name} joint F`, pickGenes(statistic.values, oracle.geneIds, table.ids), table.column('F'), 1e-3);
      compareColumn(`${name} joint P`, pickGenes(pvalue, oracle.geneIds, table.ids), table.column('F.p.value'));
    }
    const trended = moderate(fitContrasts(analysis.models, contrasts), { hasTrend: true });
    comparisons.forEach(({ suffix }, column) => {
      const { pvalue } = testCoefficient(trended, column);
      compareColumn(`${name} eBayes trend P${suffix}`, kept(pvalue), table.column(`P_voom_ebayestrend${suffix}`));
    });
    if (meta.contrasts !== null) return;
    const whole = moderate(analysis.models);
    const variances = meta.coefficients.map((_, k) =>
      effectVariance(
        testCoefficient(whole, k).statistic,
        Float64Array.from({ length: whole.genes }, (__, gene) => whole.unscaledErrors[gene * whole.columns + k]!),
        whole.totalDf,
        whole.variances.prior[0]!,
      ),
    );
    compareColumn(
      `${name} var.prior`,
      Float64Array.from(variances),
      Float64Array.from(meta.voom_var_prior as number[]),
    );
  });

  it.each(presentOracles.filter((name) => loadOracle(name).has('sample_weights')))(
    'weights of the samples of %s',
    (name) => {
      const oracle = loadOracle(name);
      const { input, options } = studyOf(oracle);
      const { prepared, design } = limmaTrend(input, options).study;
      const model = { samples: design.sampleIds.length, columns: design.coefficients, values: design.matrix };
      const { genes, samples } = prepared.counts;
      const values = logCountsPerMillion(prepared.counts, prepared.effectiveSizes, 2);
      const expression = { genes, samples, values };
      const weights = new Float64Array(values.length).fill(1);
      const table = oracle.table('sample_weights');
      compareColumn(
        `${name} gene by gene`,
        estimateSampleWeights(expression, model, weights),
        name === 'airway' ? GENE_BY_GENE_AIRWAY : table.column('arrayWeights_genebygene'),
      );
      compareColumn(`${name} REML`, estimateSampleWeightsJointly(expression, model), table.column('arrayWeights_reml'));
    },
  );

  it.each(presentOracles.filter((name) => loadOracle(name).has('voom_block')))(
    'correlation within blocks of %s',
    (name) => {
      const oracle = loadOracle(name);
      const { meta } = oracle;
      const { input, options } = studyOf(oracle);
      const table = oracle.table('voom_block');
      const variables = meta.design.match(/[a-z]+/g)!;
      const [block, condition] = variables as [string, string];
      const { [block]: _, ...references } = options.references as Record<string, string>;
      // The reference filtered and normalized under the whole design, and took the blocks out of it only then.
      const { prepared } = limmaVoom(input, options).study;
      const { counts, normalizationFactors } = prepared;
      const geneIds = Array.from(prepared.kept, (gene) => oracle.geneIds[gene]!);
      const analysis = limmaVoom(
        { ...input, counts: counts.counts as Int32Array, geneIds },
        { design: `~ ${condition}`, references, block, filterByExpr: false, normalizationFactors },
      );
      compareColumn(
        `${name} correlation`,
        Float64Array.of(analysis.blockCorrelation!),
        Float64Array.of(scalar(meta.dupcor_second)),
      );
      const at = (values: Float64Array) => pickGenes(values, geneIds, table.ids);
      compareColumn(`${name} block logFC`, at(analysis.results.log2FoldChange), table.column('logFC'), 1e-3);
      compareColumn(`${name} block P`, at(analysis.results.pvalue), table.column('P.Value'));
    },
  );
});

const whole = presentOracles.filter((name) => loadOracle(name).has('voom'));

describe.skipIf(whole.length === 0)(`every gene of limma 3.54, with what is adjusted${whyAbsent}`, () => {
  it.each(whole)('%s', (name) => {
    const oracle = loadOracle(name);
    const { input, options } = studyOf(oracle);
    const contrast = comparisonsOf(oracle).at(-1)!.contrast;
    const table = oracle.table('voom');
    const at = (values: Float64Array) => pickGenes(values, oracle.geneIds, table.ids);
    const { results, study } = limmaVoom(input, { ...options, contrast });
    expect(table.ids.length).toBe(study.prepared.kept.length);
    compareColumn(`${name} all logFC`, at(results.log2FoldChange), table.column('logFC'), 1e-3);
    compareColumn(`${name} all P`, at(results.pvalue), table.column('P.Value'));
    compareColumn(`${name} all adj.P`, at(results.padj), table.column('adj.P.Val'));
    compareColumn(`${name} all B`, at(results.logOdds), table.column('B'), 1e-3);
    const robust = limmaVoom(input, { ...options, contrast, robust: true });
    compareColumn(`${name} all P robust`, at(robust.results.pvalue), table.column('P.Value_robust'));
    const treat = limmaVoom(input, { ...options, contrast, treat: Math.log2(1.2) });
    compareColumn(`${name} all P treat`, at(treat.results.pvalue), table.column('P.Value_treat1.2'));
    if (!oracle.has('limma_trend')) return;
    const trend = limmaTrend(input, { ...options, contrast, priorCount: 3 });
    compareColumn(`${name} all trend P`, at(trend.results.pvalue), oracle.table('limma_trend').column('P.Value'));
  });
});
