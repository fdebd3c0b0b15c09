/// Reads Avro by way of a resolution.
struct AvroReader {
  var input: ByteReader

  mutating func value(_ type: AvroResolution, depth: Int) throws(MessageError) -> MessageValue {
    switch type {
    case .null: return .null
    case .bool: return try bool()
    case .integer(let isInt, let integer):
      let start = input.position
      let number = MessageValue.int(try long(isInt: isInt))
      guard integer.bits(of: number) != nil else {
        throw MessageError(.numberOutOfRange, at: start)
      }
      return number
    case .integerAsFloat(let isInt): return .double(Double(Float(try long(isInt: isInt))))
    case .integerAsDouble(let isInt): return .double(Double(try long(isInt: isInt)))
    case .float:
      return .double(Double(Float(bitPattern: try input.littleEndian(UInt32.self))))
    case .double: return .double(Double(bitPattern: try input.littleEndian(UInt64.self)))
    case .string: return .string(try input.string(try count()))
    case .bytes: return .bytes(Array(try input.take(try count())))
    case .fixed(let count): return .bytes(Array(try input.take(count)))
    case .enumeration(let symbols, let writer): return try symbol(symbols, of: writer)
    case .record(let record): return try self.record(record, depth: depth + 1)
    case .array(let element): return try array(of: element, depth: depth + 1)
    case .map(let element): return try map(of: element, depth: depth + 1)
    case .union(let branches):
      let start = input.position
      let branch = try input.zigzag()
      guard let branch = Int(exactly: branch), branches.indices.contains(branch) else {
        throw MessageError(.unknownBranch(branch), at: start)
      }
      return try value(branches[branch], depth: depth)
    case .refused(let incompatibility): throw input.error(.incompatible(incompatibility))
    }
  }

  private mutating func bool() throws(MessageError) -> MessageValue {
    let byte = try input.byte()
    guard byte <= 1 else { throw MessageError(.unexpectedByte(byte), at: input.position - 1) }
    return .bool(byte == 1)
  }

  private mutating func long(isInt: Bool) throws(MessageError) -> Int64 {
    let start = input.position
    let number = try input.zigzag()
    guard !isInt || Int32(exactly: number) != nil else {
      throw MessageError(.numberOutOfRange, at: start)
    }
    return number
  }

  /// How many bytes follow.
  private mutating func count() throws(MessageError) -> Int {
    let start = input.position
    let count = try input.zigzag()
    guard count >= 0 else { throw MessageError(.invalidLength(count), at: start) }
    return Int(count)
  }

  private mutating func symbol(
    _ symbols: [String?], of writer: MessageEnumeration
  ) throws(MessageError) -> MessageValue {
    let start = input.position
    let index = try input.zigzag()
    guard let index = Int(exactly: index), symbols.indices.contains(index) else {
      throw MessageError(.unknownSymbol("\(index)"), at: start)
    }
    guard let symbol = symbols[index] else {
      throw MessageError(.unknownSymbol(writer.symbols[index].name), at: start)
    }
    return .string(symbol)
  }

  private mutating func record(
    _ record: AvroRecordResolution, depth: Int
  ) throws(MessageError) -> MessageValue {
    try input.enter(depth)
    if let missing = record.missing.first { throw input.error(.incompatible(missing)) }
    var values = record.reader.fields.map { $0.absentValue ?? .null }
    for step in record.steps {
      let value = try value(step.resolution, depth: depth)
      if let target = step.target { values[target] = value }
    }
    return record.reader.record(of: values)
  }

  private mutating func array(
    of type: AvroResolution, depth: Int
  ) throws(MessageError) -> MessageValue {
    try input.enter(depth)
    var elements: [MessageValue] = []
    while let count = try blockCount() {
      for _ in 0..<count { elements.append(try value(type, depth: depth)) }
    }
    return .array(elements)
  }

  private mutating func map(
    of type: AvroResolution, depth: Int
  ) throws(MessageError) -> MessageValue {
    try input.enter(depth)
    var map = MessageMap()
    while let count = try blockCount() {
      for _ in 0..<count {
        let start = input.position
        let key = MessageValue.string(try input.string(try self.count()))
        guard map.insert(try value(type, depth: depth), for: key) else {
          throw MessageError(.duplicateKey(key), at: start)
        }
      }
    }
    return .map(map)
  }

  /// Elements of the next block, nil after the last; a negative count has the block's size in
  /// bytes after it, for whoever wants to skip it.
  private mutating func blockCount() throws(MessageError) -> Int? {
    let start = input.position
    let count = try input.zigzag()
    if count == 0 { return nil }
    guard let elements = Int(exactly: count.magnitude) else {
      throw MessageError(.invalidLength(count), at: start)
    }
    // Elements may take no bytes at all, so how many are left is no bound.
    try input.spend(elements: elements)
    if count < 0 { _ = try self.count() }
    return elements
  }
}
