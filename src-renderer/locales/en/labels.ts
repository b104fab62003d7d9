// English: labels of other tools in and out.

export const labels = {
  labelFiles: {
    importMenu: 'Import labels…',
    exportMenu: 'Export labels…',
    importTitle: 'Import labels for {user}',
    importDescription:
      'Photos are matched by name. You see what would change before anything is written.',
    exportTitle: 'Export the labels of {user}',
    exportDescription:
      'Writes {n} mask as new files. Who labelled each pixel, states, issues, time and image labels stay in the studio; so do the photos, unless they are asked for. | Writes {n} masks as new files. Who labelled each pixel, states, issues, time and image labels stay in the studio; so do the photos, unless they are asked for.',
    format: 'Format',
    from: 'Folder, zip archive or file',
    chooseFolder: 'Choose folder…',
    chooseFile: 'Choose file…',
    to: {
      folder: 'New folder',
      json: 'New JSON file',
      zip: 'New zip archive',
    },
    importHints: {
      voc: 'A folder SegmentationClass of PNG masks, or the data set around it.',
      coco: 'The JSON file with the instances, or the folder that holds it alone.',
      'coco-panoptic': 'The JSON file beside its folder of PNG masks, or the folder of both.',
      labelme: 'A folder of JSON files, one for each photo.',
      cvat: 'The zip archive that CVAT exports as “Segmentation mask 1.1”.',
      grey: 'The folder with classes.json and its grey PNG masks, or the JSON file.',
    },
    exportHints: {
      voc: 'SegmentationClass with palette PNG masks and a list. Carries every pixel.',
      coco: 'One JSON file with masks as compressed run lengths. Carries every pixel.',
      'coco-panoptic':
        'PNG masks with a JSON file, one segment for each class. Carries every pixel.',
      labelme: 'A JSON file for each photo, with masks or polygons. Carries every pixel.',
      cvat: 'Colour masks with labelmap.txt. Carries every pixel.',
      grey: 'Grey PNG masks whose value is the class, and classes.json. Carries every pixel.',
    },
    facts: {
      void: 'It has no void: those pixels become the label “{name}”.',
      objects: 'Objects of one class become one region.',
      overlaps: 'Where regions overlap, the later one wins.',
    },
    replace: 'Replace masks that differ',
    turn: 'Turn {n} mask that fits its photo as stored, as the camera’s mark (EXIF) turns the photo | Turn {n} masks that fit their photos as stored, as the camera’s mark (EXIF) turns the photos',
    check: 'Check',
    reading: 'Reading the labels',
    classes: '{n} class name | {n} class names',
    nameInFiles: 'Name in the files',
    class: 'Class',
    classOf: 'Class of {name}',
    choose: 'Choose…',
    unknown: 'Unknown',
    unknownClasses:
      '{n} name is no class of the studio. Say what it means, or its photos are left out. | {n} names are no classes of the studio. Say what they mean, or their photos are left out.',
    photos: 'Photos',
    pixels: 'Pixels',
    photo: 'Photo',
    outcome: 'What happens',
    labelledPixels: 'Labelled pixels',
    replacedPixels: 'Replaced',
    wouldChange: 'What would change',
    hasChanged: 'What was done',
    more: 'Show more ({n})',
    importMasks: 'Import {n} mask | Import {n} masks',
    imported: '{n} mask was written. | {n} masks were written.',
    importing: 'Importing the masks',
    checkStopped: 'Checking was stopped. Nothing was written.',
    importStopped:
      'The import ended early. {n} mask was written, and the one at hand may be, too; each is whole. Check again to see what is left. | The import ended early. {n} masks were written, and the one at hand may be, too; each is whole. Check again to see what is left.',
    choices: {
      componentMasks: 'A mask for each connected region',
      polygons: 'Polygons instead of masks',
      photos: 'With the photos',
    },
    choiceHints: {
      componentMasks:
        'Otherwise one mask holds all of a class. Objects of one class that touch are one region.',
      polygons:
        'They follow the edges of the pixels, so that the studio reads every pixel back. A polygon has no holes: what lies in one is a polygon on top of it, and programs that paint in another order fill the hole. labelme’s own export also paints the outline, up to a pixel more.',
      photos:
        'As upright JPEG files in JPEGImages. A photo that a camera has marked as turned is encoded anew, so that it fits its mask in programs that do not look at the mark; all others are copied byte for byte.',
    },
    components: {
      title: 'Components',
      smallest: 'Small: components of fewer pixels than',
      smallestHint:
        'Those of one class share one annotation of the photo, which keeps every pixel. With 1, each component has its own.',
      leaveOut: 'Leave small components out: their pixels are in no annotation',
      anyNumber:
        'However many annotations (otherwise at most {most}, and nothing is written above)',
    },
    count: 'Count first',
    countHint: 'Makes everything and writes nothing: how many masks and annotations, and how large',
    counted: '{n} mask would be written | {n} masks would be written',
    annotations: '{count} annotations, {bytes}; the most are of {name}: {most}',
    voidRing: 'Ring of void',
    voidRingHint:
      'Makes the pixels around objects void in the copy. The masks here stay as they are.',
    ringWidth: 'none | {n} px | {n} px',
    export: 'Export',
    writing: 'Writing the files',
    counting: 'Counting',
    exportStopped: 'The export was stopped. Nothing was written.',
    countStopped: 'Counting was stopped.',
    exported: '{n} mask is in {path} | {n} masks are in {path}',
    skipped: '{n} mask was left out | {n} masks were left out',
    foreignNames:
      'Some names do not work on other systems. Rename the photos and export again before the files go there.',
  },
  labelOutcomes: {
    new: 'New',
    replaces: 'Replaces the mask',
    same: 'Same as the mask',
    kept: 'Mask kept',
    frozen: 'Mask is frozen',
    openInEditor: 'Open in an editor',
    otherSize: 'Another size',
    turned: 'Fits the photo as stored',
    unknownClass: 'Unknown class',
    twice: 'In two files',
    unreadable: 'Cannot be read',
    noLabels: 'Nothing drawn',
    noPhoto: 'No such photo',
  },
  labelRemarks: {
    inColours: 'read by its colours (RGB)',
    turned: 'turned like its photo',
    otherCase: 'its file is called otherwise in case or Unicode normalisation',
  },
  labelNotes: {
    mergedObjects: '{count} objects are merged with others of their class: a mask has no objects.',
    overlapPixels: '{count} pixels were claimed by two regions: the later one has them.',
    filledPolygons: '{count} outlines are filled to whole pixels.',
    shapesLeftOut:
      '{count} shapes without an area in the photo are left out: points, lines, boxes, what lies outside of it.',
    joinedComponents:
      '{count} small components share an annotation of their class with others of the photo.',
    leftOutComponents: '{count} small components are in no annotation.',
    leftOutPixels:
      '{count} pixels of small components are in no annotation and read as background.',
    polygonsInHoles:
      '{count} polygons lie on others, because a polygon has no holes. Programs that do not paint them in this order fill the holes.',
    photosEncodedAnew: '{count} photos were turned upright or converted, and so encoded anew.',
    unlabelledPixels: '{count} pixels that nobody has labelled are background in the files.',
    assistedPixels:
      '{count} pixels were worked out by an assist. The files do not tell them from others.',
    copiedPixels:
      '{count} pixels were copied from a prediction. The files do not tell them from others.',
    unfinishedMasks: '{count} masks are drafts or of skipped photos. The files do not say so.',
    openIssues: '{count} open issues stay in the studio.',
    activeMinutes: '{count} minutes of active time stay in the studio.',
    imageLabelPhotos: '{count} photos have image labels, which stay in the studio.',
    ringPixels:
      '{count} pixels are a ring of void in this copy. The masks of the studio have no ring.',
    namedVoidPixels: '{format} has no void: {count} pixels are the label “{name}”.',
  },
}
