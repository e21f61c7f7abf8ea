import { type Aspect, aspects, namespaceOf } from '../../formats/ontology/aspect.ts';
import type { GeneTerms } from '../../formats/ontology/gaf.ts';
import type { Ontology } from '../../formats/ontology/obo.ts';
import type { GeneSet } from '../../formats/sets/gene-set.ts';

/**
 * The genes of each term: those annotated with it and with all that is a kind (`is_a`) or a part (`part_of`) of it, which the
 * true-path rule of the Gene Ontology gives it too. Terms in the order of their ids, genes by name. Notes tell the dates of both
 * files, negated annotations that were left out, and terms that the ontology does not know.
 */
export function ontologySets(
  { genesOfTerm, annotations, negated, date }: GeneTerms,
  { terms, current, version }: Ontology,
  chosen: readonly Aspect[] = aspects,
): { readonly sets: readonly GeneSet[]; readonly notes: readonly string[] } {
  const letters = new Map(chosen.map((aspect) => [namespaceOf[aspect], aspect]));
  const genesOf = new Map<string, Set<string>>();
  const unknown: string[] = [];
  for (const [given, genes] of genesOfTerm) {
    const id = terms.has(given) ? given : current.get(given);
    if (id === undefined) unknown.push(given);
    else for (const reached of withAncestors(id, terms)) addAll(genesOf, reached, genes);
  }
  const sets = [...genesOf.keys()].sort().flatMap((id): GeneSet[] => {
    const { name, namespace } = terms.get(id)!;
    const letter = letters.get(namespace);
    if (letter === undefined) return [];
    return [{ name: id, description: `${name} [${letter}]`, genes: [...genesOf.get(id)!].sort() }];
  });
  const notes = [
    `annotations of ${date ?? 'a day that the file does not tell'}, ontology ${version ?? 'of a day that the file does not tell'}`,
    `${annotations} annotations, ${negated} with NOT left out; ${sets.length} terms with genes, ancestors by is_a and part_of included`,
  ];
  if (unknown.length > 0) {
    const shown = unknown.slice(0, 3).join(', ');
    notes.push(`${unknown.length} annotated terms are not in the ontology, or obsolete, and are left out: ${shown}`);
  }
  return { sets, notes };
}

/** A term and all that it is a kind or a part of, each once. */
function withAncestors(id: string, terms: Ontology['terms']): Set<string> {
  const reached = new Set([id]);
  for (const term of reached) {
    for (const parent of terms.get(term)!.parents) if (terms.has(parent)) reached.add(parent);
  }
  return reached;
}

function addAll(genesOf: Map<string, Set<string>>, id: string, genes: ReadonlySet<string>): void {
  const known = genesOf.get(id) ?? new Set();
  for (const gene of genes) known.add(gene);
  genesOf.set(id, known);
}
