/** What a file can be in a study: keys of its file, and files that are only named by it. */
export const roles: readonly (readonly [key: string, text: string])[] = [
  ['counts', 'counts'],
  ['samples', 'sample sheet'],
  ['utrs', "3' UTRs (FASTA or TargetScan)"],
  ['genome', 'genome (FASTA)'],
  ['annotation', 'annotation (GTF or GFF3)'],
  ['mirnas', 'miRNA sequences'],
  ['gene_sets', 'gene sets (GMT)'],
  ['differential', 'finished table of results'],
  ['transcript_genes', 'genes of transcripts'],
  ['lengths', 'gene lengths'],
  ['study', 'study file (YAML)'],
  ['other', 'named in the study file'],
];

/** The role that the name and the first lines of a file speak for. */
export function guessRole(name: string, head: string): string {
  const base = name.slice(name.lastIndexOf('/') + 1).toLowerCase();
  if (/\.ya?ml$/.test(base)) return 'study';
  if (/\.gmt(\.gz)?$/.test(base)) return 'gene_sets';
  if (/\.(gtf|gff3?)(\.gz)?$/.test(base)) return 'annotation';
  if (/tx2gene/.test(base)) return 'transcript_genes';
  if (/gene_lengths/.test(base)) return 'lengths';
  if (head.startsWith('>')) return guessSequences(base, head);
  if (/^(quant\.sf|abundance\.tsv|readspergene)/.test(base)) return 'counts';
  if (/\butr|3utr|utr_sequences/.test(base)) return 'utrs';
  const lines = head.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '');
  const first = (lines[0] ?? '').toLowerCase();
  if (/log2?foldchange|\blogfc\b/.test(first)) return 'differential';
  return isNumeric(lines.slice(1, 20)) ? 'counts' : 'samples';
}

function guessSequences(base: string, head: string): string {
  if (/mirna|mature|^mir/.test(base)) return 'mirnas';
  if (/genome|primary|toplevel|chrom|\bdna\b/.test(base)) return 'genome';
  const records = head.split('>').slice(1, -1);
  const lengths = records.map((record) => record.slice(record.indexOf('\n')).replace(/\s/g, '').length);
  if (lengths.length > 1 && lengths.every((length) => length < 40)) return 'mirnas';
  return lengths.length === 0 ? 'genome' : 'utrs';
}

/** Whether most cells behind the first of each line are numbers. */
function isNumeric(lines: readonly string[]): boolean {
  const cells = lines.flatMap((line) => line.split(/[\t,;]/).slice(1));
  const numbers = cells.filter((cell) => cell.trim() !== '' && Number.isFinite(Number(cell)));
  return cells.length > 0 && numbers.length > 0.6 * cells.length;
}

/** The first text of a file, decompressed; what cannot be told from the beginning is told by the name. */
export async function headOf(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.slice(0, 1 << 15).arrayBuffer());
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return decode(bytes);
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  let text = '';
  try {
    for (let part = await reader.read(); !part.done && text.length < 1 << 15; part = await reader.read())
      text += decode(part.value);
  } catch {
    // The beginning of a gzip file ends in its middle; a damaged one is told of when it is read.
  }
  return text;
}

function decode(bytes: Uint8Array): string {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return new TextDecoder(isUtf16 ? (bytes[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8').decode(bytes);
}
