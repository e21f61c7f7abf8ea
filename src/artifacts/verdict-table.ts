import { defineTable } from './table-codec.ts';

const WORDS = ['supported', 'contradicted', 'inconclusive', 'not testable'] as const;
const UNTESTED = 'the gene was not tested';
const change = (name: string, meaning: string) =>
  ({ name, kind: 'number', unit: 'log2', meaning, missing: UNTESTED }) as const;

/** `tables/patients/CONTRAST.verdict.tsv` */
export const verdictTable = defineTable(
  'One row a candidate in the order of the ranking, then one a control: random genes of like expression.',
  {
    genes: { name: 'gene', kind: 'text', meaning: 'symbol of the gene, else its id' },
    geneIds: { name: 'gene_id', kind: 'text', meaning: 'the gene as the input names it' },
    groups: { name: 'group', kind: 'text', words: ['candidate', 'control'], meaning: 'why the gene is here' },
    ranks: { name: 'rank', kind: 'integer', meaning: 'place in the ranking' },
    experiments: {
      name: 'experiment',
      kind: 'text',
      words: WORDS,
      meaning: 'whether the change goes the way of a target',
    },
    log2FoldChange: change('log2FoldChange', 'change in the experiment'),
    ciLow: change('ci_low', 'lower end of its 95 % interval'),
    ciHigh: change('ci_high', 'upper end'),
    padj: { name: 'padj', kind: 'number', meaning: 'as in the result table', missing: UNTESTED },
    siteVerdicts: {
      name: 'sites',
      kind: 'text',
      words: WORDS,
      meaning: "supported: a site of 7 or 8 bases; inconclusive: only of 6; contradicted: the 3' UTR has none",
    },
    sitePositions: {
      name: 'site_positions',
      kind: 'text',
      meaning: 'type:start-end of each site',
      missing: "the 3' UTR is not known",
    },
    conservedSites: {
      name: 'conserved_sites',
      kind: 'number',
      meaning: 'conserved sites',
      missing: 'conservation is not known',
    },
    sets: {
      name: 'gene_sets',
      kind: 'text',
      meaning: 'sets below the rate whose leading edge has the gene, joined by semicolons; empty if none',
      absent: 'no gene sets were tested',
    },
  },
  {
    shown:
      'WHAT:judgement, WHAT:estimate, WHAT:low, WHAT:high, WHAT:fdr, WHAT:cohorts, WHAT:n, WHAT:detectable, WHAT:why_not',
    kind: 'number',
    meaning:
      'of tumor_normal (log2 difference), each endpoint (log hazard ratio per standard deviation) and each endpoint adjusted (OS:adjusted): judgement, pooled estimate with its 95 % interval, p-value adjusted over the candidates (or over the controls), cohorts and samples it rests on, effect that would be found with a probability of 80 %, and why it could not be tested',
    missing: 'it could not be tested',
    before: 'sets',
  },
);

export type VerdictValues = ReturnType<typeof verdictTable.parse>;
