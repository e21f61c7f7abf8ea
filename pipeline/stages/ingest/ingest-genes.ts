import { type GeneAnnotation, mapGenes, readGeneAnnotation } from '../../../src/formats/annotation/gene-annotation.ts';
import { linkUtrs } from '../../../src/formats/annotation/link-utrs.ts';
import type { CountTable } from '../../../src/formats/counts/counts.ts';
import type { Column } from '../../../src/formats/delimited/read-table.ts';
import { readUtrs } from '../../../src/formats/sequences/utr-fasta.ts';
import { openInput } from '../../files/open-input.ts';
import { writeTable } from '../../files/write-table.ts';
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

const symbolColumn = /^(gene_?symbol|symbol|gene_?name|external_gene_name|hgnc_symbol)$/i;

/** The symbols of the genes: by the annotation of the study, else from a column of the count table. */
export async function nameGenes(context: IngestContext, table: GeneTable): Promise<GeneAnnotation | undefined> {
  const { optionalInput, output, emit } = context;
  const { geneIds } = table;
  const write = (names: readonly (string | undefined)[]) => {
    const columns: [string, Column][] = [
      ['gene_id', geneIds],
      ['gene_name', names.map((name) => name ?? '')],
    ];
    return writeTable(output('annotation'), new Map(columns));
  };
  const file = optionalInput('annotation');
  if (file === undefined) {
    const [, symbols] = [...table.annotation].find(([name]) => symbolColumn.test(name)) ?? [];
    if (symbols === undefined) return undefined;
    await write(symbols);
    return { file: table.file, genes: geneIds.map((id, row) => ({ id, name: symbols[row] })), notes: [] };
  }
  const annotation = await readGeneAnnotation(openInput(file));
  const { names, shared, notes } = mapGenes(geneIds, annotation, 'name', table.weightOf);
  const isStrange = names.every((name) => name === undefined);
  const text = `gene names: ${[...annotation.notes, ...notes].join('; ')}`;
  emit({ type: 'note', level: isStrange ? 'warning' : 'info', text });
  await write(names);
  if (shared.length > 0) {
    const columns: [string, Column][] = [
      ['gene_name', shared.map(({ name }) => name)],
      ['kept_by', shared.map(({ ids }) => ids[0] as string)],
      ['without', shared.map(({ ids }) => ids.slice(1).join(','))],
    ];
    await writeTable(output('sharedSymbols'), new Map(columns));
  }
  return annotation;
}

/** Finds the 3' UTR of each gene, by its id or by another of its names. */
export async function linkGenes(
  { params, optionalInput, output, emit }: IngestContext,
  { geneIds: ids, weightOf }: GeneTable,
  annotation: GeneAnnotation | undefined,
  abundanceOf: ReadonlyMap<string, number> | undefined,
): Promise<void> {
  const file = optionalInput('utrs') ?? optionalInput('cutUtrs');
  if (file === undefined) return;
  const set = await readUtrs(openInput(file), { species: params.utrSpecies });
  const rule = params.transcript;
  const { chosen, notes, warnings } = linkUtrs(ids, set, { annotation, weightOf, abundanceOf, rule });
  emit({ type: 'note', level: 'info', text: `3' UTRs: ${notes.join('; ')}` });
  for (const text of warnings) emit({ type: 'note', level: 'warning', text });
  const linked = chosen.flatMap((choice, row) =>
    choice === undefined ? [] : [{ gene: ids[row] as string, ...choice }],
  );
  const columns = new Map<string, Column>([
    ['gene_id', linked.map(({ gene }) => gene)],
    ['utr_id', linked.map(({ record }) => record.id)],
    ['transcript', linked.map(({ record }) => record.transcript ?? record.id)],
    ['chosen_by', linked.map(({ by }) => by)],
    ['utrs', Int32Array.from(linked, ({ of }) => of)],
  ]);
  await writeTable(output('utrLinks'), columns);
}

/** The sum of the counts of a gene, by its row. */
function readsOf({ counts, sampleIds }: CountTable): (row: number) => number {
  const samples = sampleIds.length;
  return (row) => counts.subarray(row * samples, (row + 1) * samples).reduce((sum, count) => sum + count, 0);
}
