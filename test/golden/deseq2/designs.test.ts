import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { describeDesign } from '../../../src/analyses/describe-design.ts';
import type { Contrast } from '../../../src/design/contrast.ts';
import { type Deseq2Options, deseq2 } from '../../../src/engines/deseq2/deseq2.ts';
import { rowColumns } from '../../../src/engines/deseq2/result-columns.ts';
import { errorsOf, report } from './errors.ts';

const folder = fileURLToPath(new URL('designs', import.meta.url));
const rowsOf = (text: string, separator: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => line.split(separator));
const unpacked = (name: string) => gunzipSync(readFileSync(`${folder}/${name}.tsv.gz`)).toString();

function studyOf(name: string) {
  const [header = [], ...genes] = rowsOf(unpacked(`${name}.counts`), '\t');
  const [columns = [], ...samples] = rowsOf(readFileSync(`${folder}/${name}.samples.csv`, 'utf8'), ',');
  return {
    counts: genes.map((row) => row.slice(1).map(Number)),
    geneIds: genes.map(([id]) => id!),
    sampleIds: header.slice(1),
    samples: Object.fromEntries(columns.slice(1).map((column, i) => [column, samples.map((row) => row[i + 1]!)])),
  };
}

const donors = studyOf('donors');
const years = studyOf('years');
const mir: Contrast = { kind: 'levels', variable: 'condition', target: 'mir', reference: 'ctl' };
const coefficient = (name: string): Contrast => ({ kind: 'coefficient', name });

/** The variables are read as a study reads them. */
async function analyze(study: typeof years, design: string, contrast: Contrast, more: Partial<Deseq2Options> = {}) {
  const table = { ids: study.sampleIds, columns: study.samples };
  const { options } = describeDesign(table, { formula: design, comparison: contrast });
  return deseq2(study, { design, contrast, ...options, references: { condition: 'ctl' }, ...more });
}

function expectEqual(name: string, actual: Record<string, Float64Array>): void {
  const [header = [], ...rows] = rowsOf(unpacked(name), '\t');
  for (const [column, values] of Object.entries(actual)) {
    const at = header.indexOf(column);
    const errors = errorsOf(
      values,
      rows.map((row) => Number(row[at])),
      column === 'log2FoldChange' ? 1e-2 : 1e-300,
    );
    report(`${name} ${column}`, errors, 1e-6);
    expect(errors.missingDiffer).toBe(0);
    expect(errors.worst).toBeLessThan(1e-6);
  }
}

const significant = (padj: Float64Array) => padj.filter((p) => p < 0.1).length;

describe('variables in digits, against DESeq2 1.38.3', () => {
  it('donors 1 to 4 are factors: 278 genes', async () => {
    const { results } = await analyze(donors, '~ donor + condition', mir);
    const { log2FoldChange, lfcSE, pvalue, padj } = results;
    expect(significant(padj)).toBe(278);
    expectEqual('donors.condition', { log2FoldChange, lfcSE, pvalue, padj });
  });

  it.each([
    ['years.condition', '~ year + condition', mir, 156],
    ['years.three', '~ age + RIN + year + condition', mir, 134],
    ['years.year', '~ year + condition', coefficient('year'), undefined],
    ['years.slope', '~ year * condition', coefficient('year.conditionmir'), undefined],
    ['years.at_zero', '~ year * condition', coefficient('condition_mir_vs_ctl'), undefined],
    ['years.square', '~ year + I(year^2) + condition', mir, undefined],
    ['years.functions', '~ factor(year) + scale(RIN) + condition', mir, undefined],
  ])('%s: numbers far from 0 as where they are scaled', async (name, design, contrast, genes) => {
    const { fit, results } = await analyze(years, design, contrast);
    const { log2FoldChange, lfcSE, pvalue, padj } = results;
    if (genes !== undefined) expect(significant(padj)).toBe(genes);
    expectEqual(name, { log2FoldChange, lfcSE, pvalue, padj });
    expect(fit.glm.logLik.every((value, gene) => Number.isFinite(value) || fit.columns.allZero[gene] === 1)).toBe(true);
  });

  it('years.lrt: so too by the likelihood ratio', async () => {
    const more = { test: 'lrt', reduced: '~ age' } as const;
    const { results } = await analyze(years, '~ year + age + condition', mir, more);
    expectEqual('years.lrt', { pvalue: results.pvalue, padj: results.padj });
  });

  it('years.normal: so too shrunk by a normal prior', async () => {
    const { shrinkage } = await analyze(years, '~ year + condition', mir, { shrink: 'normal' });
    const { log2FoldChange, lfcSE } = shrinkage!;
    expectEqual('years.normal', { log2FoldChange, lfcSE });
  });

  it('shrinks by apeglm alike in years and in scaled years', async () => {
    const [plain, scaled] = await Promise.all(
      ['~ year + condition', '~ scale(year) + condition'].map((design) =>
        analyze(years, design, mir, { shrink: 'apeglm' }),
      ),
    );
    for (const column of ['log2FoldChange', 'lfcSE'] as const) {
      expect(errorsOf(plain!.shrinkage![column], scaled!.shrinkage![column], 1e-2).worst).toBeLessThan(1e-6);
    }
  });

  it('writes coefficients and errors per year of the sheet', async () => {
    const { fit } = await analyze(years, '~ year + condition', mir);
    const { results } = await analyze(years, '~ year + condition', coefficient('year'));
    expect(rowColumns(fit).get('year')).toEqual(results.log2FoldChange);
    expect(rowColumns(fit).get('SE_year')).toEqual(results.lfcSE);
  });
});
