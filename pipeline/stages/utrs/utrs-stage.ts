import { writeFile } from 'node:fs/promises';
import type { StudyStage } from '../../engine/stage.ts';
import { openInput } from '../../files/open-input.ts';
import type { Study } from '../../study/study.ts';

/** Cuts the 3' UTRs of all coding transcripts out of a genome, where the study gives that in place of 3' UTRs. */
export const utrs: StudyStage<Study, null, 'genome' | 'annotation', 'utrs' | 'regions'> = {
  id: 'utrs',
  version: 3,
  over: [],
  inputs: { genome: 'required', annotation: 'required' },
  outputs: {
    utrs: { file: 'utrs.fa' },
    regions: { file: 'utr_regions.tsv', publish: 'tables/targets/utr_regions.tsv' },
  },
  skip({ genome }) {
    return genome === undefined ? 'the study names no `genome`' : undefined;
  },
  selectParams: () => null,
  async run({ input, output, emit }) {
    const { readGeneModels } = await import('../../../src/formats/annotation/gene-models.ts');
    const { cutThreePrimeUtrs } = await import('../../../src/formats/annotation/three-prime-utrs.ts');
    const { writeTable } = await import('../../files/write-table.ts');
    const { records, notes, regions } = await cutThreePrimeUtrs(
      openInput(input('genome')),
      await readGeneModels(openInput(input('annotation'))),
    );
    for (const text of notes) emit({ type: 'note', level: 'info', text });
    const parts = records.flatMap(({ keys, sequence }) => [`>${keys.join('|')}\n`, sequence, '\n']);
    await writeFile(output('utrs'), Buffer.concat(parts.map((part) => Buffer.from(part as Uint8Array))));
    const places = records.map(({ id }) => regions.get(id)!);
    await writeTable(
      output('regions'),
      new Map<string, readonly string[]>([
        ['utr_id', records.map(({ keys }) => keys.join('|'))],
        ['seqname', places.map(({ seqname }) => seqname)],
        ['strand', places.map(({ strand }) => strand)],
        // In the direction of the gene, 1-based, both ends included.
        ['blocks', places.map(({ blocks }) => blocks.map(([start, end]) => `${start}-${end}`).join(','))],
      ]),
    );
  },
};
