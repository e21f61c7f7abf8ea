import type { SampleTable } from '../../../design/covariate.ts';
import { buildDesign, type Design, type DesignOptions } from '../../../design/design.ts';
import { findDependentColumns } from '../../../design/design-rank.ts';
import { type FitBasis, fittedMatrix, scaledBasis } from '../../../design/fit-basis.ts';
import { parseFormula } from '../../../design/formula.ts';
import { Fault } from '../../../fault.ts';

export interface ReducedDesignOptions extends DesignOptions {
  readonly design: string;
  readonly test?: 'wald' | 'lrt' | undefined;
  readonly reduced?: string | undefined;
}

/**
 * The design of the null hypothesis of the likelihood ratio test; undefined for the Wald test. Throws a `Fault` where it is
 * missing, not wanted, or not a simpler case of the full design.
 */
export function buildReducedDesign(
  full: Design,
  table: SampleTable,
  options: ReducedDesignOptions,
): Design | undefined {
  const { test = 'wald', reduced: text } = options;
  if (test === 'wald') {
    if (text === undefined) return undefined;
    throw new Fault({
      code: 'LRT_REDUCED_UNUSED',
      option: 'reduced',
      message: 'A reduced design is given, but the Wald test has no use for it.',
      found: text,
      hint: 'Ask for the likelihood ratio test (test lrt), or drop the reduced design.',
    });
  }
  if (text === undefined) {
    throw new Fault({
      code: 'LRT_REDUCED_MISSING',
      option: 'reduced',
      message: 'The likelihood ratio test compares the design with a reduced one, which is not given.',
      hint: 'Give the design without the variable to be tested, for example ~ batch, or ~ 1.',
    });
  }
  const { variables, sources } = parseFormula(text, 'reduced');
  const strangers = variables.filter((name) => !full.formula.variables.includes(name));
  if (strangers.length > 0) throw notNested(text, options.design, `${strangers.join(', ')} only in the reduced design`);
  const reduced = buildDesign(
    text,
    table,
    optionsOf(
      sources.map(({ column }) => column),
      options,
    ),
  );
  if (reduced.coefficients >= full.coefficients) {
    throw notNested(text, options.design, `${reduced.coefficients} coefficients against ${full.coefficients}`);
  }
  const outside = columnsOutside(full, reduced);
  if (outside.length > 0) throw notNested(text, options.design, `${outside.join(', ')} is no combination of them`);
  return full.basis === undefined ? reduced : { ...reduced, basis: basisOf(reduced) };
}

/** The two models are compared, so that one is fitted as the other is. */
function basisOf({ formula, covariates, matrix, sampleIds }: Design): FitBasis | undefined {
  return covariates.length === 0 ? undefined : scaledBasis(formula, covariates, matrix, sampleIds.length);
}

function optionsOf(columns: readonly string[], { references, levels, factors, numeric }: DesignOptions): DesignOptions {
  const only = <T>(record: Readonly<Record<string, T>> | undefined) =>
    Object.fromEntries(Object.entries(record ?? {}).filter(([name]) => columns.includes(name)));
  return {
    references: only(references),
    levels: only(levels),
    factors: factors?.filter((name) => columns.includes(name)),
    numeric: numeric?.filter((name) => columns.includes(name)),
  };
}

/** Names of the columns of the reduced design that are no linear combination of those of the full one. */
function columnsOutside(full: Design, reduced: Design): string[] {
  const samples = full.sampleIds.length;
  const p = full.coefficients;
  const width = p + reduced.coefficients;
  const joined = new Float64Array(samples * width);
  for (let j = 0; j < samples; j++) {
    joined.set(fittedMatrix(full).subarray(j * p, (j + 1) * p), j * width);
    const row = reduced.matrix.subarray(j * reduced.coefficients, (j + 1) * reduced.coefficients);
    joined.set(row, j * width + p);
  }
  const dependent = new Set(findDependentColumns(joined, samples, width).map(({ column }) => column));
  return reduced.coefficientNames.filter((_, k) => !dependent.has(p + k));
}

function notNested(reduced: string, full: string, found: string): Fault {
  return new Fault({
    code: 'LRT_NOT_NESTED',
    option: 'reduced',
    message: `The reduced design "${reduced}" is not a simpler case of the full design "${full}".`,
    found,
    expected: 'a design that leaves out terms of the full one',
    hint: 'Copy the full design and delete the terms to be tested.',
  });
}
