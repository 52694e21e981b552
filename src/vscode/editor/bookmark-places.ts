import { Following, type FollowingParts } from "../following/following";
import type { Models } from "../models/models";
import { BookmarkVisits } from "./bookmark-visits";
import { BookmarkedLines } from "./bookmarked-lines";
import { LiveBookmarks } from "./live-bookmarks";

/** Where bookmarks are, as this window sees it, and the way there. */
export interface BookmarkPlaces {
  readonly following: Following;
  readonly bookmarkedLines: BookmarkedLines;
  readonly live: LiveBookmarks;
  readonly visits: BookmarkVisits;
}

export function makeBookmarkPlaces(
  models: Models,
  { folders, settings, log }: Omit<FollowingParts, "bookmarks">,
): BookmarkPlaces {
  const following = new Following({ folders, bookmarks: models.bookmarks, settings, log });
  const bookmarkedLines = new BookmarkedLines(folders, following.index, following.documents);
  const live = new LiveBookmarks(folders, models.bookmarks, bookmarkedLines);
  return {
    following,
    bookmarkedLines,
    live,
    visits: new BookmarkVisits({ following, bookmarkedLines, models, settings }),
  };
}
