import type { GivenCohort } from '../../study/schema/cohort-schema.ts';
import { flagsOf, type StudyFile } from './study-files.ts';

/** One comparison of the form; parts that are not chosen yet are ''. */
export interface ChosenContrast {
  readonly variable: string;
  readonly target: string;
  readonly reference: string;
  /** Where they differ from those of the study. */
  readonly mirna?: readonly string[] | undefined;
  readonly effect?: string | undefined;
}

/** What the user has chosen in the form; what is undefined is guessed. */
export interface Chosen {
  readonly mirnas: readonly string[];
  readonly effect: string;
  readonly fdr: string;
  readonly contrasts: readonly ChosenContrast[] | undefined;
  readonly design: string | undefined;
  /** By the path of the matrix. */
  readonly cohorts: Readonly<Record<string, GivenCohort>>;
  readonly targetsInTumors: string | undefined;
}

export const nothingChosen: Chosen = {
  mirnas: [],
  effect: 'overexpression',
  fdr: '0.1',
  contrasts: undefined,
  design: undefined,
  cohorts: {},
  targetsInTumors: undefined,
};

/** Files and choices under the keys of a study file. */
export function settingsOf(files: readonly StudyFile[], chosen: Chosen): { readonly [key: string]: unknown } {
  const { mirnas, effect, fdr, contrasts, design, targetsInTumors } = chosen;
  const complete = contrasts?.filter(({ target, reference }) => target !== '' && reference !== '') ?? [];
  const cohorts = cohortsOf(files, chosen);
  return {
    name: 'study',
    ...flagsOf(files),
    ...(mirnas.length > 0 && { mirna: mirnas }),
    effect,
    ...(complete.length > 0 && { contrasts: complete }),
    ...(design !== undefined && { design }),
    ...(cohorts.length > 0 && { cohorts }),
    ...(cohorts.length > 0 && targetsInTumors !== undefined && { targets_in_tumors: targetsInTumors }),
    fdr: Number(fdr),
  };
}

/** A cohort for each matrix of one, with the clinical table that names its samples. */
function cohortsOf(files: readonly StudyFile[], { cohorts }: Chosen): GivenCohort[] {
  const tables = files.filter(({ role }) => role === 'clinical');
  const matrices = files.filter(({ role }) => role === 'expression');
  const names = new Set<string>();
  return matrices.map(({ path, name }) => {
    const own = cohorts[path];
    if (own !== undefined) return own;
    const clinical = tables.find(({ of }) => of === path) ?? (matrices.length === 1 ? tables[0] : undefined);
    return { name: freeName(name, names), expression: path, ...(clinical && { clinical: clinical.path }) };
  });
}

/** The name of a file without its endings, as cohorts are named. */
function freeName(file: string, names: Set<string>): string {
  const base = file.slice(file.lastIndexOf('/') + 1).replace(/(\.(tsv|csv|txt|xlsx))?(\.gz)?$/i, '');
  const plain = base.replace(/[^A-Za-z0-9._-]+/g, '_').replace(/^[^A-Za-z0-9]+/, '') || 'cohort';
  let name = plain;
  for (let count = 2; names.has(name); count++) name = `${plain}_${count}`;
  names.add(name);
  return name;
}
