import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type SqueezeOptions, squeezeVariances } from '../../../src/engines/moderation/squeeze-variances.ts';
import type { SampleVariances } from '../../../src/engines/moderation/variance-prior.ts';
import { errorsOf, report } from '../deseq2/errors.ts';
import { loadOracle, oracleNames, presentOracles, readTable, scalar } from './oracle.ts';

const read = (name: string) => readTable(fileURLToPath(new URL(`moderation/${name}.tsv.gz`, import.meta.url)));

describe('variances squeezed by limma 3.54 (simulated)', () => {
  const inputs = read('inputs');
  const outputs = read('outputs');
  const select = (table: typeof inputs, column: string, rows: number[]) => {
    const values = table.column(column);
    return Float64Array.from(rows, (row) => values[row]!);
  };
  const trend = outputs.column('trend');
  const robust = outputs.column('robust');
  const cases = [...new Set(inputs.ids)].flatMap((name) =>
    [1, 0].flatMap((isTrend) => [0, 1].map((isRobust) => ({ name, isTrend, isRobust }))),
  );

  it.each(cases)('$name, trend $isTrend, robust $isRobust', ({ name, isTrend, isRobust }) => {
    const inRows = [...inputs.ids.keys()].filter((row) => inputs.ids[row] === name);
    const outRows = [...outputs.ids.keys()].filter(
      (row) => outputs.ids[row] === name && trend[row] === isTrend && robust[row] === isRobust,
    );
    const squeezed = squeezeVariances(
      {
        variances: select(inputs, 's2', inRows),
        residualDf: select(inputs, 'df', inRows),
        covariate: isTrend === 1 ? select(inputs, 'covariate', inRows) : undefined,
      },
      { isRobust: isRobust === 1, estimator: 'moments' },
    );
    expect(outRows.length).toBe(inRows.length);
    for (const [actual, column] of [
      [squeezed.priorDf, 'df_prior'],
      [squeezed.prior, 'prior'],
      [squeezed.posterior, 'posterior'],
    ] as const) {
      const errors = errorsOf(actual, select(outputs, column, outRows));
      report(`${name} ${isTrend} ${isRobust} ${column}`, errors, 1e-6);
      expect(errors.missingDiffer).toBe(0);
      expect(errors.worst).toBeLessThan(1e-6);
    }
  });
});

/** Designs of which the reference outputs hold every gene, so that a prior can be estimated from them. */
const whole = oracleNames.filter((name) => presentOracles.includes(name) && hasEveryGene(name));

function hasEveryGene(name: string): boolean {
  const { meta, has, table } = loadOracle(name);
  return has('voom2') && table('voom2').ids.length === meta.genes_kept;
}

function check(what: string, sample: SampleVariances, options: SqueezeOptions, expected: Record<string, Float64Array>) {
  const squeezed = squeezeVariances(sample, options);
  const actual: Record<string, Float64Array> = {
    df: squeezed.priorDf,
    prior: squeezed.prior,
    posterior: squeezed.posterior,
    commonDf: Float64Array.of(squeezed.commonPriorDf),
  };
  for (const [name, values] of Object.entries(expected)) {
    const errors = errorsOf(actual[name]!, values);
    report(`${what} ${name}`, errors, 1e-6);
    expect(errors.missingDiffer).toBe(0);
    expect(errors.worst).toBeLessThan(1e-6);
  }
}

const ratio = (a: Float64Array, b: Float64Array) => a.map((value, i) => (b[i]! > 1e-4 ? value / b[i]! : 0));

describe('variances of the reference designs', () => {
  it.each(whole)('%s, voom of limma 3.54', (name) => {
    const { meta, table } = loadOracle(name);
    const voom = table('voom2');
    const df = meta.model_matrix.length - meta.coefficients.length;
    const variances = voom.column('sigma').map((sigma) => sigma * sigma);
    const sample = { variances, residualDf: variances.map(() => df) };
    const commonDf = Float64Array.of(scalar(meta.voom_df_prior));
    check(`${name} voom`, sample, {}, { commonDf, posterior: voom.column('s2_post') });
    const robust = { df: voom.column('df_prior_robust'), posterior: voom.column('s2_post_robust') };
    check(`${name} voom robust`, sample, { isRobust: true }, robust);
  });

  it.each(whole)('%s, quasi-dispersions of edgeR 3.40', (name) => {
    const { table } = loadOracle(name);
    const fit = table('ql340_fit');
    const residualDf = fit.column('df_residual');
    const sample = {
      variances: ratio(fit.column('deviance'), residualDf),
      residualDf,
      covariate: fit.column('AveLogCPM'),
    };
    const estimator = 'moments';
    const plain = { prior: fit.column('var_prior'), posterior: fit.column('var_post'), df: fit.column('df_prior') };
    check(`${name} QL 3.40`, sample, { estimator }, plain);
    check(
      `${name} QL 3.40 robust`,
      sample,
      { estimator, isRobust: true },
      {
        df: fit.column('df_prior_robust'),
        prior: fit.column('var_prior_robust'),
        posterior: fit.column('var_post_robust'),
      },
    );
    const flat = { ...sample, covariate: undefined };
    check(`${name} QL 3.40 no trend`, flat, { estimator }, { posterior: fit.column('var_post_notrend') });
  });

  it.each(whole.flatMap((name) => ['auto', 'est'].map((route) => [name, route] as const)))(
    '%s, quasi-dispersions of edgeR 4 (%s), whose degrees of freedom differ',
    (name, route) => {
      const { table, meta362 } = loadOracle(name);
      const fit = table('ql441_fit');
      const residualDf = fit.column(`df_adj_${route}`);
      const sample = {
        variances: ratio(fit.column(`deviance_adj_${route}`), residualDf),
        residualDf,
        covariate: fit.column(`AveLogCPM_${route}`),
      };
      const estimator = 'likelihood';
      const meta = meta362[route] as Record<string, unknown>;
      const commonDf = Float64Array.of(scalar(meta['df.prior']));
      const plain = { prior: fit.column(`s2_prior_${route}`), posterior: fit.column(`s2_post_${route}`), commonDf };
      check(`${name} QL 4.4 ${route}`, sample, { estimator }, plain);
      check(
        `${name} QL 4.4 ${route} robust`,
        sample,
        { estimator, isRobust: true },
        {
          df: fit.column(`df_prior_robust_${route}`),
          prior: fit.column(`s2_prior_robust_${route}`),
          posterior: fit.column(`s2_post_robust_${route}`),
        },
      );
    },
  );
});
