/** Presses that meet on their way: none is answered before all were made. */
import type { Page } from 'playwright-core';

/** Keeps the next request of each page for this address back until all of them are on their way. */
export async function together(pages: readonly Page[], address: string): Promise<void> {
  const held: (() => void)[] = [];
  const meet = async (): Promise<void> => {
    await new Promise<void>((go) => {
      held.push(go);
      if (held.length === pages.length) for (const each of held) each();
    });
  };
  for (const page of pages) {
    await page.route(
      address,
      async (route) => {
        await meet();
        await route.continue();
      },
      { times: 1 },
    );
  }
}
