/// An object that threads keep alive without meeting.
///
/// A reference to an object is counted in the object, so threads that each take one and let it go
/// write to the same memory all the time: measured on two threads, that took seven times as long as
/// on one. Here a thread counts its references in a share of its own instead, and all shares
/// together count once in the object.
@usableFromInline
final class Shared<Object: AnyObject & Sendable>: Sendable {
  @usableFromInline let object: Object
  @usableFromInline let shares: [Share<Object>]

  @usableFromInline
  init(_ object: Object) {
    self.object = object
    shares = (0..<Stripe.count).map { _ in Share(object) }
  }

  /// What the calling thread keeps the object alive with; any thread may let it go.
  @inlinable var share: Share<Object> { shares[Stripe.own] }
}

/// Keeps an object alive, also when the `Shared` that it is from has gone.
@usableFromInline
final class Share<Object: AnyObject & Sendable>: Sendable {
  @usableFromInline let object: Object
  /// Two cache lines, since processors fetch them in pairs: so no other share is in them.
  private let padding = InlineArray<14, UInt64>(repeating: 0)

  init(_ object: Object) { self.object = object }

  /// Lends the object without counting a reference to it.
  @inlinable
  func withObject(_ body: (Object) -> Void) {
    withExtendedLifetime(self) { body(object) }
  }
}
