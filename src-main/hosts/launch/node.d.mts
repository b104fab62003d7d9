export function studioEnvironment(env?: NodeJS.ProcessEnv): NodeJS.ProcessEnv
