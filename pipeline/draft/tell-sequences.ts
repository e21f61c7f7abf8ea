import type { Told } from './roles.ts';

/** A chromosome by the header of its record: of Ensembl, UCSC, NCBI. */
const CHROMOSOME =
  /^>(\S+ dna(_sm|_rm)?:|(chr)?(\d{1,2}|[IVX]{1,5}|[XYMWZ]|MT|[23][LR])(\s|$)|chrUn|N[CTW]_\d+\.\d+|GL\d+\.|KI\d+\.)/i;
const LONGEST_MIRNA = 40;

/** What the FASTA records of a head are: a genome, mature miRNAs, coding sequences, or 3' UTRs. */
export function tellSequences(name: string, text: string): Told {
  const records = text.split('\n>');
  if (CHROMOSOME.test(text)) return ['genome', 'sequences that are named as chromosomes are'];
  // The last record may go on behind the head.
  const whole = records.length > 1 ? records.slice(0, -1) : records;
  const lengths = whole.map((record) => record.slice(record.indexOf('\n')).replace(/\s/g, '').length);
  if (lengths.every((length) => length < LONGEST_MIRNA)) return ['mirnas', 'short sequences'];
  if (records.length === 1 && text.length > 1 << 16) return ['genome', 'one long sequence'];
  if (/\bcds\b|orf/i.test(text.slice(0, text.indexOf('\n'))) || /(\b|_)(cds|orfs?)(\b|_)/i.test(name))
    return ['orfs', 'named as coding sequences'];
  return ['utrs', 'sequences of genes or transcripts'];
}
