import type { StudyStage } from '../../engine/stage.ts';
import type { Study } from '../../study/study.ts';
import { withTwin } from '../typed-twin.ts';
import type { TargetsContext, TargetsInput, TargetsOutput, TargetsParams } from './targets-contract.ts';
import { whyNoTargets } from './why-no-targets.ts';

const published = (file: string) => ({ file, publish: `tables/targets/${file}` });

/**
 * Finds the canonical sites of the miRNAs in every 3' UTR, with context++ scores, conservation and duplexes, and those in coding sequences. It knows
 * nothing of the count table, so that all studies with the same 3' UTRs and miRNAs share one result.
 */
export const targets: StudyStage<Study, TargetsParams, TargetsInput, TargetsOutput> = {
  id: 'targets',
  version: 10,
  effort: 28,
  over: [],
  inputs: {
    mirna: 'required',
    utrs: 'optional',
    sequences: 'required',
    cutCoding: 'optional',
    orfs: 'optional',
    airs: 'optional',
    parameters: 'files',
    accessibility: 'files',
  },
  outputs: {
    ...withTwin('sites', published('sites.tsv')),
    ...withTwin('siteDuplexes', published('site_duplexes.tsv')),
    ...withTwin('counts', published('site_counts.tsv')),
    ...withTwin('codingSites', published('coding_sites.tsv')),
    duplexes: published('duplexes.tsv'),
    notes: { file: 'notes.json' },
  },
  skip: whyNoTargets,
  selectParams: ({ utrSpecies, duplexSet, computesAccessibility }) => ({
    utrSpecies,
    duplexSet,
    computesAccessibility,
  }),
  async run(context) {
    const { keepNotes } = await import('../noted-stage.ts');
    await keepNotes(context, findStudyTargets);
  },
};

/** Work worth a thread of its own: below, starting it takes longer than it saves. */
const BASES_PER_THREAD = 2_000_000;

async function findStudyTargets(context: TargetsContext): Promise<void> {
  const { findTargets } = await import('../../../src/analyses/targets/find-targets.ts');
  const { bestDuplexes, duplexBases } = await import('../../../src/analyses/targets/best-duplexes.ts');
  const { codingSiteValues, siteCountValues, siteDuplexValues, targetValues } = await import(
    '../../../src/analyses/targets/target-values.ts'
  );
  const { mirnaFile } = await import('../../../src/artifacts/json-files.ts');
  const tables = await import('../../../src/artifacts/site-tables.ts');
  const { openInput } = await import('../../files/open-input.ts');
  const { writeTable } = await import('../../files/write-table.ts');
  const { targetScanFolding } = await import('../../../src/mirna/folding/folding-rules.ts');
  const { foldingThreads, foldStretchesOn } = await import('../../threads/folding-threads.ts');
  const { duplexThreads } = await import('../../threads/duplex-threads.ts');
  const { readJsonArtifact, writeArtifact } = await import('../artifact-files.ts');
  const { readKeptUtrs } = await import('../kept-utrs.ts');
  const { params, input, optionalInput, files, output, emit, parallel } = context;
  const mirnas = await readJsonArtifact(input('mirna'), mirnaFile);
  const open = (name: 'orfs' | 'cutCoding' | 'airs') => {
    const file = optionalInput(name);
    return file === undefined ? undefined : openInput(file);
  };
  const kept = await readKeptUtrs(input('sequences'));
  const folding = foldingThreads(targetScanFolding, parallel.threads);
  const found = await findTargets(
    mirnas,
    {
      utrs: kept.isAligned ? openInput(input('utrs')) : { ...kept, file: optionalInput('utrs') ?? input('sequences') },
      orfs: open('orfs') ?? (optionalInput('utrs') === undefined ? open('cutCoding') : undefined),
      airs: open('airs'),
      parameters: files('parameters').map(openInput),
      accessibility: files('accessibility').map(openInput),
      fold: params.computesAccessibility ? foldStretchesOn(folding) : undefined,
    },
    params.utrSpecies,
  ).finally(() => folding.close());
  for (const text of [...folding.notes(), ...found.notes]) emit({ type: 'note', level: 'info', text });
  await writeArtifact(context, 'sites', tables.siteTable, targetValues(found));
  await writeArtifact(context, 'siteDuplexes', tables.siteDuplexTable, siteDuplexValues(found));
  await writeArtifact(context, 'codingSites', tables.codingSiteTable, codingSiteValues(found));
  const wanted = Math.ceil(duplexBases(found) / BASES_PER_THREAD);
  const threads = duplexThreads(Math.max(1, Math.min(parallel.threads, wanted)));
  try {
    const duplexes = await bestDuplexes(found, params.duplexSet, threads);
    await writeTable(output('duplexes'), tables.duplexTable.toColumns(duplexes));
    await writeArtifact(context, 'counts', tables.siteCountTable, siteCountValues(found, duplexes));
  } finally {
    await threads.close();
  }
}
