import { type AdoptedResults, abundanceWeight } from '../../../src/analyses/adopt-results.ts';
import { nameTable } from '../../../src/analyses/human-names.ts';
import { type LinkedGenes, linkGenes, type NamedGenes } from '../../../src/analyses/link-genes.ts';
import { readGeneAnnotation } from '../../../src/formats/annotation/gene-annotation.ts';
import type { TranscriptRule } from '../../../src/formats/annotation/transcript-choice.ts';
import type { InputFile } from '../../../src/formats/bytes/input-file.ts';
import { readUtrs } from '../../../src/formats/sequences/utr-fasta.ts';
import type { BuiltInNames } from '../../../src/genes/built-in-names.ts';
import { filesBelow } from '../../files/find-files.ts';
import { openInput } from '../../files/open-input.ts';

export interface GeneUtrFlags {
  readonly utrs?: string | undefined;
  readonly utrSpecies: number;
  readonly transcript: TranscriptRule;
  readonly annotation?: string | undefined;
  readonly geneNames: BuiltInNames;
}

export function openOptional(path: string | undefined): InputFile | undefined {
  return path === undefined ? undefined : openInput(path);
}

/** All files of a folder, if one is named. */
export async function openFolder(path: string | undefined): Promise<InputFile[]> {
  return path === undefined ? [] : (await filesBelow(path)).map(openInput);
}

/** The genes of a result table by name, as a study names them; `notes` tell of the names that are built in. */
export async function readGeneNames(
  { annotation: path, geneNames }: Pick<GeneUtrFlags, 'annotation' | 'geneNames'>,
  file: string,
  { results, symbols }: AdoptedResults,
): Promise<{ readonly named: NamedGenes | undefined; readonly notes: readonly string[] }> {
  const { geneIds } = results;
  const annotation = path === undefined ? undefined : await readGeneAnnotation(openInput(path));
  const known = { file, geneIds, symbols, annotation, weightOf: abundanceWeight(results) };
  const { named, notes } = await nameTable(known, geneNames);
  return { named, notes: annotation === undefined ? notes : [] };
}

/** Reads 3' UTRs and gives each gene of a result table its own, as a study does. */
export async function readGeneUtrs(
  utrs: string,
  flags: GeneUtrFlags,
  { results }: AdoptedResults,
  named: NamedGenes | undefined,
): Promise<LinkedGenes> {
  const set = await readUtrs(openInput(utrs), { species: flags.utrSpecies });
  const weightOf = abundanceWeight(results);
  return linkGenes(results.geneIds, set, { named, weightOf, rule: flags.transcript });
}

/** Warnings as commands print them among their notes. */
export function asNotes(warnings: readonly string[]): string[] {
  return warnings.map((text) => `warning: ${text}`);
}
