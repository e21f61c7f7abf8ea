import type { HumanGene } from './human-genes.ts';

/** Marks of the gene that an id shared by several stands for, the clearest first. */
const marks: readonly { readonly has: (gene: HumanGene) => boolean; readonly reason: string }[] = [
  { has: ({ symbol }) => !/^LOC\d+$/.test(symbol), reason: 'the one with a name' },
  { has: ({ ensembl }) => ensembl.length > 0, reason: 'the one with an Ensembl id' },
  { has: ({ ensembl }) => ensembl.length === 1, reason: 'the one without another Ensembl id' },
  { has: ({ type }) => type === 'protein-coding', reason: 'the one that codes for a protein' },
];

/** The gene that several with one symbol or one Ensembl id most likely mean, with the reason; undefined where none stands out. */
export function preferGene(
  genes: readonly HumanGene[],
): { readonly gene: HumanGene; readonly reason: string } | undefined {
  let left = genes;
  for (const { has, reason } of marks) {
    const marked = left.filter(has);
    if (marked.length === 1) return { gene: marked[0]!, reason: `${reason} of ${genes.length} genes` };
    if (marked.length > 0) left = marked;
  }
  return undefined;
}
