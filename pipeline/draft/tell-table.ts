import type { Told } from './roles.ts';

/** What the header and the first lines of a table say by themselves: annotations, results, tables of TargetScan, gene sets. */
export function tellTable(
  name: string,
  comments: readonly string[],
  lines: readonly (readonly string[])[],
  isTabbed: boolean,
): Told | undefined {
  const [header = [], ...rows] = lines;
  const has = (pattern: RegExp): boolean => header.some((cell) => pattern.test(cell));
  if (isAnnotation(lines) || comments.some((line) => /gff-version/.test(line)))
    return ['annotation', 'features of a genome (GTF or GFF3)'];
  if (has(/^(log_?2?_?fold_?change|logfc|log2fc)$/i) && has(/p.?val|padj|fdr|adj/i))
    return ['differential', 'results of a differential analysis'];
  if (has(/^variable$/i) && has(/^reference$/i) && has(/^target$/i)) return ['contrasts_file', 'contrasts, one a row'];
  if (has(/^mir[ ._]?base[ ._]?id$/i) && has(/^mature[ ._]?sequence$/i))
    return ['mirnas', "TargetScan's table of miRNA families"];
  if (isHeadlessMirnas(lines)) return ['mirnas', "TargetScan's table of miRNA families"];
  if (isAligned(rows.length > 1 ? rows : lines)) {
    return /orf|cds/i.test(name)
      ? ['orfs', "TargetScan's table of coding sequences"]
      : ['utrs', "TargetScan's table of 3' UTRs"];
  }
  if (/\.bed(\.gz)?$/i.test(name) || isBed(lines)) return ['none', 'regions of a genome (BED), which no study takes'];
  if (/\bairs?\b|\.AIRs\./i.test(name)) return ['airs', 'affected isoform ratios'];
  if (/gene_?lengths/i.test(name)) return ['lengths', 'lengths of genes, by its name'];
  if (/tx2gene/i.test(name) || isTranscriptGenes(rows)) return ['transcript_genes', 'transcripts with their genes'];
  if (/\.gmt(\.gz)?$/i.test(name) || (isTabbed && isGmt(lines))) return ['gene_sets', 'a set of genes a line'];
  return undefined;
}

function isAnnotation(lines: readonly (readonly string[])[]): boolean {
  const whole = lines.slice(0, 20).filter(({ length }) => length === 9);
  return whole.length > 0 && whole.every((f) => /^\d+$/.test(f[3]!) && /^\d+$/.test(f[4]!) && /^[-+.?]$/.test(f[6]!));
}

/** Family, species, name and sequence, without a header. */
function isHeadlessMirnas(lines: readonly (readonly string[])[]): boolean {
  const rows = lines.slice(0, -1);
  return (
    rows.length > 0 && rows.every((f) => f.length === 4 && /^\d+$/.test(f[1]!) && /^[ACGUTacgut]{15,30}$/.test(f[3]!))
  );
}

function isBed(lines: readonly (readonly string[])[]): boolean {
  const whole = lines.slice(0, -1).slice(0, 20);
  return (
    whole.length > 2 && whole.every((f) => /^chr/.test(f[0]!) && /^\d+$/.test(f[1] ?? '') && /^\d+$/.test(f[2] ?? ''))
  );
}

/** An id, a species by its number, and a sequence with gaps; in the full files also gene id and symbol. */
function isAligned(rows: readonly (readonly string[])[]): boolean {
  const whole = rows.slice(0, Math.max(1, rows.length - 1)).slice(0, 20);
  return (
    whole.length > 0 && whole.every((f) => /^\d{3,7}$/.test(f.at(-2) ?? '') && /^[-*?. A-Z]{20,}$/i.test(f.at(-1)!))
  );
}

function isTranscriptGenes(rows: readonly (readonly string[])[]): boolean {
  const some = rows.slice(0, 20);
  return some.length > 2 && some.every((f) => /^ENS[A-Z]*T\d+/.test(f[0] ?? '') && /^ENS[A-Z]*G\d+/.test(f[1] ?? ''));
}

/** Lines of different lengths, a name in front, words that are no numbers behind it. */
function isGmt(lines: readonly (readonly string[])[]): boolean {
  const whole = lines.length > 3 ? lines.slice(0, -1) : lines;
  const isSet = (f: readonly string[]): boolean =>
    f.length >= 4 && f.slice(2).every((cell) => !/^\d+\.\d+$/.test(cell));
  return whole.length >= 2 && new Set(whole.map(({ length }) => length)).size > 1 && whole.every(isSet);
}
