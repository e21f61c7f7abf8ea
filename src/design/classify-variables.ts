import { type CellValue, isNumber } from './covariate.ts';
import { parseFormula } from './formula.ts';
import { condensed, tokensOf } from './name-tokens.ts';

/** What a variable of a design is taken for. */
export interface VariableKind {
  readonly variable: string;
  readonly kind: 'factor' | 'number';
  /** Why, as the end of a sentence. */
  readonly because: string;
  /** True where neither its name nor what is compared tells, so that the user has to say. */
  readonly isGuess: boolean;
  /** True where its values are numbers, in digits. */
  readonly isInDigits: boolean;
}

export interface KnownVariables {
  /** Variables whose levels a contrast compares. */
  readonly compared?: readonly string[] | undefined;
  /** Variables that a contrasts file blocks. */
  readonly blocking?: readonly string[] | undefined;
  /** What the user has said. */
  readonly factors?: readonly string[] | undefined;
  readonly numeric?: readonly string[] | undefined;
  /** Variables with a reference level. */
  readonly references?: Readonly<Record<string, string>> | undefined;
}

/** What samples are taken or handled by: its levels are compared within. */
const blockWords = words(`
  batch batches block blocks donor donors patient patients subject subjects individual individuals indiv person persons
  participant participants volunteer case proband pair pairs pairing paired match matched replicate replicates rep reps repl
  biorep techrep plate plates well lane lanes run runs flowcell slide slides chip chips array arrays library libraries lib
  pool pools clone clones litter litters mouse mice rat rats animal animals fish pig dog monkey fly worm plant family families
  pedigree sibling twin mother dam sire center centers centre centres site sites hospital clinic lab labs laboratory institute
  cohort cohorts study studies experiment experiments exp session sessions series operator technician experimenter machine
  instrument sequencer kit lot lots cage tank tray incubator cell cells line lines cellline celllines strain culture cultures
  colony flask dish barcode`);

/** Other words for what is no measurement. */
const groupWords = words(`
  genotype group groups grp arm treatment condition cluster class category code type id ids identifier label tissue ward school
  country region set sex gender sample samples tube isolate tag index stage grade`);

const measureWords = words(`
  age ages rin dv200 dose doses dosage time times timepoint timepoints hour hours hr hrs minute minutes min mins second seconds
  day days week weeks year years yr yrs weight weights mass height length bmi concentration concentrations conc molarity ph
  temperature temp purity percent percentage pct fraction proportion ratio score scores depth size volume area density rate
  titer titre od pmi interval duration distance coverage intensity reads viability confluence pressure glucose cholesterol
  expression efficiency quality moi ng ug mg nm um mm pmol nmol`);

/** Years of birth, sampling and sequencing. */
const [EARLIEST_YEAR, LATEST_YEAR] = [1900, 2100];

/**
 * Says of each variable whether it is a factor or a number, and why. Digits are labels where a contrast compares them or a
 * contrasts file blocks them (nf-core's script makes factors of these), and where the name speaks of a batch, a donor, a
 * replicate and the like; measured names and calendar years are numbers. Of two such words in a name the last counts:
 * `donor_age` is an age, `age_group` a group. Other digits stay what R takes them for, numbers, as a guess.
 *
 * @param columns [samples] each
 * @param variables names of columns; those that the sheet does not have are left out
 */
export function classifyVariables(
  columns: Readonly<Record<string, readonly CellValue[]>>,
  variables: readonly string[],
  known: KnownVariables = {},
): VariableKind[] {
  return variables.flatMap((variable) => {
    const values = columns[variable];
    if (values === undefined) return [];
    return [{ variable, isGuess: false, isInDigits: values.every(isNumber), ...classify(variable, values, known) }];
  });
}

