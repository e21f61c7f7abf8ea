/** node:util for functions that end by calling `done(error, result)`. */
export function promisify<Args extends readonly unknown[], Result>(
  work: (...args: [...Args, (error: Error | null, result?: Result) => void]) => void,
): (...args: Args) => Promise<Result> {
  return (...args) =>
    new Promise((resolve, reject) => {
      work(...args, (error, result) => (error === null ? resolve(result as Result) : reject(error)));
    });
}
