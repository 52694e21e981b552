// When something happens in a page, told by the page itself, so that no poll and no message lies in between. All pages of a
// browser are on one machine, whose wall clock they share.
import type { VSCodeWindow } from "../../host/window";

/** Milliseconds of the wall clock. */
export type Moment = () => Promise<number>;

/** When the page next gets a key, by its code such as "KeyK". The result watches already. */
export async function keyDown(window: VSCodeWindow, code: string): Promise<Moment> {
  const watch = await window.page.locator("body").evaluateHandle(
    (body, wanted) => ({
      moment: new Promise<number>((resolve) => {
        body.ownerDocument.defaultView.addEventListener(
          "keydown",
          (event: { readonly code: string; readonly timeStamp: number }) => {
            if (event.code === wanted) {
              resolve(Date.now() - (performance.now() - event.timeStamp));
            }
          },
          true,
        );
      }),
    }),
    code,
  );
  return () => watch.evaluate(({ moment }) => moment);
}

/** When the page has a row with this label, in any of its trees. The result watches already. */
export async function rowShown(window: VSCodeWindow, label: string): Promise<Moment> {
  const watch = await window.page.locator("body").evaluateHandle(
    (body, wanted) => ({
      moment: new Promise<number>((resolve) => {
        const { MutationObserver } = body.ownerDocument.defaultView;
        new MutationObserver((_: unknown, observer: { disconnect(): void }) => {
          const labels: readonly { readonly textContent: string | null }[] = [
            ...body.querySelectorAll(".monaco-list-row .label-name"),
          ];
          if (labels.some(({ textContent }) => textContent === wanted)) {
            observer.disconnect();
            resolve(Date.now());
          }
        }).observe(body, { childList: true, characterData: true, subtree: true });
      }),
    }),
    label,
  );
  return () => watch.evaluate(({ moment }) => moment);
}
