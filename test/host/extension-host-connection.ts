// Tells when a window and its extension host are done greeting each other. A window that closes before that leaves its extension
// host behind, since the server keeps it for a reconnection. Message format:
// https://github.com/microsoft/vscode/blob/main/src/vs/base/parts/ipc/common/ipc.net.ts (ProtocolWriter)
// https://github.com/microsoft/vscode/blob/main/src/vs/workbench/services/extensions/common/extensionHostProtocol.ts (MessageType)
import type { Page, WebSocket } from "playwright-core";

const headerLength = 13;
const lengthOffset = 9;
const regularMessage = 1;
const initialized = 1;
const purpose = /"desiredConnectionType":(\d)/;
const extensionHost = "2";

interface Frame {
  readonly payload: string | Buffer;
}

export interface ExtensionHostConnection {
  /** The start of the token that the server's log calls this connection by. */
  readonly token: string;
  isReady: boolean;
}

/** The connections to extension hosts that a page opens from now on, oldest first. */
export function watchExtensionHosts(page: Page): readonly ExtensionHostConnection[] {
  const connections: ExtensionHostConnection[] = [];
  page.on("websocket", (socket) => {
    const token = new URL(socket.url()).searchParams.get("reconnectionToken");
    if (token !== null) {
      whenMeantForExtensionHost(socket, () => {
        const connection = { token: token.slice(0, 8), isReady: false };
        connections.push(connection);
        watchGreeting(socket, connection);
      });
    }
  });
  return connections;
}

// A window has a second connection, for files and everything else.
function whenMeantForExtensionHost(socket: WebSocket, then: () => void): void {
  const read = ({ payload }: Frame) => {
    const wanted = purpose.exec(payload.toString())?.[1];
    if (wanted !== undefined) {
      socket.off("framesent", read);
    }
    if (wanted === extensionHost) {
      then();
    }
  };
  socket.on("framesent", read);
}

function watchGreeting(socket: WebSocket, connection: ExtensionHostConnection): void {
  let received = Buffer.alloc(0);
  const read = ({ payload }: Frame) => {
    received = Buffer.concat([received, Buffer.from(payload)]);
    if (holdsMoreThanGreeting(received)) {
      connection.isReady = true;
      socket.off("framereceived", read);
    }
  };
  socket.on("framereceived", read);
}

// Initialized is the extension host's last word of greeting; with the first message after it both ends have taken up their work.
function holdsMoreThanGreeting(bytes: Buffer): boolean {
  let greeted = false;
  for (let start = 0; start + headerLength < bytes.length; ) {
    const length = bytes.readUInt32BE(start + lengthOffset);
    if (bytes[start] === regularMessage && greeted) {
      return true;
    }
    greeted ||= bytes[start] === regularMessage && length === 1 && bytes[start + headerLength] === initialized;
    start += headerLength + length;
  }
  return false;
}
