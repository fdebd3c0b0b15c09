// Two-phase commit; see two-phase-commit.mesh. Sets are masks; what a step could break is
// asserted in the step.
#include "../each.h"

#define WORKING 0
#define PREPARED 1
#define COMMITTED 2
#define ABORTED 3
#define ALL ((1 << RMS) - 1)

byte rm[RMS];
byte tm; // 0 undecided, 1 committed, 2 aborted
short heard, sent; // of "prepared", by resource manager
bit commitSent, abortSent;

#define IS_NOT(j, s) && rm[j] != s
#define NOBODY(s) (true OVER(RMS, IS_NOT, s))

#define OPTIONS(i) \
:: d_step { rm[i] == WORKING -> rm[i] = PREPARED; sent = sent | (1 << i) } \
:: d_step { rm[i] == WORKING -> rm[i] = ABORTED; assert(NOBODY(COMMITTED)) } \
:: d_step { tm == 0 && (sent & (1 << i)) -> heard = heard | (1 << i) } \
:: d_step { commitSent -> rm[i] = COMMITTED; assert(NOBODY(ABORTED)) } \
:: d_step { abortSent -> rm[i] = ABORTED; assert(NOBODY(COMMITTED)) }

init {
  do
  EACH(RMS, OPTIONS)
  :: d_step { tm == 0 && heard == ALL -> tm = 1; commitSent = 1 }
  :: d_step { tm == 0 -> tm = 2; abortSent = 1 }
  od
}
