import { type AdoptedResults, abundanceWeight } from '../../../src/analyses/adopt-results.ts';
import { type LinkedGenes, linkGenes, nameGenes } from '../../../src/analyses/link-genes.ts';
import { readGeneAnnotation } from '../../../src/formats/annotation/gene-annotation.ts';
import type { TranscriptRule } from '../../../src/formats/annotation/transcript-choice.ts';
import type { InputFile } from '../../../src/formats/bytes/input-file.ts';
import { readUtrs } from '../../../src/formats/sequences/utr-fasta.ts';
import { filesBelow } from '../../files/find-files.ts';
import { openInput } from '../../files/open-input.ts';

export interface GeneUtrFlags {
  readonly utrs?: string | undefined;
  readonly utrSpecies: number;
  readonly transcript: TranscriptRule;
  readonly annotation?: string | undefined;
}

export function openOptional(path: string | undefined): InputFile | undefined {
  return path === undefined ? undefined : openInput(path);
}

/** All files of a folder, if one is named. */
export async function openFolder(path: string | undefined): Promise<InputFile[]> {
  return path === undefined ? [] : (await filesBelow(path)).map(openInput);
}

/** The genes of a result table by name, as a study names them. */
export async function readGeneNames(
  { annotation }: Pick<GeneUtrFlags, 'annotation'>,
  file: string,
  { results, symbols }: AdoptedResults,
) {
  return nameGenes({
    file,
    geneIds: results.geneIds,
    symbols,
    annotation: annotation === undefined ? undefined : await readGeneAnnotation(openInput(annotation)),
    weightOf: abundanceWeight(results),
  });
}

/** Reads 3' UTRs and gives each gene of a result table its own, as a study does. */
export async function readGeneUtrs(
  utrs: string,
  flags: GeneUtrFlags,
  { results }: AdoptedResults,
  named: Awaited<ReturnType<typeof readGeneNames>>,
): Promise<LinkedGenes> {
  const set = await readUtrs(openInput(utrs), { species: flags.utrSpecies });
  const weightOf = abundanceWeight(results);
  return linkGenes(results.geneIds, set, { annotation: named?.annotation, weightOf, rule: flags.transcript });
}

/** Warnings as commands print them among their notes. */
export function asNotes(warnings: readonly string[]): string[] {
  return warnings.map((text) => `warning: ${text}`);
}
