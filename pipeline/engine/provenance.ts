import { join } from 'node:path';
import type { Json } from './canonical-json.ts';
import type { Workspace } from './decide.ts';
import { writeFileIfChanged } from './files.ts';
import type { Instance } from './graph.ts';
import { informationFolder } from './results.ts';
import type { StudyShape } from './stage.ts';

export interface Provenance<Study extends StudyShape> {
  readonly instances: readonly Instance<Study>[];
  /** All parameters with their defaults filled in. */
  readonly params: Json;
  /** Name and version of each program that took part. */
  readonly versions: Readonly<Record<string, string>>;
}

/** Writes down, by the names nf-core uses, with what and in which order the results were made. */
export function writeProvenance<Study extends StudyShape>(workspace: Workspace, provenance: Provenance<Study>): void {
  const { instances, params, versions } = provenance;
  const write = (name: string, text: string): void =>
    writeFileIfChanged(join(workspace.results.root, informationFolder, name), text);
  write('params.json', `${JSON.stringify(params, null, 2)}\n`);
  write('software_versions.yml', formatVersions(versions, instances));
  write('pipeline_dag.mmd', drawGraph(instances));
  write('notes.tsv', listNotes(instances, workspace));
}

/** What the stages assumed or remarked, for all results that are published now. */
function listNotes<Study extends StudyShape>(
  instances: readonly Instance<Study>[],
  { results, store }: Workspace,
): string {
  const rows = [['stage', 'level', 'note']];
  for (const { id, stage } of instances) {
    const key = results.published.get(id)?.key;
    const found = key === undefined ? undefined : store.find(stage.id, key);
    if (found?.state !== 'found') continue;
    for (const { level, text } of found.manifest.notes) rows.push([id, level, text.replace(/\s+/g, ' ')]);
  }
  return rows.map((fields) => `${fields.join('\t')}\n`).join('');
}

function formatVersions<Study extends StudyShape>(
  versions: Readonly<Record<string, string>>,
  instances: readonly Instance<Study>[],
): string {
  const lines = ['Workflow:', ...Object.entries(versions).map(([name, version]) => `  ${name}: ${version}`), 'Stages:'];
  const stages = new Map(instances.map(({ stage }) => [stage.id, stage.version]));
  return `${[...lines, ...[...stages].map(([id, version]) => `  ${id}: ${version}`)].join('\n')}\n`;
}

/** The stages of a study and what they read, in Mermaid's notation. */
function drawGraph<Study extends StudyShape>(instances: readonly Instance<Study>[]): string {
  const names = new Map(instances.map(({ id }, index) => [id, `s${index}`]));
  const files = new Map<string, string>();
  const edges: string[] = [];
  for (const { id, inputs, upstream, skipped } of instances) {
    if (skipped !== undefined) continue;
    for (const key of new Set(inputs.flatMap((input) => input.files.map((file) => file.key)))) {
      if (!files.has(key)) files.set(key, `f${files.size}`);
      edges.push(`  ${files.get(key)} --> ${names.get(id)}`);
    }
    for (const before of upstream) edges.push(`  ${names.get(before)} --> ${names.get(id)}`);
  }
  const nodes = [
    ...[...files].map(([key, name]) => `  ${name}([${key}])`),
    ...instances.map(({ id, skipped }) => `  ${names.get(id)}["${id}${skipped === undefined ? '' : ' (skipped)'}"]`),
  ];
  return `flowchart TD\n${[...nodes, ...edges].join('\n')}\n`;
}
