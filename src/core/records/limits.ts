/** The most that a document may hold of each: refuses nonsense and nothing that a person would write. Lengths in UTF-16 units. */
export const limits = {
  /** Names, labels, list names. */
  line: 500,
  description: 20_000,
  tag: 100,
  tags: 200,
  path: 4096,
  /** Lines and columns in a source file. */
  position: 1_000_000_000,
  /** Positions in a list of bookmarks. */
  order: 1_000_000_000,
  anchorText: 2000,
  anchorNeighbours: 20,
  command: 200_000,
  prompt: 2_000_000,
  environmentVariables: 2000,
  environmentValue: 200_000,
  error: 20_000,
  priority: 1_000_000,
  lists: 1000,
  /** Records of one document. */
  records: 100_000,
} as const;
