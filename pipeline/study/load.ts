import { existsSync, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname, extname, resolve } from 'node:path';
import { Fault } from '../../src/fault.ts';
import type { DialectName } from '../../src/formats/counts/dialects/dialect.ts';
import { didYouMean } from '../../src/text/nearest-names.ts';
import { safeName } from '../../src/text/safe-names.ts';
import { explainUnreadable } from '../files/unreadable.ts';
import { isSameFile, nameContrasts } from './contrast-ids.ts';
import { differentialOf } from './differential-options.ts';
import { explainIssue, type Given, missingKey } from './explain-issue.ts';
import { mentions } from './mentions.ts';
import { checkEngines } from './options/check-engines.ts';
import { appliesTo, BUILT_IN, flagOf, isPath, isStudyKey, optionOf, type StudyKey } from './options/option-table.ts';
import type { Flags } from './options/read-options.ts';
import { type StudyFile, studySchema, toReading } from './schema/study-schema.ts';
import { resolvePaths, type Settings } from './settings.ts';
import type { SizeFactorType, Study, StudyCohort, StudyContrast } from './study.ts';
import { checkCohorts, toCohorts } from './study-cohorts.ts';
import { allMirnas, checkMirnas, withMirnas } from './study-mirnas.ts';
import { type Place, readYaml } from './yaml-source.ts';

/** Where each key of a study was given. */
export type Origins = (key: StudyKey) => Place;

export interface LoadedStudy {
  readonly study: Study;
  readonly origins: Origins;
  readonly settings: Settings;
}

export interface LoadOptions {
  /** Where the values that go before those of the file were given; by default their flags. */
  readonly flagPlace?: ((key: StudyKey) => Place) | undefined;
  /** The results folder of a study that names none; by default `results`, beside the study file. */
  readonly resultsOf?: (name: string) => string;
}

/**
 * Reads a study from its file, from flags, or from both: a flag goes before the file, the file before the defaults.
 * Paths in the file are relative to it, paths in flags to `cwd`. What cannot be used is a Fault with its line or its flag.
 */
export async function loadStudy(
  file: string | undefined,
  flags: Flags,
  cwd: string,
  { flagPlace, resultsOf }: LoadOptions = {},
): Promise<LoadedStudy> {
  const path = file === undefined ? undefined : resolve(cwd, file);
  const source = path === undefined ? undefined : await readYaml(path);
  const merged: Record<string, unknown> = { ...source?.values, ...flags };
  const given: Given = { file: path, source, flags, flagPlace };
  const origins = originsOf(given);
  const parsed = studySchema.safeParse(merged);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    if (issue !== undefined) throw explainIssue(issue, merged, given);
    throw parsed.error;
  }
  checkEngines<StudyKey>(parsed.data.engine, Object.keys(merged).filter(isStudyKey), origins);
  const home = path === undefined ? cwd : dirname(path);
  const pathOf = (key: StudyKey, path: string): string => resolve(Object.hasOwn(flags, key) ? cwd : home, path);
  const { counts, format } = parsed.data;
  for (const key of ['counts', 'samples'] as const) {
    if (parsed.data[key] === undefined && parsed.data.differential === undefined) throw missingKey([key], given);
  }
  const countFiles =
    counts === undefined ? [] : await findCountFiles(pathOf('counts', counts), format, origins('counts'));
  for (const key of fileKeys) {
    const given = parsed.data[key];
    if (given !== undefined) await checkFile(key, pathOf(key, given), origins(key));
  }
  const { size_factors: sizes } = parsed.data;
  if (isPath('size_factors', sizes))
    await checkFile('size_factors', pathOf('size_factors', sizes), origins('size_factors'));
  for (const path of geneSetsOf(parsed.data, pathOf).files) await checkFile('gene_sets', path, origins('gene_sets'));
  const cohorts = toCohorts(parsed.data.cohorts, (path) => pathOf('cohorts', path));
  for (const [at, { expression, clinical }] of cohorts.entries()) {
    const place = (key: string) => source?.placeOf(['cohorts', at, key]) ?? origins('cohorts');
    await checkFile('cohorts', expression, place('expression'));
    await checkFile('cohorts', clinical, place('clinical'));
  }
  checkCohorts(cohorts, (at) => source?.placeOf(['cohorts', at, 'name']) ?? origins('cohorts'));
  const folders = await findFolders(parsed.data, pathOf, origins);
  const contrasts = await readContrasts(parsed.data, pathOf, given);
  const { design, contrasts_file: contrastsFile } = parsed.data;
  const isFromFile = (key: StudyKey) => key === 'contrasts' || (key === 'design' && design === undefined);
  const contrastOrigins: Origins = (key) => {
    // Where nothing else is said, the reference of a contrast is that of its variable.
    if (key === 'references' && parsed.data.references === undefined) return contrastOrigins('contrasts');
    const isInFile = contrastsFile !== undefined && isFromFile(key);
    return isInFile ? { file: pathOf('contrasts_file', contrastsFile) } : origins(key);
  };
  checkContrasts(contrasts, contrastOrigins('contrasts'));
  checkVariables({ ...parsed.data, references: merged.references }, contrasts, origins);
  checkCombined(parsed.data.combine, contrasts, origins('combine'));
  checkMirnas(parsed.data, contrasts, contrastOrigins('contrasts'));
  for (const [at, { table }] of (parsed.data.background ?? []).entries()) {
    const place = source?.placeOf(['background', at]) ?? origins('background');
    await checkFile('background', pathOf('background', table), place);
  }
  const study = toStudy(parsed.data, { countFiles, folders, contrasts, cohorts, pathOf, file: path });
  const out = resultsOf !== undefined && merged.out === undefined ? resultsOf(study.name) : study.out;
  const { name: _, ...others } = parsed.data;
  // What no engine of the study knows is no setting of it, and would be refused when the settings are run again.
  const known = Object.entries(others).filter(([key]) =>
    study.engines.some((engine) => appliesTo(engine, key as StudyKey)),
  );
  const settings = resolvePaths({ name: study.name, ...Object.fromEntries(known), out }, pathOf);
  return { study: { ...study, out, settings }, origins: contrastOrigins, settings };
}

