import { Fault } from '../../../src/fault.ts';

/** The fault that `act` throws or rejects with; an error if it succeeds or fails otherwise. */
export async function faultOf(act: () => unknown): Promise<Fault> {
  try {
    await act();
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
