/// What the C text of every program begins with.
enum NativePrelude {
  /// Types and the record, once in a file.
  static var shared: String {
    let cells = ContextCell.allCases.map(\.declaration).joined(separator: "\n")
    return """
      typedef __UINT64_TYPE__ u64; typedef __INT64_TYPE__ i64; typedef unsigned char u8;
      struct C {
      \(cells)
      };
      #define INLINE static inline __attribute__((always_inline))
      #define SEED \(CLiteral.unsigned(KeyShape.seed))
      INLINE u64 fold(u64 x) {
      unsigned __int128 p = (unsigned __int128)x * \(CLiteral.unsigned(KeyShape.factor));
      return (u64)(p >> 64) ^ (u64)p;
      }
      INLINE u64 part(u64 word, u64 number) { return fold(word ^ (SEED * (number + 1))); }
      INLINE void keep(struct C *c, u64 h) {
      c->hashes[c->made] = h;
      c->made++;
      __builtin_prefetch(c->table + ((h & c->tableMask) << c->slotShift));
      }
      #define LABELLED \(StepPurpose.labelled.rawValue)
      #define ONWARD \(StepPurpose.onward.rawValue)
      INLINE int stays(struct C *c, i64 p) {
      if (c->purpose == ONWARD) { c->staying |= c->roles[p]; return 1; }
      if (c->asideCount == c->asideCapacity) return 0;
      c->aside[c->asideCount++] = ~p;
      return 1;
      }
      INLINE void leaves(struct C *c, i64 p) {
      if (c->purpose == ONWARD) c->leaving |= c->roles[p]; else c->labels[c->made] = p;
      }
      static __attribute__((unused)) int next_choice(struct C *c) {
      i64 k = c->digitCount;
      if (!k) return 0;
      c->budget--;
      while (k && c->digits[k - 1] + 1 >= c->bounds[k - 1]) k--;
      c->digitCount = k;
      if (!k) return 0;
      c->digits[k - 1]++;
      return 1;
      }

      """
  }

  /// What depends on how states are packed.
  static func perProgram(_ prefix: String, _ shape: KeyShape) -> String {
    let hashing = shape.wordCount == 1 ? narrowSteps(prefix, shape) : wideSteps(prefix, shape)
    return hashing + """

      #undef before
      #undef found
      #undef measured
      #define before \(prefix)before
      #define found \(prefix)found
      #define measured \(prefix)measured
      static __attribute__((unused)) int before(const u64 *a, const u64 *b) {
      for (int i = 0; i < W; i++) if (a[i] != b[i]) return a[i] < b[i];
      return 0;
      }
      static __attribute__((unused)) int found(struct C *c, int k, const u64 *s) {
      if (!c->armedChecks[k]) return 0;
      return !c->bestWords[k] || before(s, c->bestWords[k]) ? 4 : 0;
      }
      static __attribute__((unused)) int measured(struct C *c, int k, i64 v, const u64 *s) {
      if (v < c->least[k] || v > c->greatest[k]) return 4;
      if (v == c->least[k] && c->leastWords[k] && before(s, c->leastWords[k])) return 4;
      if (v == c->greatest[k] && c->greatestWords[k] && before(s, c->greatestWords[k])) return 4;
      return 0;
      }
      """
  }

  /// The end of a step where a state has several words.
  private static func wideSteps(_ prefix: String, _ shape: KeyShape) -> String {
    """
    static __attribute__((unused)) u64 \(prefix)whole(struct C *c, const u64 *s) {
    u64 h = 0;
    for (int i = 0; i < W; i++) h += c->parts[i] = part(s[i], i);
    return h;
    }
    #undef pass
    #define pass \(prefix)pass
    static __attribute__((noinline, unused)) void pass(struct C *c, const u64 *d, u64 sum) {
    u64 h = fold(sum + SEED);
    u64 *q = c->recent + (h & \(RecentKeys(shape).mask)) * W;
    int i = 0;
    while (i < W && d[i] == q[i]) i++;
    if (i == W && c->purpose != LABELLED) return;
    if (!c->purpose) for (; i < W; i++) q[i] = d[i];
    keep(c, h);
    }
    """
  }

  /// The end of a step where a state has one word, which all actions share: it halves the work of
  /// the compiler.
  private static func narrowSteps(_ prefix: String, _ shape: KeyShape) -> String {
    let mask = CLiteral.unsigned(shape.mask)
    let factors = KeyShape.factors
    let (first, second) = (CLiteral.unsigned(factors.0), CLiteral.unsigned(factors.1))
    return """
      #undef step
      #undef tick
      #define step \(prefix)step
      #define tick \(prefix)tick
      static __attribute__((noinline, unused)) int step(struct C *c, u64 o, u64 w, i64 p, int e) {
      c->taken[p]++;
      if (o == w) {
      if (!c->purpose || stays(c, p)) return 1 | e;
      }
      u64 h = o ^ o >> \(shape.shift);
      h = (h * \(first)) & \(mask);
      h ^= h >> \(shape.shift);
      h = (h * \(second)) & \(mask);
      h ^= h >> \(shape.shift);
      u64 *q = c->recent + (h & \(RecentKeys(shape).mask));
      if (c->purpose) {
      leaves(c, p);
      if (*q == o && c->purpose == ONWARD) return 1 | e;
      } else {
      if (*q == o) return 1 | e;
      *q = o;
      }
      c->out[c->made] = o;
      keep(c, h);
      return 1 | e;
      }
      static __attribute__((noinline, unused)) int tick(struct C *c, u64 o, u64 w, i64 p, int e) {
      return o == w ? 0 : step(c, o, w, p, e);
      }
      """
  }

  /// What completes a step from a state of several words, of which it may have changed so many: the
  /// values and numbers of these are arguments.
  ///
  /// A step that leads to the state itself has no successor. The hash is a sum over words, so only
  /// words that may have changed are hashed.
  static func steps(_ prefix: String, writing count: Int) -> String {
    let words = 0..<count
    let parameters =
      "struct C *c, const u64 *s, i64 p, int e" + words.map { ", u64 x\($0), i64 n\($0)" }.joined()
    let arguments = "c, s, p, e" + words.map { ", x\($0), n\($0)" }.joined()
    let changes = words.map { "(x\($0) ^ s[n\($0)])" }
    let isChanged = changes.isEmpty ? "0" : changes.joined(separator: " | ")
    let writes = words.map { "d[n\($0)] = x\($0);" }.joined(separator: " ")
    let sum = words.map { " + part(x\($0), n\($0)) - c->parts[n\($0)]" }.joined()
    return """
      static __attribute__((noinline, unused)) int \(prefix)step\(count)(\(parameters)) {
      c->taken[p]++;
      int changed = (\(isChanged)) != 0;
      if (c->purpose) {
      if (!changed && stays(c, p)) return 1 | e;
      leaves(c, p);
      changed = 1;
      }
      if (changed) {
      u64 *d = c->out + c->made * W;
      __builtin_memcpy(d, s, 8 * W);
      \(writes)
      pass(c, d, c->sum\(sum));
      }
      return 1 | e;
      }
      static __attribute__((noinline, unused)) int \(prefix)tick\(count)(\(parameters)) {
      return \(isChanged) ? \(prefix)step\(count)(\(arguments)) : 0;
      }
      """
  }
}
