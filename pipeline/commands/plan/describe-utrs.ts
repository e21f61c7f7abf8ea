import { linkGenes, nameGenes } from '../../../src/analyses/link-genes.ts';
import { readGeneAnnotation } from '../../../src/formats/annotation/gene-annotation.ts';
import { readGeneModels } from '../../../src/formats/annotation/gene-models.ts';
import { expectThreePrimeUtrs } from '../../../src/formats/annotation/three-prime-utrs.ts';
import type { TranscriptTally } from '../../../src/formats/annotation/transcript-choice.ts';
import type { CountsRead } from '../../../src/formats/counts/dialects/read-counts.ts';
import { readUtrs } from '../../../src/formats/sequences/utr-fasta.ts';
import { openInput } from '../../files/open-input.ts';
import type { Study } from '../../study/study.ts';

/** What is known of the 3' UTRs of a study before any of them is cut or searched. */
export interface DescribedUtrs {
  /** Coding transcripts, where 3' UTRs will be cut from a genome. */
  readonly transcripts: (Omit<TranscriptTally, 'refused'> & { readonly refused: Record<string, number> }) | undefined;
  /** Genes of the count table with a 3' UTR. */
  readonly linked: number;
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
}

/** Links the genes of a count table to their 3' UTRs as a run will; undefined where the study has none. */
export async function describeUtrs(study: Study, table: CountsRead): Promise<DescribedUtrs | undefined> {
  const { utrs, genome, annotation: annotationFile, utrSpecies, transcript: rule } = study;
  if (utrs === undefined && (genome === undefined || annotationFile === undefined)) return undefined;
  const { readAbundances } = await import('../../../src/formats/counts/dialects/abundances.ts');
  const { geneIds, sampleIds, counts } = table;
  const annotation = annotationFile === undefined ? undefined : await readGeneAnnotation(openInput(annotationFile));
  const samples = sampleIds.length;
  const weightOf = (row: number) =>
    counts.subarray(row * samples, (row + 1) * samples).reduce((sum, count) => sum + count, 0);
  const cut =
    utrs === undefined ? expectThreePrimeUtrs(await readGeneModels(openInput(annotationFile as string))) : undefined;
  const set = cut ?? (await readUtrs(openInput(utrs as string), { species: utrSpecies }));
  const named = nameGenes({ file: table.file, geneIds, annotation, weightOf });
  const abundanceOf = await readAbundances(table);
  const { links, notes, warnings } = linkGenes(geneIds, set, {
    annotation: named?.annotation,
    weightOf,
    abundanceOf,
    rule,
  });
  const transcripts = cut && { ...cut.tally, refused: countRefused(cut.tally) };
  return { transcripts, linked: links.geneIds.length, notes, warnings };
}

function countRefused({ refused }: TranscriptTally): Record<string, number> {
  return Object.fromEntries([...refused].map(([reason, ids]) => [reason, ids.length]));
}
