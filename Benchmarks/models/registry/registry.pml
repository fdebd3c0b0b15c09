// The registry of theorem 3.1; see specs/theorems/registry-reliable.mesh. Sets are masks.
#include "../each.h"

// Probes that decide.
#define WINDOW 2

#define UNKNOWN 0
#define HEALTHY 1
#define UNHEALTHY 2

// Entries: remaining is 0 where there is none, and the rest is 0 then.
byte health[INSTANCES], passes[INSTANCES], misses[INSTANCES], remaining[INSTANCES];
byte alive, due, rotation, joined;
bool isStalled;
byte punctual[INSTANCES] = WINDOW;
byte since[INSTANCES];

#define IN(i, set) ((set) & (1 << i))
#define ADD(i, set) set = set | (1 << i)
#define REMOVE(i, set) set = set & ~(1 << i)

#define IS_HEALTHY(i) + ((health[i] == HEALTHY) << i)
#define DISCOVERED (0 OVER(INSTANCES, IS_HEALTHY))

// The theorem, and the second invariant.
#define CONSISTENT(i) && (remaining[i] != 0) == (IN(i, joined) != 0) && punctual[i] == WINDOW
#define NOBODY_DEAD(i) && (!IN(i, rotation) || IN(i, alive) || since[i] <= WINDOW)
#define SOMEBODY(i) || (IN(i, joined) && IN(i, alive) && since[i] > WINDOW)
#define RELIABLE \
  (!(rotation == DISCOVERED OVER(INSTANCES, CONSISTENT)) \
    || ((true OVER(INSTANCES, NOBODY_DEAD)) \
      && (rotation != 0 || !(false OVER(INSTANCES, SOMEBODY)))))
#define NOT_STALE(i) && (health[i] != HEALTHY || IN(i, alive) || since[i] < LEASE)
#define WELL_FORMED(i) \
  && (health[i] != HEALTHY || passes[i] == 0) && (health[i] != UNHEALTHY || misses[i] == 0) \
  && (passes[i] == 0 || misses[i] == 0)
#define CHECK \
  assert(RELIABLE); \
  assert(true OVER(INSTANCES, NOT_STALE) OVER(INSTANCES, WELL_FORMED))

#define CLEAR(i) health[i] = UNKNOWN; passes[i] = 0; misses[i] = 0; remaining[i] = 0

#define INSTANCE(i) \
:: d_step { !IN(i, alive) -> ADD(i, alive); since[i] = 0; CHECK } \
:: d_step { IN(i, alive) -> REMOVE(i, alive); since[i] = 0; CHECK } \
:: d_step { IN(i, alive) && remaining[i] == 0 -> \
    remaining[i] = LEASE; \
    ADD(i, joined); \
    since[i] = 0; \
    punctual[i] = WINDOW; \
    CHECK } \
:: d_step { remaining[i] != 0 -> \
    CLEAR(i); \
    REMOVE(i, due); \
    REMOVE(i, joined); \
    punctual[i] = WINDOW; \
    CHECK } \
:: d_step { IN(i, due) && IN(i, alive) -> \
    REMOVE(i, due); \
    punctual[i] = (punctual[i] < WINDOW -> punctual[i] + 1 : WINDOW); \
    misses[i] = 0; \
    remaining[i] = LEASE; \
    if \
    :: health[i] == HEALTHY \
    :: health[i] != HEALTHY && passes[i] == WINDOW - 1 -> health[i] = HEALTHY; passes[i] = 0 \
    :: else -> passes[i]++ \
    fi; \
    CHECK } \
:: d_step { IN(i, due) && !IN(i, alive) -> \
    REMOVE(i, due); \
    punctual[i] = (punctual[i] < WINDOW -> punctual[i] + 1 : WINDOW); \
    passes[i] = 0; \
    if \
    :: health[i] == UNHEALTHY \
    :: health[i] != UNHEALTHY && misses[i] == WINDOW - 1 -> health[i] = UNHEALTHY; misses[i] = 0 \
    :: else -> misses[i]++ \
    fi; \
    CHECK }

#define STALL(i) if :: IN(i, due) -> punctual[i] = 0 :: else fi;

#define NEXT_SINCE(i) (since[i] < LEASE -> since[i] + 1 : LEASE)
// A tick that changes nothing is no step.
#define CHANGES(i) \
  || remaining[i] != 0 || (IN(i, joined) && !IN(i, alive)) \
  || since[i] != (IN(i, rotation) -> NEXT_SINCE(i) : 0)
#define TICK(i) \
  if \
  :: remaining[i] == 1 -> CLEAR(i) \
  :: remaining[i] > 1 -> remaining[i]-- \
  :: else \
  fi; \
  since[i] = (remaining[i] != 0 || IN(i, rotation) -> NEXT_SINCE(i) : 0); \
  if \
  :: remaining[i] != 0 -> \
    if :: isStalled -> punctual[i] = 0 :: else -> ADD(i, due) fi \
  :: else -> \
    punctual[i] = WINDOW; \
    if :: !IN(i, alive) -> REMOVE(i, joined) :: else fi \
  fi;

init {
  do
  EACH(INSTANCES, INSTANCE)
  :: d_step { !isStalled -> isStalled = true; EACH(INSTANCES, STALL) due = 0; CHECK }
  :: d_step { isStalled -> isStalled = false }
  :: d_step { rotation != DISCOVERED -> rotation = DISCOVERED; CHECK }
  :: d_step { due == 0 && (false EACH(INSTANCES, CHANGES)) -> EACH(INSTANCES, TICK) CHECK }
  od
}
