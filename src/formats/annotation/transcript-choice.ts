import { type CollectedModels, isCoding, type Transcript } from './transcript.ts';

/** What decides which transcript stands for a gene; `abundant` needs quantifications, and is `canonical` without them. */
export type TranscriptRule = 'abundant' | 'canonical' | 'longest';

/** Marks of transcripts that an annotation prefers, best first: MANE, Ensembl, RefSeq, APPRIS, GENCODE. */
const PREFERRED: readonly (readonly [mark: RegExp, what: string])[] = [
  [/^MANE_Select$/i, 'MANE Select'],
  [/^(Ensembl_canonical|canonical|RefSeq_Select)$/i, 'canonical'],
  [/^appris_principal(_1)?$/i, 'APPRIS principal'],
  [/^appris_principal_\d$/i, 'APPRIS principal'],
  [/^(gencode_)?basic$/i, 'basic'],
];
/** Where a UTR may go on beyond the transcript, or begin elsewhere: such a transcript stands for a gene only if there is no other. */
export const NO_STOP_CODON = 'no_stop_codon';
const UNCERTAIN = new RegExp(`^(mRNA_end_NF|${NO_STOP_CODON})$`, 'i');

/** How well an annotation speaks for a transcript: 0 is best; and the mark that says so. */
export function preferenceOf(tags: readonly string[] = []): { readonly tier: number; readonly mark?: string } {
  if (tags.some((tag) => UNCERTAIN.test(tag))) return { tier: PREFERRED.length + 1 };
  const tier = PREFERRED.findIndex(([mark]) => tags.some((tag) => mark.test(tag)));
  return tier < 0 ? { tier: PREFERRED.length } : { tier, mark: PREFERRED[tier]![1] };
}

/** The tags of a transcript that have a say in the choice. */
export function decisiveTags(tags: readonly string[]): string[] {
  return tags.filter((tag) => UNCERTAIN.test(tag) || PREFERRED.some(([mark]) => mark.test(tag)));
}

const DECAYS: Readonly<Record<string, string>> = {
  nonsense_mediated_decay: 'of nonsense-mediated decay',
  NMD_transcript_variant: 'of nonsense-mediated decay',
  non_stop_decay: 'of non-stop decay',
};

/**
 * Why the sequence behind the coding part of a transcript is no 3' UTR to search, or cannot be cut; undefined if it is one.
 * What follows the early stop codon of a transcript that decays is coding in others.
 */
export function whyRefused({
  biotype,
  tags,
  strand,
  hasBothStrands,
}: Pick<Transcript, 'biotype' | 'tags' | 'strand' | 'hasBothStrands'>): string | undefined {
  const decay = DECAYS[biotype ?? ''];
  if (decay !== undefined) return decay;
  if (tags.some((tag) => /^cds_end_NF$/i.test(tag))) return 'whose coding part lacks its end (cds_end_NF)';
  if (hasBothStrands) return 'with exons on both strands';
  return strand === '+' || strand === '-' ? undefined : 'without a strand';
}

/** What has become of the coding transcripts of an annotation; every one of them is in one of the groups. */
export interface TranscriptTally {
  readonly coding: number;
  readonly cut: number;
  readonly withoutUtr: number;
  /** Transcripts by reason, each with its gene. */
  readonly refused: ReadonlyMap<string, readonly string[]>;
}

type Models = Pick<CollectedModels, 'genes' | 'transcripts' | 'copies'>;

/** Sorts the coding transcripts of an annotation into those to cut and those refused, by reason. Needs no genome. */
export function sortCoding(models: Models): {
  readonly usable: readonly Transcript[];
  readonly refused: Map<string, string[]>;
} {
  const usable: Transcript[] = [];
  const refused = new Map<string, string[]>();
  for (const transcript of models.transcripts.values()) {
    if (!isCoding(transcript)) continue;
    const reason = whyRefused(transcript);
    if (reason === undefined) usable.push(transcript);
    else addTo(refused, reason, nameOf(transcript, models));
  }
  if (models.copies.length > 0) refused.set('with the id of another on another sequence', [...models.copies]);
  return { usable, refused };
}

/** `ENST... of ENSG... LIFR` */
export function nameOf({ id, geneId }: Transcript, { genes }: Pick<Models, 'genes'>): string {
  const symbol = genes.get(geneId)?.name;
  return `${id} of ${geneId}${symbol === undefined || symbol === geneId ? '' : ` ${symbol}`}`;
}

export function addTo<Item>(groups: Map<string, Item[]>, name: string, item: Item): void {
  const group = groups.get(name);
  if (group === undefined) groups.set(name, [item]);
  else group.push(item);
}

/** One line for the user that adds up. */
export function describeTally({ coding, cut, withoutUtr, refused }: TranscriptTally): string {
  const total = [...refused.values()].reduce((sum, ids) => sum + ids.length, 0);
  const reasons = [...refused].map(([reason, ids]) => {
    const more = ids.length > 3 ? ', ...' : '';
    return `${ids.length} ${reason}: ${ids.slice(0, 3).join(', ')}${more}`;
  });
  const why = total === 0 ? '' : ` (${reasons.join('; ')})`;
  return `of ${coding} coding transcripts ${cut} have a 3' UTR, ${withoutUtr} have none, ${total} were refused${why}`;
}
