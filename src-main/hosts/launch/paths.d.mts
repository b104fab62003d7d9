// Types of paths.mjs for the hosts written in TypeScript.

export declare function userDataFolder(): string
