import { duplexTable } from '../../../src/artifacts/site-tables.ts';
import { Fault } from '../../../src/fault.ts';
import { calibrateDuplexes } from '../../../src/mirna/duplex/duplex-calibration.ts';
import type { DuplexJob } from '../../../src/mirna/duplex/duplex-job.ts';
import { checkDuplexQuery } from '../../../src/mirna/duplex/duplex-kernel.ts';
import { type ExtremeValueParameters, extremeValueParameters } from '../../../src/mirna/duplex/duplex-pvalue.ts';
import type { DuplexRules } from '../../../src/mirna/duplex/duplex-recursion.ts';
import type { Mirna } from '../../../src/mirna/families/mirna.ts';
import { withDrafts } from '../../files/draft-file.ts';
import { withTables } from '../../files/draft-tables.ts';
import { openInput } from '../../files/open-input.ts';
import { placeOutputs } from '../../files/output-place.ts';
import type { GivenFlags, OptionValues } from '../../study/options/option-values.ts';
import { readOptions } from '../../study/options/read-options.ts';
import type { BatchResult } from '../../threads/duplex-batch.ts';
import { duplexThreads } from '../../threads/duplex-threads.ts';
import { printNotes } from '../../ui/console.ts';
import { availableThreads } from '../inputs/available-threads.ts';
import { chooseMirnas } from '../inputs/choose-mirnas.ts';
import { inputsOf } from '../inputs/inputs-of.ts';
import { checkWithSites, duplexesOfSites } from './duplex-of-sites.ts';
import { streamTargets } from './duplex-targets.ts';

type DuplexFlags = OptionValues<'duplex'>;

/** Batches that may wait for a thread: enough to keep all busy while the next ones are read. */
const QUEUED_PER_THREAD = 3;

/** Hybridizes every miRNA with every target and writes the hits, by miRNA and then in the order of the targets. */
export async function duplex(given: GivenFlags<'duplex'>): Promise<void> {
  const flags = readOptions('duplex', given);
  checkWithSites(given);
  const outputs = [flags.out, ...(flags.draw ? [`${flags.out}.drawings.txt`] : [])];
  const inputs = inputsOf('duplex', flags);
  await placeOutputs(outputs, inputs);
  const mirnas = await chooseMirnas(flags);
  const jobs = readJobs(flags, mirnas);
  const losesBases = flags.compat !== undefined;
  const threads = flags.threads ?? availableThreads();
  if (flags.withSites) {
    const search = { utrs: openInput(flags.utrs), species: flags.utrSpecies, set: flags.set!, threads };
    const found = await duplexesOfSites(mirnas, search);
    await withTables({ outputs, inputs }, (write) => write(flags.out, duplexTable.toColumns(found)));
    printNotes([`${found.utrIds.length} duplexes of ${mirnas.length} miRNAs in ${flags.out}`]);
    return;
  }
  const hits = await withDrafts({ outputs, inputs }, async ([table, drawings]) => {
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
      await table!.write(
        `${Object.values(duplexTable.specs)
          .map(({ name }) => name)
          .join('\t')}\n`,
      );
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
  const { helix, maxInternalLoop, maxBulge, hits: maxHits, maxEnergy, maxP: maxPvalue } = flags;
  const rules: DuplexRules = { maxInternalLoop, maxBulge, helix: helix && { from: helix[0], to: helix[1] } };
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
  if (flags.evd !== undefined) return { xi: flags.evd[0], theta: flags.evd[1] };
  if (flags.set !== undefined) return extremeValueParameters(sequence, flags.set);
  throw new Fault({
    code: 'DUPLEX_NO_DISTRIBUTION',
    message: 'p-values need to know what random targets give',
    option: 'set',
    file: '--set',
    expected: '--set 3utr_human, 3utr_fly or 3utr_worm, --calibrate, or --evd XI,THETA',
    hint: "For human 3' UTRs add --set 3utr_human.",
  });
}
