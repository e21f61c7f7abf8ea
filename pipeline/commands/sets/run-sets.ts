import { ontologySets } from '../../../src/analyses/enrichment/ontology-sets.ts';
import { readGaf } from '../../../src/formats/ontology/gaf.ts';
import { readObo } from '../../../src/formats/ontology/obo.ts';
import { formatGmt } from '../../../src/formats/sets/gmt.ts';
import { withDrafts } from '../../files/draft-file.ts';
import { openInput } from '../../files/open-input.ts';
import type { GivenFlags } from '../../study/options/option-values.ts';
import { readOptions } from '../../study/options/read-options.ts';
import { printNotes } from '../../ui/console.ts';
import { inputsOf } from '../inputs/inputs-of.ts';

/** Makes gene sets of the Gene Ontology's files. */
export async function sets(given: GivenFlags<'sets'>): Promise<void> {
  const flags = readOptions('sets', given);
  const [genes, ontology] = await Promise.all([readGaf(openInput(flags.gaf)), readObo(openInput(flags.obo))]);
  const { sets: made, notes } = ontologySets(genes, ontology, flags.aspects);
  await withDrafts({ outputs: [flags.out], inputs: inputsOf('sets', flags) }, async ([file]) => {
    await file!.write(formatGmt(made));
  });
  printNotes(notes);
}
