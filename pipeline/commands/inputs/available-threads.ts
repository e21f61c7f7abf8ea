import { availableParallelism } from 'node:os';

/** What SLURM or the machine grants, where `--threads` does not say how many. */
export function availableThreads(): number {
  return Number(process.env.SLURM_CPUS_PER_TASK) || availableParallelism();
}