const fileKeys = [
  'differential',
  'samples',
  'contrasts_file',
  'lengths',
  'transcript_genes',
  'mirnas',
  'utrs',
  'orfs',
  'airs',
  'genome',
  'annotation',
  'control_genes',
  'normalization_factors',
  'filter',
] as const;

/** Keys that name a folder, and the files that are read in it. */
const folderKeys = {
  targetscan_params: /^(TA_SPS_by_seed_region|Tree\..+|.+_PCT_parameters)\.txt(\.gz)?$/,
  accessibility: /_lunp(\.gz)?$/,
} as const;

type Folders = Readonly<Record<keyof typeof folderKeys, readonly string[]>>;

type PathOf = (key: StudyKey, path: string) => string;

async function readContrasts(given: StudyFile, pathOf: PathOf, places: Given): Promise<StudyContrast[]> {
  const { design, contrasts, contrasts_file: file, effect } = given;
  if (file !== undefined) {
    const { readContrastsFile } = await import('./contrasts-file.ts');
    return readContrastsFile(pathOf('contrasts_file', file), design, effect);
  }
  if (given.differential !== undefined) return [tableContrast(given, given.differential)];
  if (design === undefined) throw missingKey(['design'], places);
  if (contrasts === undefined) throw missingKey(['contrasts'], places);
  return nameContrasts(contrasts, design, effect);
}

/** The contrast of a finished table: as the study describes it, else called after the file. */
function tableContrast({ contrasts, effect }: StudyFile, table: string): StudyContrast {
  const [described] = contrasts === undefined ? [] : nameContrasts(contrasts, '', effect);
  const id = safeName(nameOfTable(table));
  return described ?? { id, design: '', comparison: { kind: 'expression', text: id }, exclude: null, effect };
}

/** `mir9_vs_control.deseq2.results.tsv.gz` holds the contrast mir9_vs_control, whoever computed it. */
function nameOfTable(file: string): string {
  return nameOf(file).replace(
    /(?:[._-](?:deseq2?|edger(?:-(?:ql(?:-legacy)?|lrt|exact))?|limma(?:-trend)?|voom|voomlmfit|dream|given|results?|de|degs?|table))+$/i,
    '',
  );
}

interface Resolved {
  readonly countFiles: readonly string[];
  readonly folders: Folders;
  readonly contrasts: readonly StudyContrast[];
  readonly cohorts: readonly StudyCohort[];
  readonly pathOf: PathOf;
  readonly file: string | undefined;
}

