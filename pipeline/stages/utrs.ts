import { writeFile } from 'node:fs/promises';
import type { StudyStage } from '../engine/stage.ts';
import type { Study } from '../study/study.ts';

/** Cuts the 3' UTRs of all coding transcripts out of a genome, where the study gives that in place of 3' UTRs. */
export const utrs: StudyStage<Study, null, 'genome' | 'annotation', 'utrs'> = {
  id: 'utrs',
  version: 1,
  scope: 'study',
  inputs: { genome: 'required', annotation: 'required' },
  outputs: { utrs: { file: 'utrs.fa' } },
  skip({ genome }) {
    return genome === undefined ? 'the study names no `genome`' : undefined;
  },
  selectParams: () => null,
  async run({ input, output, emit }) {
    const { readGeneModels } = await import('../../src/tables/gene-models.ts');
    const { cutThreePrimeUtrs } = await import('../../src/tables/three-prime-utrs.ts');
    const { records, notes } = await cutThreePrimeUtrs(input('genome'), await readGeneModels(input('annotation')));
    for (const text of notes) emit({ type: 'note', level: 'info', text });
    const parts = records.flatMap(({ keys, sequence }) => [`>${keys.join('|')}\n`, sequence, '\n']);
    await writeFile(output('utrs'), Buffer.concat(parts.map((part) => Buffer.from(part as Uint8Array))));
  },
};
