import { chooseOfGenes, regionValues, summarizeUtrs } from '../../../src/analyses/targets/cut-utrs.ts';
import { utrRegionTable } from '../../../src/artifacts/gene-tables.ts';
import { readGeneModels } from '../../../src/formats/annotation/gene-models.ts';
import { cutThreePrimeUtrs } from '../../../src/formats/annotation/three-prime-utrs.ts';
import { formatTable } from '../../../src/formats/delimited/format-table.ts';
import { utrFasta } from '../../../src/formats/sequences/utr-header.ts';
import { withDrafts } from '../../files/draft-file.ts';
import { openInput } from '../../files/open-input.ts';
import type { GivenFlags } from '../../study/options/option-values.ts';
import { readOptions } from '../../study/options/read-options.ts';
import { printNotes } from '../../ui/console.ts';
import { asNotes } from '../inputs/gene-utrs.ts';
import { inputsOf } from '../inputs/inputs-of.ts';

/** Cuts 3' UTRs, and coding sequences where these are asked for, and says on standard error what they are. */
export async function utrs(given: GivenFlags<'utrs'>): Promise<void> {
  const flags = readOptions('utrs', given);
  const { transcripts } = flags;
  const outputs = [flags.out, flags.orfs, flags.regions].filter((path) => path !== undefined);
  await withDrafts({ outputs, inputs: inputsOf('utrs', flags) }, async (files) => {
    const fileOf = (path: string) => files[outputs.indexOf(path)]!;
    const models = await readGeneModels(openInput(flags.annotation));
    const set = await cutThreePrimeUtrs(openInput(flags.genome), models, { withCoding: flags.orfs !== undefined });
    const chosen = chooseOfGenes(set, transcripts === 'longest' ? 'longest' : 'canonical');
    const records = transcripts === 'all' ? set.records : chosen.map(({ record }) => record);
    await fileOf(flags.out).write(Buffer.concat([...utrFasta(records)]));
    if (flags.orfs !== undefined) {
      const coding = records.filter(({ id }) => set.coding.get(id)?.length);
      const pieces = utrFasta(coding, ({ id }) => set.coding.get(id)!);
      await fileOf(flags.orfs).write(Buffer.concat([...pieces]));
    }
    if (flags.regions !== undefined)
      await fileOf(flags.regions).write(formatTable(utrRegionTable.toColumns(regionValues(set, records))));
    printNotes([
      ...set.notes,
      ...asNotes(set.warnings),
      ...summarizeUtrs(set, chosen),
      `written: ${records.length} 3' UTRs, ${transcripts === 'all' ? 'of all transcripts' : 'one a gene'}`,
    ]);
  });
}
