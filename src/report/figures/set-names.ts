/** Letters of a name of a set that fit beside a figure. */
const LONGEST = 38;

/** The name of a gene set as figures show it: words in place of underscores, and no longer than there is room. */
export function shortSetName(name: string, longest = LONGEST): string {
  const words = name.replaceAll('_', ' ');
  return words.length > longest ? `${words.slice(0, longest - 1).trimEnd()}…` : words;
}

/** Its name, or its title where the name is an accession of the Gene Ontology. */
export function readableName({ name, title }: { readonly name: string; readonly title: string }): string {
  return /^GO:\d+$/.test(name) && title !== '' ? title.replace(/ \[(BP|MF|CC)\]$/, '') : name;
}
