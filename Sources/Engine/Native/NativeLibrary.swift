internal import Glibc

/// Compiled programs in this process, until nobody uses them any more.
@safe final class NativeLibrary: Sendable {
  /// Takes the address of a record, and says why it came back.
  typealias Entry = @convention(c) (Int) -> Int32

  private nonisolated(unsafe) let handle: UnsafeMutableRawPointer

  /// Nil when the file is no library that can be loaded.
  init?(path: String) {
    guard let handle = unsafe dlopen(path, RTLD_NOW | RTLD_LOCAL) else { return nil }
    unsafe self.handle = handle
  }

  deinit { unsafe dlclose(handle) }

  /// The function of that name, which is good as long as the library.
  func entry(_ name: String) -> Entry? {
    guard let symbol = unsafe dlsym(handle, name) else { return nil }
    return unsafe unsafeBitCast(symbol, to: Entry.self)
  }
}

/// A program's native code.
@safe package final class NativeProgram: Sendable {
  let linked: LinkedProgram
  let checkSites: CheckSites
  let expand: NativeLibrary.Entry
  let check: NativeLibrary.Entry
  let letters: NativeLibrary.Entry
  private let library: NativeLibrary

  /// Nil when the library does not hold the program.
  init?(_ linked: LinkedProgram, _ text: CProgram, in library: NativeLibrary) {
    guard let expand = library.entry(text.prefix + "expand"),
      let check = library.entry(text.prefix + "check"),
      let letters = library.entry(text.prefix + "letters")
    else { return nil }
    self.linked = linked
    self.library = library
    checkSites = text.checkSites
    self.expand = expand
    self.check = check
    self.letters = letters
  }
}
