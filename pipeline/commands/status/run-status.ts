import { type PlannedStage, planRun } from '../../engine/plan.ts';
import { print, printJson } from '../../ui/console.ts';
import { formatTable } from '../../ui/format-table.ts';
import { openStudy, type StudyOptions } from '../inputs/open-study.ts';
import { because, skippedLast } from '../plan/run-plan.ts';

type State = 'done' | 'stale' | 'missing' | 'skipped';

const exitStale = 3;

/** Prints what is done; with `check` the exit code says whether all is. */
export async function status(file: string | undefined, options: StudyOptions): Promise<number> {
  const { study, instances, workspace } = await openStudy(file, options, 'status');
  const planned = planRun(instances, workspace, { force: () => false });
  const isPublished = (id: string): boolean => workspace.results.published.has(id);
  const stages = planned.map((stage) => ({
    id: stage.id,
    state: stateOf(stage, isPublished),
    because: stage.action === 'wait' ? `it reads from ${stage.after.join(', ')}` : because(stage),
  }));
  const upToDate = stages.every(({ state }) => state === 'done' || state === 'skipped');
  if (options.json) printJson({ study: study.name, results: study.out, upToDate, stages });
  else {
    const lines = skippedLast(stages, ({ state }) => state === 'skipped');
    print(formatTable(lines.map(({ id, state, because }) => [id, state, because])));
  }
  return options.check && !upToDate ? exitStale : 0;
}

function stateOf({ id, action }: PlannedStage, isPublished: (id: string) => boolean): State {
  if (action === 'skip') return 'skipped';
  if (action === 'none') return 'done';
  return isPublished(id) ? 'stale' : 'missing';
}
