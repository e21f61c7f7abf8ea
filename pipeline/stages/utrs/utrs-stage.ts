import { writeFile } from 'node:fs/promises';
import type { StudyStage } from '../../engine/stage.ts';
import type { Study } from '../../study/study.ts';
import { type WithTwin, withTwin } from '../typed-twin.ts';

/** Cuts the 3' UTRs of all coding transcripts out of a genome, where the study gives that in place of 3' UTRs. */
export const utrs: StudyStage<Study, null, 'genome' | 'annotation', 'utrs' | WithTwin<'regions'>> = {
  id: 'utrs',
  version: 5,
  over: [],
  inputs: { genome: 'required', annotation: 'required' },
  outputs: {
    utrs: { file: 'utrs.fa' },
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
    const { utrHeader, utrName } = await import('../../../src/formats/sequences/utr-header.ts');
    const { openInput } = await import('../../files/open-input.ts');
    const { utrRegionTable } = await import('../../../src/artifacts/gene-tables.ts');
    const { writeArtifact } = await import('../artifact-files.ts');
    const { records, notes, warnings, regions } = await cutThreePrimeUtrs(
      openInput(input('genome')),
      await readGeneModels(openInput(input('annotation'))),
    );
    for (const text of notes) emit({ type: 'note', level: 'info', text });
    for (const text of warnings) emit({ type: 'note', level: 'warning', text });
    const parts = records.flatMap((record) => [`>${utrHeader(record)}\n`, record.sequence, '\n']);
    await writeFile(output('utrs'), Buffer.concat(parts.map((part) => Buffer.from(part as Uint8Array))));
    const places = records.map(({ id }) => regions.get(id)!);
    await writeArtifact(context, 'regions', utrRegionTable, {
      utrIds: records.map(utrName),
      seqnames: places.map(({ seqname }) => seqname),
      strands: places.map(({ strand }) => strand),
      blocks: places.map(({ blocks }) => blocks.map(([start, end]) => `${start}-${end}`).join(',')),
    });
  },
};
