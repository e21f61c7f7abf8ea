import { safeName } from '../text/safe-names.ts';
import { geneName, type ReportData } from './report-data.ts';

/**
 * The duplexes of the first candidates of each contrast as files, one a site: `mir9_vs_control.duplex.01.LIFR.512` is a site of
 * the first candidate that begins at nt 512 of its 3' UTR; several miRNAs at one place are told apart by name.
 */
export function duplexFiles({ contrasts }: ReportData): { readonly name: string; readonly svg: string }[] {
  return contrasts.flatMap(({ id, genes, ranking }) =>
    (ranking?.candidates ?? []).flatMap(({ gene, closeUps = [] }, index) =>
      closeUps.map(({ start, mirna, drawing }) => {
        const isShared = closeUps.some((other) => other.start === start && other.mirna !== mirna);
        const rank = String(index + 1).padStart(2, '0');
        const parts = [id, 'duplex', rank, geneName(genes, gene), String(start), ...(isShared ? [mirna] : [])];
        return { name: parts.map(safeName).join('.'), svg: drawing };
      }),
    ),
  );
}
