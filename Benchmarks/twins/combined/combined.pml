// The whole mesh of theorem 8.1; see specs/theorems/combined.mesh.
// What follows from the rest is left out: the balancer's members (none between two steps), the set
// of calls that a breaker has let pass (those whose target it is), delays (always 1) and the
// misrouted (nobody).
#include "../../models/each.h"
#ifndef HOSTS
#define HOSTS 2
#endif
#ifndef CLIENTS
#define CLIENTS 2
#endif
#ifndef RETRIES
#define RETRIES 1
#endif
#ifndef THRESHOLD
#define THRESHOLD 1
#endif
#ifndef BUDGET
#define BUDGET 2
#endif
#ifndef COOLDOWN
#define COOLDOWN 2
#endif
#define LEASE 2
#define DEADLINE (RETRIES > 1 -> RETRIES + 1 : 2)
// In place of a host.
#define NOBODY HOSTS

// Health: 0 where there is no entry in the registry.
#define UNKNOWN 1
#define HEALTHY 2
#define UNHEALTHY 3
// Modes of a breaker.
#define CLOSED 0
#define OPEN 1
#define HALF_OPEN 2
// Phases of a call.
#define IDLE 0
#define ATTEMPTING 1
#define WAITING 2
#define CUT 3

byte health[HOSTS];
byte remaining[HOSTS];
// The first host on the ring, which all clients' key belongs to.
byte owner = NOBODY;
byte turn;
byte mode[HOSTS];
byte failures[HOSTS];
byte timer[HOSTS];
// How many answers count among those that are under way.
byte current[HOSTS];
bool alive[HOSTS];
byte disagree[HOSTS];
byte phase[CLIENTS];
byte attempts[CLIENTS];
byte elapsed[CLIENTS];
byte tokens = BUDGET;
// 0 for nobody, or the number of the host and one.
byte target[CLIENTS];
// The answer of the attempt under way counts for its host's breaker.
bool counts[CLIENTS];
bool steady[CLIENTS * HOSTS];
bool gaveUp;
hidden byte i;
hidden byte isCounted;

#define IS_OFFERED(h) \
  (health[h] == HEALTHY && (mode[h] == CLOSED || (mode[h] == HALF_OPEN && current[h] == 0)))
#define OFFERED(h) || IS_OFFERED(h)
#define SOMEBODY_IS_OFFERED (false WITH(HOSTS, OFFERED))
#define OWNER_IS_OFFERED (owner != NOBODY && IS_OFFERED(owner))
#define IS_NEARER(o, h) || \
  (IS_OFFERED(o) && (o + HOSTS - turn) % HOSTS < (h + HOSTS - turn) % HOSTS)
#define IS_UPCOMING(h) (IS_OFFERED(h) && !(false WITH(HOSTS, IS_NEARER, h)))
#define IS_ATTEMPTING(c) (phase[c] == ATTEMPTING && target[c] == 0)
#define STEADY(h, c) || steady[c * HOSTS + h]
#define SOMEBODY_IS_STEADY(c) (false WITH(HOSTS, STEADY, c))
#define HANGS(c) || (phase[c] == CUT && target[c] != 0)

inline unsettle(h) {
  i = 0;
  do
  :: i < CLIENTS -> steady[i * HOSTS + h] = false; i++
  :: else -> break
  od
}

inline stopBeingSteady(c) {
  i = 0;
  do
  :: i < HOSTS -> steady[c * HOSTS + i] = false; i++
  :: else -> break
  od
}

inline leave(h) {
  health[h] = 0;
  remaining[h] = 0;
  unsettle(h);
  owner = 0;
  do
  :: owner < HOSTS && health[owner] == 0 -> owner++
  :: else -> break
  od
}

// A breaker changes its mode: no answer counts any more of those that are under way.
inline change(h, to) {
  mode[h] = to;
  failures[h] = 0;
  current[h] = 0;
  timer[h] = (to == OPEN -> COOLDOWN : 0);
  i = 0;
  do
  :: i < CLIENTS && target[i] == h + 1 -> counts[i] = false; i++
  :: i < CLIENTS && target[i] != h + 1 -> i++
  :: else -> break
  od
}

inline endCall(c) {
  phase[c] = IDLE;
  attempts[c] = 0;
  elapsed[c] = 0;
  stopBeingSteady(c)
}

inline failCall(c) {
  if
  :: attempts[c] <= RETRIES && elapsed[c] + 1 < DEADLINE && tokens > 0 ->
    tokens--;
    phase[c] = WAITING
  :: else ->
    gaveUp = gaveUp || (attempts[c] == RETRIES + 1 && SOMEBODY_IS_STEADY(c));
    endCall(c)
  fi
}

