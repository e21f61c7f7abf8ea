import { Fault } from '../../../src/fault.ts';
import { describeInputs } from '../../draft/describe-inputs.ts';
import { describeMirnas } from '../../draft/describe-mirnas.ts';
import { upTo } from '../../engine/graph.ts';
import { type PlannedStage, planRun } from '../../engine/plan.ts';
import { formatReason } from '../../engine/reason.ts';
import { locateFault } from '../../study/locate-fault.ts';
import { print, printJson } from '../../ui/console.ts';
import { formatTable } from '../../ui/format-table.ts';
import { openStudy, type StudyOptions } from '../inputs/open-study.ts';
import { describeCohorts } from './describe-cohorts.ts';
import { describeShared } from './describe-shared.ts';

const words = { skip: 'skip', none: 'unchanged', publish: 'publish', run: 'run', wait: 'wait' } as const;

/** Prints what a run would do. */
export async function plan(file: string | undefined, options: StudyOptions): Promise<number> {
  const { study, origins, instances, workspace, force } = await openStudy(file, options, 'plan');
  const locate = (error: unknown) => {
    throw error instanceof Fault ? locateFault(error, origins) : error;
  };
  const inputs = await describeInputs(study).catch(locate);
  const found = await describeMirnas(study).catch(locate);
  const wanted = options.until === undefined ? instances : upTo(instances, options.until);
  const planned = planRun(wanted, workspace, { force });
  if (options.json) {
    const stages = planned.map((stage) => ({ ...stage, because: because(stage) }));
    const { designs, names, utrs, warnings } = inputs ?? {};
    const cohorts = describeCohorts(study);
    const shared = describeShared(study);
    printJson({
      study: study.name,
      results: study.out,
      designs,
      mirnas: found?.mirnas,
      names,
      utrs,
      ...(cohorts.length > 0 && { cohorts }),
      ...(shared.length > 0 && { sharedResponse: shared }),
      warnings,
      stages,
    });
    return 0;
  }
  for (const line of inputs?.lines ?? []) print(line);
  for (const line of [...describeCohorts(study), ...describeShared(study)]) print(line);
  for (const { level, text } of found?.notes ?? []) print(level === 'warning' ? `warning: ${text}` : text);
  const lines = skippedLast(planned, ({ action }) => action === 'skip');
  print(formatTable(lines.map((stage) => [stage.id, words[stage.action], because(stage)])));
  return 0;
}

/** For people: what there is to do, or is done, before what the study does not ask for. */
export function skippedLast<Stage>(stages: readonly Stage[], isSkipped: (stage: Stage) => boolean): Stage[] {
  return [...stages.filter((stage) => !isSkipped(stage)), ...stages.filter(isSkipped)];
}

export function because(stage: PlannedStage): string {
  if (stage.action === 'skip') return stage.reason;
  if (stage.action === 'wait') return `only if what it reads from ${stage.after.join(', ')} changes`;
  return stage.reasons.map(formatReason).join(', ');
}
