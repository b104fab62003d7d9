// English: the classes and what stands for none of them.

export const classes = {
  classes: {
    background: 'Background',
    aeroplane: 'Aeroplane',
    bicycle: 'Bicycle',
    bird: 'Bird',
    boat: 'Boat',
    bottle: 'Bottle',
    bus: 'Bus',
    car: 'Car',
    cat: 'Cat',
    chair: 'Chair',
    cow: 'Cow',
    diningtable: 'Dining table',
    dog: 'Dog',
    horse: 'Horse',
    motorbike: 'Motorbike',
    person: 'Person',
    pottedplant: 'Potted plant',
    sheep: 'Sheep',
    sofa: 'Sofa',
    train: 'Train',
    tvmonitor: 'TV / monitor',
    void: 'Void',
    unlabelled: 'Unlabelled',
  },
}
