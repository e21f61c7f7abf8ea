import { Fault } from '../../../src/fault.ts';
import { calibrateDuplexes } from '../../../src/mirna/duplex/duplex-calibration.ts';
import { type DuplexJob, duplexColumns } from '../../../src/mirna/duplex/duplex-job.ts';
import { checkDuplexQuery } from '../../../src/mirna/duplex/duplex-kernel.ts';
import {
  type ExtremeValueParameters,
  extremeValueParameters,
  parseTargetSet,
} from '../../../src/mirna/duplex/duplex-pvalue.ts';
import type { DuplexRules } from '../../../src/mirna/duplex/duplex-recursion.ts';
import type { Mirna } from '../../../src/mirna/families/mirna.ts';
import { checkOutputs } from '../../files/check-outputs.ts';
import { withDrafts } from '../../files/draft-file.ts';
import type { BatchResult } from '../../threads/duplex-batch.ts';
import { duplexThreads } from '../../threads/duplex-threads.ts';
import { printNotes } from '../../ui/console.ts';
import { chooseMirnas } from './choose-mirnas.ts';
import { streamTargets } from './duplex-targets.ts';
import { numberFlag, numberPairFlag } from './number-flag.ts';
import { readThreads } from './read-threads.ts';

export interface DuplexFlags {
  readonly utrs: string;
  readonly mirnas?: string;
  readonly mirna?: string;
  readonly set?: string;
  readonly evd?: string;
  readonly calibrate?: boolean;
  readonly helix?: string;
  readonly hits?: string;
  readonly maxEnergy?: string;
  readonly maxP?: string;
  readonly maxInternalLoop?: string;
  readonly maxBulge?: string;
  readonly compat?: string;
  readonly out: string;
  readonly draw?: boolean;
  readonly threads?: string;
}

/** Batches that may wait for a thread: enough to keep all busy while the next ones are read. */
const QUEUED_PER_THREAD = 3;

/** Hybridizes every miRNA with every target and writes the hits, by miRNA and then in the order of the targets. */
export async function duplex(flags: DuplexFlags): Promise<void> {
  checkOutputs([flags.out]);
  const jobs = readJobs(flags, await chooseMirnas(flags));
  const losesBases = readCompat(flags.compat);
  const threads = readThreads(flags.threads);
  const paths = [flags.out, ...(flags.draw ? [`${flags.out}.drawings.txt`] : [])];
  const hits = await withDrafts(paths, async ([table, drawings]) => {
    const pool = duplexThreads(threads);
    const queue: Promise<BatchResult>[] = [];
    let count = 0;
    const writeFirst = async () => {
      const result = await queue.shift()!;
      count += result.hits;
      await table!.write(result.rows);
      await drawings?.write(result.drawings);
    };
    try {
      await table!.write(`${duplexColumns.join('\t')}\n`);
      for (const job of jobs) {
        pool.begin(job);
        for await (const batch of streamTargets(flags.utrs, losesBases)) {
          queue.push(pool.search(batch, drawings !== undefined));
          if (queue.length >= QUEUED_PER_THREAD * threads) await writeFirst();
        }
      }
      while (queue.length > 0) await writeFirst();
      return count;
    } finally {
      void Promise.allSettled(queue);
      await pool.close();
    }
  });
  printNotes([`${hits} hits of ${jobs.length} miRNAs in ${flags.out}`]);
}

function readJobs(flags: DuplexFlags, mirnas: readonly Mirna[]): DuplexJob[] {
  const helix = numberPairFlag('--helix', flags.helix);
  const limit = { min: 1, max: 15, whole: true };
  const rules: DuplexRules = {
    maxInternalLoop: numberFlag('--max-internal-loop', flags.maxInternalLoop, limit) ?? 15,
    maxBulge: numberFlag('--max-bulge', flags.maxBulge, limit) ?? 15,
    helix: helix && { from: helix[0], to: helix[1] },
  };
  const maxHits = numberFlag('--hits', flags.hits, { min: 1, max: 1000, whole: true }) ?? 1;
  const maxEnergy = numberFlag('--max-energy', flags.maxEnergy, { min: -1000, max: 0 });
  const maxPvalue = numberFlag('--max-p', flags.maxP, { min: 0, max: 1 });
  for (const { sequence } of mirnas) checkDuplexQuery(sequence.length, rules);
  return mirnas.map(({ name, sequence }) => ({
    name,
    sequence,
    rules,
    distribution: readDistribution(flags, sequence, rules),
    maxHits,
    maxEnergy,
    maxPvalue,
  }));
}

function readDistribution(flags: DuplexFlags, sequence: string, rules: DuplexRules): ExtremeValueParameters {
  if (flags.calibrate) return calibrateDuplexes(sequence, rules);
  const given = numberPairFlag('--evd', flags.evd);
  if (given) return { xi: given[0], theta: given[1] };
  if (flags.set !== undefined) return extremeValueParameters(sequence, parseTargetSet(flags.set));
  throw new Fault({
    code: 'DUPLEX_NO_DISTRIBUTION',
    message: 'p-values need to know what random targets give',
    file: '--set',
    expected: '--set 3utr_human, 3utr_fly or 3utr_worm, --calibrate, or --evd XI,THETA',
    hint: "For human 3' UTRs add --set 3utr_human.",
  });
}

function readCompat(compat: string | undefined): boolean {
  if (compat === undefined || compat === 'rnahybrid') return compat !== undefined;
  throw new Fault({
    code: 'FLAG_COMPAT',
    message: 'there is no such program to be compatible with',
    file: '--compat',
    found: compat,
    expected: 'rnahybrid',
    hint: 'Leave --compat out to read all letters of all lines.',
  });
}
