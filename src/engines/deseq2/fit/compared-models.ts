import type { Design } from '../../../design/design.ts';
import { fittedMatrix } from '../../../design/fit-basis.ts';
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
  const glm = withoutInfinite(await kernel.fitGlm({ cooks }));
  if (reduced === undefined) return { glm };
  const { coefficients } = reduced;
  const reducedGlm = withoutInfinite(await kernel.fitGlm({ design: fittedMatrix(reduced), coefficients }));
  return { glm, reducedGlm };
}

/** A fit whose likelihood is not finite has not converged, whatever the search that ended there says. */
function withoutInfinite(fit: GlmFit): GlmFit {
  fit.logLik.forEach((value, gene) => {
    if (!Number.isFinite(value)) fit.converged[gene] = 0;
  });
  return fit;
}
