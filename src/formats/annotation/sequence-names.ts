/** Organelles, whose names differ most: Ensembl's `MT`, UCSC's `chrM`, FlyBase's `mitochondrion_genome`. */
const ORGANELLES: Readonly<Record<string, string>> = {
  M: 'MT',
  MITO: 'MT',
  MTDNA: 'MT',
  MITOCHONDRION: 'MT',
  MITOCHONDRION_GENOME: 'MT',
  CHLOROPLAST: 'PT',
};

/**
 * One spelling for the names of a sequence: `chr1`, `Chr1`, `1`; `chrM`, `MT`; UCSC's `chr1_KI270706v1_random` and
 * `KI270706.1`.
 */
function canonicalSequenceName(name: string): string {
  const scaffold = /^chr\w+?_([a-z]+\d+)v(\d+)(?:_(?:random|alt|fix))?$/i.exec(name);
  if (scaffold !== null) return `${scaffold[1]}.${scaffold[2]}`.toUpperCase();
  const bare = name.replace(/^chr(omosome)?[_ ]?(?=.)/i, '').toUpperCase();
  if (bare === 'C' && bare !== name.toUpperCase()) return 'PT';
  return ORGANELLES[bare] ?? bare;
}

/** The chromosome that the description of an accession names: `Homo sapiens chromosome 1, GRCh38.p14 Primary Assembly`. */
function chromosomeOfDescription(description: string): string | undefined {
  if (/\bmitochondrion, complete genome/.test(description)) return 'MT';
  return /\bchromosome:? (\d[LR]?\d?|[IVX]+|[XYZW]|MT)(?:,|$)/.exec(description)?.[1];
}

/** Finds sequences of an annotation by the names of a genome, which may spell them otherwise or go by accessions. */
export function sequenceFinder(
  seqnames: Iterable<string>,
  chromosomeOf: ReadonlyMap<string, string>,
): (id: string, description: string) => string | undefined {
  const exact = new Set(seqnames);
  const byName = new Map<string, string>();
  for (const seqname of exact) {
    const chromosome = chromosomeOf.get(seqname);
    for (const name of [seqname, ...(chromosome === undefined ? [] : [chromosome])]) {
      const spelling = canonicalSequenceName(name);
      if (!byName.has(spelling)) byName.set(spelling, seqname);
    }
  }
  return (id, description) => {
    if (exact.has(id)) return id;
    const chromosome = chromosomeOfDescription(description);
    const spelled = byName.get(canonicalSequenceName(id));
    return spelled ?? (chromosome === undefined ? undefined : byName.get(canonicalSequenceName(chromosome)));
  };
}