function classify(
  variable: string,
  values: readonly CellValue[],
  { compared, blocking, factors, numeric, references }: KnownVariables,
): Pick<VariableKind, 'kind' | 'because'> & { readonly isGuess?: boolean } {
  if (factors?.includes(variable)) return { kind: 'factor', because: 'it is named under `factors`' };
  if (numeric?.includes(variable)) return { kind: 'number', because: 'it is named under `numeric`' };
  if (!values.every(isNumber)) return { kind: 'factor', because: 'its values are words' };
  if (compared?.includes(variable)) return { kind: 'factor', because: 'the contrast compares its levels' };
  if (blocking?.includes(variable)) return { kind: 'factor', because: 'the contrasts file blocks it' };
  if (references?.[variable] !== undefined) return { kind: 'factor', because: 'it has a reference level' };
  const word = tellingWord(variable);
  if (word !== undefined) {
    const because = `its name speaks of ${word.text}`;
    return word.isLabel ? { kind: 'factor', because } : { kind: 'number', because };
  }
  const numbers = values.map(Number);
  if (numbers.every((x) => Number.isInteger(x) && x >= EARLIEST_YEAR && x <= LATEST_YEAR)) {
    return { kind: 'number', because: 'its values are calendar years' };
  }
  if (values.some((value) => typeof value === 'string' && /^0\d+$/.test(value.trim()))) {
    return { kind: 'factor', because: 'its numbers begin with 0, as labels do', isGuess: true };
  }
  if (numbers.some((x) => !Number.isInteger(x))) return { kind: 'number', because: 'its values have fractions' };
  return { kind: 'number', because: 'its values are digits', isGuess: true };
}

/** True where the name of a variable speaks of batches, donors, replicates and the like. */
export function isBlockName(name: string): boolean {
  const word = tellingWord(name);
  return word !== undefined && blockWords.has(word.text);
}

/** The last word of a name, or of two joined, that says what its values are. */
function tellingWord(name: string): { readonly text: string; readonly isLabel: boolean } | undefined {
  const tokens = tokensOf(name);
  const found = [condensed(name), ...tokens, ...tokens.slice(1).map((token, i) => tokens[i] + token)].map((text) => ({
    text,
    isLabel: blockWords.has(text) || groupWords.has(text),
    isMeasure: measureWords.has(text),
  }));
  const whole = found[0]!;
  if (whole.isLabel || whole.isMeasure) return whole;
  return (
    found.slice(1, tokens.length + 1).findLast(({ isLabel, isMeasure }) => isLabel || isMeasure) ??
    found.slice(tokens.length + 1).findLast(({ isLabel, isMeasure }) => isLabel || isMeasure)
  );
}

/** The columns that a formula names as they are; what it makes of a column itself needs no guess. */
export function plainVariables(formula: string): string[] {
  return parseFormula(formula).sources.flatMap(({ kind, column }) => (kind === 'column' ? [column] : []));
}

/** A variable and what it is taken for, in words, with the key of a study that says otherwise; a guess asks. */
export function describeKind({ variable, kind, because, isGuess, isInDigits }: VariableKind): string {
  const said = `${variable} is taken for a ${kind}, since ${because}`;
  if (!isInDigits) return said;
  const key = kind === 'number' ? 'factors' : 'numeric';
  if (!isGuess) return `${said} (\`${key}: [${variable}]\` says otherwise)`;
  const question = kind === 'number' ? 'are they labels' : 'are they measured';
  return `${said}: ${question}? Then put it under \`${key}:\``;
}

/** Variables whose names speak of labels while R takes their digits for numbers; what to do, in words. */
export function labelsAsNumbers(kinds: readonly VariableKind[], numbers: readonly string[]): string[] {
  return kinds
    .filter(({ variable, kind, isInDigits }) => kind === 'factor' && isInDigits && numbers.includes(variable))
    .map(
      ({ variable, because }) =>
        `${variable} enters the design as a number, as in R, though ${because}: its effect is a slope over the numbers. ` +
        `Make it a factor with --factor ${variable} (\`factors: [${variable}]\` in a study), or say that it is a number ` +
        `with --numeric ${variable}.`,
    );
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
