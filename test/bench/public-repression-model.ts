import type { RepressionModel } from '../../src/targets/repression-model.ts';
import { readHek, readUtrTransfections } from './repression-data.ts';
import { fitRepression } from './repression-fit.ts';

/** What src/targets/repression-model.ts holds: fitted to the public experiments in ../shared, to 3 digits. */
export async function fitRepressionModel(): Promise<RepressionModel> {
  const rounded = (_: string, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(3)) : value);
  const model = fitRepression([...(await readHek()), ...(await readUtrTransfections())]);
  return JSON.parse(JSON.stringify(model, rounded));
}
