import { documentName } from "./chaos-document";
import type { CallSite } from "./fault-points";

/** Places in a change, by what the engine does there. */

const document = `${documentName}.json`;

const isTemp = ({ target }: CallSite) => /chaos\.json\.\d+$/.test(target);
const isDocument = ({ target }: CallSite) => target.endsWith(`/${document}`);
const isLock = ({ target }: CallSite) => target.endsWith(`/${document}.lock`);
const isClaim = ({ target }: CallSite) => target.includes(`/${document}.lock.`);

export const replacesDocument = (site: CallSite) => /^rename/.test(site.name) && isTemp(site);
export const removesDocument = (site: CallSite) => /^(rename|unlink)/.test(site.name) && isDocument(site);
export const removesLock = (site: CallSite) => /^(unlink|rename)/.test(site.name) && isLock(site);
export const makesTemp = (site: CallSite) => /^open/.test(site.name) && site.flags === "w" && isTemp(site);
export const fillsTemp = (site: CallSite) => /^write/.test(site.name) && isTemp(site);
export const opensLockToWrite = (site: CallSite) => /^open/.test(site.name) && site.changes && isLock(site);
export const writesLock = (site: CallSite) => /^write/.test(site.name) && isLock(site);
export const makesClaim = (site: CallSite) => /^(open|link)/.test(site.name) && isClaim(site);
export const writesClaim = (site: CallSite) => /^write/.test(site.name) && isClaim(site);
export const listsFolder = (site: CallSite) => site.name === "readdirSync" && site.target.endsWith("/.lockstep");

export const createsLock = (site: CallSite) => /^open/.test(site.name) && site.flags === "ax+" && isLock(site);
export const movesClaim = (site: CallSite) => /^rename/.test(site.name) && isClaim(site);
export const dropsClaim = (site: CallSite) => /^unlink/.test(site.name) && isClaim(site);
export const isRename = ({ name }: CallSite) => name.startsWith("rename");
