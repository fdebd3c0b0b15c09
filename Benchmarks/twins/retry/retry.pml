// Retries with a deadline and a budget; see specs/components/retry.mesh.
#include "../../models/each.h"
#define REQUESTS 2
#define MAX_RETRIES 2
#define BASE 1
#define CAP 3
#define DEADLINE 6
#define BUDGET 2
#define IDLE 0
#define ATTEMPTING 1
#define WAITING 2
#define CUT 3

byte phase[REQUESTS];
// Ticks left of a wait.
byte left[REQUESTS];
byte attempts[REQUESTS];
byte elapsed[REQUESTS];
byte delay[REQUESTS];
byte tokens = BUDGET;
hidden byte next;

inline clear(r, to) {
  phase[r] = to;
  left[r] = 0;
  attempts[r] = 0;
  elapsed[r] = 0;
  delay[r] = 0
}

#define REQUEST(r) \
:: d_step { phase[r] == IDLE || phase[r] == CUT -> phase[r] = ATTEMPTING; attempts[r] = 1 } \
:: d_step { phase[r] == ATTEMPTING -> \
    clear(r, IDLE); \
    tokens = (tokens < BUDGET -> tokens + 1 : tokens) } \
:: d_step { phase[r] == ATTEMPTING -> clear(r, IDLE) } \
:: d_step { phase[r] == ATTEMPTING -> \
    next = (delay[r] == 0 -> BASE : 2 * delay[r]); \
    next = (next < CAP -> next : CAP); \
    if \
    :: attempts[r] <= MAX_RETRIES && elapsed[r] + next < DEADLINE && tokens > 0 -> \
      tokens--; delay[r] = next; left[r] = next; phase[r] = WAITING \
    :: else -> clear(r, IDLE) \
    fi }

#define LATER(r) \
  if \
  :: phase[r] == ATTEMPTING && elapsed[r] + 1 == DEADLINE -> clear(r, CUT) \
  :: phase[r] == ATTEMPTING && elapsed[r] + 1 < DEADLINE -> elapsed[r]++ \
  :: phase[r] == WAITING && left[r] > 1 -> elapsed[r]++; left[r]-- \
  :: phase[r] == WAITING && left[r] == 1 -> \
    elapsed[r]++; left[r] = 0; phase[r] = ATTEMPTING; attempts[r]++ \
  :: else \
  fi;

init {
  do
  EACH(REQUESTS, REQUEST)
  :: d_step { true -> OVER(REQUESTS, LATER) skip }
  od
}
