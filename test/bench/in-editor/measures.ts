/** What one window measured. Milliseconds in which the extension host's event loop was busy, and megabytes of its heap. */
export interface Measures {
  /** Until `activate` has returned, the loading of its code among it: what VS Code itself calls a start-up time. */
  readonly activation: number;
  /** The same until all bookmarks are read and nothing more happens. */
  readonly settling: number;
  /** Until the editor of one of the files with many bookmarks shows them: the mean of all of those. */
  readonly opening: number;
  /** A character typed in such a file, where nothing moves. */
  readonly character: number;
  /** A new line at its top, with which all of its bookmarks move. */
  readonly newLine: number;
  /** What the burst of new lines sets off when it is over: bookmarks are shown where they are now, and written. */
  readonly afterwards: number;
  /** How often the bookmarks' file was written for one burst of new lines. */
  readonly writes: number;
  readonly memory: number;
}

/** What a window is told, in a file of its workspace. */
export interface Orders {
  /** The extension that is measured. */
  readonly extension: string;
  readonly report: string;
}

export const ordersFile = "orders.json";
