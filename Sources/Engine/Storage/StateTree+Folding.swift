extension StateTree {
  /// The keys of some states, in their order, in a batch that is good until the next call.
  ///
  /// Successors of one state come one after the other and differ from it in a few words, so only
  /// what differs from the state before is looked up. The look-ups go layer by layer: those of one
  /// layer, for all the states, do not depend on one another, so that their cache misses overlap.
  /// One state after the other, each look-up waited for the one below: it took twice the time.
  ///
  /// - Precondition: `parts.reserve` promised `partsOfState` for each state, and there are at most
  ///   as many as a batch has.
  func fold(_ states: StateRun, worker: Int) -> TreeScratch {
    precondition(states.wordCount == shape.wordCount, "states of another width")
    let scratch = scratches[worker]
    scratch.keys.removeAll()
    var added = 0
    var start = 0
    while start < states.count {
      let end = min(start + scratch.statesAtOnce, states.count)
      added += fold(states, start..<end, scratch, worker)
      start = end
    }
    parts.release(states.count * partsOfState - added)
    return scratch
  }

  /// - Returns: how many parts are new.
  private func fold(
    _ states: StateRun, _ range: Range<Int>, _ scratch: TreeScratch, _ worker: Int
  ) -> Int {
    scratch.lookUpCount = 0
    lookUpWords(of: states, range, scratch)
    var added = resolve(from: 0, scratch, worker)
    for layer in shape.layers {
      let first = scratch.lookUpCount
      lookUpNodes(layer, of: range.count, scratch)
      added += resolve(from: first, scratch, worker)
    }
    for state in 0..<range.count {
      // In bounds: there is a place for each position of each state, and the root's are positions.
      let row = unsafe scratch.lookUps + state * shape.positionCount
      let left = unsafe scratch.numbers[Int(row[shape.root.left])]
      let right = unsafe scratch.numbers[Int(row[shape.root.right])]
      scratch.keep(left << 32 | right)
    }
    return added
  }

  /// Asks for the words of each state that are not those of the state before.
  private func lookUpWords(of states: StateRun, _ range: Range<Int>, _ scratch: TreeScratch) {
    let count = shape.wordCount
    for state in 0..<range.count {
      // In bounds: states have `count` words, and there is a row of positions for each.
      let words = unsafe states.words + (range.lowerBound + state) * count
      let row = unsafe scratch.lookUps + state * shape.positionCount
      for position in 0..<count {
        let word = unsafe words[position]
        if state > 0, unsafe words[position - count] == word {
          unsafe row[position] = row[position - shape.positionCount]
        } else {
          unsafe row[position] = scratch.add(word)
        }
      }
    }
  }

  /// Asks for the nodes of each state of which a part is not that of the state before.
  private func lookUpNodes(_ layer: Range<Int>, of stateCount: Int, _ scratch: TreeScratch) {
    let width = shape.positionCount
    let (nodes, numbers) = unsafe (scratch.nodes, scratch.numbers)
    for state in 0..<stateCount {
      // In bounds: the parts of a node are positions before its own.
      let row = unsafe scratch.lookUps + state * width
      for node in layer {
        let position = shape.wordCount + node
        let (left, right) = unsafe (nodes[node].left, nodes[node].right)
        // The left part is that of the state before, and so is the right one.
        let changes =
          state == 0
          ? 1 : unsafe (row[left] ^ row[left - width]) | (row[right] ^ row[right - width])
        if changes == 0 {
          unsafe row[position] = row[position - width]
        } else {
          unsafe row[position] = scratch.add(
            numbers[Int(row[left])] << 32 | numbers[Int(row[right])])
        }
      }
    }
  }

  /// Finds the numbers of all parts asked for from one on.
  ///
  /// Most were met a moment ago: a set of a million parts is in memory, those met lately are in the
  /// processor's cache.
  ///
  /// - Returns: how many parts are new.
  private func resolve(from first: Int, _ scratch: TreeScratch, _ worker: Int) -> Int {
    let waiting = collectWaiting(from: first, scratch)
    unsafe parts.fetch(scratch.hashes, count: waiting)
    var added = 0
    for number in 0..<waiting {
      // In bounds: as many wait.
      let (lookUp, hash) = unsafe (Int(scratch.waiting[number]), scratch.hashes[number])
      let value = unsafe scratch.values[lookUp]
      let (index, isNew) = parts.enter(value, hash: hash, worker: worker)
      if isNew { added += 1 }
      unsafe scratch.numbers[lookUp] = UInt64(truncatingIfNeeded: index)
      unsafe scratch.recent[TreeScratch.recentPlace(of: value)] = TreeScratch.RecentPart(
        value: value, number: UInt64(truncatingIfNeeded: index) + 1)
    }
    return added
  }

  /// Settles the look-ups of what was met lately.
  ///
  /// - Returns: how many others there are, which are `waiting` then.
  private func collectWaiting(from first: Int, _ scratch: TreeScratch) -> Int {
    let (values, numbers) = unsafe (scratch.values, scratch.numbers)
    var count = 0
    for lookUp in first..<scratch.lookUpCount {
      // In bounds: a place among the recent has as many bits as there are places, and no more wait
      // than were asked for.
      let value = unsafe values[lookUp]
      let recent = unsafe scratch.recent[TreeScratch.recentPlace(of: value)]
      if recent.value == value && recent.number != 0 {
        unsafe numbers[lookUp] = recent.number &- 1
      } else {
        unsafe scratch.waiting[count] = Int32(truncatingIfNeeded: lookUp)
        unsafe scratch.hashes[count] = parts.shape.permuted(value)
        count += 1
      }
    }
    return count
  }
}
