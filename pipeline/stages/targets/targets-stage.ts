import type { StudyStage } from '../../engine/stage.ts';
import type { Study } from '../../study/study.ts';
import type { TargetsContext, TargetsInput, TargetsOutput, TargetsParams } from './targets-contract.ts';
import { whyNoTargets } from './why-no-targets.ts';

const published = (file: string) => ({ file, publish: `tables/targets/${file}` });

/**
 * Finds the canonical sites of the miRNAs in every 3' UTR, with context++ scores, conservation and duplexes. It knows
 * nothing of the count table, so that all studies with the same 3' UTRs and miRNAs share one result; `gene_id` is the name
 * of the 3' UTR in its file.
 */
export const targets: StudyStage<Study, TargetsParams, TargetsInput, TargetsOutput> = {
  id: 'targets',
  version: 5,
  over: [],
  inputs: {
    mirna: 'required',
    utrs: 'optional',
    cutUtrs: 'optional',
    orfs: 'optional',
    airs: 'optional',
    parameters: 'files',
    accessibility: 'files',
  },
  outputs: {
    sites: published('sites.tsv'),
    siteDuplexes: published('site_duplexes.tsv'),
    counts: published('site_counts.tsv'),
    duplexes: published('duplexes.tsv'),
    notes: { file: 'notes.json' },
  },
  skip: whyNoTargets,
  selectParams: ({ utrSpecies, duplexSet }) => ({ utrSpecies, duplexSet }),
  async run(context) {
    const { keepNotes } = await import('../noted-stage.ts');
    await keepNotes(context, findTargets);
  },
};

async function findTargets(context: TargetsContext): Promise<void> {
  const { searchTargets } = await import('./search-targets.ts');
  const { bestDuplexes } = await import('./best-duplexes.ts');
  const { countColumns, duplexColumns, siteDuplexColumns, targetColumns } = await import('./target-tables.ts');
  const { writeTable } = await import('../../files/write-table.ts');
  const { output, emit } = context;
  const found = await searchTargets(context);
  for (const text of found.notes) emit({ type: 'note', level: 'info', text });
  await writeTable(output('sites'), targetColumns(found));
  await writeTable(output('siteDuplexes'), siteDuplexColumns(found));
  const duplexes = await bestDuplexes(context, found);
  await writeTable(output('duplexes'), duplexColumns(duplexes));
  await writeTable(output('counts'), countColumns(found, duplexes));
}
