/** 3' UTRs that are searched at once: they wait for one another where their sites are folded on threads. */
export const UTRS_AT_ONCE = 64;

/** What `work` makes of items, in their order, with the work on up to `most` of them begun at once. */
export async function* mapAhead<Item, Result>(
  items: AsyncIterable<Item> | Iterable<Item>,
  most: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const queue: Promise<Result>[] = [];
  for await (const item of items) {
    const result = work(item);
    // Told of when its turn comes; where one fails, nobody asks for those behind it.
    result.catch(() => {});
    queue.push(result);
    if (queue.length >= most) yield await queue.shift()!;
  }
  while (queue.length > 0) yield await queue.shift()!;
}
