/// Orders elements that their keys leave tied.
///
/// First by relations: elements are told apart by the ranks of those that edges join them to, again
/// and again until nothing more is told apart. Then, group by group: where exchanging any two
/// elements of a group changes nothing in the state, any order of them is as good as another.
/// Otherwise each of them is set first in turn and the rest is told apart anew; the form with the
/// smallest words is the canonical one, and how often it comes up tells how many permutations leave
/// the state as it is.
///
/// Trying is bounded: beyond `leavesMax` orders the smallest found so far is taken. That is a state
/// of the same orbit still, but not always the same one.
struct TieBreaker {
  /// Complete orders that are looked at for one state.
  static let leavesMax = 64
  /// Elements set first one after the other.
  private static let depthMax = 12

  private let tables: SymmetryTables
  private var edges: RelationEdges
  /// By depth and vertex: the number of elements of its sort in the groups before its own. At depth
  /// 0, `Canonicalizer` says what the keys tell.
  let ranks: Table<Int32>
  private let newRanks: Table<Int32>
  private let hashes: Table<UInt64>
  private let images: Table<Int32>
  private let bestImages: Table<Int32>
  private let candidate: Table<UInt64>
  /// A bit for each sort that has a part in ties.
  private let related: UInt64
  private var leavesLeft = 0
  private var hasBest = false

  /// The form found last, whether it is canonical, and, if so, how many permutations leave it as it
  /// is.
  let best: Table<UInt64>
  private(set) var isExact = true
  private(set) var automorphismCount = 1

  init(_ tables: SymmetryTables) {
    self.tables = tables
    edges = RelationEdges(tables)
    related = (0..<tables.relatedSorts.count).reduce(0) { $0 | tables.relatedSorts[$1].bit }
    let count = tables.vertexCount
    ranks = .allocate(repeating: 0, count: count * (Self.depthMax + 1))
    newRanks = .allocate(repeating: 0, count: count)
    hashes = .allocate(repeating: 0, count: count)
    images = .allocate((0..<count).map { Int32($0) })
    bestImages = .allocate(repeating: 0, count: count)
    best = .allocate(repeating: 0, count: tables.wordCount)
    candidate = .allocate(repeating: 0, count: tables.wordCount)
  }

  func deallocate() {
    edges.deallocate()
    ranks.deallocate()
    newRanks.deallocate()
    hashes.deallocate()
    images.deallocate()
    bestImages.deallocate()
    best.deallocate()
    candidate.deallocate()
  }

  var byteCount: Int {
    (Self.depthMax + 6) * tables.vertexCount * 8 + 2 * tables.wordCount * 8 + edges.byteCount
  }

  /// Finds the form of the state; `images` gets the permutation that leads to it.
  mutating func resolve(_ words: Table<UInt64>, _ images: Table<Int32>) {
    edges.gather(from: words)
    isExact = true
    automorphismCount = 0
    leavesLeft = Self.leavesMax
    hasBest = false
    explore(words, depth: 0, symmetries: 1)
    images.copy(from: bestImages)
  }

  // MARK: Trying

  private mutating func explore(_ words: Table<UInt64>, depth: Int, symmetries: Int) {
    refine(depth)
    var symmetries = symmetries
    for index in 0..<tables.relatedSorts.count {
      let sort = tables.relatedSorts[index]
      for start in 0..<sort.count {
        let size = groupSize(sort, start, depth)
        if size < 2 { continue }
        if isInterchangeable(sort, start, words, depth) {
          // Overflow is no matter: then the order of the group is not known either.
          symmetries &*= factorial(size) ?? 0
          spread(sort, start, depth)
        } else if depth == Self.depthMax {
          isExact = false
          spread(sort, start, depth)
        } else {
          return branch(sort, start, words, depth, symmetries)
        }
      }
    }
    endLeaf(words, depth, symmetries)
  }

  private mutating func branch(
    _ sort: SymmetryTables.Sort, _ start: Int, _ words: Table<UInt64>, _ depth: Int,
    _ symmetries: Int
  ) {
    let row = depth * tables.vertexCount
    let next = row + tables.vertexCount
    for chosen in sort.first..<sort.first + sort.count where ranks[row + chosen] == start {
      if leavesLeft == 0 {
        isExact = false
        return
      }
      for vertex in 0..<tables.vertexCount { ranks[next + vertex] = ranks[row + vertex] }
      for vertex in sort.first..<sort.first + sort.count
      where vertex != chosen && ranks[row + vertex] == start {
        ranks[next + vertex] += 1
      }
      explore(words, depth: depth + 1, symmetries: symmetries)
    }
  }

