/// How much memory this process has had resident at most, as Linux tells.
///
/// `VmHWM` belongs to the memory of the program that runs, so it begins anew with it. `getrusage`
/// does not serve: its figure also counts what the process was before it became this program, a
/// copy of whoever started it, and that of the children counts the compiler.
package struct ResidentMemory {
  private let files: FileAccess

  package init(files: FileAccess) { self.files = files }

  /// The most so far, in bytes; nil when the system does not say.
  package func peakBytes() -> Int? {
    // `VmHWM:	   12345 kB`
    for line in files.text("/proc/self/status").split(separator: "\n")
    where line.hasPrefix("VmHWM:") {
      let number = line.split { $0 == " " || $0 == "\t" }.dropFirst().first
      return number.flatMap { Int($0) }.map { $0 * 1024 }
    }
    return nil
  }
}
