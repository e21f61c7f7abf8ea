import { availableParallelism } from 'node:os';
import { Fault } from '../../../src/fault.ts';

/** The value of `--threads`; by default what SLURM or the machine grants. */
export function readThreads(text: string | undefined): number {
  if (text === undefined) return Number(process.env.SLURM_CPUS_PER_TASK) || availableParallelism();
  const threads = Number(text);
  if (Number.isInteger(threads) && threads >= 1 && threads <= 1024) return threads;
  throw new Fault({
    code: 'THREADS_NOT_A_NUMBER',
    message: 'the number of threads cannot be used',
    file: '--threads',
    found: text,
    expected: 'a whole number from 1 to 1024',
    hint: 'leave --threads out to use all cores',
  });
}
