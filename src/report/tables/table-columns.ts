/** How a column of the full table looks and sorts. */
export interface TableColumn {
  /** As in the files. */
  readonly name: string;
  readonly label: string;
  /** What it says, for who points at it. */
  readonly hint: string;
  /** `p`: ordered by its logarithm; `signed`: with a plus sign; `sites`: as marks and words. */
  readonly kind: 'text' | 'choice' | 'integer' | 'number' | 'signed' | 'p';
  /** After the decimal point. */
  readonly digits?: number;
  /** In the table before anybody chooses. */
  readonly shown?: true;
}

const RANKING: readonly TableColumn[] = [
  { name: 'rank', label: 'rank', hint: 'Place in the ranking; 1 is the best candidate', kind: 'integer', shown: true },
];
const CHANGES: readonly TableColumn[] = [
  {
    name: 'symbol',
    label: 'symbol',
    hint: 'Symbol of the gene: of the annotation or the table, else built in',
    kind: 'text',
    shown: true,
  },
  { name: 'id', label: 'gene id', hint: 'As in the count table', kind: 'text', shown: true },
  {
    name: 'class',
    label: 'class',
    hint: 'Candidate, or what speaks against it',
    kind: 'choice',
    shown: true,
  },
  {
    name: 'posterior',
    label: 'posterior',
    hint: 'Probability of being a direct target',
    kind: 'number',
    digits: 3,
    shown: true,
  },
  {
    name: 'qvalue',
    label: 'q',
    hint: 'False discovery rate among genes with a site and at least this posterior',
    kind: 'p',
  },
  {
    name: 'score',
    label: 'score',
    hint: 'Repression, log₂, that another laboratory should find again; orders the genes',
    kind: 'number',
    digits: 2,
  },
  {
    name: 'log2FoldChange',
    label: 'log₂ fold change',
    hint: 'Target over reference',
    kind: 'signed',
    digits: 2,
    shown: true,
  },
  { name: 'lfcSE', label: 'its error', hint: 'Standard error of the log₂ fold change', kind: 'number', digits: 2 },
  {
    name: 'shrunken_log2FoldChange',
    label: 'shrunken log₂ fold change',
    hint: 'Expected log₂ fold change, given all genes',
    kind: 'signed',
    digits: 2,
  },
  { name: 'pvalue', label: 'p', hint: 'Before adjustment', kind: 'p' },
  {
    name: 'padj',
    label: 'padj',
    hint: 'Adjusted for multiple testing; empty where filtered out',
    kind: 'p',
    shown: true,
  },
  {
    name: 'baseMean',
    label: 'mean count',
    hint: 'Mean of the normalized counts of all samples',
    kind: 'number',
    digits: 1,
    shown: true,
  },
];
const SITES: readonly TableColumn[] = [
  { name: '8mer', label: '8mer', hint: 'Sites of this type in the 3′ UTR', kind: 'integer', shown: true },
  { name: '7mer-m8', label: '7mer-m8', hint: 'Sites of this type in the 3′ UTR', kind: 'integer', shown: true },
  { name: '7mer-A1', label: '7mer-A1', hint: 'Sites of this type in the 3′ UTR', kind: 'integer', shown: true },
  { name: '6mer', label: '6mer', hint: 'Sites of this type in the 3′ UTR', kind: 'integer', shown: true },
  {
    name: 'site_positions',
    label: 'positions',
    hint: 'Type and place of each site in the 3′ UTR, 1-based',
    kind: 'text',
  },
  { name: 'transcript', label: 'transcript', hint: 'Whose 3′ UTR stands for the gene', kind: 'text' },
  { name: 'site_mirnas', label: 'miRNAs', hint: 'Of each site, in the order of the positions', kind: 'text' },
  { name: 'conserved_sites', label: 'conserved', hint: 'Conserved sites', kind: 'integer' },
  {
    name: 'context_score',
    label: 'context++',
    hint: 'Sum of the context++ scores of the sites: below 0 is stronger',
    kind: 'signed',
    digits: 3,
  },
  {
    name: 'duplex_energy',
    label: 'duplex energy',
    hint: 'Of the most stable site, kcal/mol',
    kind: 'signed',
    digits: 1,
  },
  {
    name: 'expression_evidence',
    label: 'evidence: change',
    hint: 'log₁₀ odds from the change of expression',
    kind: 'signed',
    digits: 2,
  },
  { name: 'site_evidence', label: 'evidence: sites', hint: 'log₁₀ odds from the sites', kind: 'signed', digits: 2 },
  {
    name: 'conservation_evidence',
    label: 'evidence: conservation',
    hint: 'log₁₀ odds from conservation',
    kind: 'signed',
    digits: 2,
  },
  { name: 'why', label: 'why', hint: 'The place in the ranking in words; for the first 2,000 genes', kind: 'text' },
];
const KNOWN = [...RANKING, ...CHANGES, ...SITES];

/** What the full table shows of columns with these names, in its order; unknown ones last, as they are called. */
export function tableColumns(present: readonly { readonly name: string; readonly isText: boolean }[]): TableColumn[] {
  const names = new Set(present.map(({ name }) => name));
  const known = KNOWN.filter(({ name }) => names.has(name));
  const others = present
    .filter(({ name }) => name !== 'strongest' && !KNOWN.some((one) => one.name === name))
    .map(
      ({ name, isText }): TableColumn => ({
        name,
        label: name,
        hint: name,
        kind: isText ? 'text' : /:(pvalue|padj)$/.test(name) ? 'p' : 'number',
        digits: 3,
      }),
    );
  return [...known, ...others];
}
