/// How the slots of a table say which key they are for.
///
/// A key belongs to the place that the lowest bits of its hash give, its *home*, and stands in the
/// first slot from there on that was empty. From the lowest bit on, a slot has
///
/// - 5 bits: 0 when it is empty, otherwise one more than its distance from the home of its key,
///   and 31 for any distance from 30 on;
/// - some of the bits of the hash behind those of the home, the *rest*;
/// - the index of the key's cell.
///
/// Where all of the hash of a key of one word is in home and rest, the table is *exact*: what is
/// equal there is equal, no key need be looked at, and the slot has no index. That is the idea of
/// Cleary (Compact hash tables using bidirectional linear probing, 1984), with a small number for
/// the distance in place of his three bits. A slot that is *far* from its home has no rest but an
/// index in any case.
///
/// A table of twice as many slots takes one bit more of the hash for the home. It is the lowest bit
/// of the rest, so slots know where they belong in the larger table: it is made in place, from one
/// end to the other, without a look at the keys.
struct SlotFormat: Equatable {
  /// The table has two to the power of so many slots.
  let placeBits: Int
  /// Whether slots have 64 bits rather than 32.
  let isWide: Bool
  let isExact: Bool

  static let distanceBits = 5
  /// What the distance says of a far slot.
  static let farMark = 31
  /// The least distance that is far.
  static let farDistance = farMark - 1
  /// What a slot of 32 bits has beside the distance.
  static let narrowBits = 27
  /// The number of slots up to which they may have 32 bits: the index of any cell fits into
  /// `narrowBits`, as at least one slot in sixteen is empty and cells of begun blocks are fewer.
  static let narrowPlaceBitsMax = 27

  /// The smallest slots that will do.
  ///
  /// - Parameters:
  ///   - keyBits: of keys of one word whose slots need not tell an index; nil for others.
  ///   - narrowPlaceBitsMax: fewer only in tests, to see wide slots in small tables.
  init(placeBits: Int, keyBits: Int?, narrowPlaceBitsMax: Int = Self.narrowPlaceBitsMax) {
    self.placeBits = placeBits
    let isNarrowExact = keyBits.map { $0 - placeBits <= Self.narrowBits } ?? false
    // With an index of a bit more than a place, one bit of the rest is left.
    let bits = isNarrowExact ? 0 : placeBits + 2
    isWide = placeBits > narrowPlaceBitsMax || bits > Self.narrowBits
    isExact = isWide ? keyBits != nil : isNarrowExact
    precondition(
      !isExact || keyBits! - placeBits <= payloadBits, "a slot does not hold what it has to")
  }

  var slotCount: Int { 1 << placeBits }
  var slotBytes: Int { isWide ? 8 : 4 }
  var byteCount: Int { slotCount * slotBytes }

  private var payloadBits: Int { isWide ? 64 - Self.distanceBits : Self.narrowBits }
  /// There are fewer than twice as many cells as slots: an index has a bit more than a place.
  var restBits: Int { isExact ? payloadBits : payloadBits - (placeBits + 1) }
  /// Where the index begins in a slot near its home.
  var indexShift: Int { Self.distanceBits + restBits }

  /// Whether a table of twice as many slots of that format can be made of this one in place.
  func canDouble(to larger: SlotFormat) -> Bool {
    larger.placeBits == placeBits + 1 && larger.isWide == isWide && larger.isExact == isExact
  }
}

/// What the search for one key in slots of one format needs, in registers.
struct SlotCode<Slot: SlotWord> {
  /// Distance and rest.
  let nearMask: Slot
  let placeBits: UInt64
  let indexShift: Int

  @inline(__always)
  init(_ format: SlotFormat) {
    placeBits = UInt64(format.placeBits)
    indexShift = format.indexShift
    nearMask = format.isExact ? .max : (1 &<< Slot(format.indexShift)) &- 1
  }

  /// What a slot for the hash has beside the index, at its home; it is one more for each slot that
  /// it is farther.
  @inline(__always)
  func atHome(_ hash: UInt64) -> Slot {
    let rest = Slot(truncatingIfNeeded: hash &>> placeBits)
    return (rest &<< Slot(SlotFormat.distanceBits)) & nearMask | 1
  }

  /// A slot near its home with the index of its cell, which an exact one has not.
  @inline(__always)
  func near(_ wanted: Slot, _ cell: Int, isExact: Bool) -> Slot {
    isExact ? wanted : wanted | Slot(truncatingIfNeeded: cell) &<< Slot(indexShift)
  }

  @inline(__always)
  func cell(ofNear slot: Slot) -> Int { Int(truncatingIfNeeded: slot &>> Slot(indexShift)) }

  @inline(__always)
  static func far(_ cell: Int) -> Slot {
    Slot(truncatingIfNeeded: cell) &<< Slot(SlotFormat.distanceBits) | Slot(SlotFormat.farMark)
  }

  @inline(__always)
  static func isFar(_ slot: Slot) -> Bool {
    slot & Slot(SlotFormat.farMark) == Slot(SlotFormat.farMark)
  }

  @inline(__always)
  static func cell(ofFar slot: Slot) -> Int {
    Int(truncatingIfNeeded: slot &>> Slot(SlotFormat.distanceBits))
  }
}
