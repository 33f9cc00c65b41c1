// Modules that build.mjs makes while it builds.
declare module 'st:islands' {
  const islands: Record<string, () => Promise<unknown>>;
  export default islands;
}
declare module '*.worker.js' {
  /** Address of the file as served. */
  const url: string;
  export default url;
}
