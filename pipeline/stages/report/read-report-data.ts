import { compareContrasts } from '../../../src/analyses/compare-contrasts.ts';
import { mirnaFile, noteFile, summaryFile } from '../../../src/artifacts/json-files.ts';
import { readTable } from '../../../src/formats/delimited/read-table.ts';
import { describeMethods } from '../../../src/report/describe-methods.ts';
import type {
  ContrastResult,
  NameValue,
  ReportData,
  ReportNote,
  StudySummary,
} from '../../../src/report/report-data.ts';
import type { Repetition } from '../../../src/report/shared-data.ts';
import { fileSha256 } from '../../files/file-sha256.ts';
import { openInput } from '../../files/open-input.ts';
import { optionsOfEngine } from '../../study/differential-options.ts';
import { readJsonArtifact } from '../artifact-files.ts';
import { sampleNotes } from '../quality/sample-notes.ts';
import { shareRows } from './gene-rows.ts';
import { joinMirnas } from './join-mirnas.ts';
import { listSites } from './list-sites.ts';
import { readCombined } from './read-combined.ts';
import { readContrast } from './read-contrast.ts';
import { chooseCounts, heatMapOf, readNormalizedCounts } from './read-gene-counts.ts';
import { readQuality } from './read-quality-data.ts';
import { readStudyTables } from './read-study-tables.ts';
import type { ReportContext } from './report-contract.ts';

/** Gathers what the stages before have written into the form that a report is made from. */
export async function readReportData(context: ReportContext): Promise<ReportData> {
  const { params } = context;
  const tables = await readStudyTables(context);
  const rowsOf = shareRows();
  const contrasts = await Promise.all(
    params.contrasts.map((contrast) => readContrast(context, contrast, tables, rowsOf)),
  );
  const study = await readStudy(context, contrasts[0]!.genes.id.length);
  const measured = params.table === null ? await readMeasured(context, study, contrasts) : undefined;
  const { paragraphs, citations } = describeMethods({
    ...params,
    ...params.differential,
    sizeFactors: params.sizeFactors ?? (measured?.everyGeneHasZero ? 'poscounts' : 'ratio'),
    mirna: params.targetsSkipped === null ? study.mirna?.name : undefined,
    seedFamilies: contrasts.find(({ seeds }) => seeds !== undefined)?.seeds?.families,
    setTests: contrasts.find(({ sets }) => sets !== undefined)?.sets?.done,
  });
  const fitNotes = await readNotes(context);
  const earlyNotes = [
    ...(await readKeptNotes('ingest', context.optionalInput('ingestNotes'))),
    ...(await readKeptNotes('targets', context.optionalInput('targetNotes'))),
  ];
  return {
    study,
    contrasts: params.computesAccessibility
      ? await (await import('./add-accessibility.ts')).addAccessibility(context, measured?.contrasts ?? contrasts)
      : (measured?.contrasts ?? contrasts),
    comparison: compare(contrasts),
    combined: await readCombined(context, contrasts, tables),
    sites: listSites(tables, contrasts),
    repetition: await readRepetition(context),
    quality: measured?.quality,
    counts: measured?.counts,
    skipped: params.targetsSkipped === null ? [] : [{ stage: 'targets', why: params.targetsSkipped }],
    notes: [...(measured?.notes ?? []), ...fitNotes, ...earlyNotes.filter(({ level }) => level === 'warning')],
    stageNotes: [...earlyNotes, ...fitNotes],
    methods: paragraphs,
    citations,
    parameters: listParameters(context),
    provenance: listVersions(params),
  };
}

/** What several contrasts of the same genes have in common. */
function compare(contrasts: readonly ContrastResult[]): ReportData['comparison'] {
  const [first, ...others] = contrasts;
  const isSame = ({ genes: { id } }: ContrastResult) =>
    id.length === first?.genes.id.length && id.every((one, row) => one === first.genes.id[row]);
  if (first === undefined || others.length === 0 || !others.every(isSame)) return undefined;
  return compareContrasts(
    contrasts.map(({ genes, alpha, ranking }) => ({
      ...genes,
      alpha,
      candidates: ranking?.candidates.map(({ gene }) => gene),
    })),
  );
}

async function readRepetition({ params, files }: ReportContext): Promise<Repetition> {
  const { text, names } = params.portable;
  const sums = await Promise.all(files('studyFiles').map(fileSha256));
  return {
    fileName: 'study.json',
    study: text,
    inputs: names.map((name, index) => ({ name, sha256: sums[index]! })),
    version: params.version,
  };
}