function toStudy(
  given: StudyFile,
  { countFiles, folders, contrasts, cohorts, pathOf, file }: Resolved,
): Omit<Study, 'settings'> {
  const optional = (key: (typeof fileKeys)[number]): string | undefined => given[key] && pathOf(key, given[key]);
  return {
    name: given.name ?? nameOf(file ?? given.counts ?? given.differential ?? 'study'),
    table: optional('differential'),
    counts: countFiles,
    samples: optional('samples'),
    lengths: optional('lengths'),
    transcriptGenes: optional('transcript_genes'),
    reading: toReading(given),
    contrasts: withMirnas(contrasts, given.mirna),
    mirna: allMirnas(contrasts, given.mirna),
    sharedResponse: given.shared_response,
    background: (given.background ?? []).map(({ table, mirna, effect = given.effect }) => {
      return { table: pathOf('background', table), mirna, effect };
    }),
    mirnas: optional('mirnas'),
    effect: given.effect,
    combine: given.combine,
    ranking: { fdr: given.fdr, ranker: given.ranker, intendedTargets: given.intended_target ?? [] },
    geneSets: geneSetsOf(given, pathOf),
    setOptions: {
      tests: given.set_tests ?? null,
      statistic: given.set_statistic,
      minSize: given.set_min,
      maxSize: given.set_max,
      seed: given.set_seed,
      rho: given.set_rho,
      rankTest: given.set_rank_test,
      sampleScore: given.set_scores,
      activity: given.activity ?? null,
    },
    cohorts,
    targetsInTumors: given.targets_in_tumors ?? 'lower',
    utrs: optional('utrs'),
    utrSpecies: given.utr_species,
    transcript: given.transcript,
    geneNames: given.gene_names,
    orfs: optional('orfs'),
    airs: optional('airs'),
    targetScanParams: folders.targetscan_params,
    accessibility: folders.accessibility,
    computesAccessibility: given.accessibility === 'compute',
    duplexSet: given.duplex_set,
    genome: optional('genome'),
    annotation: optional('annotation'),
    out: pathOf('out', given.out),
    ...sizeFactorsOf(given, pathOf),
    givenNormalizationFactors: optional('normalization_factors'),
    controlGenes: optional('control_genes'),
    filter: optional('filter'),
    slurm: {
      partition: given.slurm_partition,
      account: given.slurm_account,
      time: given.slurm_time,
      memory: given.slurm_memory,
    },
    engines: given.engine,
    differential: differentialOf(given),
  };
}

function geneSetsOf({ gene_sets: sources = [] }: Pick<StudyFile, 'gene_sets'>, pathOf: PathOf): Study['geneSets'] {
  const isBuiltIn = (source: string) => source.startsWith(BUILT_IN);
  return {
    files: sources.filter((source) => !isBuiltIn(source)).map((path) => pathOf('gene_sets', path)),
    builtIn: sources.filter(isBuiltIn).map((source) => source.slice(BUILT_IN.length)),
  };
}

/** How size factors are made, or the table that they are taken from. */
function sizeFactorsOf({ size_factors: given }: Pick<StudyFile, 'size_factors'>, pathOf: PathOf) {
  const isTable = isPath('size_factors', given);
  return {
    sizeFactors: isTable ? undefined : (given as SizeFactorType | undefined),
    givenSizeFactors: isTable ? pathOf('size_factors', given) : undefined,
  };
}

/** `mir9.tsv.gz` and `mir9.yml` name a study mir9; `study.yml` takes the name of its folder. */
export function nameOf(file: string): string {
  const base = basename(file, extname(file)).replace(/\.[a-z]{2,4}$/, '');
  return base === 'study' ? basename(dirname(file)) : base;
}

function placeOfFlag(key: StudyKey): Place {
  return { file: flagOf(key) };
}

function originsOf({ source, flags, flagPlace = placeOfFlag }: Given): Origins {
  return (key) => (Object.hasOwn(flags, key) || source === undefined ? flagPlace(key) : source.placeOf([key]));
}

function checkContrasts(contrasts: readonly StudyContrast[], place: Place): void {
  const ids = contrasts.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.findIndex((other) => isSameFile(id, other)) !== index);
  if (twice === undefined) return;
  throw new Fault({
    code: 'CONTRAST_ID_TWICE',
    message: `two contrasts are called ${twice}`,
    ...place,
    hint: 'give each contrast an `id` of its own',
  });
}

