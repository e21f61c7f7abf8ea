import { readGoSets } from './go-sets.ts';
import { collectSets, type SetCollection } from './set-collection.ts';

/** Loaded when asked for, so that who needs no sets does not read them. */
const collections = {
  go: async (): Promise<SetCollection> => {
    const [terms, genes] = await Promise.all([import('./known/go-terms.ts'), import('./known/go-genes.ts')]);
    return readGoSets(terms.rows, genes);
  },
  hippo: async (): Promise<SetCollection> => {
    const { rows } = await import('./known/hippo.ts');
    const sets = rows
      .trim()
      .split('\n')
      .map((row) => {
        const [name, description, ...genes] = row.split('\t');
        return { name: name!, description: description!, genes };
      });
    return collectSets('hippo', 'WikiPathways, Reactome, Wang et al. 2018 (human)', sets);
  },
} as const;

export type KnownCollection = keyof typeof collections;

/** The collections that are built in, all of human genes by their symbols of 2022. */
export const knownCollections = Object.keys(collections) as readonly KnownCollection[];

export function isKnownCollection(name: string): name is KnownCollection {
  return Object.hasOwn(collections, name);
}

export function loadKnownSets(name: KnownCollection): Promise<SetCollection> {
  return collections[name]();
}
