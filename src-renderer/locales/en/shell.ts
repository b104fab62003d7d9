// English: the frame, errors, durations and the doctor.

export const shell = {
  common: {
    close: 'Close',
    cancel: 'Cancel',
    retry: 'Try again',
    reload: 'Reload',
    stop: 'Stop',
    clear: 'Clear',
    dismiss: 'Dismiss',
    copy: 'Copy',
    copied: 'Copied',
    loading: 'Loading…',
  },
  shell: {
    skip: 'Skip to the content',
    navigation: 'Places',
    library: 'Library',
    runs: 'Runs',
    about: 'Doctor',
    noRoot: 'No folder open',
    sample: 'Sample',
    readOnly: 'Read only',
    user: 'User',
    chooseUser: 'Choose',
    language: '切换为中文',
    themes: {
      system: 'Theme: as the system',
      light: 'Theme: light',
      dark: 'Theme: dark',
    },
  },
  connection: {
    connecting: 'Connecting…',
    open: 'Connected',
    waiting: 'Studio unreachable, trying again…',
  },
  errors: {
    notFound: 'Not found',
    invalidInput: 'This does not fit',
    conflict: 'Conflict',
    cancelled: 'Cancelled',
    unsupported: 'Not supported',
    outOfMemory: 'Out of memory',
    io: 'Reading or writing failed',
    corrupt: 'Damaged file',
    internal: 'A fault of the studio',
  },
  jobs: {
    idle: 'No run under way',
    progress: 'Progress of this phase',
    left: '{time} left',
  },
  durations: {
    seconds: '{first} s',
    minutes: '{first} min {second} s',
    hours: '{first} h {second} min',
    days: '{first} d {second} h',
  },
  root: {
    title: 'Open a PSS folder',
    description: 'The folder that holds VOC2012 (source domain) and personal (one folder a user).',
    path: 'Folder',
    choose: 'Choose…',
    open: 'Open',
    settings: 'Settings of this folder',
    blindOnValidation: 'Label blind on photos that methods are scored on',
    blindOnValidationHint:
      'Predictions, entropy and scores of such a photo stay hidden everywhere until it is done. What is hidden cannot be copied.',
    copyOnValidation: 'Allow copying predictions on photos that methods are scored on',
    copyOnValidationHint:
      'For everybody who labels in this folder. Copied pixels stay marked, and every score is shown without them as well.',
    layout:
      'The studio keeps what it derives in a folder .pss-studio inside it. Photos are never changed; masks are written only when you save.',
  },
  about: {
    description:
      'Adapts a segmentation network to the photos of one person. This page says what this installation can do.',
    again: 'Examine again',
    checks: 'This installation',
    examining: 'Examining…',
    status: { ok: 'in order', missing: 'missing', failed: 'failed' },
    license: 'Apache-2.0. Method: Personalized Image Semantic Segmentation (ICCV 2021).',
  },
}
