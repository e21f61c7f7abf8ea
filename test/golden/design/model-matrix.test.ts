import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type CellValue, readCovariate } from '../../../src/design/covariate.ts';
import { findDependentColumns } from '../../../src/design/design-rank.ts';
import { parseFormula } from '../../../src/design/formula.ts';
import { makeName } from '../../../src/design/make-names.ts';
import { buildModelMatrix, coefficientNames } from '../../../src/design/model-matrix.ts';

interface ReferenceDesign {
  readonly formula: [string];
  readonly columns: string[];
  readonly coefficients: string[];
  readonly rank: [number];
  readonly matrix: number[][];
}

/** Made by `Rscript r-model-matrices.R` with R 4.2.2 and DESeq2 1.38.3. */
const reference = JSON.parse(readFileSync(new URL('r-model-matrices.json', import.meta.url), 'utf8')) as {
  data: Record<string, CellValue[]>;
  designs: ReferenceDesign[];
  names: string[];
  makeNames: string[];
};
const samples = reference.data.a!.length;
const table = { ids: Array.from({ length: samples }, (_, i) => `s${i + 1}`), columns: reference.data };

describe('model matrices of R 4.2.2', () => {
  it.each(reference.designs.map((design) => [design.formula[0], design] as const))('%s', (text, expected) => {
    const formula = parseFormula(text);
    const covariates = formula.variables.map((name, i) => readCovariate(table, name, formula.sources[i]!, {}, []));
    const { values, columns } = buildModelMatrix(formula, covariates, samples);
    expect(columns.map(({ name }) => name)).toEqual(expected.columns);
    const worst = expected.matrix.flat().map((x, i) => Math.abs(x - values[i]!));
    expect(Math.max(...worst)).toBeLessThan(1e-14); // the reference has 15 digits
    expect(coefficientNames(columns, covariates, formula)).toEqual(expected.coefficients);
    expect(columns.length - findDependentColumns(values, samples, columns.length).length).toBe(expected.rank[0]);
  });

  it('gives the names of make.names', () => {
    expect(reference.names.map(makeName)).toEqual(reference.makeNames);
  });
});
