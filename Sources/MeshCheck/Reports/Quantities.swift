/// An integer with a comma between thousands: `1,146`.
package func grouped(_ number: Int) -> String {
  var digits = Array(String(number.magnitude))
  var place = digits.count - 3
  while place > 0 {
    digits.insert(",", at: place)
    place -= 3
  }
  return (number < 0 ? "-" : "") + String(digits)
}

/// A number of bytes in the largest unit of 1,024 that leaves at least one: `1.5 GB`, `512 MB`.
package func described(bytes: Int) -> String {
  var unit = 0
  var scaled = Double(bytes)
  let units = ["bytes", "KB", "MB", "GB", "TB"]
  while scaled >= 1024 && unit < units.count - 1 {
    scaled /= 1024
    unit += 1
  }
  let tenths = Int((scaled * 10).rounded())
  let number = tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  return "\(number) \(units[unit])"
}

/// A duration in whole hours, minutes or seconds where it is one: `1 h`, `5 min`, `0.25 s`.
package func described(_ duration: Duration) -> String {
  let (whole, attoseconds) = duration.components
  if attoseconds == 0 && whole > 0 && whole % 3600 == 0 { return "\(whole / 3600) h" }
  if attoseconds == 0 && whole > 0 && whole % 60 == 0 { return "\(whole / 60) min" }
  return "\(decimal(duration.inSeconds, places: 3, keepingZeros: false)) s"
}

/// A number with at most (or, when zeros are kept, exactly) so many decimal places.
package func decimal(_ number: Double, places: Int, keepingZeros: Bool = true) -> String {
  var scale = 1.0
  for _ in 0..<places { scale *= 10 }
  let scaled = (number.magnitude * scale).rounded()
  guard scaled < 1e15 else { return "\(number)" }
  var digits = String(Int(scaled))
  if digits.count <= places {
    digits = String(repeating: "0", count: places + 1 - digits.count) + digits
  }
  var fraction = digits.suffix(places)
  if !keepingZeros { while fraction.last == "0" { fraction.removeLast() } }
  let sign = number < 0 && scaled > 0 ? "-" : ""
  return sign + digits.dropLast(places) + (fraction.isEmpty ? "" : "." + fraction)
}

extension Duration {
  /// As a floating-point number of seconds.
  package var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}

/// `1 state`, `2 states`: the count with thousands separated, and the word in its number.
package func counted(_ count: Int, _ singular: String, _ plural: String? = nil) -> String {
  "\(grouped(count)) \(count == 1 ? singular : plural ?? singular + "s")"
}
