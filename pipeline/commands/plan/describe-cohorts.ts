import { assumedOfTargets } from '../../../src/analyses/cohorts/judge-candidates.ts';
import type { Study } from '../../study/study.ts';

/** What will be asked of each cohort of a study, and what is assumed; nothing for a study without cohorts. */
export function describeCohorts({ cohorts, targetsInTumors }: Study): readonly string[] {
  if (cohorts.length === 0) return [];
  const lines = cohorts.map(({ id, question: { endpoints, covariates, tissues } }) => {
    const asked = [
      ...(tissues === undefined ? [] : [`tumor against normal tissue by ${tissues.groups}`]),
      ...endpoints.map(({ name, time, event }) => `${name} by ${time} and ${event}`),
      ...(covariates.length === 0 ? [] : [`adjusted for ${covariates.join(', ')}`]),
    ];
    return `cohort ${id}: ${asked.join('; ')}`;
  });
  return [...lines, assumedOfTargets(targetsInTumors)];
}
