import {
  classifyVariables,
  describeKind,
  type KnownVariables,
  plainVariables,
  type VariableKind,
} from '../design/classify-variables.ts';
import { type Contrast, type ResolvedContrast, resolveContrast } from '../design/contrast.ts';
import { levelsAlike } from '../design/control-levels.ts';
import type { SampleTable } from '../design/covariate.ts';
import { buildDesign, type Design } from '../design/design.ts';
import type { Note } from '../design/note.ts';
import { repeatsGroups } from '../design/repeated-groups.ts';
import { checkReplicates } from '../engines/deseq2/fit/fit-deseq2.ts';
import { buildReducedDesign } from '../engines/deseq2/fit/reduced-design.ts';

/** One comparison as a study asks for it. */
export interface DesignRequest extends Omit<KnownVariables, 'compared'> {
  readonly formula: string;
  readonly comparison: Contrast;
}

/** What a comparison is made of, told before anything is computed. */
export interface DesignDescription {
  /** The comparison in words. */
  readonly comparison: string;
  readonly formula: string;
  /** Samples by level of what is compared, the reference first; by cell of the design where no levels are compared. */
  readonly groups: readonly { readonly name: string; readonly samples: readonly string[] }[];
  readonly variables: readonly VariableKind[];
  /** Reference level of each factor. */
  readonly references: readonly { readonly variable: string; readonly level: string }[];
  /** What deserves a second look. */
  readonly warnings: readonly Note[];
}

export interface DescribedDesign {
  readonly description: DesignDescription;
  readonly design: Design;
  readonly contrast: ResolvedContrast;
  /** What the engine needs to build the same design. */
  readonly options: VariableOptions;
}

/** How variables are read, in the terms of a design. */
export interface VariableOptions {
  readonly factors: readonly string[];
  readonly numeric: readonly string[];
  readonly references: Readonly<Record<string, string>>;
}

/**
 * How the variables of a design are to be read: as the user says, else by what is compared, blocked and named (see
 * `classifyVariables`). A variable that neither tells stays what R takes it for.
 */
export function readVariables(
  table: SampleTable,
  { formula, comparison, blocking, factors = [], numeric = [], references = {} }: DesignRequest,
): { readonly kinds: readonly VariableKind[]; readonly options: VariableOptions } {
  const compared = comparison.kind === 'levels' ? [comparison.variable] : [];
  const base = comparison.kind === 'levels' ? { [comparison.variable]: comparison.reference } : {};
  const known = { compared, blocking, factors, numeric, references };
  const kinds = classifyVariables(table.columns, plainVariables(formula), known);
  const named = (wanted: VariableKind['kind']) =>
    kinds.filter(({ kind }) => kind === wanted).map(({ variable }) => variable);
  return {
    kinds,
    options: {
      factors: [...new Set([...factors, ...named('factor')])],
      numeric: [...new Set([...numeric, ...named('number')])],
      references: { ...base, ...references },
    },
  };
}

/**
 * Builds the design of a comparison and says what it is made of. Throws a `Fault` for what cannot be fitted.
 *
 * @param notes takes what is remarked on the design
 */
export function describeDesign(table: SampleTable, request: DesignRequest, notes: Note[] = []): DescribedDesign {
  const { formula, comparison } = request;
  const { kinds, options } = readVariables(table, request);
  // What is wrong with the design is said before what is wrong with the contrast.
  buildDesign(formula, table, { ...options, references: request.references });
  const design = buildDesign(formula, table, options, notes);
  const contrast = resolveContrast(design, comparison);
  const groups = groupsOf(design, comparison);
  const references = design.covariates.flatMap((covariate) =>
    covariate.kind === 'factor' ? [{ variable: covariate.name, level: covariate.levels[0]! }] : [],
  );
  const description = {
    comparison: inWords(comparison, contrast),
    formula,
    groups,
    variables: kinds,
    references,
    warnings: [
      ...lonelyGroups(groups, comparison),
      ...alikeLevels(design),
      ...effectsAtZero(design, comparison),
      ...(comparison.kind === 'levels' ? repeatingColumns(table, comparison.variable) : []),
    ],
  };
  return { description, design, contrast, options };
}

function inWords(comparison: Contrast, { label }: ResolvedContrast): string {
  if (comparison.kind !== 'levels') return `${label}: positive fold changes are a positive sum of coefficients`;
  const { variable, target, reference } = comparison;
  return `${target} over ${reference} (${variable}): ${reference} is the reference, positive fold changes are higher in ${target}`;
}

function groupsOf({ covariates, sampleIds, cells }: Design, comparison: Contrast): DesignDescription['groups'] {
  const compared = covariates.find(({ name }) => comparison.kind === 'levels' && name === comparison.variable);
  if (compared?.kind === 'factor') {
    return compared.levels.map((name, code) => ({
      name,
      samples: sampleIds.filter((_, sample) => compared.codes[sample] === code),
    }));
  }
  const named = (sample: number) =>
    covariates
      .map((one) => (one.kind === 'factor' ? one.levels[one.codes[sample]!] : `${one.name} ${one.values[sample]}`))
      .join(' ');
  return [...new Set(cells)].map((cell) => ({
    name: named(cells.indexOf(cell)),
    samples: sampleIds.filter((_, sample) => cells[sample] === cell),
  }));
}

