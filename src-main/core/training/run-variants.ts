// What a researcher varies of the method.

/**
 * What a pixel of stages 1 and 2 sees of its group (docs/method 4): `none` and `global` are the paper's
 * ablations (Table 3), and `none` is its ADVENT baseline; `official-exact` is the released code as it is.
 */
export const GROUP_MODES = ['paper', 'official-fixed', 'official-exact', 'global', 'none'] as const

/**
 * Which statistics batch normalization takes: each batch's, running ones that stay as they are, or a batch's
 * in training and for evaluation those measured anew over the user's photos.
 */
export const NORMALIZATIONS = ['batch', 'frozen', 're-estimated'] as const
