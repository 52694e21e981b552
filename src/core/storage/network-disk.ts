import { statfsSync } from "node:fs";
import { dirname } from "node:path";
import { systemErrorCode } from "../errors";

/**
 * File systems on which Linux tells of our own changes but not of those of other machines, by their magic number
 * (linux/magic.h): NFS, SMB, CIFS, SMB2, 9p (WSL, VMs), FUSE (sshfs and others), VirtualBox and VMware shared folders.
 */
const networkFileSystems = new Set([
  0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x01021997, 0x65735546, 0x786f4256, 0xbacbacbc,
]);

export function isOnNetworkDisk(path: string): boolean {
  if (process.platform === "win32") {
    return path.startsWith("\\\\");
  }
  return process.platform === "linux" && networkFileSystems.has(typeOf(path));
}

/** The type of the disk that `path` is or would be on. */
function typeOf(path: string): number {
  try {
    return statfsSync(path).type;
  } catch (error) {
    const parent = dirname(path);
    return systemErrorCode(error) === "ENOENT" && parent !== path ? typeOf(parent) : 0;
  }
}
