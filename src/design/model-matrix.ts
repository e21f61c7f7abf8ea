import { Fault } from '../fault.ts';
import type { Covariate, Factor } from './covariate.ts';
import { degreeOf, type Formula } from './formula.ts';
import { makeName } from './make-names.ts';

/** Where a column of a model matrix comes from: a product of one part per variable of its term; none: the intercept. */
export interface ModelColumn {
  /** As `model.matrix` of R names it: `(Intercept)`, `conditionmir9`, `genotypeko:treatmentmir9`. */
  readonly name: string;
  readonly parts: readonly { readonly variable: string; readonly level?: string | undefined }[];
}

export interface ModelMatrix {
  /** [samples x columns], row-major. */
  readonly values: Float64Array;
  readonly columns: readonly ModelColumn[];
}

const MAX_COLUMNS = 5000;

interface Indicator {
  readonly label: string;
  readonly level?: string | undefined;
  at(sample: number): number;
}

/**
 * The model matrix of a formula with treatment contrasts, column for column that of R's `model.matrix`.
 *
 * A factor in a term is coded by contrasts (all levels but the first) where the term without it lies within an earlier
 * term (the intercept counts), and by all its levels otherwise; without intercept the first factor found has all levels.
 * Source: Chambers and Hastie 1992, Statistical Models in S, page 38; checked against R 4.2.2.
 *
 * @param covariates one per variable of the formula, in its order
 */
export function buildModelMatrix(formula: Formula, covariates: readonly Covariate[], samples: number): ModelMatrix {
  checkSize(formula, covariates);
  const columns: { column: ModelColumn; at(sample: number): number }[] = [];
  if (formula.hasIntercept) columns.push({ column: { name: '(Intercept)', parts: [] }, at: () => 1 });
  const fullCode = formula.hasIntercept ? undefined : firstFactor(formula, covariates);
  formula.terms.forEach((term, index) => {
    const variables = covariates.flatMap((covariate, variable) => {
      if ((term & (2 ** variable)) === 0) return [];
      const rest = term & ~(2 ** variable);
      const isMargin = rest === 0 || formula.terms.slice(0, index).some((earlier) => (rest & ~earlier) === 0);
      const isFull = fullCode?.term === term && fullCode.variable === variable;
      return [indicatorsOf(covariate, isMargin && !isFull)];
    });
    for (const parts of productsFirstFastest(variables)) {
      columns.push({
        column: {
          name: parts.map(({ indicator }) => indicator.label).join(':'),
          parts: parts.map(({ variable, indicator }) => ({ variable, level: indicator.level })),
        },
        at: (sample) => parts.reduce((product, { indicator }) => product * indicator.at(sample), 1),
      });
    }
  });
  const values = new Float64Array(samples * columns.length);
  for (let sample = 0; sample < samples; sample++) {
    columns.forEach(({ at }, k) => {
      values[sample * columns.length + k] = at(sample);
    });
  }
  return { values, columns: columns.map(({ column }) => column) };
}

/**
 * DESeq2's names of the columns: `Intercept`, `condition_mir9_vs_control`, R names of everything else
 * (`genotypeko.treatmentmir9`); without intercept the R names alone.
 */
export function coefficientNames(
  columns: readonly ModelColumn[],
  covariates: readonly Covariate[],
  { hasIntercept, sources }: Formula,
): string[] {
  const names = columns.map(({ name }) => (name === '(Intercept)' ? 'Intercept' : makeName(name)));
  if (!hasIntercept) return names;
  // What the formula itself makes a factor of has R's names, as DESeq2 renames columns of the sample table alone.
  const factors = covariates.filter(
    (covariate, i): covariate is Factor => covariate.kind === 'factor' && sources[i]!.kind === 'column',
  );
  for (const { name, levels } of factors) {
    for (const level of levels.slice(1)) {
      const position = names.indexOf(makeName(`${name}${level}`));
      if (position >= 0) names[position] = makeName(`${name}_${level}_vs_${levels[0]}`);
    }
  }
  return names;
}

/** Crossed factors of many levels would fill the memory before anything could be said about them. */
function checkSize({ text, terms }: Formula, covariates: readonly Covariate[]): void {
  const widthOf = (term: number) =>
    covariates.reduce((width, covariate, i) => {
      return (term & (2 ** i)) !== 0 && covariate.kind === 'factor' ? width * covariate.levels.length : width;
    }, 1);
  const columns = terms.reduce((sum, term) => sum + widthOf(term), 0);
  if (columns <= MAX_COLUMNS) return;
  throw new Fault({
    code: 'DESIGN_TOO_LARGE',
    option: 'design',
    message: `The design "${text}" has far more coefficients than can be estimated.`,
    found: `up to ${columns} columns`,
    expected: `at most ${MAX_COLUMNS}, and fewer than samples`,
    hint: 'Cross fewer variables.',
  });
}

function firstFactor(formula: Formula, covariates: readonly Covariate[]) {
  for (const term of formula.terms) {
    const variable = covariates.findIndex(({ kind }, i) => kind === 'factor' && (term & (2 ** i)) !== 0);
    if (variable >= 0) return { term, variable };
  }
  return undefined;
}

function indicatorsOf(covariate: Covariate, byContrasts: boolean) {
  const { name: variable } = covariate;
  if (covariate.kind === 'numeric') {
    const indicator: Indicator = { label: variable, at: (sample) => covariate.values[sample]! };
    return [{ variable, indicator }];
  }
  return covariate.levels.slice(byContrasts ? 1 : 0).map((level) => {
    const code = covariate.levels.indexOf(level);
    const indicator: Indicator = {
      label: variable + level,
      level,
      at: (sample) => (covariate.codes[sample] === code ? 1 : 0),
    };
    return { variable, indicator };
  });
}

/** All combinations of one element per list; the first list varies fastest. */
function productsFirstFastest<T>(lists: readonly (readonly T[])[]): T[][] {
  return lists.reduce<T[][]>(
    (products, list) => list.flatMap((item) => products.map((product) => [...product, item])),
    [[]],
  );
}

/** True where two or more variables enter one term. */
export function hasInteraction(formula: Formula): boolean {
  return formula.terms.some((term) => degreeOf(term) > 1);
}