inline sendTo(c, h) {
  target[c] = h + 1;
  counts[c] = true;
  current[h]++;
  disagree[h] = (mode[h] == HALF_OPEN -> 0 : disagree[h])
}

inline succeed(c, h) {
  if
  :: isCounted ->
    failures[h] = 0;
    if
    :: mode[h] == HALF_OPEN -> change(h, CLOSED)
    :: else
    fi
  :: else
  fi;
  tokens = (tokens < BUDGET -> tokens + 1 : tokens);
  endCall(c)
}

inline goWrong(c, h) {
  if
  :: isCounted && (mode[h] == HALF_OPEN || failures[h] + 1 == THRESHOLD) -> change(h, OPEN)
  :: isCounted && !(mode[h] == HALF_OPEN || failures[h] + 1 == THRESHOLD) -> failures[h]++
  :: else
  fi;
  failCall(c)
}

#define HOST(h) \
:: d_step { !alive[h] -> alive[h] = true } \
:: d_step { alive[h] -> alive[h] = false; unsettle(h); skip } \
:: d_step { alive[h] && health[h] == 0 -> \
    health[h] = UNKNOWN; remaining[h] = LEASE; owner = (h < owner -> h : owner) } \
:: d_step { health[h] != 0 -> leave(h); skip } \
:: d_step { health[h] != 0 -> \
    remaining[h] = (alive[h] -> LEASE : remaining[h]); \
    health[h] = (alive[h] -> HEALTHY : UNHEALTHY) } \
:: d_step { health[h] != 0 && alive[h] -> health[h] = UNHEALTHY; unsettle(h); skip }

#define IS_WELL(h, c) steady[c * HOSTS + h] = alive[h] && health[h] == HEALTHY && mode[h] == CLOSED;
#define CLIENT(c) \
:: d_step { (phase[c] == IDLE || phase[c] == CUT) && target[c] == 0 -> \
    phase[c] = ATTEMPTING; attempts[c] = 1; WITH(HOSTS, IS_WELL, c) skip } \
:: d_step { IS_ATTEMPTING(c) && !SOMEBODY_IS_OFFERED -> failCall(c); skip }

#define AT_CLIENT(c) OVER(HOSTS, BOTH, c)
#define BOTH(h, c) \
:: d_step { IS_ATTEMPTING(c) && attempts[c] == 1 && owner == h && IS_OFFERED(h) -> sendTo(c, h) } \
:: d_step { IS_ATTEMPTING(c) && !(attempts[c] == 1 && OWNER_IS_OFFERED) && IS_UPCOMING(h) -> \
    turn = (h + 1) % HOSTS; sendTo(c, h) } \
:: d_step { target[c] == h + 1 && phase[c] == ATTEMPTING -> \
    isCounted = counts[c]; \
    target[c] = 0; \
    counts[c] = false; \
    current[h] = current[h] - isCounted; \
    if \
    :: alive[h] -> succeed(c, h) \
    :: !alive[h] -> goWrong(c, h) \
    fi; \
    skip } \
:: d_step { target[c] == h + 1 && phase[c] == CUT -> \
    target[c] = 0; current[h] = current[h] - counts[c]; \
    counts[c] = false; stopBeingSteady(c); skip }

#define LATER_AT_HOST(h) \
  if \
  :: health[h] == HEALTHY && mode[h] == OPEN -> \
    disagree[h] = (disagree[h] <= COOLDOWN -> disagree[h] + 1 : disagree[h]) \
  :: else -> disagree[h] = 0 \
  fi; \
  if \
  :: health[h] != 0 && remaining[h] == 1 -> leave(h) \
  :: health[h] != 0 && remaining[h] > 1 -> remaining[h]-- \
  :: else \
  fi; \
  if \
  :: timer[h] > 1 -> timer[h]-- \
  :: timer[h] == 1 -> change(h, HALF_OPEN) \
  :: else \
  fi;
#define LATER_AT_CLIENT(c) \
  if \
  :: phase[c] == ATTEMPTING && elapsed[c] + 1 == DEADLINE -> \
    phase[c] = CUT; attempts[c] = 0; elapsed[c] = 0 \
  :: phase[c] == ATTEMPTING && elapsed[c] + 1 < DEADLINE -> elapsed[c]++ \
  :: phase[c] == WAITING -> phase[c] = ATTEMPTING; attempts[c]++; elapsed[c]++ \
  :: else \
  fi;

init {
  do
  EACH(HOSTS, HOST)
  EACH(CLIENTS, CLIENT)
  EACH(CLIENTS, AT_CLIENT)
  :: d_step { !(false OVER(CLIENTS, HANGS)) ->
      EACH(HOSTS, LATER_AT_HOST) EACH(CLIENTS, LATER_AT_CLIENT) skip }
  od
}
