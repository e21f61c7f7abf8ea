import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Fault } from '../../../src/fault.ts';
import { didYouMean } from '../../../src/text/nearest-names.ts';
import { expandGraph } from '../../engine/graph.ts';
import { openWorkspace } from '../../engine/workspace.ts';
import { graph } from '../../graph.ts';
import type { RunnableStudy } from '../../runs/run-one.ts';
import { loadStudy } from '../../study/load.ts';
import { locateFaults } from '../../study/locate-fault.ts';
import { readStudyFlags } from '../../study/options/read-options.ts';

/** What `run`, `plan` and `status` were asked, as commander parsed it. */
export interface StudyOptions {
  readonly until?: string;
  readonly force?: readonly string[];
  readonly fresh?: boolean;
  readonly check?: boolean;
  readonly work?: string;
  readonly json?: boolean;
  readonly [flag: string]: unknown;
}

export interface OpenedStudy extends RunnableStudy {
  readonly force: (stageId: string) => boolean;
}

/** Loads the study that a command names by file, by flags or both, and opens its results without changing anything. */
export async function openStudy(
  file: string | undefined,
  options: StudyOptions,
  command: 'run' | 'plan' | 'status',
): Promise<OpenedStudy> {
  const cwd = process.cwd();
  const flags = readStudyFlags(command, options);
  const usual = join(cwd, 'study.yml');
  const startsFromFlags = flags.counts !== undefined || flags.differential !== undefined;
  const source = file ?? (!startsFromFlags && existsSync(usual) ? usual : undefined);
  if (source === undefined && !startsFromFlags) {
    throw new Fault({
      code: 'STUDY_NOT_NAMED',
      message: 'no study is named, and there is no study.yml here',
      hint: "name a study file, or give --counts, --samples, --design and --contrast, or --de; 'seedrank init' writes a study file",
    });
  }
  const loaded = await loadStudy(source, flags, cwd);
  for (const stage of [options.until, ...(options.force ?? [])]) if (stage !== undefined) checkStageName(stage);
  const work = options.work === undefined ? join(loaded.study.out, 'work') : resolve(cwd, options.work);
  return {
    ...loaded,
    instances: locateFaults(loaded.origins, () => expandGraph(graph, loaded.study)),
    workspace: openWorkspace(loaded.study.out, work, { reread: options.check }),
    force: (stageId) => options.fresh === true || (options.force ?? []).includes(stageId),
  };
}

function checkStageName(name: string): void {
  const names = graph.map(({ stage }) => stage.id);
  if (names.includes(name)) return;
  throw new Fault({
    code: 'STAGE_UNKNOWN',
    message: `there is no stage called ${name}`,
    found: name,
    expected: names.join(', '),
    hint: didYouMean(name, names) || 'name one of these stages',
  });
}
