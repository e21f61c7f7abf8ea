import type { Design } from '../../../design/design.ts';
import type { CooksRequest, GeneKernel, GlmFit } from '../kernel/gene-kernel.ts';

/** The models that are compared or tested, at the final dispersions. */
export interface Models {
  readonly glm: GlmFit;
  readonly reducedGlm?: GlmFit | undefined;
}

/** Fits the design, with Cook's distances if asked for, and the reduced design if there is one. */
export async function fitModels(
  kernel: GeneKernel,
  reduced: Design | undefined,
  cooks: CooksRequest | undefined,
): Promise<Models> {
  const glm = await kernel.fitGlm({ cooks });
  if (reduced === undefined) return { glm };
  const { matrix, coefficients } = reduced;
  return { glm, reducedGlm: await kernel.fitGlm({ design: matrix, coefficients }) };
}
