import fc from 'fast-check';

/**
 * fast-check with one seed, so that every run tries the same examples and a failure belongs to the change that made it.
 * `SEEDRANK_FUZZ_SEED=...` tries others.
 */
fc.configureGlobal({ seed: Number(process.env.SEEDRANK_FUZZ_SEED ?? 20261130) });

export { fc };
