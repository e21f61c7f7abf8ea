import { nameTable, symbolsIn } from '../../src/analyses/human-names.ts';
import { linkGenes, type NamedGenes } from '../../src/analyses/link-genes.ts';
import { readGeneAnnotation } from '../../src/formats/annotation/gene-annotation.ts';
import { readGeneModels } from '../../src/formats/annotation/gene-models.ts';
import { expectThreePrimeUtrs } from '../../src/formats/annotation/three-prime-utrs.ts';
import type { TranscriptTally } from '../../src/formats/annotation/transcript-choice.ts';
import type { CountsRead } from '../../src/formats/counts/dialects/read-counts.ts';
import { readUtrs } from '../../src/formats/sequences/utr-fasta.ts';
import { openInput } from '../files/open-input.ts';
import type { Study } from '../study/study.ts';

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
export async function describeUtrs(
  study: Study,
  table: CountsRead,
  named: NamedGenes | undefined,
): Promise<DescribedUtrs | undefined> {
  const { utrs, genome, annotation: annotationFile, utrSpecies, transcript: rule } = study;
  if (utrs === undefined && (genome === undefined || annotationFile === undefined)) return undefined;
  const { readAbundances } = await import('../../src/formats/counts/dialects/abundances.ts');
  const { geneIds } = table;
  const weightOf = readsOf(table);
  const cut =
    utrs === undefined ? expectThreePrimeUtrs(await readGeneModels(openInput(annotationFile as string))) : undefined;
  const set = cut ?? (await readUtrs(openInput(utrs as string), { species: utrSpecies }));
  const abundanceOf = await readAbundances(table);
  const { links, notes, warnings } = linkGenes(geneIds, set, {
    named,
    weightOf,
    abundanceOf,
    rule,
  });
  const transcripts = cut && { ...cut.tally, refused: countRefused(cut.tally) };
  return { transcripts, linked: links.geneIds.length, notes, warnings };
}

/** The names of the genes of a count table, as a run will have them, with what is to be said of them. */
export async function describeNames(
  { annotation: path, geneNames }: Study,
  table: CountsRead,
): Promise<{ readonly named: NamedGenes | undefined; readonly notes: readonly string[] }> {
  const annotation = path === undefined ? undefined : await readGeneAnnotation(openInput(path));
  const { file, geneIds } = table;
  const symbols = symbolsIn(table.annotation);
  return nameTable({ file, geneIds, symbols, annotation, weightOf: readsOf(table) }, geneNames);
}

/** The sum of the counts of a gene, by its row. */
function readsOf({ counts, sampleIds }: CountsRead): (row: number) => number {
  const samples = sampleIds.length;
  return (row) => counts.subarray(row * samples, (row + 1) * samples).reduce((sum, count) => sum + count, 0);
}

function countRefused({ refused }: TranscriptTally): Record<string, number> {
  return Object.fromEntries([...refused].map(([reason, ids]) => [reason, ids.length]));
}