/** Variables that are read in a certain way are of a design. */
function checkVariables(
  given: Pick<StudyFile, 'factors' | 'numeric'> & { readonly references: unknown },
  contrasts: readonly StudyContrast[],
  origins: Origins,
): void {
  const designs = contrasts.map(({ design }) => design);
  for (const key of ['factors', 'numeric', 'references'] as const) {
    const names = key === 'references' ? Object.keys(given.references ?? {}) : (given[key] ?? []);
    const stranger = names.find((name) => !designs.some((design) => mentions(design, name)));
    if (stranger === undefined) continue;
    throw new Fault({
      code: 'DESIGN_VARIABLE_UNUSED',
      message: `${key} names ${stranger}, which no design of the study uses`,
      option: key,
      ...origins(key),
      found: stranger,
      expected: `a variable of ${[...new Set(designs)].join(', ')}`,
      hint: 'correct the name, or drop it',
    });
  }
}

function checkCombined(combine: readonly string[] = [], contrasts: readonly StudyContrast[], place: Place): void {
  const ids = contrasts.map(({ id }) => id);
  const unknown = combine.find((id, k) => !ids.includes(id) || combine.indexOf(id) < k);
  if (unknown === undefined) return;
  throw new Fault({
    code: 'COMBINE_NO_CONTRAST',
    message: `combine names ${unknown}, which is no contrast or stands there twice`,
    ...place,
    found: combine.join(', '),
    expected: `two or more of ${ids.join(', ')}`,
    hint: didYouMean(unknown, ids) || 'name contrasts of the study by their ids',
  });
}

/** One file, or those of a folder or pattern that hold counts. */
async function findCountFiles(path: string, format: DialectName | undefined, place: Place): Promise<readonly string[]> {
  const isPattern = /[*?[{]/.test(path) && !existsSync(path);
  if (isPattern || statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    const { findCounts } = await import('../../src/formats/counts/dialects/read-counts.ts');
    const { findInputs } = await import('../files/find-files.ts');
    return (await findCounts(await findInputs(path), { format })).files.map(({ name }) => name);
  }
  await checkFile('counts', path, place);
  return [path];
}

/** The files of the folders that are named. */
async function findFolders(given: StudyFile, pathOf: PathOf, origins: Origins): Promise<Folders> {
  const filesOf = async (key: keyof Folders) => {
    const folder = given[key];
    return isPath(key, folder) ? findFilesIn(key, pathOf(key, folder), origins(key)) : [];
  };
  return { targetscan_params: await filesOf('targetscan_params'), accessibility: await filesOf('accessibility') };
}

async function findFilesIn(key: keyof Folders, folder: string, place: Place): Promise<readonly string[]> {
  const refusal = explainUnreadable(folder);
  if (refusal !== undefined && refusal.details.code !== 'FILE_MISSING') throw placed(refusal, folder, place);
  const isFolder = refusal === undefined && statSync(folder).isDirectory();
  const { filesBelow } = await import('../files/find-files.ts');
  const files = isFolder ? (await filesBelow(folder)).filter((file) => folderKeys[key].test(basename(file))) : [];
  if (files.length > 0) return files;
  throw new Fault({
    code: isFolder ? 'INPUT_FOLDER_WITHOUT' : 'INPUT_MISSING',
    message: isFolder ? `the ${key} folder holds none of the files to read` : `the ${key} folder does not exist`,
    ...place,
    found: folder,
    expected: optionOf(key).help,
    hint: 'correct the path',
  });
}

function placed({ details }: Fault, path: string, place: Place): Fault {
  return new Fault({ ...details, ...place, found: path });
}

async function checkFile(key: StudyKey, path: string | undefined, place: Place): Promise<void> {
  if (path === undefined) return;
  const refusal = explainUnreadable(path);
  if (refusal !== undefined && refusal.details.code !== 'FILE_MISSING') throw placed(refusal, path, place);
  const isFolder = refusal === undefined;
  if (isFolder && statSync(path).isFile()) return;
  const neighbors = await readdir(dirname(path)).catch(() => undefined);
  const near = didYouMean(basename(path), neighbors ?? []);
  throw new Fault({
    code: isFolder ? 'INPUT_IS_A_FOLDER' : 'INPUT_MISSING',
    message: isFolder ? `the ${key} file is a folder` : `the ${key} file does not exist`,
    ...place,
    found: path,
    expected: optionOf(key).help,
    hint:
      neighbors === undefined
        ? `there is no folder ${dirname(path)}: correct the path`
        : near ||
          `correct the path; relative ones start at ${place.line === undefined ? 'the current folder' : `the folder of ${basename(place.file)}`}`,
  });
}
