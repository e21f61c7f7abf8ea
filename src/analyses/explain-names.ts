import type { geneAnswerTable } from '../artifacts/gene-tables.ts';
import { findGene, type GeneAnswer } from '../genes/find-gene.ts';
import { type HumanGene, type HumanGenes, loadHumanGenes } from '../genes/human-genes.ts';
import { nearestNames } from '../text/nearest-names.ts';

export interface ExplainedName extends GeneAnswer {
  /** Symbols like a name that is not known, best first; only for the first {@link MOST_GUESSES} of them. */
  readonly nearest: readonly string[];
}

/** To compare a name with all symbols takes as long as to find thousands. */
const MOST_GUESSES = 20;

/** What names mean among the human genes, each as {@link findGene} answers. */
export async function explainNames(names: readonly string[]): Promise<readonly ExplainedName[]> {
  const genes = await loadHumanGenes();
  let guesses = 0;
  return names.map((name) => {
    const answer = findGene(genes, name);
    const isOpen = answer.outcome === 'unknown' && /[a-z]/i.test(name) && answer.note === '';
    return { ...answer, nearest: isOpen && guesses++ < MOST_GUESSES ? nearestNames(name, symbolsOf(genes)) : [] };
  });
}

export function answerValues(answers: readonly ExplainedName[]): ReturnType<typeof geneAnswerTable.parse> {
  const geneText = (text: (gene: HumanGene) => string) =>
    answers.map(({ gene }) => (gene === undefined ? '' : text(gene)));
  return {
    names: answers.map(({ name }) => name),
    symbols: geneText(({ symbol }) => symbol),
    entrez: geneText(({ entrez }) => String(entrez)),
    ensembl: geneText(({ ensembl }) => ensembl.join(',')),
    types: geneText(({ type }) => type),
    outcomes: answers.map(({ outcome }) => outcome),
    matches: answers.map(({ by }) => by ?? ''),
    others: answers.map(({ others }) => others.map(({ symbol, entrez }) => `${symbol}|${entrez}`).join(',')),
    notes: answers.map(({ note }) => note),
    nearest: answers.map(({ nearest }) => nearest.join(',')),
  };
}

function* symbolsOf(genes: HumanGenes): Generator<string> {
  for (let row = 0; row < genes.count; row++) {
    const { symbol } = genes.at(row);
    if (!symbol.startsWith('LOC')) yield symbol;
  }
}
