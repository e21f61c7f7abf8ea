import { isList, isListOfTexts, isRecord, wrongArgument } from '../arguments.ts';

/** Throws a `Fault` for input that has not the shape of `Deseq2Input`. */
export function requireInput(input: unknown): void {
  if (!isRecord(input))
    throw wrongArgument('The input is not an object.', input, '{ counts, sampleIds, samples, geneIds? }');
  const { counts, sampleIds, samples, geneIds } = input;
  if (!isList(counts)) throw wrongArgument('There are no counts.', counts, '`counts`: rows of numbers, or one list');
  if (!isListOfTexts(sampleIds) || sampleIds.length === 0)
    throw wrongArgument('The samples have no names.', sampleIds, '`sampleIds`: a text for each column of the counts');
  if (!isRecord(samples) || !Object.values(samples).every(isList))
    throw wrongArgument(
      'Nothing is known of the samples.',
      samples,
      '`samples`: lists by column, { condition: [...] }',
    );
  if (geneIds !== undefined && !isListOfTexts(geneIds))
    throw wrongArgument('The genes have no names.', geneIds, '`geneIds`: a text for each row, or none at all');
}
