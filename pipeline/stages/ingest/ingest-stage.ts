import type { StudyStage } from '../../engine/stage.ts';
import { designRequestOf } from '../../study/design-request.ts';
import { needsReplicates } from '../../study/differential-options.ts';
import type { Study } from '../../study/study.ts';
import { withTwin } from '../typed-twin.ts';
import type { IngestContext, IngestInput, IngestOutput, IngestParams } from './ingest-contract.ts';

/**
 * Reads what the study names and refuses what does not fit together, before any other stage runs: the design and each
 * contrast, counts and samples, whether counts and 3' UTRs speak of the same genes, and the miRNA. A finished result table
 * stands in for counts and samples.
 */
export const ingest: StudyStage<Study, IngestParams, IngestInput, IngestOutput> = {
  id: 'ingest',
  version: 13,
  effort: 4,
  over: [],
  inputs: {
    table: 'optional',
    counts: 'files',
    samples: 'optional',
    lengths: 'optional',
    transcriptGenes: 'optional',
    annotation: 'optional',
    mirnas: 'optional',
    utrs: 'optional',
    cutUtrs: 'optional',
  },
  outputs: {
    counts: { file: 'counts.matrix', optional: true },
    lengths: { file: 'average_lengths.matrix', optional: true },
    samples: { file: 'samples.tsv', optional: true },
    ...withTwin('annotation', {
      file: 'annotation.tsv',
      optional: true,
      publish: 'tables/annotation/gene_names.tsv',
    }),
    sharedSymbols: { file: 'shared_symbols.tsv', optional: true, publish: 'tables/annotation/shared_symbols.tsv' },
    mirna: { file: 'mirna.json', optional: true },
    backgroundMirnas: { file: 'background_mirnas.json', optional: true },
    ...withTwin('utrLinks', { file: 'utr_links.tsv', optional: true }),
    sequences: { file: 'sequences.utrs', optional: true },
    notes: { file: 'notes.json' },
  },
  selectParams: ({ reading, engines, differential, contrasts, mirna, background, ...study }) => ({
    reading,
    test: differential.test,
    reduced: differential.reduced,
    needsReplicates: needsReplicates(engines, differential),
    contrasts: contrasts.map((contrast) => ({
      request: designRequestOf(differential, contrast),
      exclude: contrast.exclude,
    })),
    mirna: mirna ?? null,
    ...(contrasts.some((contrast) => contrast.mirna !== undefined) && {
      mirnaOf: Object.fromEntries(contrasts.map((contrast) => [contrast.id, contrast.mirna ?? []])),
    }),
    ...(background.length > 0 && { background: background.map((one) => one.mirna) }),
    utrSpecies: study.utrSpecies,
    transcript: study.transcript,
    geneNames: study.geneNames,
  }),
  async run(context) {
    const { keepNotes } = await import('../noted-stage.ts');
    await keepNotes(context, ingestAll);
  },
};

async function ingestAll(context: IngestContext): Promise<void> {
  const { checkDesign, ingestCounts, ingestMirna, ingestSamples } = await import('./ingest-files.ts');
  const { genesOf, ingestLinks, ingestNames } = await import('./ingest-genes.ts');
  const { readAbundances } = await import('../../../src/formats/counts/dialects/abundances.ts');
  if (context.optionalInput('table') === undefined) {
    const sheet = await ingestSamples(context);
    checkDesign(context, sheet);
    const table = await ingestCounts(context, sheet);
    const genes = genesOf(table);
    await ingestLinks(context, genes, await ingestNames(context, genes), await readAbundances(table));
  } else {
    const { ingestTable } = await import('./ingest-table.ts');
    const genes = await ingestTable(context);
    await ingestLinks(context, genes, await ingestNames(context, genes), undefined);
  }
  await ingestMirna(context);
}
