/** The three parts of the Gene Ontology, by their usual letters. */
export const aspects = ['BP', 'MF', 'CC'] as const;
export type Aspect = (typeof aspects)[number];

/** How an OBO file calls them. */
export const namespaceOf: Readonly<Record<Aspect, string>> = {
  BP: 'biological_process',
  MF: 'molecular_function',
  CC: 'cellular_component',
};
