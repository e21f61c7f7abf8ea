import type { UtrRecord, UtrSet } from '../sequences/utr-record.ts';
import { type ChosenUtr, chooseUtr, describeRule } from './choose-transcript.ts';
import { type GeneAnnotation, mapGenes } from './gene-annotation.ts';
import { withoutVersion } from './gene-identifiers.ts';
import { type LinkReport, nothingShared, reportLinks } from './link-report.ts';
import type { Transcript } from './transcript.ts';
import { addTo, decisiveTags, type TranscriptRule, whyRefused } from './transcript-choice.ts';

export interface LinkOptions {
  /** Other names of the genes, tried too, and what is known of their transcripts. */
  readonly annotation?: GeneAnnotation | undefined;
  /** Weight of a gene where several have the same name, such as the sum of its counts; genes without any count as not seen. */
  readonly weightOf?: ((row: number) => number) | undefined;
  /** Which transcript stands for a gene. Default: `abundant`. */
  readonly rule?: TranscriptRule | undefined;
  /** Abundance of transcripts by id. */
  readonly abundanceOf?: ReadonlyMap<string, number> | undefined;
}

export interface LinkedUtrs extends LinkReport {
  /** [genes] the 3' UTR of each gene, or undefined. */
  readonly utrs: readonly (UtrRecord | undefined)[];
  /** [genes] the same with why it was chosen. */
  readonly chosen: readonly (ChosenUtr | undefined)[];
}

/**
 * Gives each gene its 3' UTR. Which name of the UTR records (gene, transcript, symbol, or the gene that the annotation names
 * for the transcript) belongs to which name of the genes (id, id without version, symbol, Entrez id) is told by the pair that
 * links most genes. 3' UTRs of transcripts that the annotation says decay are left out; of several of a gene `chooseUtr`
 * takes one. No shared gene at all, and few where both sides go by different kinds of ids, is a {@link Fault} that shows names
 * of both sides; few otherwise is a warning.
 */
export function linkUtrs(geneIds: readonly string[], set: UtrSet, options: LinkOptions = {}): LinkedUtrs {
  const { annotation, weightOf, rule = 'abundant', abundanceOf } = options;
  const { records, notes } = annotate(set.records, annotation?.transcripts);
  const ways = namings(geneIds, options);
  let best: { names: GeneNames; position: number; linked: number } | undefined;
  const keySets = new Map<string, ReadonlySet<string>>();
  for (const names of ways) {
    for (let position = 0; position < maxKeys(records); position++) {
      const keys = keysAt(records, position, names.clean, keySets);
      const linked = names.values.reduce((sum, name) => sum + (name !== undefined && keys.has(name) ? 1 : 0), 0);
      if (linked > (best?.linked ?? 0)) best = { names, position, linked };
    }
  }
  if (best === undefined) throw nothingShared(geneIds, set);
  const { names, position } = best;
  const byName = new Map<string, UtrRecord[]>();
  const wanted = new Set(names.values);
  const strangers: UtrRecord[] = [];
  for (const record of records) {
    const key = names.clean(record.keys[position] ?? '');
    if (key !== '' && wanted.has(key)) addTo(byName, key, record);
    else strangers.push(record);
  }
  const chosen = names.values.map((name) => {
    const candidates = name === undefined ? undefined : byName.get(name);
    return candidates === undefined ? undefined : chooseUtr(candidates, rule, abundanceOf);
  });
  const isMarked = records.some(({ tags = [] }) => decisiveTags(tags).length > 0);
  const marks = { isQuantified: abundanceOf !== undefined, isMarked };
  const report = reportLinks({
    geneIds,
    names: names.values,
    isSeen: seenGenes(geneIds.length, weightOf),
    isLinked: (row) => chosen[row] !== undefined,
    strangers,
    position,
    set,
    how: `linked by ${names.what}; of several UTRs of a gene ${describeRule(rule, marks)} is taken`,
  });
  return {
    utrs: chosen.map((choice) => choice?.record),
    chosen,
    notes: [...set.notes, ...notes, ...report.notes, ...names.notes],
    warnings: [...set.warnings, ...report.warnings],
  };
}

/** Genes with weight, such as reads; all of them where weights are logarithms, or none is known. */
function seenGenes(genes: number, weightOf: ((row: number) => number) | undefined): (row: number) => boolean {
  if (weightOf === undefined) return () => true;
  const weights = Array.from({ length: genes }, (_, row) => weightOf(row));
  const areCounts = weights.every((weight) => weight >= 0) && weights.some((weight) => weight > 0);
  return (row) => !areCounts || weights[row]! > 0;
}

/** Adds what an annotation knows of the transcripts of the records: the gene as a further key, tags; and drops what decays. */
function annotate(
  records: readonly UtrRecord[],
  transcripts: ReadonlyMap<string, Transcript> | undefined,
): { readonly records: readonly UtrRecord[]; readonly notes: readonly string[] } {
  if (transcripts === undefined) return { records, notes: [] };
  const byBareId = new Map<string, Transcript>();
  for (const [id, transcript] of transcripts) byBareId.set(withoutVersion(id), transcript);
  const find = ({ transcript, keys }: UtrRecord): Transcript | undefined => {
    for (const key of transcript === undefined ? keys : [transcript]) {
      const known = transcripts.get(key) ?? byBareId.get(withoutVersion(key));
      if (known !== undefined) return known;
    }
    return undefined;
  };
  const width = maxKeys(records);
  const kept: UtrRecord[] = [];
  const refused = new Map<string, string[]>();
  for (const record of records) {
    const model = find(record);
    // The annotation was read without coordinates: strands of parts are not known.
    const reason = model === undefined ? undefined : whyRefused({ ...model, strand: '+', hasBothStrands: false });
    if (reason !== undefined) addTo(refused, reason, model!.id);
    else if (model === undefined) kept.push(record);
    else {
      const { keys, tags, transcript } = record;
      const further = keys.includes(model.geneId)
        ? keys
        : [...keys, ...Array(width - keys.length).fill(''), model.geneId];
      kept.push({ ...record, keys: further, tags: tags ?? model.tags, transcript: transcript ?? model.id });
    }
  }
  const notes = [...refused].map(
    ([reason, ids]) => `${ids.length} UTRs of transcripts ${reason} were left out (${ids[0]})`,
  );
  return { records: kept, notes };
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

function maxKeys(records: readonly UtrRecord[]): number {
  return records.reduce((most, record) => Math.max(most, record.keys.length), 0);
}

/** The names at a position; remembered, as the same are asked for with several namings. */
function keysAt(
  records: readonly UtrRecord[],
  position: number,
  clean: (key: string) => string,
  remembered: Map<string, ReadonlySet<string>>,
): ReadonlySet<string> {
  const memory = `${position} ${clean === asIs}`;
  const before = remembered.get(memory);
  if (before !== undefined) return before;
  const keys = new Set<string>();
  for (const record of records) {
    const key = record.keys[position];
    if (key !== undefined && key !== '') keys.add(clean(key));
  }
  remembered.set(memory, keys);
  return keys;
}
