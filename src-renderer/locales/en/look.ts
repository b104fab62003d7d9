// English: how labels are shown, and which keys do what.

export const look = {
  look: {
    title: 'How labels are shown',
    style: 'Style',
    styleIs: 'Labels: {style}',
    styles: { fill: 'Solid', both: 'Solid, outlined', contour: 'Outlines', off: 'Hidden' },
    opacity: 'Opacity',
    contour: 'Outline',
    palette: 'Colours',
    palettes: { voc: 'VOC', okabeIto: 'For colour-blind eyes' },
    patterns: 'A pattern for each class',
    hint: 'On the screen only: masks are saved as ever.',
    layer: 'Under the labels',
    noLayer: 'Nothing',
    navigator: 'Overview: drag or press arrows to move the view',
  },
  readout: {
    title: 'The run under the pointer',
    short: 'pred.',
    predicted: 'Predicted class',
    probability: 'Probability of the predicted class',
    entropy: 'Entropy: 0 is sure, 1 is all classes alike',
    notStored: 'not stored by this run',
  },
  classLook: {
    title: 'How {name} is shown',
    strength: 'Strength',
    outline: 'As an outline',
    solo: 'Show alone',
    pin: 'Move to the top',
    unpin: 'Back to its place',
  },
  wheel: {
    title: 'Wheel',
    choices: { detect: 'By device', zoom: 'Zooms', pan: 'Moves' },
  },
  keys: {
    preset: 'Keys of',
    presets: {
      studio: 'PSS Studio',
      cvat: 'CVAT',
      labelme: 'labelme, X-AnyLabeling',
      krita: 'Krita, Photoshop',
    },
    reset: 'Reset keys',
    hint: 'Click a key, then press the new one. Backspace takes it away.',
    change: 'Key of {name}: {key}. Press to change',
    press: 'Press a key',
    taken: '{key} belongs to {name}. Press it again to take it.',
  },
}
