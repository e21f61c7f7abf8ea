import { Fault } from '../fault.ts';
import { type Covariate, type CovariateOptions, listed, readCovariate, type SampleTable } from './covariate.ts';
import { type DependentColumn, findDependentColumns } from './design-rank.ts';
import { type FitBasis, needsScaling, scaledBasis } from './fit-basis.ts';
import { type Formula, parseFormula } from './formula.ts';
import { buildModelMatrix, coefficientNames, type ModelColumn } from './model-matrix.ts';
import type { Note } from './note.ts';

/** A model of full column rank for the samples at hand. */
export interface Design {
  readonly formula: Formula;
  readonly sampleIds: readonly string[];
  /** One per variable of the formula, in its order. */
  readonly covariates: readonly Covariate[];
  /** p. */
  readonly coefficients: number;
  /** [samples x coefficients], row-major. */
  readonly matrix: Float64Array;
  readonly columns: readonly ModelColumn[];
  /** DESeq2's name of each column; all distinct. */
  readonly coefficientNames: readonly string[];
  /** [samples]: which samples share equal rows of `matrix`, numbered by first appearance. */
  readonly cells: Int32Array;
  /** The columns that its models are fitted in, where they are not its own. */
  readonly basis?: FitBasis | undefined;
}

export interface DesignOptions {
  /** Reference level by variable. */
  readonly references?: Readonly<Record<string, string>> | undefined;
  /** All levels in order (the reference first) by variable. */
  readonly levels?: Readonly<Record<string, readonly string[]>> | undefined;
  /** Variables whose numbers are labels. */
  readonly factors?: readonly string[] | undefined;
  /** Variables that must be numbers: a label among them is a Fault instead of making a factor of it. */
  readonly numeric?: readonly string[] | undefined;
}

const CONTROL_NAMES = ['control', 'Control', 'CONTROL'];

/**
 * Turns a formula and the sample table into a model matrix of full rank with the names that R users know.
 *
 * Throws a `Fault` for what R refuses: unknown variables, missing values, factors with one level, and columns that others
 * determine, which are explained with the levels and samples behind them. What R would only remark goes to `notes`.
 */
export function buildDesign(
  formulaText: string,
  table: SampleTable,
  options: DesignOptions = {},
  notes: Note[] = [],
): Design {
  if (typeof formulaText !== 'string') {
    throw new Fault({
      code: 'DESIGN_NOT_TEXT',
      option: 'design',
      message: 'The design is not a text.',
      found: String(formulaText),
      expected: "a formula as R has it, such as '~ batch + condition'",
      hint: 'Give the design as a text that begins with ~.',
    });
  }
  const formula = parseFormula(formulaText);
  checkOptions(formula, options);
  const covariates = formula.variables.map((name, i) => {
    const source = formula.sources[i]!;
    return readCovariate(table, name, source, covariateOptions(source.column, options), notes);
  });
  covariates.forEach(checkVaries);
  noteControlLevel(covariates, notes);
  const samples = table.ids.length;
  const { values, columns } = buildModelMatrix(formula, covariates, samples);
  if (columns.length === 0) {
    throw new Fault({
      code: 'DESIGN_EMPTY',
      option: 'design',
      message: `The design "${formulaText}" has no coefficient at all.`,
      hint: 'Name at least one variable, or write ~ 1 for the intercept alone.',
    });
  }
  const basis = needsScaling(covariates) ? scaledBasis(formula, covariates, values, samples) : undefined;
  if (basis !== undefined) noteScaled(covariates, notes);
  const dependent = basis === undefined ? findDependentColumns(values, samples, columns.length) : [];
  const names = coefficientNames(columns, covariates, formula);
  if (dependent.length > 0) throw rankFault(dependent, { values, columns, names, ids: table.ids });
  const twin = names.find((name, k) => names.indexOf(name) !== k);
  if (twin !== undefined) {
    throw new Fault({
      code: 'DESIGN_NAMES_CLASH',
      option: 'design',
      message: `Two coefficients of the design would both be called ${twin}.`,
      hint: 'Rename levels that differ only in characters other than letters, digits, _ and .',
    });
  }
  return {
    formula,
    sampleIds: table.ids,
    covariates,
    coefficients: columns.length,
    matrix: values,
    columns,
    coefficientNames: names,
    cells: findCells(values, samples, columns.length),
    basis,
  };
}

/** [samples]: groups of samples with equal rows, numbered by first appearance. */
export function findCells(matrix: Float64Array, samples: number, columns: number): Int32Array {
  const known = new Map<string, number>();
  return Int32Array.from({ length: samples }, (_, sample) => {
    const key = matrix.subarray(sample * columns, (sample + 1) * columns).join(' ');
    const cell = known.get(key) ?? known.size;
    known.set(key, cell);
    return cell;
  });
}

function covariateOptions(name: string, { references, levels, factors, numeric }: DesignOptions): CovariateOptions {
  return {
    reference: ownValue(references, name),
    levels: ownValue(levels, name),
    factor: factors?.includes(name),
    numeric: numeric?.includes(name),
  };
}

