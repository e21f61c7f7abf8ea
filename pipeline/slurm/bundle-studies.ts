import type { BatchStudy } from '../batch/open-batch.ts';
import type { SlurmResources } from '../study/study.ts';

/** Studies that ask SLURM for the same, and so can be tasks of one array. */
export interface ResourceGroup {
  readonly resources: SlurmResources;
  readonly studies: readonly BatchStudy[];
}

/** Groups studies by what they ask for, themselves or else by the flags. */
export function groupByResources(studies: readonly BatchStudy[], flags: SlurmResources): ResourceGroup[] {
  const groups = new Map<string, { resources: SlurmResources; studies: BatchStudy[] }>();
  for (const study of studies) {
    const own = study.loaded?.study.slurm;
    const resources: SlurmResources = {
      partition: own?.partition ?? flags.partition,
      account: own?.account ?? flags.account,
      time: own?.time ?? flags.time,
      memory: own?.memory ?? flags.memory,
    };
    const key = JSON.stringify(resources);
    const group = groups.get(key) ?? { resources, studies: [] };
    group.studies.push(study);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** Cuts a list into tasks of `size` or, where those were more than an array may have, of as many as are needed. */
export function bundle<Item>(items: readonly Item[], size: number, largestArray: number): Item[][] {
  const each = Math.max(size, Math.ceil(items.length / largestArray));
  return Array.from({ length: Math.ceil(items.length / each) }, (_, task) =>
    items.slice(task * each, (task + 1) * each),
  );
}
