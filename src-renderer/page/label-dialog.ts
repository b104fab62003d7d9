/** What a user's page opens at once, as `?dialog=`. */
export type LabelDialog = 'import' | 'export'
