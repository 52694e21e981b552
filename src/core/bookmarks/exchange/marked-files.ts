import * as z from "zod/mini";

/**
 * What Bookmarks and Numbered Bookmarks, which are by one author, have in common: files, and in each of them places.
 * Version 1 had line numbers under "bookmarks", 2 was a list without a name, and today's, 3, has it under "files".
 */
export interface MarkedFile {
  readonly path: string;
  readonly bookmarks: readonly unknown[];
}

const bookmarks = z.array(z.unknown());
const files = z.array(
  z.union([z.looseObject({ path: z.string(), bookmarks }), z.looseObject({ fsPath: z.string(), bookmarks })]),
);
const anyVersion = z.union([files, z.looseObject({ files }), z.looseObject({ bookmarks: files })]);

/** Undefined when `json` is something else. */
export function markedFiles(json: unknown): readonly MarkedFile[] | undefined {
  const { data } = z.safeParse(anyVersion, json);
  if (data === undefined) {
    return undefined;
  }
  return listIn(data).map((file) => ({
    path: "fsPath" in file ? String(file.fsPath) : String(file.path),
    bookmarks: file.bookmarks,
  }));
}

function listIn(data: z.infer<typeof anyVersion>): z.infer<typeof files> {
  if (Array.isArray(data)) {
    return data;
  }
  const { data: newest } = z.safeParse(files, data["files"]);
  return newest ?? z.parse(files, data["bookmarks"]);
}

const place = z.looseObject({
  line: z.number(),
  column: z.optional(z.number()),
  label: z.optional(z.nullable(z.string())),
  note: z.optional(z.nullable(z.string())),
});

/** One of the places of a file: a line from 0, or more about it. */
export type MarkedPlace = z.infer<typeof place>;

/** Undefined when it is none. */
export function markedPlace(bookmark: unknown): MarkedPlace | undefined {
  return typeof bookmark === "number" ? { line: bookmark } : z.safeParse(place, bookmark).data;
}
