import type { PackableColumn } from '../packed-columns.ts';
import type { ReportData } from '../report-data.ts';
import { contrastNames } from '../views.ts';
import { type TableColumn, tableColumns } from './table-columns.ts';

/** Of one contrast: the table of all has them of each, taken from the blocks of these. */
const OF_A_CONTRAST =
  /^(log2FoldChange|lfcSE|ci_low|ci_high|pvalue|padj|shrunken_log2FoldChange|baseMean)$|:(log2FoldChange|padj)$/;

/** What the ranking of several contrasts says of each gene of the result tables; nothing where none are ranked together. */
export function overviewColumns({ combined }: ReportData): PackableColumn[] {
  return (combined?.columns ?? []).filter(({ name }) => !OF_A_CONTRAST.test(name));
}

/** Columns of the table of all contrasts, `CONTRAST:log2FoldChange` and `CONTRAST:padj` among them. */
export function overviewTableColumns(data: ReportData): TableColumn[] {
  const { contrasts } = data;
  const names = contrastNames(contrasts);
  const own = overviewColumns(data).map((column) => ({ name: column.name, isText: 'text' in column }));
  const described = tableColumns([
    { name: 'symbol', isText: true },
    { name: 'id', isText: true },
    { name: 'log2FoldChange', isText: false },
    { name: 'padj', isText: false },
    ...own,
  ]);
  const of = (name: string): TableColumn => described.find((column) => column.name === name)!;
  const changes = contrasts.flatMap(({ id }, k): TableColumn[] => [
    {
      ...of('log2FoldChange'),
      name: `${id}:log2FoldChange`,
      label: `${k + 1} log₂ change`,
      hint: `${names[k]}: ${of('log2FoldChange').hint}`,
    },
    { ...of('padj'), name: `${id}:padj`, label: `${k + 1} padj`, hint: `${names[k]}: ${of('padj').hint}` },
  ]);
  const isName = ({ name }: TableColumn) => /^(rank|symbol|id|class|posterior)$/.test(name);
  const rest = described.filter((column) => !isName(column) && !/^(log2FoldChange|padj)$/.test(column.name));
  return [...described.filter(isName), ...changes, ...rest];
}