  private mutating func endLeaf(_ words: Table<UInt64>, _ depth: Int, _ symmetries: Int) {
    leavesLeft -= 1
    let row = depth * tables.vertexCount
    for index in 0..<tables.relatedSorts.count {
      let sort = tables.relatedSorts[index]
      for vertex in sort.first..<sort.first + sort.count {
        images[vertex] = Int32(sort.first) + ranks[row + vertex]
      }
    }
    tables.permute(words, by: images, moving: related, into: candidate)
    let order = hasBest ? candidate.order(best) : -1
    if order < 0 {
      best.copy(from: candidate)
      bestImages.copy(from: images)
      automorphismCount = symmetries
      hasBest = true
    } else if order == 0 {
      // Overflow is no matter here either.
      automorphismCount &+= symmetries
    }
  }

  // MARK: Groups

  private func groupSize(_ sort: SymmetryTables.Sort, _ start: Int, _ depth: Int) -> Int {
    let row = depth * tables.vertexCount
    var size = 0
    for vertex in sort.first..<sort.first + sort.count where ranks[row + vertex] == start {
      size += 1
    }
    return size
  }

  /// Whether exchanging any two of the group leaves the state as it is. Exchanging each with the
  /// next makes all permutations of the group.
  private func isInterchangeable(
    _ sort: SymmetryTables.Sort, _ start: Int, _ words: Table<UInt64>, _ depth: Int
  ) -> Bool {
    let row = depth * tables.vertexCount
    for vertex in 0..<tables.vertexCount { images[vertex] = Int32(vertex) }
    var last = -1
    for vertex in sort.first..<sort.first + sort.count where ranks[row + vertex] == start {
      if last >= 0 {
        images[last] = Int32(vertex)
        images[vertex] = Int32(last)
        tables.permute(words, by: images, moving: related, into: candidate)
        images[last] = Int32(last)
        images[vertex] = Int32(vertex)
        if candidate.order(words) != 0 { return false }
      }
      last = vertex
    }
    return true
  }

  /// Gives each of the group a rank of its own.
  private func spread(_ sort: SymmetryTables.Sort, _ start: Int, _ depth: Int) {
    let row = depth * tables.vertexCount
    var rank = Int32(start)
    for vertex in sort.first..<sort.first + sort.count where ranks[row + vertex] == start {
      newRanks[vertex] = rank
      rank += 1
    }
    for vertex in sort.first..<sort.first + sort.count where ranks[row + vertex] == start {
      ranks[row + vertex] = newRanks[vertex]
    }
  }

  // MARK: Refinement

  private func refine(_ depth: Int) {
    let row = depth * tables.vertexCount
    var hasChanged = true
    while hasChanged {
      hashNeighbours(row)
      hasChanged = false
      for index in 0..<tables.relatedSorts.count {
        let sort = tables.relatedSorts[index]
        for vertex in sort.first..<sort.first + sort.count {
          var rank = ranks[row + vertex]
          for other in sort.first..<sort.first + sort.count
          where ranks[row + other] == ranks[row + vertex] && hashes[other] < hashes[vertex] {
            rank += 1
          }
          newRanks[vertex] = rank
          if rank != ranks[row + vertex] { hasChanged = true }
        }
      }
      if hasChanged {
        for vertex in 0..<tables.vertexCount { ranks[row + vertex] = newRanks[vertex] }
      }
    }
  }

  /// By vertex: a hash of the edges at it and of the ranks at their other ends. Hashes that are
  /// equal by chance tell less apart, which costs time only.
  private func hashNeighbours(_ row: Int) {
    for vertex in 0..<tables.vertexCount { hashes[vertex] = 0 }
    let edges = self.edges
    for edge in 0..<edges.count {
      let label = edges.labels[edge]
      let first = Int(edges.starts[edge])
      let end = Int(edges.starts[edge + 1])
      var position = first
      while position < end {
        var hash = label &+ UInt64(truncatingIfNeeded: position &- first)
        var other = first
        while other < end {
          if other != position {
            let rank = ranks[row &+ Int(edges.vertices[other])]
            hash = KeyShape.fold(hash ^ UInt64(truncatingIfNeeded: rank &+ 1))
          }
          other += 1
        }
        let vertex = edges.vertices[position]
        hashes[vertex] = hashes[vertex] &+ KeyShape.fold(hash)
        position += 1
      }
    }
  }
}
