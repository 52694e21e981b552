import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Contender, format, parse } from "./contender";

// The types of Node 20 don't know node:sqlite.
interface Statement {
  run(...values: readonly string[]): unknown;
  get(): unknown;
}
interface Database {
  exec(sql: string): void;
  prepare(sql: string): Statement;
}
interface SqliteModule {
  readonly DatabaseSync: new (path: string) => Database;
}

/** node:sqlite, write-ahead log, every commit flushed: the same text in one row, one transaction per change. */
export function sqlite(folder: string): Contender {
  const path = join(folder, "bench.db");
  let opened: Prepared | undefined;
  const prepared = () => {
    opened ??= prepare(path);
    return opened;
  };
  const read = () => parse((prepared().select.get() as { text: string }).text);
  return {
    async seed(text) {
      prepared().insert.run(text);
    },
    read: async () => read(),
    async change(modify) {
      const { database, update } = prepared();
      database.exec("BEGIN IMMEDIATE");
      try {
        update.run(format(modify(read())));
        database.exec("COMMIT");
      } catch (error) {
        database.exec("ROLLBACK");
        throw error;
      }
    },
  };
}

interface Prepared {
  readonly database: Database;
  readonly insert: Statement;
  readonly select: Statement;
  readonly update: Statement;
}

function prepare(path: string): Prepared {
  const { DatabaseSync } = process.getBuiltinModule("node:sqlite") as SqliteModule;
  const fresh = !existsSync(path);
  const database = new DatabaseSync(path);
  database.exec("PRAGMA busy_timeout = 120000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
  if (fresh) {
    database.exec("CREATE TABLE document (text TEXT NOT NULL)");
  }
  return {
    database,
    insert: database.prepare("INSERT INTO document VALUES (?)"),
    select: database.prepare("SELECT text FROM document"),
    update: database.prepare("UPDATE document SET text = ?"),
  };
}
