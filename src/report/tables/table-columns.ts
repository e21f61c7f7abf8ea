import { rankingTable } from '../../artifacts/ranking-tables.ts';
import { resultTable } from '../../artifacts/result-table.ts';
import { siteCountTable } from '../../artifacts/site-tables.ts';
import type { ColumnSpec } from '../../artifacts/table-spec.ts';

/** How a column of the full table looks and sorts. */
export interface TableColumn {
  /** As in the files. */
  readonly name: string;
  readonly label: string;
  /** What it says, in the words of the file that has it. */
  readonly hint: string;
  /** `p`: ordered by its logarithm; `signed`: with a plus sign; `sites`: as marks and words. */
  readonly kind: 'text' | 'choice' | 'integer' | 'number' | 'signed' | 'p';
  /** After the decimal point. */
  readonly digits?: number;
  /** In the table before anybody chooses. */
  readonly shown?: true;
}

/** What a column says, with its unit and what an empty cell means: the words of its codec. */
function explainColumn({ meaning, unit, missing }: ColumnSpec): string {
  const withUnit = unit === undefined || meaning.includes(unit) ? meaning : `${meaning} (${unit})`;
  return missing === undefined ? withUnit : `${withUnit}; none where ${missing}`;
}

const { specs: ranking } = rankingTable;
const { specs: results } = resultTable;

type Look = Omit<TableColumn, 'name' | 'label' | 'hint'> & { readonly label?: string };

function of(spec: ColumnSpec, { label = spec.name, ...look }: Look): TableColumn {
  return { name: spec.name, label, hint: explainColumn(spec), ...look };
}

const KNOWN: readonly TableColumn[] = [
  of(ranking.ranks, { kind: 'integer', shown: true }),
  { ...of(ranking.names, { kind: 'text', shown: true }), name: 'symbol', label: 'symbol' },
  { ...of(results.geneIds, { kind: 'text', shown: true }), name: 'id', label: 'gene id' },
  of(ranking.classes, { kind: 'choice', shown: true }),
  of(ranking.posteriors, { kind: 'number', digits: 3, shown: true }),
  of(ranking.qValues, { label: 'q', kind: 'p' }),
  of(ranking.scores, { kind: 'number', digits: 2 }),
  of(results.log2FoldChange, { label: 'log₂ fold change', kind: 'signed', digits: 2, shown: true }),
  of(results.lfcSE, { label: 'its error', kind: 'number', digits: 2 }),
  of(ranking.shrunken, { label: 'shrunken log₂ fold change', kind: 'signed', digits: 2 }),
  of(results.pvalue, { label: 'p', kind: 'p' }),
  of(results.padj, { kind: 'p', shown: true }),
  of(results.baseMean, { label: 'mean count', kind: 'number', digits: 1, shown: true }),
  of(ranking.eightmers, { kind: 'integer', shown: true }),
  of(ranking.sevenmersM8, { kind: 'integer', shown: true }),
  of(ranking.sevenmersA1, { kind: 'integer', shown: true }),
  of(ranking.sixmers, { kind: 'integer', shown: true }),
  of(ranking.sitePositions, { label: 'positions', kind: 'text' }),
  of(ranking.transcripts, { kind: 'text' }),
  of(siteCountTable.specs.utrLengths, { label: '3′ UTR', kind: 'integer' }),
  of(ranking.siteMirnas, { label: 'miRNAs', kind: 'text' }),
  of(ranking.conservedSites, { label: 'conserved', kind: 'integer' }),
  of(ranking.contextScores, { label: 'context++', kind: 'signed', digits: 3 }),
  of(ranking.duplexEnergies, { label: 'duplex energy', kind: 'signed', digits: 1 }),
  of(ranking.expressionEvidence, { label: 'evidence: change', kind: 'signed', digits: 2 }),
  of(ranking.siteEvidence, { label: 'evidence: sites', kind: 'signed', digits: 2 }),
  of(ranking.conservationEvidence, { label: 'evidence: conservation', kind: 'signed', digits: 2 }),
  {
    ...of(ranking.why, { kind: 'text' }),
    hint: `${explainColumn(ranking.why)}; in the page for the first 2,000 genes`,
  },
];

/** Columns of engines beside the first: `edgeR QL:padj`. */
const ENGINE_COLUMN = /^(.+):(log2FoldChange|lfcSE|pvalue|padj)$/;

/** What the full table shows of columns with these names, in its order; unknown ones last, as they are called. */
export function tableColumns(present: readonly { readonly name: string; readonly isText: boolean }[]): TableColumn[] {
  const names = new Set(present.map(({ name }) => name));
  const known = KNOWN.filter(({ name }) => names.has(name));
  const others = present
    .filter(({ name }) => name !== 'strongest' && !KNOWN.some((one) => one.name === name))
    .map(({ name, isText }): TableColumn => {
      const [, engine, column] = ENGINE_COLUMN.exec(name) ?? [];
      const spec = Object.values<ColumnSpec>(results).find((one) => one.name === column);
      return {
        name,
        label: name,
        hint: spec === undefined ? name : `of ${engine}: ${explainColumn(spec)}`,
        kind: isText ? 'text' : /:(pvalue|padj)$/.test(name) ? 'p' : 'number',
        digits: 3,
      };
    });
  return [...known, ...others];
}
