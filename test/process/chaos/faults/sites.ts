import { documentName } from "../laboratory/chaos-document";
import { type CallSite, nap } from "./call-site";

/** Places in a change, by what the engine does there. */
export type There = (site: CallSite) => boolean;

const document = `/${documentName}.json`;
const token = "[0-9a-f]{16}";

const ends = (pattern: string) => {
  const expression = new RegExp(`${document.replace(".", "\\.")}${pattern}$`);
  return (path: string | undefined) => path !== undefined && expression.test(path);
};
const isDocument = ends("");
const isTemp = ends(`\\.${token}\\.tmp`);
const isLock = ends("\\.lock");
const isTicket = ends(`\\.lock\\.${token}\\.next`);
const isClaim = (path: string | undefined) => ends("\\.lock\\..+")(path) && !isTicket(path);

const does =
  (name: RegExp, isIt: (path: string | undefined) => boolean): There =>
  (site) =>
    name.test(site.name) && isIt(site.target);
const moves =
  (from: (path: string | undefined) => boolean, to: (path: string | undefined) => boolean): There =>
  (site) =>
    /^rename/.test(site.name) && from(site.target) && to(site.to);
const both =
  (one: There, other: There): There =>
  (site) =>
    one(site) && other(site);

/** Owner files are made exclusively; notes are appended. */
const exclusively: There = ({ flags }) => flags === "ax+";
const asNote: There = ({ flags }) => flags !== undefined && /^\d+$/.test(flags);

export const goesToSleep: There = ({ name }) => name === nap;

export const createsLock = both(does(/^open/, isLock), exclusively);
/** Of an owner file, whichever it is. */
export const writesAsOwner = both((site) => /^write/.test(site.name), exclusively);
export const signsLock = both(does(/^write/, isLock), exclusively);
export const opensLockForNote = both(both(does(/^open/, isLock), asNote), ({ changes }) => changes);
export const writesNote = both(does(/^write/, isLock), asNote);

export const drawsTicket = both(does(/^open/, isTicket), exclusively);
export const withdrawsTicket = does(/^unlink/, isTicket);
export const handsOver = moves(isTicket, isLock);
export const linksLock: There = (site) => /^link/.test(site.name) && isTicket(site.target) && isLock(site.to);

export const makesClaim = does(/^open/, isClaim);
export const signsClaim = does(/^write/, isClaim);
export const movesClaim: There = (site) => /^rename/.test(site.name) && isClaim(site.target);

export const removesClaim = does(/^unlink/, isClaim);

export const listsFolder: There = ({ name, target }) => name === "readdirSync" && target.endsWith("/.lockstep");
export const makesTemp = both(does(/^open/, isTemp), ({ flags }) => flags === "wx");
export const fillsTemp = does(/^write/, isTemp);
export const makesBin = does(/^mkdir/, isTemp);
export const replacesDocument = moves(isTemp, isDocument);
export const binsDocument: There = (site) => /^rename/.test(site.name) && isDocument(site.target);
export const freesLock = does(/^unlink/, isLock);
export const isRename: There = ({ name }) => name.startsWith("rename");

const isLease = (path: string | undefined) => /\.lease$/.test(path ?? "");
const isLeaseClaim = (path: string | undefined) => /\.lease\..+$/.test(path ?? "");
export const endsLease = does(/^unlink/, isLease);
export const makesLeaseClaim = does(/^open/, isLeaseClaim);
export const signsLeaseClaim = does(/^write/, isLeaseClaim);

const isUnfinishedFolder = (path: string | undefined) => /\/\.lockstep\.[0-9a-f]+(\/|$)/.test(path ?? "");
export const makesFolder = does(/^mkdir/, isUnfinishedFolder);
export const fillsFolder = does(/^write/, isUnfinishedFolder);
