import { dirname, resolve } from 'node:path';
import { explainIssue, missingKey } from './explain-issue.ts';
import { cohortsFileSchema } from './schema/cohort-schema.ts';
import type { StudyCohort } from './study.ts';
import { checkCohorts, toCohorts } from './study-cohorts.ts';
import { readYaml } from './yaml-source.ts';

export interface GivenCohorts {
  readonly cohorts: readonly StudyCohort[];
  readonly targetsInTumors: 'lower' | 'higher' | undefined;
}

/** The cohorts of a study file, or of a YAML file that holds nothing else; paths in it are relative to it. */
export async function readCohortsFile(file: string, cwd: string): Promise<GivenCohorts> {
  const path = resolve(cwd, file);
  const source = await readYaml(path);
  const given = { file: path, source, flags: {} };
  const parsed = cohortsFileSchema.safeParse(source.values);
  if (!parsed.success) throw explainIssue(parsed.error.issues[0]!, source.values, given);
  if (parsed.data.cohorts === undefined) throw missingKey(['cohorts'], given);
  const cohorts = toCohorts(parsed.data.cohorts, (name) => resolve(dirname(path), name));
  checkCohorts(cohorts, (at) => source.placeOf(['cohorts', at, 'name']));
  return { cohorts, targetsInTumors: parsed.data.targets_in_tumors };
}
