import type { StageContext, StudyStage } from '../engine/stage.ts';
import type { Study } from '../study/study.ts';

type Params = {
  readonly design: string;
  readonly test: 'wald' | 'lrt';
  readonly reduced: string | null;
  readonly contrasts: readonly { readonly variable: string; readonly target: string; readonly reference: string }[];
  readonly mirna: string | null;
};
type In = 'counts' | 'samples' | 'mirnas' | 'utrs';
type Out = 'counts' | 'lengths' | 'samples' | 'annotation' | 'mirna' | 'utrLinks';
export type IngestContext = StageContext<Params, In, Out>;

/**
 * Reads what the study names and refuses what does not fit together, before any other stage runs: the design and each
 * contrast, counts and samples, whether counts and 3' UTRs speak of the same genes, and the miRNA.
 */
export const ingest: StudyStage<Study, Params, In, Out> = {
  id: 'ingest',
  version: 1,
  scope: 'study',
  inputs: { counts: 'files', samples: 'required', mirnas: 'optional', utrs: 'optional' },
  outputs: {
    counts: { file: 'counts.matrix' },
    lengths: { file: 'average_lengths.matrix', optional: true },
    samples: { file: 'samples.tsv' },
    annotation: { file: 'annotation.tsv', optional: true },
    mirna: { file: 'mirna.json', optional: true },
    utrLinks: { file: 'utr_links.tsv', optional: true },
  },
  selectParams: ({ design, differential: { test, reduced }, contrasts, mirna }) => ({
    design,
    test,
    reduced,
    contrasts: contrasts.map(({ variable, target, reference }) => ({ variable, target, reference })),
    mirna: mirna ?? null,
  }),
  async run(context) {
    const { checkDesign, ingestCounts, ingestMirna, ingestSamples, linkGenes } = await import('./ingest-files.ts');
    const sheet = await ingestSamples(context);
    checkDesign(context, sheet);
    const genes = await ingestCounts(context, sheet);
    await linkGenes(context, genes);
    await ingestMirna(context);
  },
};
