/// Finds for each state one that stands for all that differ from it in names only.
///
/// Elements are sorted by their *keys*: what the state says of each alone. Where that leaves none
/// tied, or ties only elements that nothing relates to others, the state with its elements in that
/// order is the canonical one. Otherwise ties are refined by relations, and what is then still tied
/// is tried out (`TieBreaker`).
///
/// It holds scratch space and so belongs to one thread.
final class Canonicalizer {
  let tables: SymmetryTables
  /// By vertex: the vertex to which the last state's elements went, where they moved.
  fileprivate let images: Table<Int32>
  /// Of one sort: the key of each element, then of each place in the order found.
  private let keys: Table<UInt64>
  /// By vertex: the element of its sort that goes to the vertex's place.
  private let order: Table<Int32>
  private let scratch: Table<UInt64>
  private var ties: TieBreaker

  /// States whose form may not be the same for all that they stand for, so that more than one of
  /// them is looked at.
  private(set) var inexactCount = 0

  init(_ tables: SymmetryTables) {
    self.tables = tables
    images = .allocate((0..<tables.vertexCount).map { Int32($0) })
    var keyCount = 0
    for index in 0..<tables.sorts.count {
      keyCount = max(keyCount, tables.sorts[index].count * tables.sorts[index].keyWords)
    }
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
    var hasChanged = false
    for index in 0..<tables.looseSorts.count {
      if arrange(tables.looseSorts[index], words) { hasChanged = true }
    }
    if tables.relatedSorts.count > 0, canonicalizeRelated(words) { hasChanged = true }
    return hasChanged
  }

  /// The same for the sorts that more than keys speaks of; `images` gets the permutation of these
  /// when that changes the state.
  private func canonicalizeRelated(_ words: Table<UInt64>) -> Bool {
    var moving: UInt64 = 0
    var isTied = false
    for index in 0..<tables.relatedSorts.count {
      let sort = tables.relatedSorts[index]
      _ = gatherKeys(of: sort, words)
      if sortElements(of: sort) { moving |= sort.bit }
      if rankTies(of: sort) != 1 && sort.needsTieBreak { isTied = true }
    }
    if isTied {
      ties.resolve(words, images)
      if !ties.isExact { inexactCount += 1 }
      if ties.best.order(words) == 0 { return false }
      words.copy(from: ties.best)
      return true
    }
    if moving == 0 { return false }
    for index in 0..<tables.relatedSorts.count { setImages(of: tables.relatedSorts[index]) }
    tables.permute(words, by: images, moving: moving, into: scratch)
    words.copy(from: scratch)
    return true
  }

  /// How many states differ from a canonical one in names only; nil when that is not known.
  func orbitSize(of words: Table<UInt64>) -> Int? {
    guard let groupOrder = tables.groupOrder else { return nil }
    var symmetries = 1
    for index in 0..<tables.looseSorts.count {
      let sort = tables.looseSorts[index]
      _ = gatherKeys(of: sort, words)
      _ = sortElements(of: sort)
      symmetries &*= rankTies(of: sort)
    }
    var isTied = false
    var relatedSymmetries = 1
    for index in 0..<tables.relatedSorts.count {
      let sort = tables.relatedSorts[index]
      _ = gatherKeys(of: sort, words)
      _ = sortElements(of: sort)
      let tied = rankTies(of: sort)
      relatedSymmetries &*= tied
      if tied != 1 && sort.needsTieBreak { isTied = true }
    }
    if isTied {
      ties.resolve(words, images)
      guard ties.isExact else { return nil }
      relatedSymmetries = ties.automorphismCount
    }
    return groupOrder / (symmetries &* relatedSymmetries)
  }

  // MARK: Sorts of which keys say all

