import { changed } from "../records/changed";
import type { Outcome } from "../records/outcome";
import type { Bookmark } from "./bookmark";
import { bookmarkPath } from "./bookmark-path";
import type { BookmarksDocument } from "./bookmarks-document";
import { emptyDocument, withEach } from "./edited-document";
import type { FollowedPlace } from "./following";

/**
 * With bookmarks where they are now. Of a bookmark that is not where its follower saw it, someone else has said more.
 * Two bookmarks may meet on one line: joining them would lose what they say.
 *
 * @throws {LockstepError} `INVALID` for a path outside the folder
 */
export function followed(
  document: BookmarksDocument | undefined,
  places: readonly FollowedPlace[],
): Outcome<BookmarksDocument, readonly Bookmark[]> {
  const byId = new Map(places.map((place) => [place.id, place]));
  return withEach(document ?? emptyDocument, (bookmark) => {
    const place = byId.get(bookmark.id);
    return place === undefined || wasOvertaken(place, bookmark) ? bookmark : movedTo(place, bookmark);
  });
}

function wasOvertaken({ from }: FollowedPlace, { path, line, state }: Bookmark): boolean {
  return from.path !== path || from.line !== line || from.state !== state;
}

function movedTo({ path, line, column, anchor, state }: FollowedPlace, bookmark: Bookmark): Bookmark {
  const kept = { ...bookmark.anchor, ...anchor };
  return changed(bookmark, { path: bookmarkPath(path), line, column, anchor: kept, state });
}
