import { Fault } from '../fault.ts';
import { parseContrastExpression } from './contrast-expression.ts';
import type { Factor } from './covariate.ts';
import type { Design } from './design.ts';
import { makeName } from './make-names.ts';
import { hasInteraction } from './model-matrix.ts';
import type { VariableSource } from './variable-source.ts';

/** Which comparison the results are about, in the four ways that R's `results()` knows, or as limma writes contrasts. */
export type Contrast =
  | { readonly kind: 'levels'; readonly variable: string; readonly target: string; readonly reference: string }
  | { readonly kind: 'coefficient'; readonly name: string }
  | {
      readonly kind: 'lists';
      readonly plus: readonly string[];
      readonly minus: readonly string[];
      /** What a coefficient of `plus` and of `minus` counts, 1 and -1 by default. */
      readonly weights?: readonly [number, number] | undefined;
    }
  | { readonly kind: 'numeric'; readonly weights: readonly number[] }
  | { readonly kind: 'expression'; readonly text: string };

/** A contrast in terms of the coefficients of a design. */
export interface ResolvedContrast {
  /** For headings: `condition mir9 vs control`. */
  readonly label: string;
  /** A stored coefficient, as it is or with its sign turned; undefined where weights have to be applied. */
  readonly stored?: { readonly column: number; readonly sign: 1 | -1 } | undefined;
  /** [coefficients]. */
  readonly weights: Float64Array;
  /**
   * [samples]: 1 for the samples that enter. A gene without a count in any of them has no fold change to speak of
   * (log2FoldChange 0, p 1). Undefined where R does not apply this rule.
   */
  readonly samples?: Uint8Array | undefined;
}

/** R's choice where none is made: the last coefficient; without intercept last against first level of the last factor. */
export function defaultContrast(design: Design, test: 'wald' | 'lrt'): Contrast {
  const last = design.covariates.at(-1);
  if (test === 'wald' && !design.formula.hasIntercept && !hasInteraction(design.formula) && last?.kind === 'factor') {
    return { kind: 'levels', variable: last.name, target: last.levels.at(-1)!, reference: last.levels[0]! };
  }
  return { kind: 'coefficient', name: design.coefficientNames.at(-1)! };
}

/** Finds the coefficients a contrast is made of; throws a `Fault` that lists what there is to choose from. */
export function resolveContrast(design: Design, contrast: Contrast): ResolvedContrast {
  switch (contrast?.kind) {
    case 'coefficient': {
      const column = coefficientIndex(design, contrast.name, 'coef');
      return { label: contrast.name, stored: { column, sign: 1 }, weights: unit(design, column) };
    }
    case 'levels':
      return resolveLevels(design, contrast.variable, contrast.target, contrast.reference);
    case 'lists':
      return resolveLists(design, contrast.plus, contrast.minus, contrast.weights ?? [1, -1]);
    case 'numeric':
      return resolveNumeric(design, contrast.weights);
    case 'expression':
      return resolveExpression(design, contrast.text);
    default:
      throw notContrast(contrast);
  }
}

/** R's `c("condition", "mir9", "control")` is what most who come from there try. */
function notContrast(found: unknown): Fault {
  return new Fault({
    code: 'CONTRAST_SHAPE',
    option: 'contrasts',
    message: 'The contrast is not one of the kinds that there are.',
    found: JSON.stringify(found) ?? String(found),
    expected: 'an object whose `kind` is levels, coefficient, lists, numeric or expression',
    hint: "Write a comparison of two levels as { kind: 'levels', variable, target, reference }.",
  });
}

function resolveExpression(design: Design, text: string): ResolvedContrast {
  const weights = parseContrastExpression(design, text);
  const [column, another] = design.coefficientNames.flatMap((_, k) => (weights[k] === 0 ? [] : [k]));
  const isCoefficient = column !== undefined && another === undefined && weights[column] === 1;
  if (isCoefficient) return { label: text, stored: { column, sign: 1 }, weights };
  return { ...resolveNumeric(design, [...weights]), label: text };
}

function resolveLevels(design: Design, variable: string, target: string, reference: string): ResolvedContrast {
  const factor = contrastFactor(design, variable);
  for (const level of [target, reference]) if (!factor.levels.includes(level)) throw absentLevel(factor, level);
  if (target === reference) {
    throw new Fault({
      code: 'CONTRAST_SAME_LEVEL',
      option: 'contrasts',
      message: `The contrast compares the level ${target} of ${variable} with itself.`,
      expected: `two of ${factor.levels.join(', ')}`,
      hint: 'Name two different levels: variable,target,reference.',
    });
  }
  const label = `${variable} ${target} vs ${reference}`;
  const base = factor.levels[0]!;
  const { hasIntercept } = design.formula;
  const isColumn = factor.name === variable;
  const nameOf = (level: string) =>
    makeName(hasIntercept && isColumn ? `${variable}_${level}_vs_${base}` : `${factor.name}${level}`);
  // Without intercept one factor has a column for its reference too (R takes the factor named first for that one, and
  // after a numeric variable hands out the mean of a level as if it were a difference).
  const isStored = hasIntercept || !design.coefficientNames.includes(nameOf(base));
  const samples = Uint8Array.from(factor.codes, (code) =>
    factor.levels[code] === target || factor.levels[code] === reference ? 1 : 0,
  );
  if (isStored && reference === base) {
    const column = coefficientIndex(design, nameOf(target), 'contrasts');
    return { label, stored: { column, sign: 1 }, weights: unit(design, column), samples };
  }
  if (isStored && target === base) {
    const column = coefficientIndex(design, nameOf(reference), 'contrasts');
    const weights = unit(design, column).map((weight) => -weight);
    return { label, stored: { column, sign: -1 }, weights, samples };
  }
  const weights = unit(design, coefficientIndex(design, nameOf(target), 'contrasts'));
  weights[coefficientIndex(design, nameOf(reference), 'contrasts')] = -1;
  return { label, weights, samples: enteringSamples(design, weights) };
}

