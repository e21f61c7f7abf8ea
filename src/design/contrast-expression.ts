import { Fault } from '../fault.ts';
import type { Design } from './design.ts';
import { makeName } from './make-names.ts';

/** A number plus a weighted sum of coefficients. */
interface Linear {
  readonly constant: number;
  /** [coefficients]. */
  readonly weights: Float64Array;
}

const MAX_DEPTH = 100;
const LONGEST_SHOWN = 200;

/**
 * The weights of a contrast written as limma's `makeContrasts` reads it: a sum of coefficients such as
 * `(conditionmir9 + conditionmir1) / 2 - conditionmock`. A coefficient goes by the name of DESeq2
 * (`condition_mir9_vs_control`) or of `make.names(colnames(model.matrix))` (`conditionmir9`, `X.Intercept.`).
 *
 * Throws a `Fault` for unknown names and for what is not linear in the coefficients.
 */
export function parseContrastExpression(design: Design, text: string): Float64Array {
  const tokens = text.match(/[\p{L}.][\p{L}\p{N}._]*|\d+\.?\d*(?:[eE][+-]?\d+)?|\S/gu) ?? [];
  let at = 0;
  let depth = 0;

  const sum = (): Linear => {
    let left = product();
    while (tokens[at] === '+' || tokens[at] === '-') {
      const sign = tokens[at++] === '+' ? 1 : -1;
      left = add(left, scale(product(), sign));
    }
    return left;
  };
  const product = (): Linear => {
    let left = factor();
    while (tokens[at] === '*' || tokens[at] === '/') {
      const isQuotient = tokens[at++] === '/';
      const right = factor();
      if (isConstant(right) && !(isQuotient && right.constant === 0)) {
        left = scale(left, isQuotient ? 1 / right.constant : right.constant);
      } else if (isConstant(left) && !isQuotient) left = scale(right, left.constant);
      else throw unusable(text, 'coefficients can be multiplied with and divided by numbers only');
    }
    return left;
  };
  const factor = (): Linear => {
    const token = tokens[at++];
    if (depth > MAX_DEPTH) throw unusable(text, `more than ${MAX_DEPTH} signs or parentheses lie within one another`);
    if (token === '-' || token === '+') {
      depth++;
      const signed = scale(factor(), token === '-' ? -1 : 1);
      depth--;
      return signed;
    }
    if (token === '(') {
      depth++;
      const inner = sum();
      depth--;
      if (tokens[at++] !== ')') throw unusable(text, 'a parenthesis is not closed');
      return inner;
    }
    if (token === undefined) throw unusable(text, 'it ends too early');
    if (/^\d/.test(token)) return { constant: Number(token), weights: new Float64Array(design.coefficients) };
    return coefficient(design, token, text);
  };

  const result = sum();
  if (at < tokens.length) throw unusable(text, `'${tokens[at]}' is not understood here`);
  if (result.constant !== 0) throw unusable(text, 'a number is added to coefficients');
  return result.weights;
}

function coefficient(design: Design, name: string, text: string): Linear {
  const named = design.coefficientNames.indexOf(name);
  const column = named >= 0 ? named : design.columns.findIndex((one) => makeName(one.name) === name);
  if (column < 0) {
    const names = design.columns.map((one) => makeName(one.name));
    throw new Fault({
      code: 'CONTRAST_COEFFICIENT_ABSENT',
      option: 'contrasts',
      message: `The design has no coefficient ${name}, which the contrast names.`,
      found: text,
      expected: `names among ${[...new Set([...names, ...design.coefficientNames])].join(', ')}`,
      hint: 'Correct the name: it is made of the variable and its level, as in conditionmir9.',
    });
  }
  const weights = new Float64Array(design.coefficients);
  weights[column] = 1;
  return { constant: 0, weights };
}

const isConstant = ({ weights }: Linear): boolean => weights.every((weight) => weight === 0);

function add(a: Linear, b: Linear): Linear {
  return { constant: a.constant + b.constant, weights: a.weights.map((weight, k) => weight + b.weights[k]!) };
}

function scale({ constant, weights }: Linear, by: number): Linear {
  return { constant: constant * by, weights: weights.map((weight) => weight * by) };
}

function unusable(text: string, why: string): Fault {
  return new Fault({
    code: 'CONTRAST_EXPRESSION',
    option: 'contrasts',
    message: `The contrast cannot be read: ${why}.`,
    found: text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}...` : text,
    expected: 'a sum of coefficients with numbers before them, as in conditionmir9 - conditionmock',
    hint: "Write it as limma's makeContrasts would take it.",
  });
}
