import type { GeneAnnotation } from '../formats/annotation/gene-annotation.ts';
import type { Gene } from '../formats/annotation/transcript.ts';
import type { BuiltInNames } from '../genes/built-in-names.ts';
import { findGene, type GeneAnswer } from '../genes/find-gene.ts';
import { humanGenesRelease, loadHumanGenes } from '../genes/human-genes.ts';
import { type KnownGenes, type NamedGenes, nameGenes } from './link-genes.ts';

const symbolColumn = /^(gene_?symbol|symbol|gene_?name|external_gene_name|hgnc_symbol)$/i;

/** The symbols that stand in a count table beside the counts, if any do. */
export function symbolsIn(columns: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  return [...columns].find(([name]) => symbolColumn.test(name))?.[1];
}

/**
 * The symbols of genes, by an annotation, else from their own table, else by the built-in human names; the notes say how many,
 * where it was not their own table. Undefined where nothing names any.
 */
export async function nameTable(
  known: Omit<KnownGenes, 'builtIn'>,
  choice: BuiltInNames,
): Promise<{ readonly named: NamedGenes | undefined; readonly notes: readonly string[] }> {
  const isNamed = known.annotation !== undefined || known.symbols !== undefined;
  const human = isNamed ? noNames : await nameHumanGenes(known.geneIds, choice);
  const named = nameGenes({ ...known, builtIn: human.annotation });
  return { named, notes: [...human.notes, ...(named?.notes ?? [])] };
}

/** Human names of genes, as an annotation; undefined where none of them is known to be human. */
interface HumanNames {
  readonly annotation: GeneAnnotation | undefined;
  /** What was not named, and why. */
  readonly notes: readonly string[];
}

/**
 * The built-in human names of genes that go by Ensembl or Entrez ids. An Ensembl id tells its species (ENSG); a plain number,
 * or the one behind TCGA's `SYMBOL|`, does not. NCBI gives a number to one gene of one species only, so that numbers are
 * taken for human Entrez ids where nearly all of many are: of the numbers from 1 to 100 are 83 %, of those to 20,000 45 %.
 */
async function nameHumanGenes(geneIds: readonly string[], choice: BuiltInNames): Promise<HumanNames> {
  const isEnsembl = (id: string) => /^ENSGR?\d/.test(id);
  const isNumber = (id: string) => /^(?:[^|]*\|)?\d+$/.test(id);
  if (choice === 'none' || !geneIds.some((id) => isEnsembl(id) || isNumber(id))) return noNames;
  const genes = await loadHumanGenes();
  const answersTo = (ids: readonly string[]) => ids.map((id) => findGene(genes, id));
  const numbered = answersTo(geneIds.filter(isNumber));
  const known = numbered.filter(({ by }) => by === 'Entrez id').length;
  const areHuman = choice === 'human' || (numbered.length >= MANY && known >= NEARLY_ALL * numbered.length);
  const answers = [...answersTo(geneIds.filter(isEnsembl)), ...(areHuman ? numbered : [])];
  const notes: string[] = [];
  if (!areHuman && numbered.length * 2 > geneIds.length) {
    notes.push(
      `${known} of ${numbered.length} ids that are numbers are human Entrez ids: too few to take them for human unasked (gene_names: human does)`,
    );
  }
  const unclear = answers.filter(({ outcome }) => outcome === 'ambiguous');
  if (unclear.length > 0) {
    notes.push(
      `${unclear.length} ids stand for several genes and got no symbol, such as ${unclear.slice(0, 3).map(describeUnclear).join(', ')}`,
    );
  }
  const chosen = answers.filter(
    ({ gene, by, others }) => gene !== undefined && by === 'Ensembl id' && others.length > 0,
  );
  if (chosen.length > 0) {
    notes.push(
      `${chosen.length} ids stand for several genes of which one is the likelier, such as ${chosen.slice(0, 3).map(describeChosen).join(', ')}`,
    );
  }
  const named = answers.flatMap((answer) => asGene(answer) ?? []);
  if (named.length > 0) return { annotation: { file: builtInFile, genes: named, notes }, notes: [] };
  if (answers.length > 0) notes.push(`none of ${answers.length} ids is in ${builtInFile}`);
  return { annotation: undefined, notes };
}

const noNames: HumanNames = { annotation: undefined, notes: [] };

/** What stands for the file of an annotation. */
const builtInFile = `the built-in human names (${humanGenesRelease})`;

const MANY = 100;
const NEARLY_ALL = 0.95;

function describeUnclear({ name, others }: GeneAnswer): string {
  return `${name} (${others.map(({ symbol }) => symbol).join(' or ')})`;
}

function describeChosen({ name, gene, others }: GeneAnswer): string {
  return `${name} (${gene?.symbol}, not ${others.map(({ symbol }) => symbol).join(' or ')})`;
}

/** A gene under its id in the table; one of a number under its Ensembl id, where it has one only. */
function asGene({ name, gene }: GeneAnswer): Gene | undefined {
  if (gene === undefined) return undefined;
  const { symbol, entrez, type } = gene;
  const id = /^\d+$/.test(name) && gene.ensembl.length === 1 ? gene.ensembl[0]! : name;
  return { id, name: symbol, entrez: String(entrez), biotype: type };
}
