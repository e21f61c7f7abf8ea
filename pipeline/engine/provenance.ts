import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Json } from './canonical-json.ts';
import { drawDag, formatMermaid, makeDag } from './dag.ts';
import type { Workspace } from './decide.ts';
import { readText, writeFileAtomic, writeFileIfChanged } from './files.ts';
import type { Instance } from './graph.ts';
import { formatNotes } from './notes-table.ts';
import { portablePath } from './portable-path.ts';
import { formatReproduce, formatSums, type InputRecord } from './reproduce.ts';
import { informationFolder } from './results.ts';
import { type CrateFile, describeCrate } from './ro-crate.ts';
import type { StudyShape } from './stage.ts';

export interface Provenance<Study extends StudyShape> {
  readonly study: string;
  readonly instances: readonly Instance<Study>[];
  /** All settings with their defaults, as a study file in `pipeline_info` that can be run again. */
  readonly params: Readonly<Record<string, Json>>;
  /** Which of them are files that no stage reads, with absolute paths. */
  readonly furtherFiles: readonly { readonly key: string; readonly path: string }[];
  readonly version: string;
  /** Name and version of each program that took part. */
  readonly versions: Readonly<Record<string, string>>;
  readonly commandLine: string;
  readonly startTime: string;
  readonly endTime: string;
  readonly ok: boolean;
}

/** On top of the results folder, as the folder of this file is what it describes. */
const crateFile = 'ro-crate-metadata.json';

/** The folder that results and inputs are taken to be moved with: the one that holds the results. */
export function projectOf(resultsFolder: string): string {
  return dirname(resolve(resultsFolder));
}

/** Writes down, by the names nf-core uses, from what, with what and in which order the results were made. */
export function writeProvenance<Study extends StudyShape>(workspace: Workspace, provenance: Provenance<Study>): void {
  const { instances, params, version, versions } = provenance;
  const { root } = workspace.results;
  const inputs = listInputs(workspace, provenance);
  const dag = makeDag(instances);
  const write = (name: string, text: string): void => writeFileIfChanged(join(root, informationFolder, name), text);
  write('params.json', `${JSON.stringify(params, null, 2)}\n`);
  write('software_versions.yml', formatVersions(versions, instances));
  write('pipeline_dag.mmd', formatMermaid(dag));
  write('pipeline_dag.svg', drawDag(dag));
  write('notes.tsv', listNotes(instances, workspace));
  write('inputs.sha256', formatSums(inputs));
  write('results.sha256', formatSums(listResults(workspace)));
  write('reproduce.sh', formatReproduce(version));
  writeCrate(workspace, provenance, inputs);
}

/** Whether all of that was written: the crate is the last of it. A full disk may have left a finished study without. */
export function isWrittenDown({ results }: Workspace): boolean {
  return existsSync(join(results.root, crateFile));
}

/** The files that the results were made from: what the stages have read, with the content they found. */
function listInputs<Study extends StudyShape>(
  { digests, results }: Workspace,
  { instances, furtherFiles }: Provenance<Study>,
): InputRecord[] {
  const project = projectOf(results.root);
  const files = new Map<string, InputRecord>();
  const read = instances
    .filter(({ skipped }) => skipped === undefined)
    .flatMap((instance) => instance.inputs.flatMap((input) => input.files));
  for (const { key, path } of [...read, ...furtherFiles]) {
    if (files.has(path) || !existsSync(path)) continue;
    const place = portablePath(join(results.root, informationFolder), project, path);
    files.set(path, { key, path: place, absolute: path, sha256: digests.of(path), bytes: statSync(path).size });
  }
  return [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The published files and what is recorded of their content. */
function listResults({ results }: Workspace): Pick<InputRecord, 'path' | 'sha256'>[] {
  const files = [...results.published.values()].flatMap(({ files }) => Object.entries(files));
  return files.map(([path, sha256]) => ({ path, sha256 })).sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Its times are those of the last run that changed anything in it. */
function writeCrate<Study extends StudyShape>(
  { digests, results }: Workspace,
  { study, version, commandLine, params, startTime, endTime, ok, furtherFiles, instances }: Provenance<Study>,
  inputs: readonly InputRecord[],
): void {
  const describe = (path: string): CrateFile => {
    const place = join(results.root, path);
    return { path, sha256: digests.of(place), bytes: statSync(place).size };
  };
  const published = [...results.published.values()].flatMap(({ files }) => Object.keys(files)).sort();
  const fileKeys = new Set([...inputs, ...furtherFiles].map(({ key }) => key));
  for (const { inputs } of instances) for (const { files } of inputs) for (const { key } of files) fileKeys.add(key);
  const settings = Object.entries(params).filter(([key]) => !fileKeys.has(key) && key !== 'out');
  const path = join(results.root, crateFile);
  const before = readText(path);
  const crateOf = (times: { commandLine: string; startTime: string; endTime: string }): string =>
    describeCrate({
      ...times,
      ok,
      study,
      version,
      inputs: inputs.map(({ absolute, ...input }) => ({ ...input, path: absolute })),
      settings: Object.fromEntries(settings),
      results: published.filter((file) => existsSync(join(results.root, file))).map(describe),
      workflow: describe(`${informationFolder}/params.json`),
      picture: describe(`${informationFolder}/pipeline_dag.svg`),
    });
  const earlier = before === undefined ? undefined : timesOf(before);
  if (earlier !== undefined && crateOf(earlier) === before) return;
  writeFileAtomic(path, crateOf({ commandLine, startTime, endTime }));
}

function timesOf(crate: string): { commandLine: string; startTime: string; endTime: string } | undefined {
  try {
    const { '@graph': graph } = JSON.parse(crate) as { readonly '@graph': readonly Record<string, string>[] };
    const run = graph.find((entity) => entity['@id'] === '#run');
    if (run === undefined) return undefined;
    return { commandLine: run.description ?? '', startTime: run.startTime ?? '', endTime: run.endTime ?? '' };
  } catch {
    return undefined;
  }
}

/** What the stages assumed or remarked, for all results that are published now. */
function listNotes<Study extends StudyShape>(
  instances: readonly Instance<Study>[],
  { results, store }: Workspace,
): string {
  return formatNotes(
    instances.map(({ id, stage }) => {
      const key = results.published.get(id)?.key;
      const found = key === undefined ? undefined : store.find(stage.id, key);
      return [id, found?.state === 'found' ? found.manifest.notes : []];
    }),
  );
}

function formatVersions<Study extends StudyShape>(
  versions: Readonly<Record<string, string>>,
  instances: readonly Instance<Study>[],
): string {
  const lines = ['Workflow:', ...Object.entries(versions).map(([name, version]) => `  ${name}: ${version}`), 'Stages:'];
  const stages = new Map(instances.map(({ stage }) => [stage.id, stage.version]));
  return `${[...lines, ...[...stages].map(([id, version]) => `  ${id}: ${version}`)].join('\n')}\n`;
}