function lonelyGroups(groups: DesignDescription['groups'], comparison: Contrast): Note[] {
  if (comparison.kind !== 'levels') return [];
  const compared = groups.filter(({ name }) => name === comparison.target || name === comparison.reference);
  return compared
    .filter(({ samples }) => samples.length === 1)
    .map(({ name, samples }) => ({
      code: 'GROUP_WITHOUT_REPLICATE',
      level: 'warning',
      text:
        `${comparison.variable} ${name} has one sample, ${samples[0]}: how much samples of this group differ is taken from ` +
        'the others, and one bad library would look like an effect.',
    }));
}

/** Where what is compared has another effect at each value of a number, its coefficient is the effect at 0. */
function effectsAtZero({ formula, covariates }: Design, comparison: Contrast): Note[] {
  if (comparison.kind !== 'levels') return [];
  const bit = 2 ** covariates.findIndex(({ name }) => name === comparison.variable);
  return covariates.flatMap((covariate, i) => {
    const isCrossed = formula.terms.some((term) => (term & bit) !== 0 && (term & (2 ** i)) !== 0);
    if (covariate.kind === 'factor' || !isCrossed) return [];
    const [least, most] = [Math.min(...covariate.values), Math.max(...covariate.values)];
    if (least <= 0 && most >= 0) return [];
    return [
      {
        code: 'EFFECT_AT_ZERO',
        level: 'warning',
        text:
          `The design lets the effect of ${comparison.variable} change with ${covariate.name}, and compares at ` +
          `${covariate.name} 0, while samples lie from ${least} to ${most}: write scale(${covariate.name}) to compare at its mean.`,
      },
    ];
  });
}

function alikeLevels({ covariates }: Design): Note[] {
  return covariates.flatMap((covariate) =>
    covariate.kind === 'numeric'
      ? []
      : levelsAlike(covariate.levels).map((alike) => ({
          code: 'LEVELS_ALIKE',
          level: 'warning',
          text:
            `${alike.join(' and ')} of ${covariate.name} are two levels that differ only in case or separators: are they ` +
            'one? Then write them alike in the sample sheet.',
        })),
  );
}

function repeatingColumns({ columns }: SampleTable, variable: string): Note[] {
  const textOf = (name: string) => (columns[name] ?? []).map(String);
  const groups = textOf(variable);
  return Object.keys(columns)
    .filter((name) => name !== variable && repeatsGroups(name, textOf(name), groups))
    .map((name) => ({
      code: 'COLUMN_REPEATS',
      text: `The column ${name} only repeats ${variable}: it says nothing else, and confounds nothing.`,
    }));
}

/**
 * Builds all that a contrast is tested with, and returns what is to be said of it: what is compared, what variables in digits
 * are taken for, and what deserves a second look. Throws a `Fault` for what cannot be fitted.
 */
export function checkContrast(
  table: SampleTable,
  request: DesignRequest,
  {
    test,
    reduced,
    needsReplicates = true,
  }: {
    readonly test: 'wald' | 'lrt';
    readonly reduced: string | null;
    /** False where the dispersion is known from elsewhere. */
    readonly needsReplicates?: boolean | undefined;
  },
): Note[] {
  const notes: Note[] = [];
  const { design, description, options } = describeDesign(table, request, notes);
  buildReducedDesign(design, table, { ...options, design: request.formula, test, reduced: reduced ?? undefined });
  if (needsReplicates) checkReplicates(design, notes);
  const kinds = description.variables
    .filter(({ isInDigits }) => isInDigits)
    .map(
      (kind): Note => ({
        code: 'VARIABLE_KIND',
        text: describeKind(kind),
        level: kind.isGuess ? 'warning' : 'info',
      }),
    );
  return [{ code: 'COMPARISON', text: description.comparison }, ...kinds, ...description.warnings, ...notes];
}

/** A description line by line; the first says what is compared with what. */
export function formatDesign({
  comparison,
  formula,
  groups,
  variables,
  references,
  warnings,
}: DesignDescription): string[] {
  return [
    comparison,
    `design ${formula}`,
    ...groups.map(({ name, samples }) => `${name}: ${countOf(samples.length)}: ${samples.join(', ')}`),
    ...variables.map(describeKind),
    ...(references.length === 0
      ? []
      : [`reference levels: ${references.map(({ variable, level }) => `${variable} ${level}`).join(', ')}`]),
    ...warnings.map(({ text }) => text),
  ];
}

function countOf(samples: number): string {
  return samples === 1 ? '1 sample' : `${samples} samples`;
}
