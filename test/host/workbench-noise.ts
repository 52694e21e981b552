// The workbench of the server build writes its own log where the tests write their results. These lines say nothing about them.
const noise = [
  /^Resolv(ing|ed) connection token/,
  /^Creating a socket \(renderer-/,
  /^\[reconnection-grace-time\]/,
  /^(Ignoring fetching|Updating) additional builtin extensions/,
  /^\[Service Worker\] registration/,
  /^ChatSessionStore: Migrating 0 chat sessions/,
  /^\[AgentHost:remote\] Initializing/,
  /^\[AccountPolicyGate\] apply/,
  /^SettingsEditor2: Settings not included in settingsLayout\.ts/,
  /^Settings pattern ".+" doesn.t match any settings/,
  // What it was still doing when the tests ended.
  /^Canceled/,
  /\/vs\/code\/browser\/workbench\/workbench\.js:\d/,
];

export function isWorkbenchNoise(line: string): boolean {
  return noise.some((pattern) => pattern.test(line));
}
