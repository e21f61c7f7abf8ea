import { Fault } from '../fault.ts';
import { classifyVariables, describeKind, isBlockName } from './classify-variables.ts';
import { guessReference, levelsAlike } from './control-levels.ts';
import { buildDesign } from './design.ts';

/** The columns of a sample sheet, one text a sample. */
export type SheetColumns = ReadonlyMap<string, readonly string[]>;

export interface GuessedDesign {
  readonly design: string;
  readonly contrasts: readonly { readonly variable: string; readonly target: string; readonly reference: string }[];
  /** Why each choice was made, for the reader to check; the first says what is compared with what. */
  readonly reasons: readonly string[];
}

/** What is known beside the sheet. */
export interface KnownOfDesign {
  /** Names of the perturbed miRNAs. */
  readonly mirnas?: readonly string[] | undefined;
  /** The variable of a contrast that is given, and its reference. */
  readonly compared?: { readonly variable: string; readonly reference: string } | undefined;
}

const conditionNames = /^(condition|treatment|treat|treated|group|genotype|perturbation|transfection|mirna|mir|dex)/i;

/**
 * Guesses which column is the condition, which is a batch, and which level is the reference, from names first and from
 * the numbers of samples next. Throws a Fault when no column tells groups of samples apart, and where nothing tells which
 * level is the reference: a guess there would turn all signs around.
 *
 */
export function guessDesign(
  sampleIds: readonly string[],
  columns: SheetColumns,
  { mirnas = [], compared }: KnownOfDesign = {},
): GuessedDesign {
  const groupings = groupingsOf(columns);
  const condition =
    groupings.find(([name]) => name === compared?.variable) ??
    groupings.find(([name]) => isConditionName(name)) ??
    fewestLevels(groupings);
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
  if (variable !== compared?.variable) checkLevelsAlike(variable, levels);
  const isGiven = variable === compared?.variable && levels.includes(compared.reference);
  const guess = isGiven
    ? ({ kind: 'found', reference: compared.reference, because: 'as the contrast says' } as const)
    : guessReference(levels, mirnas);
  if (guess.kind === 'open') throw openReference(variable, levels, guess.candidates, guess.because);
  const { reference } = guess;
  const targets = levels.filter((level) => level !== reference);
  const reasons = [
    `'${reference}' is taken for the reference ${guess.because}: fold changes are ${targets.join(', ')} over ${reference}`,
    isConditionName(variable)
      ? `'${variable}' is taken for the condition by its name`
      : `'${variable}' is taken for the condition, because it divides the samples into the fewest groups`,
  ];
  const terms = [variable];
  for (const [name, others] of groupings) {
    if (name === variable) continue;
    if (!isBlockName(name)) {
      reasons.push(
        isSameGrouping(others, values)
          ? `'${name}' only repeats '${variable}': it is left out`
          : `'${name}' is left out of the design: add it if it matters`,
      );
    } else if (!isEstimable([name, ...terms], sampleIds, columns)) {
      reasons.push(`'${name}' looks like a batch but cannot be told apart from the rest: it is left out`);
    } else {
      terms.unshift(name);
      reasons.push(`'${name}' is taken for a batch by its name`);
    }
  }
  const kinds = classifyVariables(Object.fromEntries(columns), terms, { compared: [variable] });
  reasons.push(...kinds.filter(({ isInDigits }) => isInDigits).map(describeKind));
  const contrasts = targets.map((target) => ({ variable, target, reference }));
  return { design: `~ ${terms.join(' + ')}`, contrasts, reasons };
}

/** Whether a column is called as what is done to samples is. */
export function isConditionName(name: string): boolean {
  return conditionNames.test(name);
}

function checkLevelsAlike(variable: string, levels: readonly string[]): void {
  const [alike] = levelsAlike(levels);
  if (alike === undefined) return;
  throw new Fault({
    code: 'INIT_LEVELS_ALIKE',
    message: `${alike.join(' and ')} of ${variable} differ only in case or separators: are they one level?`,
    found: levels.join(', '),
    hint: `if so, write them alike in the sample sheet; if not, give --contrast`,
  });
}

function openReference(variable: string, levels: readonly string[], candidates: readonly string[], because: string) {
  const choices = candidates.map((reference) => {
    const target = levels.find((level) => !candidates.includes(level)) ?? levels.find((level) => level !== reference);
    return `--contrast ${variable},${target},${reference}`;
  });
  return new Fault({
    code: 'INIT_REFERENCE_OPEN',
    message: `which level of ${variable} is the reference? ${candidates.join(' and ')} may be, ${because}`,
    found: levels.join(', '),
    expected: choices.join(', or '),
    hint: 'give one of these contrasts, each as VARIABLE,TARGET,REFERENCE',
  });
}

/** The columns of a sample sheet that divide its samples: into at least two groups, and at least one with two samples. */
export function groupingsOf(columns: SheetColumns): [name: string, values: readonly string[]][] {
  return [...columns].filter(([, values]) => isGrouping(values));
}

function isGrouping(values: readonly string[]): boolean {
  const levels = levelsOf(values);
  return !values.includes('') && levels.length > 1 && levels.length < values.length;
}

function isSameGrouping(first: readonly string[], second: readonly string[]): boolean {
  const pairs = new Set(first.map((value, sample) => JSON.stringify([value, second[sample]])));
  return pairs.size === new Set(first).size && pairs.size === new Set(second).size;
}

/** The levels of a column, sorted. */
export function levelsOf(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}

function fewestLevels(groupings: readonly [string, readonly string[]][]): [string, readonly string[]] | undefined {
  return [...groupings].sort(([, a], [, b]) => levelsOf(a).length - levelsOf(b).length)[0];
}

/** Whether a model of these columns, all as factors, has a coefficient for each and samples to spare. */
export function isEstimable(terms: readonly string[], ids: readonly string[], columns: SheetColumns): boolean {
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
