import { constants } from "node:fs";

/** The flag with which open() refuses a symbolic link. Windows has none: there who opens looks first. */
export const noFollow = constants.O_NOFOLLOW ?? 0;
