internal import Glibc

/// Runs the C compiler of the machine.
///
/// The text goes into a folder of its own, which nobody else may enter and which also takes the
/// compiler's temporary files; the compiler is started directly, without a shell, in a process
/// group of its own. When it has ended, the library is loaded and the folder removed: a file that
/// is mapped needs no name. `cancel` ends it at once. So nothing is left behind.
@safe final class NativeCompiler {
  /// The compiler's processes.
  private var group: pid_t
  let folder: String
  private var isRunning = true
  /// What its processes have taken of the processors, once it has ended by itself.
  private(set) var processorTime = Duration.zero

  /// Where it may lie; clang first, which is faster.
  private static let names = ["clang", "cc"]

  /// The path of the compiler, nil when there is none.
  static func find() -> String? {
    let folders = environment("PATH")?.split(separator: ":").map(String.init) ?? []
    for name in names {
      for folder in folders where folder.hasPrefix("/") {
        let path = folder + "/" + name
        if unsafe access(path, X_OK) == 0 { return path }
      }
    }
    return nil
  }

  /// Starts to compile a text.
  ///
  /// - Parameter isLarge: whether it is so much that optimising would take too long.
  init(_ text: String, isLarge: Bool) throws(NativeError) {
    guard let compiler = Self.find() else { throw .noCompiler }
    folder = try Self.makeFolder()
    do throws(NativeError) {
      try Self.write(text, to: folder + "/p.c")
      group = try Self.start(compiler, in: folder, isLarge: isLarge)
    } catch {
      Self.remove(folder)
      throw error
    }
  }

  deinit { cancel() }

  /// Ends the compiler, if it still runs, and removes what it has made.
  func cancel() {
    guard isRunning else { return }
    isRunning = false
    kill(-group, SIGKILL)
    var status: Int32 = 0
    while unsafe waitpid(group, &status, 0) == -1 && errno == EINTR {}
    Self.remove(folder)
  }

  /// What came of it; nil while it is not known and `isWaiting` is false.
  func result(isWaiting: Bool) -> Result<NativeLibrary, NativeError>? {
    precondition(isRunning, "the result of a compilation was taken twice")
    var status: Int32 = 0
    var usage = rusage()
    var ended = unsafe wait4(group, &status, isWaiting ? 0 : WNOHANG, &usage)
    while ended == -1 && errno == EINTR {
      unsafe ended = wait4(group, &status, isWaiting ? 0 : WNOHANG, &usage)
    }
    if ended == 0 { return nil }
    isRunning = false
    processorTime = Self.duration(usage.ru_utime) + Self.duration(usage.ru_stime)
    defer { Self.remove(folder) }
    guard ended == group, status == 0, let library = NativeLibrary(path: folder + "/p.so") else {
      return .failure(.failed)
    }
    return .success(library)
  }

  private static func duration(_ time: timeval) -> Duration {
    .seconds(time.tv_sec) + .microseconds(time.tv_usec)
  }

  // MARK: Steps

  private static func start(
    _ compiler: String, in folder: String, isLarge: Bool
  ) throws(NativeError) -> pid_t {
    let arguments = [
      compiler, isLarge ? "-O0" : "-O1", "-march=native", "-fwrapv", "-fno-strict-aliasing",
      "-fno-stack-protector", "-fno-asynchronous-unwind-tables", "-shared", "-fPIC", "-nostdlib",
      "-w", "-x", "c", "-o", folder + "/p.so", folder + "/p.c",
    ]
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    // Signals of the terminal do not reach it, and it handles none of ours.
    var defaults = sigset_t()
    unsafe sigfillset(&defaults)
    unsafe posix_spawnattr_setsigdefault(&attributes, &defaults)
    var blocked = sigset_t()
    unsafe sigemptyset(&blocked)
    unsafe posix_spawnattr_setsigmask(&attributes, &blocked)
    unsafe posix_spawnattr_setpgroup(&attributes, 0)
    let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
    unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
    var files = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&files)
    defer { unsafe posix_spawn_file_actions_destroy(&files) }
    for descriptor in Int32(0)...2 {
      let mode = descriptor == 0 ? O_RDONLY : O_WRONLY
      unsafe posix_spawn_file_actions_addopen(&files, descriptor, "/dev/null", mode, 0)
    }
    var child: pid_t = 0
    let error = unsafe withTerminated(arguments) { arguments in
      unsafe withTerminated(environment(temporaries: folder)) { environment in
        unsafe posix_spawn(&child, compiler, &files, &attributes, arguments, environment)
      }
    }
    guard error == 0 else { throw .notStarted(errno: error) }
    return child
  }

  private static func makeFolder() throws(NativeError) -> String {
    let parent = environment("TMPDIR").flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/tmp"
    var name = (parent + "/meshcheck-XXXXXX").utf8CString
    let isMade = unsafe name.withUnsafeMutableBufferPointer { buffer in
      unsafe mkdtemp(buffer.baseAddress!) != nil
    }
    guard isMade else { throw .notStarted(errno: errno) }
    return String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private static func write(_ text: String, to path: String) throws(NativeError) {
    let file = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw .notStarted(errno: errno) }
    defer { close(file) }
    var text = text
    var failure: Int32 = 0
    text.withUTF8 { bytes in
      var done = 0
      while done < bytes.count {
        // In bounds: `done` is below the count.
        let count = unsafe Glibc.write(file, bytes.baseAddress! + done, bytes.count - done)
        if count < 0 && errno == EINTR { continue }
        if count <= 0 {
          failure = errno
          return
        }
        done += count
      }
    }
    if failure != 0 { throw .notStarted(errno: failure) }
  }

  /// Removes a folder with its files; it has no folders in it.
  private static func remove(_ folder: String) {
    if let stream = unsafe opendir(folder) {
      while let entry = unsafe readdir(stream) {
        let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { bytes in
          unsafe bytes.withMemoryRebound(to: CChar.self, capacity: 256) { characters in
            unsafe String(cString: characters)
          }
        }
        if name != "." && name != ".." { _ = unsafe unlink(folder + "/" + name) }
      }
      unsafe closedir(stream)
    }
    _ = unsafe rmdir(folder)
  }

  // MARK: The environment

  private static func environment(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe String(cString: value)
  }

  /// That of this process, with the compiler's temporary files in the folder.
  private static func environment(temporaries folder: String) -> [String] {
    var variables = ["TMPDIR=" + folder]
    var next = unsafe environ
    while let variable = unsafe next.pointee {
      let text = unsafe String(cString: variable)
      if !text.hasPrefix("TMPDIR=") { variables.append(text) }
      unsafe next += 1
    }
    return variables
  }

  /// Calls the body with an array of C strings that ends with nil.
  private static func withTerminated<Result>(
    _ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    let array = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(
      capacity: strings.count + 1)
    for (index, string) in strings.enumerated() { unsafe array[index] = strdup(string) }
    unsafe array[strings.count] = nil
    defer {
      for index in strings.indices { unsafe free(array[index]) }
      unsafe array.deallocate()
    }
    return unsafe body(array)
  }
}
