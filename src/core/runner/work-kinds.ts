import type { Event } from "../events";
import type { FileGroupRepository } from "../groups/file-group-repository";
import * as groups from "../groups/run-rules";
import type { FileQueueRepository } from "../queues/file-queue-repository";
import * as queues from "../queues/run-rules";
import type { Listing, NamedDocument } from "../records/named-document-repository";
import type { DocumentKey } from "../storage/document-store";
import type { Driver, DriverParts } from "./driver";
import { GroupDriver } from "./group-driver";
import { QueueDriver } from "./queue-driver";

/** A document as a worker sees it. */
export interface Candidate {
  readonly document: NamedDocument;
  readonly hasWork: boolean;
  /** When there is something to do that only waits for the time, ISO 8601. */
  readonly nextStart: string | undefined;
}

/** One kind of document that workers run. */
export interface WorkKind {
  readonly name: "queue" | "group";
  readonly onDidChange: Event<DocumentKey>;
  list(now: string): Promise<readonly Candidate[]>;
  /** Undefined when it is gone, or can't be read: whoever looks at it is told why. */
  read(id: string, now: string): Promise<Candidate | undefined>;
  /** Whether somebody who lives has it for himself: then its content is of no interest. */
  isTaken(id: string): Promise<boolean>;
  driverOf(id: string): Driver;
}

export interface WorkDocuments {
  readonly queues: FileQueueRepository;
  readonly groups: FileGroupRepository;
}

export function workKinds(documents: WorkDocuments, parts: DriverParts): readonly WorkKind[] {
  return [
    kindOf("queue", documents.queues, {
      hasWork: queues.hasWork,
      nextStart: queues.nextStartTime,
      isTaken: async (id) => (await documents.queues.runnerOf(id)) !== undefined,
      driverOf: (id) => new QueueDriver(id, documents.queues, parts),
    }),
    kindOf("group", documents.groups, {
      hasWork: groups.hasWork,
      nextStart: () => undefined,
      isTaken: async () => false,
      driverOf: (id) => new GroupDriver(id, documents.groups, parts),
    }),
  ];
}

interface Documents<T> {
  readonly onDidChange: Event<DocumentKey>;
  listWithProblems(): Promise<Listing<T>>;
  get(id: string): Promise<T>;
}

interface Rules<T> extends Pick<WorkKind, "isTaken" | "driverOf"> {
  hasWork(document: T, now: string): boolean;
  nextStart(document: T, now: string): string | undefined;
}

function kindOf<T extends NamedDocument>(
  name: WorkKind["name"],
  documents: Documents<T>,
  { hasWork, nextStart, isTaken, driverOf }: Rules<T>,
): WorkKind {
  const candidate = (document: T, now: string): Candidate => ({
    document,
    hasWork: hasWork(document, now),
    nextStart: nextStart(document, now),
  });
  return {
    name,
    onDidChange: documents.onDidChange,
    list: async (now) => (await documents.listWithProblems()).items.map((item) => candidate(item, now)),
    read: async (id, now) => {
      const document = await documents.get(id).catch(() => undefined);
      return document && candidate(document, now);
    },
    isTaken,
    driverOf,
  };
}
