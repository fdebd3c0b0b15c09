internal import Glibc

/// An IPv4 address and a port.
///
/// ```swift
/// let endpoint = IPv4Endpoint(numeric: "127.0.0.1", port: 8080)
/// ```
public struct IPv4Endpoint: Hashable, Sendable, CustomStringConvertible {
  /// The four bytes of the address, the first of them highest.
  public let address: UInt32
  public let port: UInt16

  public init(address: UInt32, port: UInt16) {
    self.address = address
    self.port = port
  }

  /// An address in dotted form; nil when `text` is not four numbers from 0 to 255.
  public init?(numeric text: String, port: UInt16) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var address: UInt32 = 0
    for part in parts {
      guard part.utf8.count <= 3, part.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
        let byte = UInt8(part)
      else { return nil }
      address = address << 8 | UInt32(byte)
    }
    self.init(address: address, port: port)
  }

  /// This host, seen from itself.
  public static func loopback(port: UInt16) -> IPv4Endpoint {
    IPv4Endpoint(address: 0x7f00_0001, port: port)
  }

  public var description: String {
    let bytes = [24, 16, 8, 0].map { String(address >> $0 & 0xff) }
    return bytes.joined(separator: ".") + ":\(port)"
  }
}

extension IPv4Endpoint {
  init(_ raw: sockaddr_in) {
    self.init(
      address: UInt32(bigEndian: raw.sin_addr.s_addr), port: UInt16(bigEndian: raw.sin_port))
  }

  /// As system calls take it.
  var raw: sockaddr_in {
    var raw = sockaddr_in()
    raw.sin_family = sa_family_t(AF_INET)
    raw.sin_addr.s_addr = address.bigEndian
    raw.sin_port = port.bigEndian
    return raw
  }
}
