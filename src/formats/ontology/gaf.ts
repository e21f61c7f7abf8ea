import { Fault } from '../../fault.ts';
import { decodeText } from '../bytes/decode-text.ts';
import { LF } from '../bytes/field.ts';
import type { InputFile } from '../bytes/input-file.ts';
import { lineBlocks } from '../bytes/line-blocks.ts';

/** What a file of annotations says: which genes have which terms. */
export interface GeneTerms {
  readonly file: string;
  /** Symbols by the term that they are annotated with. */
  readonly genesOfTerm: ReadonlyMap<string, ReadonlySet<string>>;
  /** Day of the file by its header; undefined where that has none. */
  readonly date: string | undefined;
  readonly annotations: number;
  /** Left out because they say that a gene has the term NOT. */
  readonly negated: number;
}

/** Its fields, from 1: symbol 3, qualifier 4, term 5, of 17 (15 in GAF 1.0 and 2.0's shortest lines). */
const LEAST_FIELDS = 15;

/**
 * Reads a gene association file of the Gene Ontology (GAF 2.x). Annotations that are negated are left out, since the gene
 * does not have the term.
 *
 * Source: http://geneontology.org/docs/go-annotation-file-gaf-format-2.2/
 */
export async function readGaf(file: InputFile): Promise<GeneTerms> {
  const genesOfTerm = new Map<string, Set<string>>();
  let [annotations, negated] = [0, 0];
  let date: string | undefined;
  for await (const { bytes, line: first } of lineBlocks(file)) {
    let line = first;
    for (let p = 0, end = 0; p < bytes.length; p = end + 1, line++) {
      end = bytes.indexOf(LF, p);
      const row = decodeText(bytes, p, end);
      if (row.startsWith('!')) {
        date ??= /^!\s*(?:date-generated|date|generated)\s*:\s*(\d{4}-\d\d-\d\d)/i.exec(row)?.[1];
        continue;
      }
      if (row.trim() === '') continue;
      const fields = row.split('\t');
      const [, , symbol, qualifier, term] = fields;
      if (fields.length < LEAST_FIELDS || !symbol || !term?.includes(':'))
        throw badLine(file.name, line, fields.length);
      if (qualifier!.split('|').includes('NOT')) {
        negated++;
        continue;
      }
      annotations++;
      const genes = genesOfTerm.get(term) ?? new Set();
      genesOfTerm.set(term, genes.add(symbol));
    }
  }
  if (annotations === 0) throw withoutLines(file.name);
  return { file: file.name, genesOfTerm, date, annotations, negated };
}

function badLine(file: string, line: number, fields: number): Fault {
  return new Fault({
    code: 'GAF_LINE',
    message: 'a line of the annotations cannot be read',
    file,
    line,
    found: `${fields} ${fields === 1 ? 'field' : 'fields'}`,
    expected: 'at least 15 fields separated by tabs, with the symbol in the third and the term in the fifth (GAF 2)',
    hint: "Give the file as the Gene Ontology offers it, such as goa_human.gaf.gz; GPAD and tables of one's own are not read.",
  });
}

function withoutLines(file: string): Fault {
  return new Fault({
    code: 'GAF_EMPTY',
    message: 'the file holds no annotations',
    file,
    expected: 'lines of GAF 2',
    hint: 'Check that this is the file you meant.',
  });
}
