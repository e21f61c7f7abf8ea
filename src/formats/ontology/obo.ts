import { Fault } from '../../fault.ts';
import { decodeText } from '../bytes/decode-text.ts';
import type { InputFile } from '../bytes/input-file.ts';
import { plainText } from '../bytes/plain-text.ts';

/** A term that is in use. */
export interface OntologyTerm {
  readonly id: string;
  readonly name: string;
  /** `biological_process`, `molecular_function`, `cellular_component`; empty where the file does not say. */
  readonly namespace: string;
  /** Terms that it is a kind or a part of. */
  readonly parents: readonly string[];
}

export interface Ontology {
  readonly file: string;
  readonly terms: ReadonlyMap<string, OntologyTerm>;
  /** The term that goes by another id today. */
  readonly current: ReadonlyMap<string, string>;
  /** `releases/2022-07-01`, as the file says; undefined where it does not. */
  readonly version: string | undefined;
}

/**
 * Reads the terms of an ontology in OBO 1.2 or 1.4 with their parents by `is_a` and `part_of`. Obsolete terms are left out.
 *
 * Source: https://owlcollab.github.io/oboformat/doc/GO.format.obo-1_4.html
 */
export async function readObo(file: InputFile): Promise<Ontology> {
  return parseObo(await file.bytes(), file.name);
}

/** {@link readObo} on bytes that are already in memory. */
export function parseObo(bytes: Uint8Array, file: string): Ontology {
  const [header, ...stanzas] = decodeText(plainText(bytes))
    .replaceAll('\r', '')
    .split(/\n(?=\[)/);
  const terms = new Map<string, OntologyTerm>();
  const current = new Map<string, string>();
  for (const stanza of stanzas) {
    if (!stanza.startsWith('[Term]')) continue;
    const term = readTerm(stanza);
    if (term === undefined) continue;
    terms.set(term.id, term);
    for (const other of valuesOf(stanza, 'alt_id')) current.set(other, term.id);
  }
  if (terms.size === 0) {
    throw new Fault({
      code: 'OBO_EMPTY',
      message: 'the file holds no terms',
      file,
      expected: 'stanzas that begin with [Term] (OBO 1.2 or 1.4)',
      hint: 'Give the ontology as the Gene Ontology offers it, such as go-basic.obo.',
    });
  }
  return { file, terms, current, version: valuesOf(header!, 'data-version')[0] };
}

function readTerm(stanza: string): OntologyTerm | undefined {
  const [id] = valuesOf(stanza, 'id');
  if (id === undefined || valuesOf(stanza, 'is_obsolete')[0] === 'true') return undefined;
  const parts = valuesOf(stanza, 'relationship').flatMap((value) => /^part_of (\S+)/.exec(value)?.[1] ?? []);
  const kinds = valuesOf(stanza, 'is_a').map((value) => value.split(' ')[0]!);
  return {
    id,
    name: valuesOf(stanza, 'name')[0] ?? '',
    namespace: valuesOf(stanza, 'namespace')[0] ?? '',
    parents: [...new Set([...kinds, ...parts])],
  };
}

/** The values of a tag in a stanza, comments behind them taken away. */
function valuesOf(stanza: string, tag: string): string[] {
  return stanza.split('\n').flatMap((line) =>
    line.startsWith(`${tag}: `)
      ? [
          line
            .slice(tag.length + 2)
            .split(' ! ')[0]!
            .trim(),
        ]
      : [],
  );
}
