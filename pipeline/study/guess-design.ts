import { buildDesign } from '../../src/design/design.ts';
import { Fault } from '../../src/fault.ts';

/** The columns of a sample sheet, one text a sample. */
export type SheetColumns = ReadonlyMap<string, readonly string[]>;

export interface GuessedDesign {
  readonly design: string;
  readonly contrasts: readonly { readonly variable: string; readonly target: string; readonly reference: string }[];
  /** Why each choice was made, for the reader to check. */
  readonly reasons: readonly string[];
}

const conditionNames = /^(condition|treatment|treat|treated|group|genotype|perturbation|transfection|mirna|mir|dex)/i;
const batchNames =
  /^(batch|donor|patient|subject|individual|pair|block|run|lane|flowcell|cell|cell_?line|replicate|rep)$/i;
const referenceNames =
  /^(control|ctrl|ctl|cont|con|mock|untreated|untrt|unt|vehicle|dmso|nc|neg|negative|scramble|scrambled|scr|wt|wild_?type|normal|none|empty|baseline)([_.-]?\d*|[_.-].*)?$/i;

/**
 * Guesses which column is the condition, which is a batch, and which level is the reference, from names first and from
 * the numbers of samples next. Throws a Fault when no column tells groups of samples apart.
 */
export function guessDesign(sampleIds: readonly string[], columns: SheetColumns): GuessedDesign {
  const groupings = [...columns].filter(([, values]) => isGrouping(values));
  const condition = groupings.find(([name]) => conditionNames.test(name)) ?? fewestLevels(groupings);
  if (condition === undefined) {
    throw new Fault({
      code: 'INIT_NO_CONDITION',
      message: 'no column of the sample sheet divides the samples into groups with replicates',
      found: [...columns.keys()].join(', '),
      hint: 'add a column such as condition to the sheet, or give --design and --contrast',
    });
  }
  const [variable, values] = condition;
  const levels = levelsOf(values);
  const reference = levels.find((level) => referenceNames.test(level)) ?? (levels[0] as string);
  const reasons = [
    conditionNames.test(variable)
      ? `'${variable}' is taken for the condition by its name`
      : `'${variable}' is taken for the condition, because it divides the samples into the fewest groups`,
    referenceNames.test(reference)
      ? `'${reference}' is taken for the reference by its name`
      : `'${reference}' is taken for the reference only because it comes first: check it`,
  ];
  const terms = [variable];
  for (const [name] of groupings) {
    if (name === variable) continue;
    if (!batchNames.test(name)) reasons.push(`'${name}' is left out of the design: add it if it matters`);
    else if (!isEstimable([name, ...terms], sampleIds, columns)) {
      reasons.push(`'${name}' looks like a batch but cannot be told apart from the rest: it is left out`);
    } else {
      terms.unshift(name);
      reasons.push(`'${name}' is taken for a batch by its name`);
    }
  }
  const contrasts = levels.filter((level) => level !== reference).map((target) => ({ variable, target, reference }));
  return { design: `~ ${terms.join(' + ')}`, contrasts, reasons };
}

/** At least two groups, and at least one with two samples. */
function isGrouping(values: readonly string[]): boolean {
  const levels = levelsOf(values);
  return !values.includes('') && levels.length > 1 && levels.length < values.length;
}

function levelsOf(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}

function fewestLevels(groupings: readonly [string, readonly string[]][]): [string, readonly string[]] | undefined {
  return [...groupings].sort(([, a], [, b]) => levelsOf(a).length - levelsOf(b).length)[0];
}

function isEstimable(terms: readonly string[], ids: readonly string[], columns: SheetColumns): boolean {
  try {
    const { coefficients } = buildDesign(
      `~ ${terms.join(' + ')}`,
      { ids, columns: Object.fromEntries(columns) },
      {
        factors: terms,
      },
    );
    return coefficients < ids.length;
  } catch (error) {
    if (error instanceof Fault) return false;
    throw error;
  }
}
