import { join } from "node:path";

export const repositoryRoot = join(import.meta.dirname, "..", "..");
export const hostFolder = import.meta.dirname;
export const sampleWorkspace = join(repositoryRoot, "test", "fixtures", "sample-workspace");
