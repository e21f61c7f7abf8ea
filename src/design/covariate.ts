import { Fault } from '../fault.ts';
import * as math from '../stats/math/portable.ts';
import { didYouMean } from '../text/nearest-names.ts';
import { sortLevels } from '../text/sort-levels.ts';
import type { Note } from './note.ts';
import type { VariableSource } from './variable-source.ts';

export type CellValue = string | number | boolean | null | undefined;

/** What is known of each sample, by column. */
export interface SampleTable {
  readonly ids: readonly string[];
  readonly columns: Readonly<Record<string, readonly CellValue[]>>;
}

export interface Factor {
  readonly kind: 'factor';
  /** Of the variable: its column, or as the formula writes it, `factor(x)`. */
  readonly name: string;
  /** The first is the reference. Each has at least one sample. */
  readonly levels: readonly string[];
  /** [samples]: index into `levels`. */
  readonly codes: Int32Array;
}

export interface NumericCovariate {
  readonly kind: 'numeric';
  /** Of the variable: its column, or as the formula writes it, `I(x^2)`. */
  readonly name: string;
  /** The column that it is a power of. */
  readonly power?: { readonly of: string; readonly exponent: number } | undefined;
  /** [samples], finite. */
  readonly values: Float64Array;
}

export type Covariate = Factor | NumericCovariate;

export interface CovariateOptions {
  /** The level that the others are compared with; the first in sorting order by default. Makes a factor of numbers. */
  readonly reference?: string | undefined;
  /** All levels in order, the reference first. Makes a factor of numbers. */
  readonly levels?: readonly string[] | undefined;
  /** True to treat numbers as labels. */
  readonly factor?: boolean | undefined;
  /** True to refuse labels. */
  readonly numeric?: boolean | undefined;
}

const NUMBER = /^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\s*$/;
const INFINITE = /^\s*[-+]?(?:Inf|Infinity)\s*$/i;

/**
 * The values of a variable of a formula: those of its column (see `readColumn`), or what a function makes of them. Source:
 * R's `factor`, `scale` and `I`.
 */
export function readCovariate(
  table: SampleTable,
  name: string,
  source: VariableSource,
  options: CovariateOptions,
  notes: Note[],
): Covariate {
  const { kind, column } = source;
  if (kind === 'column') return readColumn(table, column, options, notes);
  if (kind === 'factor') return { ...readColumn(table, column, { ...options, factor: true }, notes), name };
  const covariate = readColumn(table, column, {}, []);
  if (covariate.kind === 'factor') throw notNumeric(column, covariate, `${name} needs numbers`);
  const { values } = covariate;
  if (kind === 'power') {
    const power = { of: column, exponent: source.exponent };
    return { kind: 'numeric', name, values: values.map((x) => math.pow(x, source.exponent)), power };
  }
  const { mean, deviation } = meanAndDeviation(values);
  // A constant column is refused as such, not as a division by 0.
  return { kind: 'numeric', name, values: deviation === 0 ? values : values.map((x) => (x - mean) / deviation) };
}

/** The mean and the standard deviation (n - 1) of the values. */
export function meanAndDeviation(values: Float64Array): { readonly mean: number; readonly deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / (values.length - 1)) };
}

function notNumeric(column: string, { levels }: Factor, why: string): Fault {
  return new Fault({
    code: 'DESIGN_NOT_NUMERIC',
    option: 'design',
    message: `${why}, and the values of ${column} are not all numbers.`,
    found: listed(levels.filter((level) => !isNumberText(level))),
    expected: 'numbers with a decimal point',
    hint: `Correct ${column} in the sample sheet, or have it as a factor.`,
  });
}

/**
 * Reads a column of the sample table as R would: a column of numbers is a numeric covariate, anything else a factor whose
 * levels are sorted. Missing values are a fault that names the sample.
 */
function readColumn(table: SampleTable, name: string, options: CovariateOptions, notes: Note[]): Covariate {
  const cells = Object.hasOwn(table.columns, name) ? table.columns[name] : undefined;
  if (cells === undefined) throw absentVariable(table, name);
  const missing = table.ids.filter((_, sample) => isMissing(cells[sample]));
  if (missing.length > 0) {
    throw new Fault({
      code: 'DESIGN_VALUE_MISSING',
      option: 'design',
      message: `The variable ${name} of the design has no value for ${listed(missing)}.`,
      found: 'NA or an empty cell',
      hint: `Fill in ${name} for these samples in the sample sheet, or leave the samples out.`,
    });
  }
  const asFactor = options.factor === true || options.reference !== undefined || options.levels !== undefined;
  if (options.numeric) {
    if (asFactor) throw bothWays(name);
    const label = cells.findIndex((cell) => !isNumber(cell));
    if (label >= 0) throw labelAmongNumbers(name, table.ids[label]!, cells[label]);
  }
  if (!asFactor && cells.every(isNumber)) return readNumeric(table, name, cells, notes, options.numeric);
  return readFactor(table, name, cells, options, notes);
}

