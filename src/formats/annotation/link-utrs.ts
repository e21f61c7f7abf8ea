import { Fault } from '../../fault.ts';
import type { UtrRecord, UtrSet } from '../sequences/utr-record.ts';
import { type GeneAnnotation, mapGenes } from './gene-annotation.ts';
import { withoutVersion } from './gene-identifiers.ts';

export interface LinkOptions {
  /** Other names of the genes, tried too. */
  readonly annotation?: GeneAnnotation | undefined;
  /** Weight of a gene where several have the same name, such as the sum of its counts. */
  readonly weightOf?: ((row: number) => number) | undefined;
  /** Abundance of transcripts by id: the most abundant UTR of a gene is taken rather than the longest. */
  readonly abundanceOf?: ReadonlyMap<string, number> | undefined;
}

export interface LinkedUtrs {
  /** [genes] the 3' UTR of each gene, or undefined. */
  readonly utrs: readonly (UtrRecord | undefined)[];
  readonly notes: readonly string[];
}

/**
 * Gives each gene its 3' UTR. Which name of the UTR records (gene, transcript, symbol) belongs to which name of the genes
 * (id, id without version, symbol, Entrez id) is told by the pair that links most genes. Of several UTRs of a gene the
 * most abundant is taken if abundances are given, else the longest; among equals the smaller id.
 * No shared gene at all is a {@link Fault} that shows names of both sides.
 */
export function linkUtrs(geneIds: readonly string[], set: UtrSet, options: LinkOptions = {}): LinkedUtrs {
  const prefer = preference(options.abundanceOf);
  let best: { names: GeneNames; position: number; linked: number } | undefined;
  const byKey = new Map<string, ReadonlyMap<string, UtrRecord>>();
  for (const names of namings(geneIds, options)) {
    for (let position = 0; position < maxKeys(set.records); position++) {
      const index = indexBy(set.records, position, names.clean, prefer, byKey);
      const linked = names.values.reduce((sum, name) => sum + (name !== undefined && index.has(name) ? 1 : 0), 0);
      if (linked > (best?.linked ?? 0)) best = { names, position, linked };
    }
  }
  if (best === undefined) throw nothingShared(geneIds, set);
  const { names, position, linked } = best;
  const index = indexBy(set.records, position, names.clean, prefer, byKey);
  const rule = options.abundanceOf === undefined ? 'the longest' : 'the most abundant (else the longest)';
  return {
    utrs: names.values.map((name) => (name === undefined ? undefined : index.get(name))),
    notes: [
      ...set.notes,
      `${linked} of ${geneIds.length} genes have a 3' UTR, linked by ${names.what}; of several UTRs of a gene ${rule} is taken`,
      ...describeStrangers(set.records, position, names),
      ...names.notes,
    ],
  };
}

/** The UTRs of genes that the table lacks, with examples: ids of another release or kind show here. */
function describeStrangers(records: readonly UtrRecord[], position: number, { values, clean }: GeneNames): string[] {
  const wanted = new Set(values);
  const strangers = records.filter(({ keys }) => !wanted.has(clean(keys[position] ?? '')));
  if (strangers.length === 0) return [];
  const examples = strangers.slice(0, 3).map(({ keys }) => keys[position] ?? keys[0]);
  return [
    `${strangers.length} of ${records.length} 3' UTRs belong to no gene of the table, such as ${examples.join(', ')}`,
  ];
}

/** One way to call the genes, and how to make the names of UTRs comparable. */
interface GeneNames {
  readonly what: string;
  readonly values: readonly (string | undefined)[];
  readonly clean: (key: string) => string;
  readonly notes: readonly string[];
}

const asIs = (key: string): string => key;

function namings(geneIds: readonly string[], options: LinkOptions): GeneNames[] {
  const ways: GeneNames[] = [
    { what: 'gene id', values: geneIds, clean: asIs, notes: [] },
    { what: 'gene id without version', values: geneIds.map(withoutVersion), clean: withoutVersion, notes: [] },
  ];
  const { annotation, weightOf } = options;
  if (annotation === undefined) return ways;
  for (const to of ['id', 'name', 'entrez'] as const) {
    const { names, notes } = mapGenes(geneIds, annotation, to, weightOf);
    if (to === 'id')
      ways.push({ what: 'gene id of the annotation', values: names.map(bare), clean: withoutVersion, notes });
    else ways.push({ what: to === 'name' ? 'symbol' : 'Entrez id', values: names, clean: asIs, notes });
  }
  return ways;
}

const bare = (id: string | undefined): string | undefined => (id === undefined ? undefined : withoutVersion(id));

type Preference = (candidate: UtrRecord, present: UtrRecord) => boolean;

function preference(abundanceOf: ReadonlyMap<string, number> | undefined): Preference {
  const abundance = ({ keys }: UtrRecord) => {
    const known = keys.map((key) => abundanceOf?.get(key)).find((value) => value !== undefined);
    return known ?? 0;
  };
  return (candidate, present) => {
    const more = abundance(candidate) - abundance(present) || candidate.sequence.length - present.sequence.length;
    return more > 0 || (more === 0 && candidate.id < present.id);
  };
}

function maxKeys(records: readonly UtrRecord[]): number {
  return records.reduce((most, record) => Math.max(most, record.keys.length), 0);
}

/** The preferred record of each key at a position; remembered, as the same one is asked for with several namings. */
function indexBy(
  records: readonly UtrRecord[],
  position: number,
  clean: (key: string) => string,
  prefer: Preference,
  remembered: Map<string, ReadonlyMap<string, UtrRecord>>,
): ReadonlyMap<string, UtrRecord> {
  const memory = `${position} ${clean === asIs}`;
  const before = remembered.get(memory);
  if (before !== undefined) return before;
  const index = new Map<string, UtrRecord>();
  for (const record of records) {
    const key = record.keys[position];
    if (key === undefined) continue;
    const present = index.get(clean(key));
    if (present === undefined || prefer(record, present)) index.set(clean(key), record);
  }
  remembered.set(memory, index);
  return index;
}

function nothingShared(geneIds: readonly string[], set: UtrSet): Fault {
  return new Fault({
    code: 'UTRS_NO_SHARED_GENE',
    message: "counts and 3' UTRs share no gene",
    file: set.file,
    found: `UTRs such as ${set.records
      .slice(0, 3)
      .map((record) => record.keys.join('|'))
      .join(', ')}`,
    expected: `genes as in the counts: ${geneIds.slice(0, 3).join(', ')}`,
    hint: 'Give UTRs with the ids of the count table, or an annotation (table or GTF) that maps one to the other.',
  });
}
