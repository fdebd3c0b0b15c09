// The circuit breaker of theorem 6.1; see specs/theorems/breaker-protects.mesh.
// Left out: refusals, which change nothing, and `disturbed`, which never becomes true.
#include "../../models/each.h"
#ifndef CLIENTS
#define CLIENTS 2
#endif
#ifndef THRESHOLD
#define THRESHOLD 2
#endif
#ifndef COOLDOWN
#define COOLDOWN 2
#endif
#ifndef PROBES
#define PROBES 1
#endif
#define CLOSED 0
#define OPEN 1
#define HALF_OPEN 2
#define NONE 0
#define PAST 1
#define CURRENT 2

byte mode, failures, timer;
// Under way, and whether the answer will count.
byte call[CLIENTS];
bool up = true;
byte rest;
bool probing[CLIENTS];
byte row;
hidden byte before, counts;

#define IS_CURRENT(c) + (call[c] == CURRENT)
#define ALL_CURRENT (0 WITH(CLIENTS, IS_CURRENT))
#define FORGOTTEN(c) if :: call[c] == CURRENT -> call[c] = PAST :: else fi;
#define NO_PROBE(c) probing[c] = false;

inline change(to) {
  mode = to;
  failures = 0;
  timer = (to == OPEN -> COOLDOWN : 0);
  WITH(CLIENTS, FORGOTTEN)
  skip
}

inline succeed() {
  failures = 0;
  if
  :: mode == HALF_OPEN -> change(CLOSED)
  :: else
  fi
}

inline goWrong() {
  if
  :: mode == HALF_OPEN || failures + 1 == THRESHOLD -> change(OPEN); rest = COOLDOWN
  :: else -> failures++
  fi
}

#define CLIENT(c) \
:: d_step { call[c] == NONE && (mode == CLOSED || (mode == HALF_OPEN && ALL_CURRENT < PROBES)) -> \
    call[c] = CURRENT; probing[c] = (mode == HALF_OPEN) } \
:: d_step { call[c] != NONE -> \
    before = mode; \
    counts = (call[c] == CURRENT); \
    call[c] = NONE; \
    if \
    :: counts && up -> succeed() \
    :: counts && !up -> goWrong() \
    :: else \
    fi; \
    row = (up || mode != CLOSED -> 0 : row + 1); \
    if \
    :: mode != before -> WITH(CLIENTS, NO_PROBE) skip \
    :: else -> probing[c] = false \
    fi } \
:: d_step { call[c] != NONE -> call[c] = NONE; probing[c] = false }

init {
  do
  :: d_step { up -> up = false }
  :: d_step { !up -> up = true }
  EACH(CLIENTS, CLIENT)
  :: d_step { true ->
      if
      :: timer > 1 -> timer--
      :: timer == 1 -> change(HALF_OPEN)
      :: else
      fi;
      rest = (rest > 0 -> rest - 1 : 0) }
  od
}
