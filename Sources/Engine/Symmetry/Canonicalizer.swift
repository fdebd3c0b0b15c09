/// Finds for each state one that stands for all that differ from it in names only.
///
/// Elements are sorted by what the state says of each (`Keys`); where that leaves none tied, or
/// ties only elements that nothing relates to others, the state with its elements in that order is
/// the canonical one. Otherwise ties are refined by relations, and what is then still tied is tried
/// out (`TieBreaker`).
///
/// It holds scratch space and so belongs to one thread.
final class Canonicalizer {
  let tables: SymmetryTables
  /// By vertex: the vertex to which the last state's elements went.
  let images: Table<Int32>
  /// By sort: whether the last permutation moves any of its elements.
  private var isMoved: [Bool]
  private let keys: Table<UInt64>
  private let order: Table<Int32>
  let scratch: Table<UInt64>
  private(set) var ties: TieBreaker

  /// States whose form may not be the same for all that they stand for, so that more than one of
  /// them is looked at.
  private(set) var inexactCount = 0

  init(_ tables: SymmetryTables) {
    self.tables = tables
    images = .allocate((0..<tables.vertexCount).map { Int32($0) })
    isMoved = Array(repeating: false, count: tables.sorts.count)
    let keyCount = tables.sorts.map { $0.count * $0.keyWords }.max() ?? 0
    keys = .allocate(repeating: 0, count: keyCount)
    order = .allocate(repeating: 0, count: tables.vertexCount)
    scratch = .allocate(repeating: 0, count: tables.wordCount)
    ties = TieBreaker(tables)
  }

  deinit {
    images.deallocate()
    keys.deallocate()
    order.deallocate()
    scratch.deallocate()
    ties.deallocate()
  }

  var byteCount: Int {
    keys.count * 8 + scratch.count * 8 + order.count * 4 + images.count * 4 + ties.byteCount
  }

  /// Makes the state canonical where it stands.
  /// - Returns: whether that changed it.
  func canonicalize(_ words: Table<UInt64>) -> Bool {
    let isTied = sortElements(of: words)
    if isTied {
      ties.resolve(words, images)
      if !ties.isExact { inexactCount += 1 }
      if ties.best.order(words) == 0 { return false }
      words.copy(from: ties.best)
      return true
    }
    if !isMoved.contains(true) { return false }
    tables.permute(words, by: images, moving: isMoved, into: scratch)
    words.copy(from: scratch)
    return true
  }

  /// How many states differ from this one in names only; nil when that is not known.
  func orbitSize(of words: Table<UInt64>) -> Int? {
    guard let groupOrder = tables.groupOrder else { return nil }
    if sortElements(of: words) {
      ties.resolve(words, images)
      guard ties.isExact else { return nil }
      return groupOrder / ties.automorphismCount
    }
    return groupOrder / tiedPermutations
  }

  /// The canonical form, and a permutation that leads from the state to it.
  func canonicalForm(of state: [UInt64]) -> (words: [UInt64], permutation: ElementPermutation) {
    let words = Table.allocate(state)
    defer { words.deallocate() }
    _ = canonicalize(words)
    var images = images.array.map(Int.init)
    for sort in tables.sorts {
      for vertex in sort.first..<sort.first + sort.count { images[vertex] -= sort.first }
    }
    return (
      words.array,
      ElementPermutation(
        images: tables.sorts.map { Array(images[$0.first..<$0.first + $0.count]) })
    )
  }

  /// The state with its elements exchanged.
  func permuted(_ state: [UInt64], by permutation: ElementPermutation) -> [UInt64] {
    let source = Table.allocate(state)
    let target = Table<UInt64>.allocate(repeating: 0, count: state.count)
    let images = Table<Int32>.allocate(
      zip(tables.sorts, permutation.images).flatMap { sort, images in
        images.map { Int32(sort.first + $0) }
      })
    defer {
      source.deallocate()
      target.deallocate()
      images.deallocate()
    }
    let all = Array(repeating: true, count: tables.sorts.count)
    tables.permute(source, by: images, moving: all, into: target)
    return target.array
  }

  // MARK: Keys

  /// The product of the factorials of how many elements each group of equal keys has, as it was
  /// found by `sortElements`.
  private var tiedPermutations = 1

  /// Sorts the elements of every sort by their keys, and says where they go.
  /// - Returns: whether elements are tied that something relates to others.
  private func sortElements(of words: Table<UInt64>) -> Bool {
    var isTied = false
    tiedPermutations = 1
    for (index, sort) in tables.sorts.enumerated() {
      gatherKeys(of: sort, words)
      isMoved[index] = false
      for element in 0..<sort.count {
        // Sorting by insertion: elements of a successor are nearly in order.
        var place = element
        while place > 0, precedes(element, Int(order[sort.first + place - 1]), sort.keyWords) {
          order[sort.first + place] = order[sort.first + place - 1]
          place -= 1
        }
        order[sort.first + place] = Int32(element)
        if place < element { isMoved[index] = true }
      }
      for place in 0..<sort.count {
        let element = Int(order[sort.first + place])
        images[sort.first + element] = Int32(sort.first + place)
      }
      if countTies(of: sort) && sort.isRelated { isTied = true }
    }
    return isTied
  }

  private func gatherKeys(of sort: SymmetryTables.Sort, _ words: Table<UInt64>) {
    let width = sort.keyWords
    for index in 0..<sort.count * width { keys[index] = 0 }
    for index in sort.pieces {
      let piece = tables.pieces[index]
      if piece.keyWord < 0 { continue }
      for element in 0..<sort.count {
        let place = tables.places[piece.firstPlace + element]
        let bits = words[place.word] &>> UInt64(place.shift) & piece.mask
        keys[element * width + piece.keyWord] |= bits &<< piece.keyShift
      }
    }
    for index in sort.marks {
      let mark = tables.marks[index]
      let object = tables.objects[mark.object]
      guard tables.isLive(object, in: words) else { continue }
      let element = Int(tables.value(object.field, in: words))
      keys[element * width + mark.keyWord] |= mark.bit
    }
  }

  @inline(__always)
  private func precedes(_ first: Int, _ second: Int, _ width: Int) -> Bool {
    if width == 1 { return keys[first] < keys[second] }
    for word in 0..<width where keys[first * width + word] != keys[second * width + word] {
      return keys[first * width + word] < keys[second * width + word]
    }
    return false
  }

  /// Equal keys stand side by side; `order` has each element under its place.
  private func countTies(of sort: SymmetryTables.Sort) -> Bool {
    var isTied = false
    var run = 1
    ties.ranks[sort.first + Int(order[sort.first])] = 0
    for place in 1..<sort.count {
      let before = Int(order[sort.first + place - 1])
      let element = Int(order[sort.first + place])
      if precedes(before, element, sort.keyWords) {
        run = 1
        ties.ranks[sort.first + element] = Int32(place)
      } else {
        ties.ranks[sort.first + element] = ties.ranks[sort.first + before]
        run += 1
        // Overflow is no matter: then the order of the group is not known either.
        tiedPermutations &*= run
        isTied = true
      }
    }
    return isTied
  }
}