function resolveLists(
  design: Design,
  plus: readonly string[],
  minus: readonly string[],
  [plusWeight, minusWeight]: readonly [number, number],
): ResolvedContrast {
  const both = plus.find((name) => minus.includes(name));
  if (plus.length + minus.length === 0 || both !== undefined) {
    throw new Fault({
      code: 'CONTRAST_LISTS',
      option: 'coef_list',
      message:
        both === undefined
          ? 'The contrast lists no coefficient.'
          : `The contrast both adds and subtracts the coefficient ${both}.`,
      expected: `names among ${design.coefficientNames.join(', ')}`,
      hint: 'Name the coefficients to add, and after a colon those to subtract, each once.',
    });
  }
  if (!(plusWeight > 0 && minusWeight < 0)) {
    throw new Fault({
      code: 'CONTRAST_LIST_WEIGHTS',
      option: 'list_weights',
      message: 'The first weight of a contrast by lists is positive, the second negative.',
      found: `${plusWeight}, ${minusWeight}`,
      hint: 'Use 1 and -1, or for averages 1/2 and -1/2.',
    });
  }
  const weights = new Float64Array(design.coefficients);
  for (const name of plus) weights[coefficientIndex(design, name, 'coef_list')] = plusWeight;
  for (const name of minus) weights[coefficientIndex(design, name, 'coef_list')] = minusWeight;
  const label = minus.length === 0 ? `${plus.join('+')} effect` : `${plus.join('+')} vs ${minus.join('+')}`;
  return { label, weights, samples: enteringSamples(design, weights) };
}

function resolveNumeric(design: Design, given: readonly number[]): ResolvedContrast {
  const isUsable = given.length === design.coefficients && given.every(Number.isFinite) && given.some((x) => x !== 0);
  if (!isUsable) {
    throw new Fault({
      code: 'CONTRAST_WEIGHTS',
      option: 'weights',
      message: 'A numeric contrast needs one finite weight per coefficient, not all 0.',
      found: `${given.length} weights: ${given.join(', ')}`,
      expected: `${design.coefficients} weights for ${design.coefficientNames.join(', ')}`,
      hint: 'Write the weights in the order of the coefficients.',
    });
  }
  const weights = Float64Array.from(given);
  const label = given.map((weight) => `${weight > 0 ? '+' : ''}${weight}`).join(',');
  return { label, weights, samples: enteringSamples(design, weights) };
}

/** Samples with a non-zero sum over the coefficients in use; no rule for contrasts of one sign (an average, a mean level). */
function enteringSamples(design: Design, weights: Float64Array): Uint8Array | undefined {
  if (weights.every((weight) => weight >= 0) || weights.every((weight) => weight <= 0)) return undefined;
  const p = design.coefficients;
  return Uint8Array.from(design.sampleIds, (_, sample) => {
    let sum = 0;
    for (let k = 0; k < p; k++) if (weights[k] !== 0) sum += design.matrix[sample * p + k]!;
    return sum !== 0 ? 1 : 0;
  });
}

function contrastFactor(design: Design, variable: string): Factor {
  const named = design.covariates.find(({ name }) => name === variable);
  const covariate = named ?? design.covariates.find((_, i) => isFactorOf(design.formula.sources[i]!, variable));
  if (covariate?.kind === 'factor') return covariate;
  const factors = design.covariates.filter(({ kind }) => kind === 'factor').map(({ name }) => name);
  throw new Fault({
    code: 'CONTRAST_VARIABLE',
    option: 'contrasts',
    message:
      covariate === undefined
        ? `The contrast is about ${variable}, which the design does not use.`
        : `The contrast compares levels of ${variable}, which is numeric.`,
    expected: factors.length > 0 ? `one of the factors ${factors.join(', ')}` : 'a factor in the design',
    hint:
      covariate === undefined
        ? 'Name a factor of the design, or add the variable to the design.'
        : `Where its numbers are labels, make it a factor with --factor ${variable} (\`factors: [${variable}]\` in a study); ` +
          `else ask for the coefficient ${variable}, a log2 fold change per unit.`,
  });
}

/** `factor(x)` of a formula has the levels of x. */
function isFactorOf({ kind, column }: VariableSource, variable: string): boolean {
  return kind === 'factor' && column === variable;
}

function absentLevel(factor: Factor, level: string): Fault {
  return new Fault({
    code: 'CONTRAST_LEVEL_ABSENT',
    option: 'contrasts',
    message: `No sample has the level ${level} of ${factor.name} that the contrast names.`,
    found: level,
    expected: `one of ${factor.levels.join(', ')}`,
    hint: 'Correct the level: variable,target,reference.',
  });
}

function coefficientIndex(design: Design, name: string, option: 'contrasts' | 'coef' | 'coef_list'): number {
  const index = design.coefficientNames.indexOf(name);
  if (index >= 0) return index;
  throw new Fault({
    code: 'CONTRAST_COEFFICIENT_ABSENT',
    option,
    message: `The design has no coefficient ${name}.`,
    found: name,
    expected: `one of ${design.coefficientNames.join(', ')}`,
    hint: 'Use one of these names, or compare two levels: variable,target,reference.',
  });
}

function unit(design: Design, column: number): Float64Array {
  const weights = new Float64Array(design.coefficients);
  weights[column] = 1;
  return weights;
}