/** What needs counts: samples, their quality, and the genes in them. */
async function readMeasured(context: ReportContext, study: StudySummary, contrasts: readonly ContrastResult[]) {
  const counts = await readNormalizedCounts(context);
  const quality = await readQuality(context, study, counts);
  return {
    contrasts: contrasts.map((contrast) => ({ ...contrast, heatMap: heatMapOf(contrast, counts) })),
    quality,
    counts: chooseCounts(contrasts, counts),
    everyGeneHasZero: counts.everyGeneHasZero,
    notes: sampleNotes(study, quality, [...new Set(contrasts.map(({ variable }) => variable))]),
  };
}

async function readStudy({ params, optionalInput }: ReportContext, genes: number): Promise<StudySummary> {
  const { names, variables } = await readSamples(optionalInput('samples'));
  const mirna = optionalInput('mirna');
  return {
    name: params.name,
    design: params.design,
    effect: params.effect,
    genes,
    samples: names.map((name, row) => ({
      name,
      values: Object.fromEntries(variables.map(([variable, values]) => [variable, values[row] as string])),
    })),
    variables: variables.map(([variable]) => variable),
    mirna: mirna === undefined ? undefined : joinMirnas(await readJsonArtifact(mirna, mirnaFile)),
  };
}

async function readSamples(file: string | undefined) {
  if (file === undefined) return { names: [], variables: [] };
  const sheet = await readTable(openInput(file));
  const columns = [...sheet.columns].map(([name, values]): [string, readonly string[]] => [
    name,
    Array.from(values, String),
  ]);
  const [[, names], ...variables] = columns as [[string, readonly string[]], ...typeof columns];
  return { names, variables };
}

/** Those that had a part in the results, by their names in the study file. */
function listParameters({ params }: ReportContext): NameValue[] {
  const { engines, differential, ranking, sizeFactors, targetsSkipped, table, effect } = params;
  const [engine = 'deseq2'] = engines;
  const { factors, numeric, references } = differential;
  const { alpha, reduced, lfcThreshold, alternative, ...models } = optionsOfEngine(engine, differential);
  const levels = Object.entries(references).map(([variable, level]) => `${variable}=${level}`);
  const variables = { factors, numeric, references: levels };
  const fitted = {
    engine: engines.join(', '),
    ...(params.given.sizeFactors || params.given.normalizationFactors
      ? {}
      : { sizeFactors: sizeFactors ?? 'automatic' }),
    ...Object.fromEntries(Object.entries(params.given).flatMap(([name, given]) => (given ? [[name, 'as given']] : []))),
    // What is null was left to the engine.
    ...Object.fromEntries(Object.entries(models).filter(([, value]) => value !== null)),
    ...Object.fromEntries(
      Object.entries(variables).flatMap(([name, all]) => (all.length > 0 ? [[name, all.join(', ')]] : [])),
    ),
    ...(models.test === 'lrt' ? { reduced } : models.test === 'wald' ? { lfcThreshold, alternative } : {}),
  };
  const { intendedTargets, ...ordered } = ranking;
  const setApart = intendedTargets.length === 0 ? {} : { intendedTarget: intendedTargets.join(', ') };
  const all: Readonly<Record<string, string | number | boolean | null>> = {
    alpha,
    ...(table === null ? fitted : {}),
    ...(targetsSkipped === null ? { ...ordered, ...setApart, effect } : {}),
  };
  const inWords = (value: string | number | boolean | null) =>
    typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value ?? 'none');
  return Object.entries(all).map(([name, value]) => ({
    name: name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    value: inWords(value),
  }));
}

/** What made the results; data that are built in only where they were used. */
function listVersions({ version, targetsSkipped }: ReportContext['params']): NameValue[] {
  const builtIn = [
    { name: 'miRNA families', value: 'conserved in human, sequences of miRBase 22 (built in)' },
    { name: 'site scores', value: 'context++ weights of Agarwal et al. 2015 (built in)' },
    { name: 'duplex energies', value: 'Turner 1999 (built in)' },
  ];
  return [{ name: 'seedrank', value: version }, ...(targetsSkipped === null ? builtIn : [])];
}

async function readKeptNotes(stage: string, file: string | undefined): Promise<ReportNote[]> {
  if (file === undefined) return [];
  const notes = await readJsonArtifact(file, noteFile);
  return notes.map((note) => ({ ...note, stage }));
}

/** What the fits had to say. */
async function readNotes({ inputs }: ReportContext): Promise<ReportNote[]> {
  const notes: ReportNote[] = [];
  for (const file of inputs('summary').values()) {
    const { label, notes: said } = await readJsonArtifact(file, summaryFile);
    for (const { text } of said)
      notes.push({ level: 'info', stage: label === undefined ? 'differential' : `differential, ${label}`, text });
  }
  return notes;
}
