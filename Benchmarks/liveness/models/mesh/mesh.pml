// Clients, breakers, instances and time; see mesh.mesh. With FAIR each step that is fair is a
// process of its own. The other steps are one process, which SPIN's fairness binds as well, but to
// nothing: answers, repairs and ticks alone come to an end, so every run takes the others again and
// again.
#include "../../../models/each.h"

// Phases: resting with r ticks left is 1 + r, waiting for instance i is 10 + i.
#define IDLE 0
#define READY 1
#define RESTING(r) (1 + (r))
#define WAITING(i) (10 + i)

#define CLOSED 0
#define OPEN 1
#define HALF_OPEN 2

byte mode[INSTANCES], failures[INSTANCES], left[INSTANCES];
bool isProbing[INSTANCES], isDown[INSTANCES];
byte phase[CLIENTS], attempt[CLIENTS];

#define TRIP(i) mode[i] = OPEN; left[i] = COOLDOWN; failures[i] = 0

#define CAN_SEND(c, i) \
  (phase[c] <= READY && (mode[i] == CLOSED || (mode[i] == HALF_OPEN && !isProbing[i])))

#define SUCCEED(i, c) \
  if \
  :: mode[i] == CLOSED -> failures[i] = 0 \
  :: mode[i] == HALF_OPEN && isProbing[i] -> isProbing[i] = false; mode[i] = CLOSED \
  :: else \
  fi; \
  phase[c] = IDLE; \
  attempt[c] = 0

#define FAIL(i, c) \
  if \
  :: mode[i] == CLOSED -> \
    if \
    :: failures[i] + 1 == THRESHOLD -> TRIP(i) \
    :: else -> failures[i]++ \
    fi \
  :: mode[i] == HALF_OPEN && isProbing[i] -> isProbing[i] = false; TRIP(i) \
  :: else \
  fi; \
  if \
  :: attempt[c] == RETRIES -> phase[c] = IDLE; attempt[c] = 0 \
  :: else -> phase[c] = RESTING(BACKOFF); attempt[c]++ \
  fi

#define SEND(i, c) \
:: d_step { CAN_SEND(c, i) -> isProbing[i] = (mode[i] == HALF_OPEN); phase[c] = WAITING(i) }
#define TIME_OUT(i, c) \
:: d_step { phase[c] == WAITING(i) -> FAIL(i, c) }
#define ANSWER(i, c) \
:: d_step { phase[c] == WAITING(i) && !isDown[i] -> SUCCEED(i, c) } \
:: d_step { phase[c] == WAITING(i) && isDown[i] -> FAIL(i, c) }
#define CRASH(i) \
:: d_step { !isDown[i] -> isDown[i] = true }
#define REPAIR(i) \
:: d_step { isDown[i] -> isDown[i] = false }

#define SENDS(c) WITH(INSTANCES, SEND, c)
#define TIME_OUTS(c) WITH(INSTANCES, TIME_OUT, c)
#define ANSWERS(c) WITH(INSTANCES, ANSWER, c)

#define IS_OPEN(i) || mode[i] == OPEN
#define IS_RESTING(c) || (phase[c] >= RESTING(1) && phase[c] < WAITING(0))

#define TICK_BREAKER(i) \
  if \
  :: mode[i] == OPEN -> \
    left[i]--; \
    if \
    :: left[i] == 0 -> mode[i] = HALF_OPEN \
    :: else \
    fi \
  :: else \
  fi;

#define TICK_CLIENT(c) \
  if \
  :: (phase[c] >= RESTING(1) && phase[c] < WAITING(0)) -> phase[c]-- \
  :: else \
  fi;

#define TICK \
:: d_step { (false EACH(INSTANCES, IS_OPEN) EACH(CLIENTS, IS_RESTING)) -> \
    EACH(INSTANCES, TICK_BREAKER) \
    EACH(CLIENTS, TICK_CLIENT) \
  }

#ifdef FAIR
#define ANSWER_PROCESS(i, c) active proctype Answer_##c##_##i() { do ANSWER(i, c) od }
#define ANSWER_PROCESSES(c) WITH(INSTANCES, ANSWER_PROCESS, c)
#define REPAIR_PROCESS(i) active proctype Repair_##i() { do REPAIR(i) od }

EACH(CLIENTS, ANSWER_PROCESSES)
EACH(INSTANCES, REPAIR_PROCESS)
active proctype Tick() { do TICK od }
active proctype Others() {
  do EACH(CLIENTS, SENDS) EACH(CLIENTS, TIME_OUTS) EACH(INSTANCES, CRASH) od
}
#else
init {
  do
  EACH(CLIENTS, SENDS)
  EACH(CLIENTS, TIME_OUTS)
  EACH(CLIENTS, ANSWERS)
  EACH(INSTANCES, CRASH)
  EACH(INSTANCES, REPAIR)
  TICK
  od
}
#endif

#define IS_WAITING(c) && phase[c] >= WAITING(0)
#define ALL_WAIT (true EACH(CLIENTS, IS_WAITING))

#define IS_CLOSED(i) && mode[i] == CLOSED
#define SOME_WAIT(c) || phase[c] >= WAITING(0)

#ifdef CLAIM
ltl SomebodyGetsOn { [] (ALL_WAIT -> <> !ALL_WAIT) }
ltl OpensForAReason {
  (([] <> (false EACH(INSTANCES, IS_OPEN))) && ([] <> (true EACH(INSTANCES, IS_CLOSED))))
    -> [] <> (false EACH(CLIENTS, SOME_WAIT)) }
#endif
