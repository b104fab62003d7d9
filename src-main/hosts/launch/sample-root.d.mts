// Types of sample-root.mjs for the Electron host, which bundles it.
export declare function ensureSampleCopy(shipped: string, dataFolder?: string): string
