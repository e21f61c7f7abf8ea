import { Fault } from '../../../fault.ts';
import { fileName, folderOf } from '../../../text/file-names.ts';
import type { InputFile } from '../../bytes/input-file.ts';

/** What tools append to the name of a sample, removed from the end again and again. */
const ENDING = new RegExp(
  `(?:(?:^|[._-])(?:${[
    'gz|bgz|txt|tsv|csv|tab|out|bam|sam|cram|sorted|sort|markdup|marked|dedup|rmdup|sortedbycoord|totranscriptome',
    'htseq|rna_seq|augmented_star_gene_counts|counts?|featurecounts|genes|isoforms|results|quant|sf|abundance|hisat2?|star|salmon|kallisto|rsem',
  ].join('|')})|[._-]?aligned|[._-]?readspergene)$`,
  'i',
);

/** `/x/s1.Aligned.sortedByCoord.out.bam` becomes `s1`; empty for a name that is nothing but endings of tools. */
function withoutEndings(path: string): string {
  let name = fileName(path);
  for (let shorter = name.replace(ENDING, ''); shorter !== name; shorter = name.replace(ENDING, '')) name = shorter;
  return name;
}

/**
 * A name of its own for each path: without the endings of tools; if the files are all called alike, as salmon's `quant.sf`,
 * the name of the folder. Undefined if even that leaves two alike.
 */
export function shortNames(paths: readonly string[]): readonly string[] | undefined {
  const ways = [
    (path: string) => withoutEndings(path) || fileName(folderOf(path)),
    (path: string) => fileName(path),
    (path: string) => fileName(folderOf(path)),
  ];
  return ways.map((way) => paths.map(way)).find((names) => new Set(names).size === names.length && !names.includes(''));
}

/** The sample of each file: as the caller says, else made from the paths. A {@link Fault} if two would be called alike. */
export function nameFiles(
  files: readonly InputFile[],
  given: ReadonlyMap<string, string> | undefined,
): readonly string[] {
  const paths = files.map(({ name }) => name);
  if (given !== undefined && paths.every((path) => given.has(path))) return paths.map((path) => given.get(path)!);
  const names = shortNames(paths);
  if (names !== undefined) return names;
  throw new Fault({
    code: 'COUNTS_FILE_NAMES',
    message: 'no sample names can be made from the names of the files',
    file: paths[0],
    found: paths.slice(0, 3).join(', '),
    expected: 'a different name for each file or its folder',
    hint: 'Add a column to the sample sheet that holds the file of each sample.',
  });
}