/** True for a number, in digits or not. */
export function isNumber(cell: CellValue): boolean {
  return typeof cell === 'number' || isNumberText(cell);
}

function readNumeric(
  table: SampleTable,
  name: string,
  cells: readonly CellValue[],
  notes: Note[],
  isMeant = false,
): NumericCovariate {
  const values = Float64Array.from(cells, (cell) => (INFINITE.test(String(cell)) ? Infinity : Number(cell)));
  const infinite = table.ids.filter((_, sample) => !Number.isFinite(values[sample]));
  if (infinite.length > 0) {
    throw new Fault({
      code: 'DESIGN_VALUE_INFINITE',
      option: 'design',
      message: `The numeric variable ${name} of the design is not finite for ${listed(infinite)}.`,
      expected: 'finite numbers',
      hint: `Correct ${name} for these samples in the sample sheet, or leave the samples out.`,
    });
  }
  if (!isMeant && values.every((value) => value === Math.round(value))) {
    notes.push({
      code: 'NUMERIC_INTEGERS',
      text:
        `${name} holds whole numbers and enters the design as a number: its coefficient is a fold change per unit. ` +
        `If the numbers are labels, make a factor of it with --factor ${name} (\`factors: [${name}]\` in a study).`,
    });
  }
  return { kind: 'numeric', name, values };
}

function readFactor(
  table: SampleTable,
  name: string,
  cells: readonly CellValue[],
  options: CovariateOptions,
  notes: Note[],
): Factor {
  const labels = cells.map((cell) => (typeof cell === 'boolean' ? String(cell).toUpperCase() : String(cell)));
  let levels = [...(options.levels ?? sortLevels(labels, isNumberText))];
  const stranger = labels.findIndex((label) => !levels.includes(label));
  if (stranger >= 0) {
    throw new Fault({
      code: 'DESIGN_LEVEL_UNKNOWN',
      option: 'design',
      message: `Sample ${table.ids[stranger]} has a value of ${name} that is not among its levels.`,
      found: labels[stranger],
      expected: levels.join(', '),
      hint: `Add the level to the list, or correct the sample sheet.`,
    });
  }
  const { reference } = options;
  if (reference !== undefined && !labels.includes(reference)) {
    throw new Fault({
      code: 'DESIGN_REFERENCE_ABSENT',
      option: 'references',
      message: `No sample has the reference level of ${name}.`,
      found: reference,
      expected: `one of ${levels.join(', ')}`,
      hint: `Name a level of ${name} that some sample has.`,
    });
  }
  const unused = levels.filter((level) => !labels.includes(level));
  if (unused.length > 0) {
    notes.push({ code: 'LEVELS_DROPPED', text: `${name}: no sample has the level ${listed(unused)}; it is left out.` });
    levels = levels.filter((level) => !unused.includes(level));
  }
  if (reference !== undefined) levels = [reference, ...levels.filter((level) => level !== reference)];
  if (levels.some((level) => /[^A-Za-z0-9_.]/.test(level))) {
    notes.push({
      code: 'LEVEL_CHARACTERS',
      text: `${name}: characters other than letters, digits, _ and . in its levels become . in the coefficient names.`,
    });
  }
  return { kind: 'factor', name, levels, codes: Int32Array.from(labels, (label) => levels.indexOf(label)) };
}

function bothWays(name: string): Fault {
  return new Fault({
    code: 'DESIGN_NUMERIC_FACTOR',
    message: `The variable ${name} is to be a number and a factor at once.`,
    option: 'numeric',
    found: name,
    expected: 'a variable without a reference, levels, or a contrast of its levels',
    hint: `Drop ${name} from the numeric variables, or read it as a number only.`,
  });
}

function labelAmongNumbers(name: string, sample: string, cell: CellValue): Fault {
  return new Fault({
    code: 'DESIGN_NOT_A_NUMBER',
    message: `The variable ${name} is to be a number, and is none for sample ${sample}.`,
    option: 'numeric',
    found: String(cell),
    expected: 'a number for every sample',
    hint: `Correct ${name} for this sample in the sample sheet, or drop it from the numeric variables.`,
  });
}

function absentVariable(table: SampleTable, name: string): Fault {
  return new Fault({
    code: 'DESIGN_VARIABLE_ABSENT',
    option: 'design',
    message: `The design names ${name}, which is not a column of the sample table.`,
    found: name,
    expected: `one of ${Object.keys(table.columns).join(', ')}`,
    hint:
      didYouMean(name, Object.keys(table.columns)) ||
      `Correct the name in the design, or add the column ${name} to the sample sheet.`,
  });
}

function isMissing(cell: CellValue): boolean {
  return cell === null || cell === undefined || cell === '' || cell === 'NA' || Number.isNaN(cell);
}

function isNumberText(cell: CellValue): boolean {
  return typeof cell === 'string' && (NUMBER.test(cell) || INFINITE.test(cell));
}

/** At most six names, joined for a sentence. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, 6).join(', ');
  return names.length > 6 ? `${shown} and ${names.length - 6} more` : shown;
}
