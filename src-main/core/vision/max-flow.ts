// The cheapest cut of a graph with two terminals: Boykov, Kolmogorov: An experimental comparison of
// min-cut/max-flow algorithms for energy minimization in vision (2004). Two trees grow from the terminals
// until they touch; a path is filled; branches that lost their root look for another one.

export interface FlowGraph {
  /** What it costs when the node ends away from the source, and away from the sink; adds up. */
  addTerminal(node: number, toSource: number, toSink: number): void
  /** An edge with the same capacity both ways. */
  addEdge(a: number, b: number, capacity: number): void
  /** 1 for each node on the source's side of a cheapest cut, and what the cut costs. */
  cut(): { readonly isSource: Uint8Array; readonly cost: number }
}

const FREE = 0
const SOURCE = 1
const SINK = 2
const NO_ARC = -1
const TERMINAL = -2
const ORPHAN = -3

/** `edgeCount` is the largest number of edges. */
export function createFlowGraph(nodeCount: number, edgeCount: number): FlowGraph {
  return new TwoTrees(nodeCount, edgeCount)
}

class TwoTrees implements FlowGraph {
  // Arc 2e and its sister 2e + 1 are the two directions of edge e.
  private readonly heads: Int32Array
  private readonly following: Int32Array
  private readonly residuals: Float64Array
  private readonly firstArcs: Int32Array
  /** Residual to the terminals: > 0 from the source, < 0 to the sink. */
  private readonly terminals: Float64Array
  private readonly trees: Uint8Array
  /** The arc from a node to its parent. */
  private readonly parents: Int32Array
  private readonly active: number[] = []
  private readonly orphans: number[] = []
  private arcCount = 0
  private flow = 0

  constructor(nodeCount: number, edgeCount: number) {
    this.heads = new Int32Array(edgeCount * 2)
    this.following = new Int32Array(edgeCount * 2)
    this.residuals = new Float64Array(edgeCount * 2)
    this.firstArcs = new Int32Array(nodeCount).fill(NO_ARC)
    this.terminals = new Float64Array(nodeCount)
    this.trees = new Uint8Array(nodeCount)
    this.parents = new Int32Array(nodeCount).fill(NO_ARC)
  }

  addTerminal(node: number, toSource: number, toSink: number): void {
    const before = this.terminals[node]!
    const source = toSource + Math.max(0, before)
    const sink = toSink + Math.max(0, -before)
    this.flow += Math.min(source, sink)
    this.terminals[node] = source - sink
  }

  addEdge(a: number, b: number, capacity: number): void {
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      this.heads[this.arcCount] = to
      this.residuals[this.arcCount] = capacity
      this.following[this.arcCount] = this.firstArcs[from]!
      this.firstArcs[from] = this.arcCount++
    }
  }

  cut(): { readonly isSource: Uint8Array; readonly cost: number } {
    this.start()
    for (let read = 0; read < this.active.length;) {
      const node = this.active[read]!
      const arc = this.trees[node] === FREE ? NO_ARC : this.grow(node)
      if (arc === NO_ARC) read++
      else this.augment(arc)
    }
    return { isSource: this.trees.map((tree) => (tree === SOURCE ? 1 : 0)), cost: this.flow }
  }

  private start(): void {
    for (let node = 0; node < this.trees.length; node++) {
      if (this.terminals[node] === 0) continue
      this.trees[node] = this.terminals[node]! > 0 ? SOURCE : SINK
      this.parents[node] = TERMINAL
      this.active.push(node)
    }
  }

  /** Residual of growing along `arc` away from the terminal of `tree`. */
  private outward(arc: number, tree: number): number {
    return this.residuals[tree === SOURCE ? arc : arc ^ 1]!
  }

  /** Grows the trees from `node`; returns an arc from the source's tree to the sink's, or NO_ARC. */
  private grow(node: number): number {
    const tree = this.trees[node]!
    for (let arc = this.firstArcs[node]!; arc !== NO_ARC; arc = this.following[arc]!) {
      if (this.outward(arc, tree) <= 0) continue
      const next = this.heads[arc]!
      if (this.trees[next] === FREE) {
        this.trees[next] = tree
        this.parents[next] = arc ^ 1
        this.active.push(next)
      } else if (this.trees[next] !== tree) {
        return tree === SOURCE ? arc : arc ^ 1
      }
    }
    return NO_ARC
  }

  /** The least residual on the way from `node` to its terminal. */
  private bottleneck(node: number, tree: number): number {
    let least = Infinity
    let at = node
    while (this.parents[at]! !== TERMINAL) {
      const arc = this.parents[at]!
      least = Math.min(least, this.residuals[tree === SOURCE ? arc ^ 1 : arc]!)
      at = this.heads[arc]!
    }
    return Math.min(least, Math.abs(this.terminals[at]!))
  }

  private fill(node: number, tree: number, amount: number): void {
    let at = node
    while (this.parents[at]! !== TERMINAL) {
      const arc = this.parents[at]!
      const forward = tree === SOURCE ? arc ^ 1 : arc
      this.residuals[forward]! -= amount
      this.residuals[forward ^ 1]! += amount
      const next = this.heads[arc]!
      if (this.residuals[forward]! <= 0) this.orphan(at)
      at = next
    }
    this.terminals[at]! += tree === SOURCE ? -amount : amount
    if (this.terminals[at] === 0) this.orphan(at)
  }

  private orphan(node: number): void {
    this.parents[node] = ORPHAN
    this.orphans.push(node)
  }

  private augment(arc: number): void {
    const from = this.heads[arc ^ 1]!
    const to = this.heads[arc]!
    const amount = Math.min(
      this.residuals[arc]!,
      this.bottleneck(from, SOURCE),
      this.bottleneck(to, SINK),
    )
    this.residuals[arc]! -= amount
    this.residuals[arc ^ 1]! += amount
    this.fill(from, SOURCE, amount)
    this.fill(to, SINK, amount)
    this.flow += amount
    while (this.orphans.length > 0) this.adopt(this.orphans.pop()!)
  }

  private adopt(node: number): void {
    const tree = this.trees[node]!
    for (let arc = this.firstArcs[node]!; arc !== NO_ARC; arc = this.following[arc]!) {
      if (this.outward(arc ^ 1, tree) <= 0) continue
      const next = this.heads[arc]!
      if (this.trees[next] !== tree || !this.isRooted(next)) continue
      this.parents[node] = arc
      return
    }
    for (let arc = this.firstArcs[node]!; arc !== NO_ARC; arc = this.following[arc]!) {
      const next = this.heads[arc]!
      if (this.trees[next] !== tree) continue
      if (this.outward(arc ^ 1, tree) > 0) this.active.push(next)
      const parent = this.parents[next]!
      if (parent >= 0 && this.heads[parent] === node) this.orphan(next)
    }
    this.trees[node] = FREE
    this.parents[node] = NO_ARC
  }

  private isRooted(node: number): boolean {
    let at = node
    while (this.parents[at]! >= 0) at = this.heads[this.parents[at]!]!
    return this.parents[at] === TERMINAL
  }
}
