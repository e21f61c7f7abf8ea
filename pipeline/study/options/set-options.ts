import type { Aspect } from '../../../src/formats/ontology/aspect.ts';
import type { Option } from './option.ts';

const ontology = { commands: ['sets'], group: 'Gene Ontology' } as const;

/** Gene sets: where they are from, and how they are tested. */
export const setOptions = {
  gaf: {
    ...ontology,
    required: ['sets'],
    type: 'file',
    help: 'annotations of genes, as GAF 2 (.gz): geneontology.org, current.geneontology.org/annotations',
  },
  obo: { ...ontology, required: ['sets'], type: 'file', help: 'the ontology, as OBO: go-basic.obo' },
  aspects: {
    ...ontology,
    type: 'choices',
    choices: ['BP', 'MF', 'CC'] satisfies readonly Aspect[],
    help: 'parts of the ontology: biological process, molecular function, cellular component',
    otherwise: 'all three',
  },
} as const satisfies Record<string, Option>;
