import { type CleanReport, cleanWork, type KeptResult } from '../../engine/clean.ts';
import { planRun } from '../../engine/plan.ts';
import { print, printJson } from '../../ui/console.ts';
import { formatTable } from '../../ui/format-table.ts';
import { type OpenedStudy, openStudy } from '../inputs/open-study.ts';

/** What `clean` was asked, as commander parsed it. */
export interface CleanOptions {
  readonly dryRun?: boolean;
  readonly out?: string;
  readonly work?: string;
  readonly unlock?: string;
  readonly json?: boolean;
}

/** Removes what the named studies, and those that share their work folders, do not need. */
export async function clean(files: readonly string[], options: CleanOptions): Promise<number> {
  const dryRun = options.dryRun === true;
  const { out, work, unlock } = options;
  const where = { ...(out !== undefined && { out }), ...(work !== undefined && { work }) };
  const byWorkFolder = new Map<string, OpenedStudy[]>();
  for (const file of files.length > 0 ? files : [undefined]) {
    const opened = await openStudy(file, where, 'status');
    const { root } = opened.workspace.store;
    byWorkFolder.set(root, [...(byWorkFolder.get(root) ?? []), opened]);
  }
  const reports = [...byWorkFolder].map(([workFolder, studies]) => ({
    work: workFolder,
    ...cleanWork({
      workFolder,
      needed: studies.flatMap(neededNow),
      resultsFolders: studies.map(({ study }) => study.out),
      dryRun,
      downHost: unlock,
    }),
  }));
  if (options.json) printJson({ dryRun, folders: reports });
  else for (const report of reports) print(describe(report, dryRun));
  return 0;
}

/** The kept results that a run would use as they are. */
function neededNow({ instances, workspace }: OpenedStudy): KeptResult[] {
  const stageOf = new Map(instances.map(({ id, stage }) => [id, stage.id]));
  return planRun(instances, workspace, { force: () => false }).flatMap((planned) =>
    planned.action === 'none' || planned.action === 'publish'
      ? [{ stage: stageOf.get(planned.id) as string, key: planned.key }]
      : [],
  );
}

function describe(
  { work, removed, kept, freedBytes }: CleanReport & { readonly work: string },
  dryRun: boolean,
): string {
  const rows = removed.map(({ stage, key, bytes }) => [stage, key.slice(0, 12), formatBytes(bytes)]);
  const verb = dryRun ? 'would free' : 'freed';
  const summary = `${work}: ${verb} ${formatBytes(freedBytes)} of ${count(removed.length)} that no study needs; ${count(kept)} ${kept === 1 ? 'stays' : 'stay'}`;
  return rows.length === 0 ? summary : `${formatTable(rows)}\n${summary}`;
}

function count(results: number): string {
  return `${results} result${results === 1 ? '' : 's'}`;
}

function formatBytes(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return power === 0 ? `${bytes} bytes` : `${(bytes / 1000 ** power).toFixed(1)} ${units[power]}`;
}
