import { defineJson, defineJsonList } from './json-codec.ts';

/** A mature miRNA of the study. */
export interface StudyMirna {
  readonly name: string;
  readonly accession?: string;
  readonly sequence: string;
  readonly seed: string;
}

/** In the cache only: the perturbed miRNAs. */
export const mirnaFile = defineJsonList<StudyMirna>('The perturbed miRNAs.', {
  name: { kind: 'text', meaning: 'name, or the sequence where it has none' },
  accession: { kind: 'text', meaning: 'miRBase accession', absent: 'it is not known' },
  sequence: { kind: 'text', meaning: "mature sequence 5' to 3'" },
  seed: { kind: 'text', meaning: 'bases 2 to 8' },
});

/** What the scan of seed families says of the experiment. */
export interface KeptVerdict {
  readonly outcome: 'worked' | 'weak' | 'other' | 'against' | 'silent' | 'open';
  readonly text: string;
  readonly families: number;
  readonly sought: readonly string[];
}

/** `tables/seeds/CONTRAST.verdict.json` */
export const verdictFile = defineJson<KeptVerdict>('Which seed explains the changes of a contrast.', {
  outcome: {
    kind: 'text',
    meaning:
      'worked: the sought seed explains the changes best; weak, other, against, silent: it does not; open: none was named',
  },
  text: { kind: 'text', meaning: 'the same in sentences' },
  families: { kind: 'number', meaning: 'families that were tried' },
  sought: { kind: 'list', meaning: 'seeds of the perturbed miRNAs' },
});

/** A note of a stage as it is kept for the report. */
export interface KeptNote {
  readonly level: 'info' | 'warning';
  readonly text: string;
}

/** In the cache only: what a stage said. */
export const noteFile = defineJsonList<KeptNote>('What a stage said while it ran.', {
  level: { kind: 'text', meaning: 'info or warning' },
  text: { kind: 'text', meaning: 'the note' },
});
