// Fair and optimal balancers; see specs/theorems/balancer-fair.mesh. The counts of requests under way
// that balancers keep are those of `running`, and left out.
#include "../../models/each.h"
#ifndef BACKENDS
#define BACKENDS 2
#endif
#ifndef MOST
#define MOST 4
#endif
// BACKENDS * BACKENDS
#if BACKENDS == 2
#define PAIRS 4
#else
#define PAIRS 9
#endif
#define ROUND_ROBIN 0
#define LEAST_CONNECTIONS 1
#define TWO_CHOICES 2
#define RANDOM 3
// In queues backends are numbered from 1 on, and 0 stands where there is none.
byte policy, turn, running[MOST], recent[BACKENDS];
bool unequal, raised, isFair = true;
hidden byte i, b, load[BACKENDS];

#define FREE running[MOST - 1] == 0
#define NONE(k) load[k] = 0;
#define COUNT \
  WITH(BACKENDS, NONE) \
  i = 0; \
  do \
  :: i < MOST && running[i] != 0 -> load[running[i] - 1]++; i++ \
  :: else -> break \
  od
#define ABOVE(k) || load[b] > load[k]
#define FEWER(k) b = (load[k] < load[b] -> k : b);
#define ASKED(k) || recent[k] == b + 1
// The newest comes first; the last place is always free.
#define LATER(k) recent[BACKENDS - 1 - k] = (k < BACKENDS - 1 -> recent[(BACKENDS - 2 - k) % BACKENDS] : b + 1);
#define FORGOTTEN(k) recent[k] = 0;
#define LEVEL(k) && load[b] <= load[k] + 1
// With equal durations: fair implies optimal.
#define CHECK \
  COUNT; \
  b = 0; \
  do \
  :: b < BACKENDS -> assert(!isFair || unequal || (true OVER(BACKENDS, LEVEL))); b++ \
  :: else -> break \
  od
#define GIVE \
  raised = (false OVER(BACKENDS, ABOVE)); \
  i = 0; \
  do \
  :: running[i] != 0 -> i++ \
  :: else -> break \
  od; \
  running[i] = b + 1; \
  isFair = isFair && !(false OVER(BACKENDS, ASKED)); \
  WITH(BACKENDS, LATER) \
  recent[BACKENDS - 1] = 0; \
  if \
  :: !isFair -> WITH(BACKENDS, FORGOTTEN) skip \
  :: else \
  fi; \
  CHECK
#define DRAWN(k) :: d_step { policy == RANDOM && FREE -> COUNT; b = k; GIVE }
#define PAIR(k) \
  :: d_step { policy == TWO_CHOICES && FREE -> \
      COUNT; \
      b = (load[k / BACKENDS] < load[k % BACKENDS] -> k / BACKENDS : k % BACKENDS); \
      GIVE }
#define PLACE(k) \
  :: d_step { (k == 0 || unequal) && running[k] != 0 -> \
      i = k; \
      do \
      :: i + 1 < MOST -> running[i] = running[i + 1]; i++ \
      :: else -> break \
      od; \
      running[MOST - 1] = 0; \
      CHECK }

init {
  atomic {
    if
    :: policy = ROUND_ROBIN
    :: policy = LEAST_CONNECTIONS
    :: policy = TWO_CHOICES
    :: policy = RANDOM
    fi;
    if
    :: unequal = false
    :: unequal = true
    fi
  }
  do
  :: d_step { policy == ROUND_ROBIN && FREE -> COUNT; b = turn; turn = (turn + 1) % BACKENDS; GIVE }
  :: d_step { policy == LEAST_CONNECTIONS && FREE -> COUNT; b = 0; WITH(BACKENDS, FEWER) GIVE }
  EACH(PAIRS, PAIR)
  EACH(BACKENDS, DRAWN)
  EACH(MOST, PLACE)
  od
}
