// English: label states, issues, labelling twice and who labels.

export const states = {
  labelStates: {
    todo: 'To do',
    draft: 'Draft',
    done: 'Done',
    reviewed: 'Reviewed',
    frozen: 'Frozen',
    skipped: 'Skipped',
  },
  labelActions: {
    finish: 'Done',
    skip: 'Skip…',
    reopen: 'Reopen',
    review: 'Review',
    freeze: 'Freeze',
    unfreeze: 'Unfreeze',
  },
  skipReasons: {
    notPhoto: 'Not a photo',
    private: 'Private',
    noClass: 'Nothing of the 20 classes',
  },
  labelRecord: {
    title: 'Labels',
    external: 'came with the folder',
    by: 'by {name}',
    time: 'Active time {time}',
    assisted: '{time} of it with assist',
    frozen: 'This mask is frozen: it can be looked at, but not changed. Unfreeze it to go on.',
    skipTitle: 'Skip this photo',
    skipHint: 'Why does {name} get no mask? A skipped photo is not evaluated on.',
    isSingle: 'One person annotates alone',
    singleHint: 'A review of one’s own work is then allowed, and records say so by their names.',
  },
  annotator: {
    title: 'Who is labelling?',
    description:
      'The name is written into the label records of this folder, so that a review can be made by somebody else. It is asked once.',
    name: 'Name',
    use: 'Use this name',
    change: 'Change…',
  },
}