  /// Puts the elements of a sort in the order of their keys.
  ///
  /// A key holds all that the state says of its element, so it is enough to sort the keys and to
  /// take the state's bits from them.
  /// - Returns: whether that changed the state.
  @inline(__always)
  private func arrange(_ sort: SymmetryTables.Sort, _ words: Table<UInt64>) -> Bool {
    if sort.keyWords > 1 { return arrangeByOrder(sort, words) }
    if gatherKeys(of: sort, words) { return false }
    let keys = self.keys
    for element in 1..<sort.count {
      let key = keys[element]
      var place = element
      while place > 0, key < keys[place &- 1] {
        keys[place] = keys[place &- 1]
        place &-= 1
      }
      keys[place] = key
    }
    let tables = self.tables
    for word in 0..<words.count { words[word] &= ~tables.masks[sort.firstMask &+ word] }
    var next = sort.firstKeyBits
    for place in 0..<sort.count {
      let key = keys[place]
      for index in next..<next &+ sort.keyBitsCount {
        let bits = tables.keyBits[index]
        words[bits.word] |= (key &>> UInt64(bits.keyShift) & bits.mask) &<< UInt64(bits.shift)
      }
      next &+= sort.keyBitsCount
      var marks = key & sort.markBits
      while marks != 0 {
        let mark = sort.firstMark &+ marks.trailingZeroBitCount &- sort.firstMarkBit
        tables.marks[mark].field.set(Int64(place), in: words)
        marks &= marks &- 1
      }
    }
    return true
  }

  /// The same for keys of several words.
  private func arrangeByOrder(_ sort: SymmetryTables.Sort, _ words: Table<UInt64>) -> Bool {
    _ = gatherKeys(of: sort, words)
    guard sortElements(of: sort) else { return false }
    setImages(of: sort)
    tables.permuteLoose(sort, words, by: images, into: scratch)
    words.copy(from: scratch)
    return true
  }

  // MARK: Keys

  /// - Returns: whether the keys are known to be in order.
  @inline(__always)
  private func gatherKeys(of sort: SymmetryTables.Sort, _ words: Table<UInt64>) -> Bool {
    let tables = self.tables
    let keys = self.keys
    var next = sort.firstKeyBits
    var isOrdered = sort.keyWords == 1
    if isOrdered {
      var last: UInt64 = 0
      for element in 0..<sort.count {
        var key: UInt64 = 0
        for index in next..<next &+ sort.keyBitsCount {
          let bits = tables.keyBits[index]
          key |= (words[bits.word] &>> UInt64(bits.shift) & bits.mask) &<< UInt64(bits.keyShift)
        }
        next &+= sort.keyBitsCount
        keys[element] = key
        if key < last { isOrdered = false }
        last = key
      }
    } else {
      for index in 0..<sort.count * sort.keyWords { keys[index] = 0 }
      for element in 0..<sort.count {
        for index in next..<next &+ sort.keyBitsCount {
          let bits = tables.keyBits[index]
          keys[element * sort.keyWords + Int(bits.keyWord)] |=
            (words[bits.word] &>> UInt64(bits.shift) & bits.mask) &<< UInt64(bits.keyShift)
        }
        next &+= sort.keyBitsCount
      }
    }
    if sort.markCount == 0 && sort.tallyCount == 0 { return isOrdered }
    for index in sort.marks {
      let mark = tables.marks[index]
      if tables.hold(mark.firstCondition, mark.conditionCount, in: words) {
        keys[Int(mark.field.value(in: words)) * sort.keyWords + mark.keyWord] |= mark.bit
      }
    }
    for index in sort.tallies { count(tables.tallies[index], sort, words) }
    if sort.keyWords > 1 { return false }
    for element in 1..<sort.count where keys[element] < keys[element &- 1] { return false }
    return true
  }

  private func count(
    _ tally: SymmetryTables.Tally, _ sort: SymmetryTables.Sort, _ words: Table<UInt64>
  ) {
    for offset in 0..<tally.capacity {
      let number = Int(tables.value(tally.field + offset, in: words))
      if number == 0 { return }
      let entry = tables.tallyEntries[tally.firstEntry + number - 1]
      if entry.element < 0 { continue }
      let place = Int(entry.element) * sort.keyWords + Int(entry.keyWord)
      keys[place] = keys[place] &+ entry.increment
    }
  }

