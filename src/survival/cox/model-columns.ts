import { Fault } from '../../fault.ts';
import { sortLevels } from '../../text/sort-levels.ts';
import { isMissingLabel, type Labels } from '../survival-rows.ts';

/** What a model adjusts for. */
export type CoxTerm =
  | {
      readonly name: string;
      readonly kind: 'number' /** [n], NaN where missing. */;
      readonly values: ArrayLike<number>;
    }
  | {
      readonly name: string;
      readonly kind: 'factor';
      readonly values: Labels;
      /** The first is the reference; in R's order by default. */
      readonly levels?: readonly string[] | undefined;
    };

/** Terms as columns of numbers: a number is one, a factor one for each level but its reference. */
export interface ModelColumns {
  readonly rows: number;
  /** p, as R names them: `age`, `celltypelarge`. */
  readonly names: readonly string[];
  /** [rows x p], row-major. */
  readonly values: Float64Array;
  /** [p]: place of the term that each column is of. */
  readonly termOf: Int32Array;
  readonly terms: readonly { readonly name: string /** Of a factor. */; readonly reference?: string | undefined }[];
}

/** True where the row has no value of some term. */
export function isMissingInTerms(terms: readonly CoxTerm[], row: number): boolean {
  return terms.some((term) =>
    term.kind === 'number' ? Number.isNaN(term.values[row]!) : isMissingLabel(term.values[row]),
  );
}

/**
 * Columns of the terms in the rows `kept`: treatment contrasts, levels that no row has left out.
 *
 * Throws a `Fault` for terms of other lengths than `n`, values that are not finite, labels outside of the given levels, and
 * factors with one level.
 */
export function codeTerms(terms: readonly CoxTerm[], kept: Uint32Array, n: number): ModelColumns {
  const columns: { readonly name: string; readonly term: number; readonly values: Float64Array }[] = [];
  const described = terms.map((term, place) => {
    if (term.values.length !== n) throw unequalLength(term, n);
    if (term.kind === 'number') {
      const values = Float64Array.from(kept, (row) => term.values[row]!);
      const at = values.findIndex((value) => !Number.isFinite(value));
      if (at >= 0) throw notFinite(term.name, kept[at]!, values[at]!);
      columns.push({ name: term.name, term: place, values });
      return { name: term.name };
    }
    const labels = Array.from(kept, (row) => String(term.values[row]));
    const [reference, ...others] = levelsOf(term.name, labels, term.levels);
    for (const level of others) {
      const values = Float64Array.from(labels, (label) => Number(label === level));
      columns.push({ name: `${term.name}${level}`, term: place, values });
    }
    return { name: term.name, reference };
  });
  const p = columns.length;
  const values = new Float64Array(kept.length * p);
  columns.forEach((column, j) => {
    column.values.forEach((value, k) => {
      values[k * p + j] = value;
    });
  });
  return {
    rows: kept.length,
    names: columns.map(({ name }) => name),
    values,
    termOf: Int32Array.from(columns, ({ term }) => term),
    terms: described,
  };
}

function levelsOf(name: string, labels: readonly string[], given: readonly string[] | undefined): readonly string[] {
  const present = new Set(labels);
  const stranger = given && [...present].find((label) => !given.includes(label));
  if (stranger !== undefined) {
    throw new Fault({
      code: 'COX_LEVEL_UNKNOWN',
      message: `A subject has a value of ${name} that is not among its levels.`,
      found: stranger,
      expected: given!.join(', '),
      hint: 'Add the level to the list, or correct the table.',
    });
  }
  const levels = (given ?? sortLevels(present)).filter((level) => present.has(level));
  if (levels.length > 1) return levels;
  throw new Fault({
    code: 'COX_ONE_LEVEL',
    message: `All subjects have the same value of ${name}, so it explains nothing.`,
    found: `${labels.length} subjects, all ${levels[0]}`,
    expected: 'two or more levels',
    hint: `Leave ${name} out of the model.`,
  });
}

function unequalLength(term: CoxTerm, n: number): Fault {
  return new Fault({
    code: 'SURVIVAL_LENGTHS',
    message: `The column ${term.name} differs in length from the times.`,
    found: `${term.values.length} values, ${n} times`,
    expected: 'one value for each subject',
    hint: 'Match the columns by subject before the analysis.',
  });
}

function notFinite(name: string, row: number, value: number): Fault {
  return new Fault({
    code: 'COX_NOT_FINITE',
    message: `The value of ${name} of subject ${row + 1} is not a finite number.`,
    found: String(value),
    expected: 'a finite number, or an empty cell',
    hint: 'Correct the value (was a logarithm of 0 taken?), or leave it empty so that the subject is dropped.',
  });
}
