import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/** Addresses that several threads of Node.js with WebAssembly need not count. */
const ROOMY_BYTES = 2 ** 34;

/** What SLURM or the machine grants, where `--threads` does not say how many. */
export function availableThreads(): number {
  // A thread that gets no addresses ends the process, without a word that could be understood.
  if (mostAddresses() < ROOMY_BYTES) return 1;
  return Number(process.env.SLURM_CPUS_PER_TASK) || availableParallelism();
}

/** What `ulimit -v` leaves, in bytes; known on Linux. */
function mostAddresses(): number {
  try {
    const limit = /^Max address space +(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'));
    return limit === null ? Number.POSITIVE_INFINITY : Number(limit[1]);
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
