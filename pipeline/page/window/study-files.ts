import type { Role } from '../../draft/roles.ts';
import type { GivenFile } from '../messages.ts';

/** A file of the user, and what it is in the study. */
export interface StudyFile extends GivenFile {
  readonly name: string;
  /** Undefined where nobody understands it, until somebody says what it is. */
  role: Role | undefined;
  /** What speaks for the role, or why there is none. */
  because: string;
  /** Of a clinical table: the path of its matrix. */
  of?: string | undefined;
  /** The user has said what it is: no guess goes before that. */
  isSaid?: boolean;
}

/** What a file can be, in the words of the page. */
export const roleNames: readonly (readonly [role: Role, text: string])[] = [
  ['counts', 'counts'],
  ['samples', 'sample sheet'],
  ['utrs', "3' UTRs"],
  ['genome', 'genome'],
  ['annotation', 'annotation of the genome'],
  ['mirnas', 'miRNA sequences'],
  ['gene_sets', 'gene sets'],
  ['expression', 'expression of a cohort'],
  ['clinical', 'clinical table of a cohort'],
  ['differential', 'finished table of results'],
  ['contrasts_file', 'contrasts'],
  ['transcript_genes', 'genes of transcripts'],
  ['lengths', 'gene lengths'],
  ['orfs', 'coding sequences'],
  ['airs', 'affected isoform ratios'],
  ['targetscan_params', "TargetScan's parameters"],
  ['accessibility', 'accessibility of sites'],
  ['study', 'study file'],
  ['none', 'not used'],
];

export function nameOfRole(role: Role): string {
  return roleNames.find(([one]) => one === role)![1];
}

/** Where the files of a study lie for the worker. */
export const HOME = '/study';

/** Roles of which a study has one file; counts may be many, and the last two are folders. */
const SINGLE = [
  ...(['samples', 'utrs', 'genome', 'annotation', 'mirnas', 'differential', 'contrasts_file'] as const),
  ...(['transcript_genes', 'lengths', 'orfs', 'airs'] as const),
];
const FOLDERS = ['targetscan_params', 'accessibility'] as const;

/** What the roles of files say under the keys of a study file. */
export function flagsOf(files: readonly StudyFile[]): { readonly [key: string]: unknown } {
  const flags: { [key: string]: unknown } = {};
  const pathsOf = (wanted: Role): string[] => files.filter(({ role }) => role === wanted).map(({ path }) => path);
  for (const role of SINGLE) {
    const [path] = pathsOf(role);
    if (path !== undefined) flags[role] = path;
  }
  for (const role of FOLDERS) {
    const paths = pathsOf(role);
    if (paths.length > 0) flags[role] = sharedFolder(paths);
  }
  const counts = pathsOf('counts');
  if (counts.length > 0) flags.counts = oneName(counts);
  const sets = pathsOf('gene_sets');
  if (sets.length > 0) flags.gene_sets = sets;
  return flags;
}

/** What keeps the files from being one study: two of what there can be one of, or none of what is needed. */
export function problemsOf(files: readonly StudyFile[]): readonly string[] {
  const named = (wanted: Role): StudyFile[] => files.filter(({ role }) => role === wanted);
  const twice = SINGLE.filter((role) => named(role).length > 1).map((role) => {
    const names = named(role).map(({ name }) => name);
    return `${names.length} files are given for one: ${nameOfRole(role)} (${names.join(', ')}). Leave out all but one, or say what they are.`;
  });
  if (named('differential').length > 0 && named('counts').length === 0) return twice;
  const missing = (['counts', 'samples'] as const).filter((role) => named(role).length === 0).map(nameOfRole);
  return missing.length === 0 ? twice : [...twice, `Still to come: ${missing.join(' and ')}.`];
}

function sharedFolder(paths: readonly string[]): string {
  const [first = [], ...others] = paths.map((path) => path.split('/').slice(0, -1));
  const differs = first.findIndex((part, at) => others.some((other) => other[at] !== part));
  return first.slice(0, differs < 0 ? undefined : differs).join('/');
}

/** The path of one file; of several their folder, or, as that of the study holds other files too, a pattern: `{a,b}.txt`. */
function oneName(paths: readonly string[]): string {
  if (paths.length === 1) return paths[0]!;
  const folder = sharedFolder(paths);
  if (folder !== HOME) return folder;
  const parts = paths.map((path) => path.split('/'));
  const width = parts[0]!.length;
  if (parts.some(({ length }) => length !== width) || paths.some((path) => /[*?[\]{},]/.test(path))) return folder;
  return Array.from({ length: width }, (_, at) => {
    const names = [...new Set(parts.map((part) => part[at]!))];
    return names.length === 1 ? names[0]! : `{${names.join(',')}}`;
  }).join('/');
}

/** The folder of the study file that was given, '' without one: paths in it are relative to it. */
export function homeOf(names: readonly string[]): string {
  const study = names.find((name) => /\.ya?ml$/i.test(name));
  return study === undefined ? '' : study.slice(0, study.lastIndexOf('/') + 1);
}
