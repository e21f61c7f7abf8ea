import { writeFile } from 'node:fs/promises';
import type { StudyStage } from '../../engine/stage.ts';
import type { Study } from '../../study/study.ts';
import { type WithTwin, withTwin } from '../typed-twin.ts';

/** Cuts the 3' UTRs and coding sequences of all coding transcripts out of a genome, where the study gives that in place of 3' UTRs. */
export const utrs: StudyStage<Study, null, 'genome' | 'annotation', 'utrs' | 'coding' | WithTwin<'regions'>> = {
  id: 'utrs',
  version: 6,
  over: [],
  inputs: { genome: 'required', annotation: 'required' },
  outputs: {
    utrs: { file: 'utrs.fa' },
    coding: { file: 'coding.fa', optional: true },
    ...withTwin('regions', { file: 'utr_regions.tsv', publish: 'tables/targets/utr_regions.tsv' }),
  },
  skip({ genome }) {
    return genome === undefined ? 'the study names no `genome`' : undefined;
  },
  selectParams: () => null,
  async run(context) {
    const { input, output, emit } = context;
    const { readGeneModels } = await import('../../../src/formats/annotation/gene-models.ts');
    const { cutThreePrimeUtrs } = await import('../../../src/formats/annotation/three-prime-utrs.ts');
    const { utrFasta } = await import('../../../src/formats/sequences/utr-header.ts');
    const { regionValues } = await import('../../../src/analyses/targets/cut-utrs.ts');
    const { openInput } = await import('../../files/open-input.ts');
    const { utrRegionTable } = await import('../../../src/artifacts/gene-tables.ts');
    const { writeArtifact } = await import('../artifact-files.ts');
    const set = await cutThreePrimeUtrs(
      openInput(input('genome')),
      await readGeneModels(openInput(input('annotation'))),
      { withCoding: true },
    );
    for (const text of set.notes) emit({ type: 'note', level: 'info', text });
    for (const text of set.warnings) emit({ type: 'note', level: 'warning', text });
    await writeFile(output('utrs'), utrFasta(set.records));
    const coding = set.records.filter(({ id }) => set.coding.get(id)?.length);
    if (coding.length > 0)
      await writeFile(
        output('coding'),
        utrFasta(coding, ({ id }) => set.coding.get(id)!),
      );
    await writeArtifact(context, 'regions', utrRegionTable, regionValues(set, set.records));
  },
};
