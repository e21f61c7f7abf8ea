import { writeFile } from 'node:fs/promises';
import { nameTable, symbolsIn } from '../../../src/analyses/human-names.ts';
import { linkGenes, type NamedGenes } from '../../../src/analyses/link-genes.ts';
import { packUtrs } from '../../../src/analyses/targets/pack-utrs.ts';
import { isFasta } from '../../../src/analyses/targets/target-sequences.ts';
import { geneNameTable, sharedSymbolTable, utrLinkTable } from '../../../src/artifacts/gene-tables.ts';
import { formatUtrFile } from '../../../src/artifacts/utr-file.ts';
import { readGeneAnnotation } from '../../../src/formats/annotation/gene-annotation.ts';
import type { CountTable } from '../../../src/formats/counts/counts.ts';
import { readUtrs } from '../../../src/formats/sequences/utr-fasta.ts';
import { openInput } from '../../files/open-input.ts';
import { writeTable } from '../../files/write-table.ts';
import { writeArtifact } from '../artifact-files.ts';
import type { IngestContext } from './ingest-contract.ts';

/** What is known of genes before anything is computed. */
export interface GeneTable extends Pick<CountTable, 'file' | 'geneIds' | 'annotation'> {
  /** Weight of a gene where several have the same name. */
  readonly weightOf: (row: number) => number;
}

/** The genes of a table of counts, weighted by their reads. */
export function genesOf(table: CountTable): GeneTable {
  return { ...table, weightOf: readsOf(table) };
}

/** The symbols of the genes: by the annotation of the study, else from a column of the count table, else as built in. */
export async function ingestNames(context: IngestContext, table: GeneTable): Promise<NamedGenes | undefined> {
  const { params, optionalInput, output, emit } = context;
  const { file, geneIds, weightOf } = table;
  const annotationFile = optionalInput('annotation');
  const annotation = annotationFile === undefined ? undefined : await readGeneAnnotation(openInput(annotationFile));
  const symbols = symbolsIn(table.annotation);
  const { named, notes } = await nameTable({ file, geneIds, symbols, annotation, weightOf }, params.geneNames);
  if (notes.length > 0) {
    const isStrange = annotation !== undefined && named?.names.every((name) => name === '') === true;
    emit({ type: 'note', level: isStrange ? 'warning' : 'info', text: `gene names: ${notes.join('; ')}` });
  }
  if (named === undefined) return undefined;
  await writeArtifact(context, 'annotation', geneNameTable, { geneIds, names: named.names });
  if (named.shared.names.length > 0) {
    await writeTable(output('sharedSymbols'), sharedSymbolTable.toColumns(named.shared));
  }
  return named;
}

/** Finds the 3' UTR of each gene, by its id or by another of its names, and keeps all of them for the stages that read them. */
export async function ingestLinks(
  context: IngestContext,
  { geneIds, weightOf }: GeneTable,
  named: NamedGenes | undefined,
  abundanceOf: ReadonlyMap<string, number> | undefined,
): Promise<void> {
  const { params, optionalInput, output, emit } = context;
  const file = optionalInput('utrs') ?? optionalInput('cutUtrs');
  if (file === undefined) return;
  const source = openInput(file);
  const set = await readUtrs(source, { species: params.utrSpecies });
  const isAligned = !(await isFasta(source));
  const options = { named, weightOf, abundanceOf, rule: params.transcript };
  const { links, notes, warnings } = linkGenes(geneIds, set, options);
  emit({ type: 'note', level: 'info', text: `3' UTRs: ${notes.join('; ')}` });
  for (const text of warnings) emit({ type: 'note', level: 'warning', text });
  await writeArtifact(context, 'utrLinks', utrLinkTable, links);
  await writeFile(output('sequences'), formatUtrFile(packUtrs(set, isAligned)));
}

/** The sum of the counts of a gene, by its row. */
function readsOf({ counts, sampleIds }: CountTable): (row: number) => number {
  const samples = sampleIds.length;
  return (row) => counts.subarray(row * samples, (row + 1) * samples).reduce((sum, count) => sum + count, 0);
}
