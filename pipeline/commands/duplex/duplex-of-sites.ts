import { bestDuplexes } from '../../../src/analyses/targets/best-duplexes.ts';
import { streamStudyUtrs } from '../../../src/analyses/targets/target-sequences.ts';
import type { DuplexValues } from '../../../src/analyses/targets/target-values.ts';
import { Fault } from '../../../src/fault.ts';
import type { InputFile } from '../../../src/formats/bytes/input-file.ts';
import { withoutGaps } from '../../../src/formats/sequences/utr-record.ts';
import type { TargetSet } from '../../../src/mirna/duplex/duplex-pvalue.ts';
import type { Mirna } from '../../../src/mirna/families/mirna.ts';
import { encodeBases } from '../../../src/mirna/sequences/nucleotides.ts';
import { createUtrScanner } from '../../../src/mirna/sites/utr-scanner.ts';
import { compareText } from '../../../src/targets/site-rows.ts';
import { duplexThreads } from '../../threads/duplex-threads.ts';

/** Flags of other searches: with sites there is one best duplex, as a study has it. */
const others = [
  'hits',
  'helix',
  'maxEnergy',
  'maxP',
  'maxInternalLoop',
  'maxBulge',
  'evd',
  'calibrate',
  'draw',
  'compat',
] as const;

type OtherSearch = { readonly withSites?: boolean | undefined } & Partial<
  Readonly<Record<(typeof others)[number], unknown>>
>;

/** Refuses flags that `--with-sites` has no use for. */
export function checkWithSites(flags: OtherSearch): void {
  const other = others.find((name) => flags[name] !== undefined);
  if (flags.withSites !== true || other === undefined) return;
  const flag = `--${other.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  throw new Fault({
    code: 'DUPLEX_WITH_SITES',
    message: `${flag} cannot be used with --with-sites`,
    file: flag,
    expected: '--set, --threads',
    hint: 'Leave one of the two out.',
  });
}

/** The best duplex of each miRNA with each 3' UTR that has one of its canonical sites, as a study writes them. */
export async function duplexesOfSites(
  mirnas: readonly Mirna[],
  { utrs: file, species, set, threads }: WithSites,
): Promise<DuplexValues> {
  const scan = createUtrScanner(mirnas);
  const utrs: { readonly id: string; readonly length: number; readonly bases: Uint8Array }[] = [];
  const sites: { readonly utr: string; readonly mirna: string }[] = [];
  for await (const { id, rows } of streamStudyUtrs(file, species)) {
    const row = rows.get(species);
    if (row === undefined) continue;
    const sequence = withoutGaps(row);
    const found = scan({ id, sequence });
    if (found.length > 0) utrs.push({ id, length: sequence.length, bases: encodeBases(sequence) });
    for (const { mirna } of found) sites.push({ utr: id, mirna });
  }
  utrs.sort((a, b) => compareText(a.id, b.id));
  const pool = duplexThreads(threads);
  try {
    return await bestDuplexes({ mirnas, utrs, sites }, set, pool);
  } finally {
    await pool.close();
  }
}

interface WithSites {
  readonly utrs: InputFile;
  /** NCBI taxonomy id, for aligned 3' UTRs. */
  readonly species: number;
  readonly set: TargetSet;
  readonly threads: number;
}