  /// By insertion, as the elements of a successor are nearly in order; equal ones stay in theirs.
  /// - Returns: whether any element moves.
  private func sortElements(of sort: SymmetryTables.Sort) -> Bool {
    if sort.keyWords > 1 { return sortWideElements(of: sort) }
    let keys = self.keys
    let order = self.order
    var isMoved = false
    order[sort.first] = 0
    for element in 1..<sort.count {
      let key = keys[element]
      var place = element
      while place > 0, key < keys[place &- 1] {
        keys[place] = keys[place &- 1]
        order[sort.first &+ place] = order[sort.first &+ place &- 1]
        place &-= 1
      }
      keys[place] = key
      order[sort.first &+ place] = Int32(truncatingIfNeeded: element)
      if place < element { isMoved = true }
    }
    return isMoved
  }

  /// The same where the keys, of several words, stay where they are.
  private func sortWideElements(of sort: SymmetryTables.Sort) -> Bool {
    var isMoved = false
    order[sort.first] = 0
    for element in 1..<sort.count {
      var place = element
      while place > 0, precedes(element, Int(order[sort.first + place - 1]), sort.keyWords) {
        order[sort.first + place] = order[sort.first + place - 1]
        place -= 1
      }
      order[sort.first + place] = Int32(element)
      if place < element { isMoved = true }
    }
    return isMoved
  }

  private func precedes(_ first: Int, _ second: Int, _ width: Int) -> Bool {
    for word in 0..<width where keys[first * width + word] != keys[second * width + word] {
      return keys[first * width + word] < keys[second * width + word]
    }
    return false
  }

  /// Tells `ties` which elements of a sorted sort have equal keys.
  /// - Returns: the product of the factorials of how many have each key. Its overflow is no matter:
  ///   then the order of the group is not known either.
  private func rankTies(of sort: SymmetryTables.Sort) -> Int {
    var permutations = 1
    var run = 1
    var rank: Int32 = 0
    ties.ranks[sort.first + Int(order[sort.first])] = 0
    for place in 1..<sort.count {
      let element = Int(order[sort.first + place])
      let isGreater =
        sort.keyWords == 1
        ? keys[place - 1] < keys[place]
        : precedes(Int(order[sort.first + place - 1]), element, sort.keyWords)
      if isGreater {
        run = 1
        rank = Int32(place)
      } else {
        run += 1
        permutations &*= run
      }
      ties.ranks[sort.first + element] = rank
    }
    return permutations
  }

  private func setImages(of sort: SymmetryTables.Sort) {
    for place in 0..<sort.count {
      let vertex = sort.first + Int(order[sort.first + place])
      images[vertex] = Int32(truncatingIfNeeded: sort.first + place)
    }
  }
}

extension Canonicalizer {
  /// The canonical form, and a permutation that leads from the state to it.
  func canonicalForm(of state: [UInt64]) -> (words: [UInt64], permutation: ElementPermutation) {
    let words = Table.allocate(state)
    defer { words.deallocate() }
    var permutation = ElementPermutation.identity(tables.plan.sizes)
    for index in 0..<tables.looseSorts.count {
      let sort = tables.looseSorts[index]
      _ = gatherKeys(of: sort, words)
      if sortElements(of: sort) {
        setImages(of: sort)
        note(sort, in: &permutation)
      }
    }
    let hasMoved = canonicalizeRelated(words)
    if hasMoved {
      for index in 0..<tables.relatedSorts.count {
        note(tables.relatedSorts[index], in: &permutation)
      }
    }
    return (permuted(state, by: permutation), permutation)
  }

  private func note(_ sort: SymmetryTables.Sort, in permutation: inout ElementPermutation) {
    permutation.images[sort.bit.trailingZeroBitCount] = (0..<sort.count).map {
      Int(images[sort.first + $0]) - sort.first
    }
  }

  /// The state with its elements exchanged.
  func permuted(_ state: [UInt64], by permutation: ElementPermutation) -> [UInt64] {
    let source = Table.allocate(state)
    let target = Table<UInt64>.allocate(repeating: 0, count: state.count)
    let images = Table<Int32>.allocate(
      permutation.images.enumerated().flatMap { sort, images in
        images.map { Int32(tables.sorts[sort].first + $0) }
      })
    defer {
      source.deallocate()
      target.deallocate()
      images.deallocate()
    }
    tables.permute(source, by: images, moving: .max, into: target)
    return target.array
  }
}