/** A variable may be called like what every object has: `constructor`. */
function ownValue<T>(record: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return record !== undefined && Object.hasOwn(record, name) ? record[name] : undefined;
}

function checkOptions({ sources }: Formula, { references, levels, factors, numeric }: DesignOptions): void {
  const variables = [...new Set(sources.map(({ column }) => column))];
  const named = {
    references: Object.keys({ ...references, ...levels }),
    factors: factors ?? [],
    numeric: numeric ?? [],
  };
  for (const [option, names] of Object.entries(named)) {
    const stranger = names.find((name) => !variables.includes(name));
    if (stranger === undefined) continue;
    throw new Fault({
      code: 'DESIGN_REFERENCE_UNKNOWN',
      message: `It is said how ${stranger} is to be read, which the design does not use.`,
      option,
      found: stranger,
      expected: `one of ${variables.join(', ')}`,
      hint: `Correct the name, or drop it.`,
    });
  }
}

function checkVaries(covariate: Covariate): void {
  const { kind, name } = covariate;
  const isConstant =
    kind === 'factor' ? covariate.levels.length === 1 : covariate.values.every((x) => x === covariate.values[0]);
  if (!isConstant) return;
  throw new Fault({
    code: 'DESIGN_ONE_LEVEL',
    option: 'design',
    message: `All samples have the same value of ${name}, so its effect cannot be estimated.`,
    found: kind === 'factor' ? `only ${covariate.levels[0]}` : `only ${covariate.values[0]}`,
    expected: 'two or more values',
    hint: `Remove ${name} from the design, or add samples with another value.`,
  });
}

function noteScaled(covariates: readonly Covariate[], notes: Note[]): void {
  const numbers = covariates.filter(({ kind }) => kind === 'numeric').map(({ name }) => name);
  notes.push({
    code: 'NUMBERS_SCALED',
    text:
      `${listed(numbers)}: fitted centered and divided by the standard deviation, since a mean far from 0 or a very small ` +
      `or large unit spoils a fit; coefficients are given per unit of the sample sheet.`,
  });
}

function noteControlLevel(covariates: readonly Covariate[], notes: Note[]): void {
  const last = covariates.at(-1);
  if (last?.kind !== 'factor') return;
  const control = last.levels.slice(1).find((level) => CONTROL_NAMES.includes(level));
  if (control === undefined) return;
  notes.push({
    code: 'CONTROL_NOT_REFERENCE',
    text:
      `${last.name} has a level ${control} that is not its reference (${last.levels[0]} is); ` +
      `name ${control} as the reference if the others are to be compared with it.`,
  });
}

interface NamedMatrix {
  readonly values: Float64Array;
  readonly columns: readonly ModelColumn[];
  readonly names: readonly string[];
  readonly ids: readonly string[];
}

function rankFault(dependent: readonly DependentColumn[], matrix: NamedMatrix): Fault {
  const zero = dependent.find(({ combination }) => combination.length === 0);
  if (zero !== undefined) {
    const missing = described(matrix.columns[zero.column]!);
    return new Fault({
      code: 'DESIGN_COMBINATION_ABSENT',
      option: 'design',
      message: `The coefficient ${matrix.names[zero.column]} cannot be estimated: no sample has ${missing}.`,
      expected: `at least one sample with ${missing}`,
      hint: 'Add such a sample, or drop the interaction, or join the variables into one factor of the groups that exist.',
    });
  }
  const [first] = dependent as [DependentColumn];
  const sum = first.combination
    .map(({ column, weight }, i) => weighted(matrix.names[column]!, weight, i === 0))
    .join(' ');
  const name = matrix.names[first.column]!;
  const variables = [first, ...first.combination]
    .flatMap(({ column }) => matrix.columns[column]!.parts.map(({ variable }) => variable))
    .filter((variable, i, all) => all.indexOf(variable) === i);
  const p = matrix.columns.length;
  const samples = matrix.ids.filter((_, sample) => matrix.values[sample * p + first.column] !== 0);
  return new Fault({
    code: 'DESIGN_CONFOUNDED',
    option: 'design',
    message: `The effects of ${variables.join(' and ')} cannot be told apart: in these samples ${name} = ${sum}.`,
    found: `${described(matrix.columns[first.column]!)} in ${listed(samples)}, which the other columns already tell`,
    expected: 'columns of which none is a combination of the others',
    hint: `Remove ${variables.join(' or ')} from the design, or add samples that break the pattern.`,
  });
}

function described({ name, parts }: ModelColumn): string {
  if (parts.length === 0) return name;
  return parts.map(({ variable, level }) => (level === undefined ? variable : `${variable} ${level}`)).join(' and ');
}

function weighted(name: string, weight: number, isFirst: boolean): string {
  const size = Math.abs(weight);
  const sign = weight < 0 ? '- ' : isFirst ? '' : '+ ';
  return `${sign}${Math.abs(size - 1) < 1e-6 ? '' : `${Number(size.toPrecision(4))} x `}${name}`;
}
