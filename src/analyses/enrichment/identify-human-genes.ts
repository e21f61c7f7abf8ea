import { findGene } from '../../genes/find-gene.ts';
import { loadHumanGenes } from '../../genes/human-genes.ts';
import type { IdentifyGene } from './map-sets.ts';

/**
 * What names mean among the human genes, by their Entrez ids. Names that only fit in letters of another case mean nothing
 * here: they are mostly of another species (Yap1 of mouse).
 */
export async function identifyHumanGenes(): Promise<IdentifyGene> {
  const genes = await loadHumanGenes();
  return (name) => {
    const { outcome, gene, by } = findGene(genes, name);
    if (gene === undefined) return outcome === 'ambiguous' ? 'ambiguous' : undefined;
    const isWritten = by === 'Entrez id' || by === 'Ensembl id' || name === gene.symbol || gene.aliases.includes(name);
    return isWritten ? gene.entrez : undefined;
  };
}
