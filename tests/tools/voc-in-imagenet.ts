// Which of ImageNet's 1000 classes, in the usual order of their indices, are of a VOC class. No class of
// ImageNet is a person; zebra, water buffalo, bison and wild cats are of no VOC class.

import type { VOC_CLASSES } from '../../src-main/core/labels/classes.ts'

type VocName = (typeof VOC_CLASSES)[number]

export const VOC_IN_IMAGENET: Readonly<Partial<Record<VocName, readonly number[]>>> = {
  aeroplane: [404, 895],
  bicycle: [444, 671],
  bird: [...range(7, 24), ...range(80, 100), ...range(127, 146)],
  boat: [472, 484, 510, 554, 576, 625, 628, 724, 780, 814, 871, 914],
  bottle: [440, 720, 737, 898, 907],
  bus: [654, 779, 874],
  car: [407, 436, 468, 511, 609, 627, 656, 661, 717, 751, 817],
  cat: range(281, 285),
  chair: [423, 559, 765, 857],
  cow: [345],
  diningtable: [532],
  dog: range(151, 268),
  horse: [339],
  motorbike: [665, 670],
  pottedplant: [738],
  sheep: [348, 349],
  sofa: [831],
  train: [466, 547, 705, 820],
  tvmonitor: [664, 782, 851],
}

/** Both ends are in. */
function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
}
